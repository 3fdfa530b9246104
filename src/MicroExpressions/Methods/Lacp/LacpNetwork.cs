using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.Lacp;

/// <summary>What the network says of a batch.</summary>
/// <param name="Probabilities">P <c>[B, T, 3]</c>: micro, macro, background, each by itself</param>
/// <param name="Features">X <c>[B, T, D]</c>, after the convolution</param>
public sealed record LacpOutput(Tensor Probabilities, Tensor Features)
{
    /// <summary>P_bg <c>[B, T]</c>.</summary>
    public Tensor Background => Probabilities.select(2, SnippetClasses.Foreground);

    /// <summary><c>P_c (1 − P_bg)</c> of both classes, <c>[B, T, 2]</c>: an expression is what is of its class and no background.</summary>
    public Tensor Fused => Probabilities.narrow(2, 0, SnippetClasses.Foreground) * (1 - Probabilities.narrow(2, SnippetClasses.Foreground, 1));
}

/// <summary>One convolution over time and a classifier of each snippet.</summary>
public sealed class LacpNetwork : Module<SpotterInput, LacpOutput>
{
    private readonly TemporalConvolution convolution, classifier;
    private readonly double rate;
    private readonly (int Rgb, int Flow) dimensions;

    /// <param name="method">width and dropout</param>
    /// <param name="rgb">numbers a snippet of appearance</param>
    /// <param name="flow">numbers a snippet of motion</param>
    public LacpNetwork(LacpMethod method, int rgb, int flow) : base(nameof(LacpNetwork))
    {
        (rate, dimensions) = (method.Dropout, (rgb, flow));
        convolution = new TemporalConvolution(rgb + flow, method.Hidden, 3);
        classifier = new TemporalConvolution(method.Hidden, SnippetClasses.Count, 1, bias: false);
        RegisterComponents();
    }

    /// <summary><c>X = ReLU(Conv₃(F))</c>, <c>P = σ(Conv₁(Drop(X)))</c>. What was filled up is 0 like the convolution's own border: no video sees another's length.</summary>
    /// <param name="input">both modalities</param>
    /// <exception cref="InputException">tensors that do not belong together, or features of another width</exception>
    public override LacpOutput forward(SpotterInput input)
    {
        Shapes.Expect("LACP", (input.Rgb, $"F^r [B, T, {dimensions.Rgb}]"), (input.Flow, $"F^f [B, T, {dimensions.Flow}]"));
        using var scope = NewDisposeScope();
        Tensor features = MinimalFiltering.Laid(input.Joint().transpose(1, 2), convolution);
        Tensor x = MinimalFiltering.Rectified(convolution, features, slope: 0);                                         // [B, D, T]
        Tensor map = SpotterConvolution.OfSingle(classifier, SpotterDropout.Of(x, rate, training));       // [B, 3, T]
        return new(map.transpose(1, 2).sigmoid().MoveToOuterDisposeScope(), x.transpose(1, 2).MoveToOuterDisposeScope());
    }
}
