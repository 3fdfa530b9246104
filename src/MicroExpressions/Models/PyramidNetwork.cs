using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>What a pyramid says of windows. P places, A anchors; class 0 is micro, 1 macro; all before the sigmoid.</summary>
/// <param name="PlaceClasses"><c>[B, P, 2]</c></param>
/// <param name="PlaceDistances"><c>[B, P, 2]</c> from the place back to the onset and on to the offset, in strides, not negative</param>
/// <param name="AnchorClasses"><c>[B, A, 2]</c></param>
/// <param name="AnchorShifts"><c>[B, A, 2]</c>: by how many of its lengths the middle moves, and the logarithm of how much longer it becomes</param>
internal sealed record PyramidOutput(Tensor PlaceClasses, Tensor PlaceDistances, Tensor AnchorClasses, Tensor AnchorShifts);

/// <summary>
/// The network of LSSNet and LGSNet but for what each adds [source LSSNet, LGSNet: both have it from A2Net]. Every activation is Mish; every
/// convolution's weights are Kaiming-uniform, biases 0.
/// <code>
/// [B, W, D] → conv9 Mish, max 2 → conv9 Mish, max 2 → level 1 … n, each conv3 Mish
/// level → (fusion, level 1) → conv1 Mish → (suppression) → four heads, the same at all levels: conv3 Mish, conv3 Mish, conv3
/// </code>
/// </summary>
internal sealed class PyramidNetwork : Module<Tensor, PyramidOutput>
{
    private const int Classes = 2;

    private readonly TemporalConvolution base1, base2;
    private readonly ModuleList<TemporalConvolution> levels, reductions;
    private readonly Module<Tensor, Tensor, Tensor>? fusion;
    private readonly Module<Tensor, Tensor> suppression;
    private readonly PyramidHead place_classes, place_distances, anchor_classes, anchor_shifts;
    private readonly PyramidSettings settings;
    private readonly int input;

    /// <param name="settings">widths and lengths</param>
    /// <param name="input">numbers a snippet, both modalities together</param>
    /// <param name="suppression">of what does not belong to an expression, <c>[B, C, T]</c> to the same, at the levels that say so</param>
    /// <param name="fusion">of the first level <c>[B, C, T]</c> and what comes after the first convolution <c>[B, C, 2T]</c>; null for none</param>
    public PyramidNetwork(PyramidSettings settings, int input, Module<Tensor, Tensor> suppression, Module<Tensor, Tensor, Tensor>? fusion = null) : base(nameof(PyramidNetwork))
    {
        (this.settings, this.input, this.suppression, this.fusion) = (settings.Checked(), input, suppression, fusion);
        base1 = SpotterConvolution.Create(input, settings.BaseWidth, kernel: 9);
        base2 = SpotterConvolution.Create(settings.BaseWidth, settings.BaseWidth, kernel: 9);
        levels = new ModuleList<TemporalConvolution>([.. settings.Levels.Select((level, i) =>
            SpotterConvolution.Create(i == 0 ? settings.BaseWidth : settings.Levels[i - 1].Width, level.Width, kernel: 3, level.Stride))]);
        reductions = new ModuleList<TemporalConvolution>([.. settings.Levels.Select(level => SpotterConvolution.Create(level.Width, settings.ReducedWidth, kernel: 1))]);
        int anchors = settings.Ratios.Count;
        place_classes = new PyramidHead(settings, Classes);
        place_distances = new PyramidHead(settings, 2);
        anchor_classes = new PyramidHead(settings, anchors * Classes);
        anchor_shifts = new PyramidHead(settings, anchors * 2);
        RegisterComponents();
    }

    /// <summary>Windows <c>[B, W, D]</c> to what is in them.</summary>
    /// <exception cref="InputException">windows of another length or width</exception>
    public override PyramidOutput forward(Tensor windows)
    {
        Shapes.Expect("a pyramid", (windows, $"x [B, {settings.Window}, {input}]"));
        using var scope = NewDisposeScope();
        Tensor channels = MinimalFiltering.Laid(windows.transpose(1, 2), base1);               // [B, D, W]
        Tensor first = Halved(F.mish(MinimalFiltering.Of(base1, channels)));            // [B, C, W/2]
        Tensor x = Halved(F.mish(MinimalFiltering.Of(base2, first)));                              // [B, C, W/4]
        var maps = new List<Tensor>();
        foreach (TemporalConvolution level in levels)
            maps.Add(x = F.mish(level.forward(x)));
        if (fusion is not null)
            maps[0] = fusion.call(maps[0], first);                                      // the levels above are made of what was before
        var (placeClasses, placeDistances, anchorClasses, anchorShifts) = (new List<Tensor>(), new List<Tensor>(), new List<Tensor>(), new List<Tensor>());
        for (int l = 0; l < maps.Count; l++)
        {
            Tensor map = F.mish(reductions[l].forward(maps[l]));                        // [B, C, T_l]
            if (settings.Levels[l].Suppressed)
                map = suppression.call(map);
            placeClasses.Add(place_classes.call(map).transpose(1, 2));                  // [B, T_l, 2]
            placeDistances.Add(place_distances.call(map).transpose(1, 2).relu());
            anchorClasses.Add(ByAnchor(anchor_classes.call(map)));                      // [B, 5 T_l, 2]
            anchorShifts.Add(ByAnchor(anchor_shifts.call(map)));
        }
        return new(Joined(placeClasses), Joined(placeDistances), Joined(anchorClasses), Joined(anchorShifts));

        static Tensor Joined(List<Tensor> ofLevels) => cat([.. ofLevels], dim: 1).MoveToOuterDisposeScope();
    }

    private static Tensor Halved(Tensor x) => F.max_pool1d(x, 2, 2);

    /// <summary><c>[B, 5·2, T]</c> to <c>[B, T·5, 2]</c>.</summary>
    private static Tensor ByAnchor(Tensor x) => x.view(x.shape[0], -1, 2, x.shape[2]).permute(0, 3, 1, 2).flatten(1, 2);
}

/// <summary>Two convolutions with Mish and one without, over three places each.</summary>
internal sealed class PyramidHead : Module<Tensor, Tensor>
{
    private readonly TemporalConvolution conv1, conv2, output;

    /// <param name="settings">widths</param>
    /// <param name="outputs">numbers a place</param>
    public PyramidHead(PyramidSettings settings, int outputs) : base(nameof(PyramidHead))
    {
        conv1 = SpotterConvolution.Create(settings.ReducedWidth, settings.HeadWidth, kernel: 3);
        conv2 = SpotterConvolution.Create(settings.HeadWidth, settings.HeadWidth, kernel: 3);
        output = SpotterConvolution.Create(settings.HeadWidth, outputs, kernel: 3);
        RegisterComponents();
    }

    /// <summary><c>[B, C, T]</c> to <c>[B, outputs, T]</c>.</summary>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        return output.forward(F.mish(conv2.forward(F.mish(conv1.forward(x))))).MoveToOuterDisposeScope();
    }
}
