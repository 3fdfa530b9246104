using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>What the network says of a batch; 0 where a video was filled up.</summary>
/// <param name="Said">probabilities and features, as LACP's</param>
/// <param name="Rgb">encoded appearance <c>[B, T, W]</c></param>
/// <param name="Flow">encoded motion <c>[B, T, W]</c></param>
/// <param name="RgbAttention">A^r <c>[B, T]</c></param>
/// <param name="FlowAttention">A^f <c>[B, T]</c></param>
/// <param name="Gated">both modalities after the gates <c>[B, T, 2W]</c></param>
public sealed record CrrcNetOutput(LacpOutput Said, Tensor Rgb, Tensor Flow, Tensor RgbAttention, Tensor FlowAttention, Tensor Gated);

/// <summary>An encoder of each modality, CO2-Net's gates and attention, a classifier on both.</summary>
public sealed class CrrcNetNetwork : Module<SpotterInput, CrrcNetOutput>
{
    private const double Slope = 0.2;

    private readonly TemporalConvolution encode_rgb, encode_flow, feature, hidden, classifier;
    private readonly CrossModalGate gate_rgb, gate_flow;
    private readonly SnippetAttention attention_rgb, attention_flow;
    private readonly double rate;
    private readonly (int Rgb, int Flow) dimensions;

    /// <param name="method">width and dropout</param>
    /// <param name="rgb">numbers a snippet of appearance</param>
    /// <param name="flow">numbers a snippet of motion</param>
    /// <exception cref="InputException">an odd width</exception>
    public CrrcNetNetwork(CrrcNetMethod method, int rgb, int flow) : base(nameof(CrrcNetNetwork))
    {
        (rate, dimensions) = (method.Dropout, (rgb, flow));
        SpotterSettings settings = new SpotterSettings { RgbDimension = method.Width, FlowDimension = method.Width, AttentionScoreDropout = 0.5 }.Checked();
        encode_rgb = new TemporalConvolution(rgb, method.Width, 3);
        encode_flow = new TemporalConvolution(flow, method.Width, 3);
        (gate_rgb, gate_flow) = (new CrossModalGate(settings), new CrossModalGate(settings));
        (attention_rgb, attention_flow) = (new SnippetAttention(settings), new SnippetAttention(settings));
        feature = new TemporalConvolution(settings.FusedWidth, settings.FusedWidth, 3);
        hidden = new TemporalConvolution(settings.FusedWidth, settings.FusedWidth, 3);
        classifier = new TemporalConvolution(settings.FusedWidth, SnippetClasses.Count, 1);
        RegisterComponents();
    }

    /// <summary>
    /// <c>E^m = LReLU(Conv₃(F^m))</c>, gates and attention of E as CO2-Net's, <c>X = LReLU(Conv₃([Ê^r; Ê^f]))</c>,
    /// <c>P = σ(Conv₁(Drop(LReLU(Conv₃(Drop(X))))))</c>.
    /// </summary>
    /// <param name="input">both modalities</param>
    /// <exception cref="InputException">tensors that do not belong together, or features of another width</exception>
    public override CrrcNetOutput forward(SpotterInput input)
    {
        Shapes.Expect("CRRC-Net", (input.Checked().Rgb, $"F^r [B, T, {dimensions.Rgb}]"), (input.Flow, $"F^f [B, T, {dimensions.Flow}]"));
        using var scope = NewDisposeScope();
        var videos = new JoinedVideos(input);
        Tensor r = Encoded(encode_rgb, input.Rgb), f = Encoded(encode_flow, input.Flow);                                        // [1, W, N]
        Tensor gatedR = gate_rgb.call(r, f, videos), gatedF = gate_flow.call(f, r, videos);
        Tensor gated = cat([gatedR, gatedF], dim: 1);                                                                           // [1, 2W, N]
        Tensor x = Activated(feature, gated) * videos.Mask;
        Tensor h = Activated(hidden, SpotterDropout.Of(x, rate, training));
        Tensor p = SpotterConvolution.OfSingle(classifier, SpotterDropout.Of(h, rate, training)).sigmoid() * videos.Mask;       // [1, 3, N]
        Tensor[] said = [.. new[] { p, x, r, f, attention_rgb.call(gatedR, videos.Mask), attention_flow.call(gatedF, videos.Mask), gated }.Select(videos.Split)];
        (said[4], said[5]) = (said[4].squeeze(2), said[5].squeeze(2));
        foreach (Tensor kept in said)
            kept.MoveToOuterDisposeScope();
        return new(new(said[0], said[1]), said[2], said[3], said[4], said[5], said[6]);

        Tensor Encoded(TemporalConvolution convolution, Tensor padded) => Activated(convolution, videos.Join(padded).transpose(1, 2) * videos.Mask) * videos.Mask;
    }

    /// <summary>Snippets of any videos, encoded as if they followed each other [source CRRC-Net's code]: <c>[N, D_r]</c> and <c>[N, D_f]</c> to <c>[N, W]</c>.</summary>
    internal (Tensor Rgb, Tensor Flow) Encoded(Tensor rgb, Tensor flow) => (Row(encode_rgb, rgb), Row(encode_flow, flow));

    /// <summary>Prototypes in the space of X; the convolution takes classes for neighbours in time [source CRRC-Net's code]: <c>[2, 2W]</c>.</summary>
    internal Tensor OfPrototypes(Tensor prototypes) => Row(feature, prototypes);

    private static Tensor Row(TemporalConvolution convolution, Tensor rows) => Activated(convolution, rows.t().unsqueeze(0)).squeeze(0).t();

    private static Tensor Activated(TemporalConvolution convolution, Tensor x) => functional.leaky_relu(convolution.call(x), Slope);
}
