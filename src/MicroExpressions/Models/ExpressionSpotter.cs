using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>What the spotter says about a batch of videos; all of it is 0 where a video was filled up.</summary>
/// <param name="RgbAttention">A^r <c>[B, T]</c></param>
/// <param name="FlowAttention">A^f <c>[B, T]</c></param>
/// <param name="Attention">A <c>[B, T]</c></param>
/// <param name="Features">x <c>[B, T, 2D]</c></param>
/// <param name="ActivationMap">S <c>[B, T, 3]</c>: micro, macro, background</param>
public sealed record SpotterOutput(Tensor RgbAttention, Tensor FlowAttention, Tensor Attention, Tensor Features, Tensor ActivationMap)
{
    /// <summary>One video alone, without what was filled up: <c>[T_b, …]</c> each.</summary>
    /// <param name="video">its position in the batch</param>
    /// <param name="length">T_b</param>
    /// <exception cref="InputException">no such video, more than it has, or tensors that do not belong together</exception>
    public SpotterOutput Of(int video, int length)
    {
        Shapes.ExpectWithin("the spotter's output", "video", [video], Checked().Attention.shape[0]);
        Shapes.ExpectLengths("the spotter's output", [length], 1, Attention.shape[1]);
        return new(Cut(RgbAttention), Cut(FlowAttention), Cut(Attention), Cut(Features), Cut(ActivationMap));

        Tensor Cut(Tensor batch) => batch.select(0, video).narrow(0, 0, length);
    }

    /// <exception cref="InputException">tensors that do not belong together</exception>
    internal SpotterOutput Checked()
    {
        Shapes.Expect(
            "the spotter's output", (RgbAttention, "A^r [B, T]"), (FlowAttention, "A^f [B, T]"), (Attention, "A [B, T]"), (Features, "x [B, T, D]"), (ActivationMap, "S [B, T, 3]"));
        return this;
    }
}

/// <summary>The part of a pass that no dropout touches.</summary>
/// <param name="Videos">which of the N snippets belong together</param>
/// <param name="Rgb">F^r, scaled and projected, <c>[1, D, N]</c></param>
/// <param name="Flow">F^f, likewise</param>
/// <param name="RgbViews">what the gate of F^r goes by</param>
/// <param name="FlowViews">what the gate of F^f goes by</param>
public sealed record SpotterBeginning(
    JoinedVideos Videos, Tensor Rgb, Tensor Flow, (Tensor Global, Tensor Local) RgbViews, (Tensor Global, Tensor Local) FlowViews);

/// <summary>
/// The network of PWES.
/// <code>
/// F^r ─ gate(F^r | F^f) ─ F̂^r ─┬─ attention ─ A^r ─┐
///                              ├─ fusion ─ x ─ head ─ S     A = (A^r + A^f)/2
/// F^f ─ gate(F^f | F^r) ─ F̂^f ─┴─ attention ─ A^f ─┘
/// </code>
/// </summary>
public sealed class ExpressionSpotter : Module<SpotterInput, SpotterOutput>
{
    private readonly Module<Tensor, Tensor>? scale_rgb, scale_flow;
    private readonly Linear? project_rgb, project_flow;
    private readonly CrossModalGate gate_rgb, gate_flow;
    private readonly SnippetAttention attention_rgb, attention_flow;
    private readonly ActivationHead head;

    /// <param name="settings">widths and rates</param>
    /// <param name="scaleRgb">brings features other than I3D's to a common scale; null for I3D's, whose scale is the network's own</param>
    /// <param name="scaleFlow">as <paramref name="scaleRgb"/></param>
    /// <exception cref="InputException">settings that make no network</exception>
    public ExpressionSpotter(SpotterSettings settings, FeatureScaling? scaleRgb = null, FeatureScaling? scaleFlow = null) : base(nameof(ExpressionSpotter))
    {
        Settings = settings.Checked();
        (scale_rgb, scale_flow) = (scaleRgb, scaleFlow);
        if (settings.Projection is int width)
        {
            project_rgb = Linear(settings.RgbDimension, width, hasBias: false);
            project_flow = Linear(settings.FlowDimension, width, hasBias: false);
        }
        (gate_rgb, gate_flow) = (new CrossModalGate(settings), new CrossModalGate(settings));
        (attention_rgb, attention_flow) = (new SnippetAttention(settings), new SnippetAttention(settings));
        head = new ActivationHead(settings, SnippetClasses.Count);
        RegisterComponents();
    }

    /// <summary>What it was made from.</summary>
    public SpotterSettings Settings { get; }

    /// <summary>A batch of videos to attention, features and activation map.</summary>
    /// <exception cref="InputException">features of another dimension than the settings say</exception>
    public override SpotterOutput forward(SpotterInput input) => After(Before(input));

    /// <summary>As far as the network says the same in training and in evaluation: up to the first dropout. Who needs both begins with it once.</summary>
    /// <exception cref="InputException">features of another dimension than the settings say, or modalities, mask and lengths that differ</exception>
    public SpotterBeginning Before(SpotterInput input)
    {
        var videos = new JoinedVideos(input);
        Tensor r = Prepared(input.Rgb, input, videos, "rgb", Settings.RgbDimension, scale_rgb, project_rgb);   // [1, D, N]
        Tensor f = Prepared(input.Flow, input, videos, "flow", Settings.FlowDimension, scale_flow, project_flow);
        return new(videos, r, f, gate_rgb.Views(r, f, videos), gate_flow.Views(f, r, videos));
    }

    /// <summary>The rest of the network, in training or in evaluation.</summary>
    /// <exception cref="InputException">the beginning of another network</exception>
    public SpotterOutput After(SpotterBeginning beginning) => After(beginning, head.call);

    /// <summary>The same as <see cref="forward"/>, but S before its sigmoid: CO2-Net, from which the network descends, takes a softmax of the video's scores instead.</summary>
    /// <param name="input">the batch</param>
    /// <exception cref="InputException">features of another dimension than the settings say, or modalities, mask and lengths that differ</exception>
    public SpotterOutput Scored(SpotterInput input) => After(Before(input), (rgb, flow, mask) =>
    {
        var (x, s) = head.Scored(rgb, flow, mask);
        return (x, s * mask);
    });

    private SpotterOutput After(SpotterBeginning beginning, Func<Tensor, Tensor, Tensor, (Tensor Fused, Tensor Map)> read)
    {
        var (videos, r, f, viewsR, viewsF) = beginning;
        Tensor gatedR = gate_rgb.Gated(r, viewsR, videos), gatedF = gate_flow.Gated(f, viewsF, videos);             // [1, D, N]
        Tensor attentionR = videos.Split(attention_rgb.call(gatedR, videos.Mask)).squeeze(2);           // [B, T]
        Tensor attentionF = videos.Split(attention_flow.call(gatedF, videos.Mask)).squeeze(2);          // [B, T]
        var (x, s) = read(gatedR, gatedF, videos.Mask);
        return new(attentionR, attentionF, (attentionR + attentionF) / 2, videos.Split(x), videos.Split(s));    // mean [paper]
    }

    private Tensor Prepared(
        Tensor features, SpotterInput input, JoinedVideos videos, string modality, int dimension, Module<Tensor, Tensor>? scale, Linear? project)
    {
        if (features.shape[2] != dimension)
            throw new InputException(
                $"modality {modality}", $"features {string.Join(" × ", features.shape)}", $"batch × snippets × {dimension}",
                "Set the dimensions of the spotter's settings to those of the feature files.");
        Tensor joined = videos.Join(Settings.VideoScaling && !input.OnOwnScale ? VideoScaling.Of(features, input.Mask) : features);    // [1, N, D]
        Tensor scaled = scale is null ? joined : scale.call(joined);
        return (project is null ? scaled : project.call(scaled)).transpose(1, 2).mul_(videos.Mask);     // [1, D, N], a snippet's numbers side by side
    }
}
