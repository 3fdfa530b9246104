using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.SfNet;

/// <summary>What both modalities and their fusion say of a batch. Scores are before any softmax or sigmoid.</summary>
/// <param name="Scores"><c>[B, T, 3]</c> of appearance, of motion and of both: micro, macro, background</param>
/// <param name="Actionness"><c>[B, T]</c> likewise: whether anything moves</param>
public sealed record SfNetOutput(Streams Scores, Streams Actionness);

/// <summary>A tensor of each modality and of both.</summary>
/// <param name="Rgb">appearance</param>
/// <param name="Flow">motion</param>
/// <param name="Fused">both, weighed by what is learnt</param>
public sealed record Streams(Tensor Rgb, Tensor Flow, Tensor Fused)
{
    /// <summary>The three.</summary>
    internal IReadOnlyList<Tensor> All => [Rgb, Flow, Fused];
}

/// <summary>Of each modality a classifier that sees single snippets and an actionness that sees their neighbours.</summary>
public sealed class SfNetNetwork : Module<SpotterInput, SfNetOutput>
{
    private readonly SfNetStream rgb, flow;
    private readonly Parameter rgb_classes, flow_classes, rgb_action, flow_action;

    /// <param name="method">width and dropout</param>
    /// <param name="rgbFeatures">numbers a snippet of appearance</param>
    /// <param name="flowFeatures">numbers a snippet of motion</param>
    public SfNetNetwork(SfNetMethod method, int rgbFeatures, int flowFeatures) : base(nameof(SfNetNetwork))
    {
        rgb = new SfNetStream(rgbFeatures, method.Hidden, method.Dropout);
        flow = new SfNetStream(flowFeatures, method.Hidden, method.Dropout);
        rgb_classes = Weights(1);
        flow_classes = Weights(1);
        rgb_action = new Parameter(zeros(1).DetachFromDisposeScope());
        flow_action = new Parameter(zeros(1).DetachFromDisposeScope());
        RegisterComponents();

        static Parameter Weights(double value) => new(full(SnippetClasses.Count, value, dtype: float32).DetachFromDisposeScope());
    }

    /// <summary><c>S = w_r ⊙ S_r + w_f ⊙ S_f</c> with a weight a class, <c>a = v_r a_r + v_f a_f</c>; v begins at 0 [source SF-Net].</summary>
    /// <param name="input">both modalities</param>
    /// <exception cref="InputException">tensors that do not belong together, or features of another width</exception>
    public override SfNetOutput forward(SpotterInput input)
    {
        Shapes.Expect("SF-Net", (input.Checked().Rgb, $"F^r [B, T, {rgb.Features}]"), (input.Flow, $"F^f [B, T, {flow.Features}]"));
        using var scope = NewDisposeScope();
        Tensor mask = input.Mask.unsqueeze(1);                                     // [B, 1, T]
        var (ofRgb, rgbAction) = rgb.call(input.Rgb, mask);
        var (ofFlow, flowAction) = flow.call(input.Flow, mask);
        Tensor[] said = [ofRgb, ofFlow, ofRgb * rgb_classes + ofFlow * flow_classes, rgbAction, flowAction, rgbAction * rgb_action + flowAction * flow_action];
        foreach (Tensor tensor in said)
            tensor.MoveToOuterDisposeScope();
        return new(new(said[0], said[1], said[2]), new(said[3], said[4], said[5]));
    }
}

/// <summary>One modality.</summary>
internal sealed class SfNetStream : Module<Tensor, Tensor, (Tensor scores, Tensor actionness)>
{
    private readonly Linear first, second, classifier, action;
    private readonly TemporalConvolution before, after;
    private readonly double rate;

    public SfNetStream(int features, int hidden, double rate) : base(nameof(SfNetStream))
    {
        (Features, this.rate) = (features, rate);
        first = Linear(features, hidden);
        second = Linear(hidden, hidden);
        classifier = Linear(hidden, SnippetClasses.Count);
        before = new TemporalConvolution(features, hidden, 3);
        after = new TemporalConvolution(hidden, hidden, 3);
        action = Linear(hidden, 1);
        using IDisposable untracked = no_grad();
        foreach (Linear layer in new[] { first, second, classifier, action })
            Xavier(layer.weight, layer.bias);
        foreach (TemporalConvolution layer in new[] { before, after })
            Xavier(layer.weight, layer.bias);
        RegisterComponents();

        static void Xavier(Tensor weight, Tensor? bias)
        {
            init.xavier_uniform_(weight);
            init.zeros_(bias!);
        }
    }

    /// <summary>D.</summary>
    public int Features { get; }

    /// <summary><c>S = W Drop(ReLU(W₂ ReLU(W₁ F)))</c>, <c>a = w ReLU(Conv₃(ReLU(Conv₃(F))))</c>.</summary>
    /// <param name="features">F <c>[B, T, D]</c></param>
    /// <param name="mask"><c>[B, 1, T]</c>: keeps what stands after a video's end from its last snippet</param>
    /// <returns><c>[B, T, 3]</c> and <c>[B, T]</c></returns>
    public override (Tensor scores, Tensor actionness) forward(Tensor features, Tensor mask)
    {
        Tensor x = functional.relu(second.call(functional.relu(first.call(features))));                       // [B, T, H]
        Tensor a = functional.relu(before.call(features.transpose(1, 2))) * mask;                             // [B, H, T]
        a = functional.relu(after.call(a)).transpose(1, 2);
        return (classifier.call(SpotterDropout.Of(x, rate, training)), action.call(a).squeeze(2));
    }
}
