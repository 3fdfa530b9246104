using MicroExpressions.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>Maps of the 3D-CNN's three layers [chosen].</summary>
/// <param name="First">of the layer that compares three frames</param>
/// <param name="Second">of the first separable layer</param>
/// <param name="Third">of the second</param>
public sealed record ReferenceFrameMaps(int First = 16, int Second = 32, int Third = 64);

/// <summary>
/// A frame between its reference frames, one stream at a micro-expression's distance, one at a macro-expression's, with the same weights: three
/// convolutions, the later two depthwise separable, and from both streams a score for each kind [paper: two streams, shared weights, three layers,
/// separable convolutions; chosen: all else].
/// </summary>
internal sealed class ReferenceFrameNetwork : Module<Tensor, Tensor, Tensor>
{
    /// <summary>The reference frame before, the frame, the reference frame after.</summary>
    public const int Frames = 3;

    private const int Pool = 2, Layers = 3;

    private readonly Conv3d compare, depth2, point2, depth3, point3;
    private readonly Linear kinds;
    private readonly int side;
    private readonly double rate;

    /// <param name="maps">of the three layers</param>
    /// <param name="rate">of dropout</param>
    /// <param name="side">S</param>
    public ReferenceFrameNetwork(ReferenceFrameMaps maps, double rate, int side) : base(nameof(ReferenceFrameNetwork))
    {
        (this.side, this.rate) = (side, rate);
        compare = Conv3d(1, maps.First, (Frames, 5, 5), padding: (0, 2, 2));
        depth2 = Conv3d(maps.First, maps.First, (1, 3, 3), padding: (0, 1, 1), groups: maps.First);
        point2 = Conv3d(maps.First, maps.Second, 1);
        depth3 = Conv3d(maps.Second, maps.Second, (1, 3, 3), padding: (0, 1, 1), groups: maps.Second);
        point3 = Conv3d(maps.Second, maps.Third, 1);
        int last = side;
        for (int layer = 0; layer < Layers; layer++)
            last /= Pool;
        kinds = Linear(2 * maps.Third * last * last, 2);
        RegisterComponents();
    }

    /// <summary><c>z = W Drop([φ(f_{i−k}, f_i, f_{i+k}), φ(f_{i−K}, f_i, f_{i+K})])</c>.</summary>
    /// <param name="micro">frames at the distance k of a micro-expression <c>[N, 3, S, S]</c></param>
    /// <param name="macro">frames at the distance K of a macro-expression <c>[N, 3, S, S]</c></param>
    /// <returns><c>[N, 2]</c>: micro, macro, before the sigmoid</returns>
    /// <exception cref="InputException">pictures of another size</exception>
    public override Tensor forward(Tensor micro, Tensor macro)
    {
        Shapes.Expect("3D-CNN", (micro, $"micro [N, {Frames}, {side}, {side}]"), (macro, $"macro [N, {Frames}, {side}, {side}]"));
        using var scope = NewDisposeScope();
        Tensor streams = Stream(cat([micro, macro], 0).unsqueeze(1));                          // [2N, C]
        Tensor both = cat([.. streams.chunk(2, 0)], 1);                                       // [N, 2C]
        return kinds.call(SpotterDropout.Of(both, rate, training)).MoveToOuterDisposeScope();
    }

    /// <summary>φ: <c>[N, 1, 3, S, S]</c> to <c>[N, C]</c>.</summary>
    private Tensor Stream(Tensor frames)
    {
        Tensor x = Pooled(compare.call(frames));                                              // [N, C₁, 1, S/2, S/2]
        x = Pooled(point2.call(depth2.call(x)));
        return Pooled(point3.call(depth3.call(x))).flatten(1);

        static Tensor Pooled(Tensor x) => F.max_pool3d(F.relu(x), [1, Pool, Pool], [1, Pool, Pool]);
    }
}
