using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// Lets one modality decide which of the other's channels count when [source CO2-Net's cross-modal consensus; MC-WES's "saliency
/// compensation" is not public]: the main modality as a whole and the auxiliary one at each snippet must agree.
/// </summary>
public sealed class CrossModalGate : Module<Tensor, Tensor, JoinedVideos, Tensor>
{
    private readonly TemporalConvolution global_conv, local_conv;
    private readonly double slope, rate;
    private readonly int width;

    /// <param name="settings">widths and rates</param>
    public CrossModalGate(SpotterSettings settings) : base(nameof(CrossModalGate))
    {
        (slope, rate, width) = (settings.LeakySlope, settings.GateDropout, settings.Width);
        global_conv = SpotterConvolution.Create(settings.Width, settings.Width, kernel: 3);
        local_conv = SpotterConvolution.Create(settings.Width, settings.Width, kernel: 3);
        RegisterComponents();
    }

    /// <summary>
    /// <c>g = Drop(LReLU(Conv(mean_t F^m)))</c>, <c>l = Drop(LReLU(Conv(F^o)))</c>, <c>F̂^m = σ(l ⊙ g) ⊙ F^m</c>.
    /// </summary>
    /// <param name="main">F^m <c>[1, D, N]</c>, 0 where no snippet is</param>
    /// <param name="auxiliary">F^o <c>[1, D, N]</c>, 0 where no snippet is</param>
    /// <param name="videos">which of the N snippets belong together</param>
    /// <returns>F̂^m <c>[1, D, N]</c>, 0 where no snippet is</returns>
    /// <exception cref="InputException">shapes that are not these, or not of these videos</exception>
    public override Tensor forward(Tensor main, Tensor auxiliary, JoinedVideos videos)
    {
        using var scope = NewDisposeScope();
        return Gated(main, Views(main, auxiliary, videos), videos).MoveToOuterDisposeScope();
    }

    /// <summary>What both modalities say before anything is dropped, the same in training and in evaluation: <c>[B, D]</c> and <c>[1, D, N]</c>.</summary>
    /// <param name="main">F^m <c>[1, D, N]</c>, 0 where no snippet is</param>
    /// <param name="auxiliary">F^o <c>[1, D, N]</c>, 0 where no snippet is</param>
    /// <param name="videos">which of the N snippets belong together</param>
    /// <exception cref="InputException">shapes that are not these, or not of these videos</exception>
    public (Tensor Global, Tensor Local) Views(Tensor main, Tensor auxiliary, JoinedVideos videos)
    {
        string joined = $"[1, {width}, {videos.Places}]";
        Shapes.Expect("a gate's views", (main, $"F^m {joined}"), (auxiliary, $"F^o {joined}"));
        using var scope = NewDisposeScope();
        Tensor mean = videos.Mean(main);                                                                // [B, D]
        // one time step between two zeros meets the kernel's middle only
        Tensor global = F.linear(mean, global_conv.weight.select(2, 1), global_conv.bias!);             // [B, D]
        Tensor local = MinimalFiltering.Of(local_conv, auxiliary);                           // [1, D, N]
        return (F.leaky_relu(global, slope).MoveToOuterDisposeScope(), F.leaky_relu(local, slope, inplace: true).MoveToOuterDisposeScope());
    }

    /// <summary>F̂^m from both views.</summary>
    /// <param name="main">F^m <c>[1, D, N]</c></param>
    /// <param name="views">of <see cref="Views"/></param>
    /// <param name="videos">which of the N snippets belong together</param>
    /// <exception cref="InputException">shapes that are not these, or not of these videos</exception>
    public Tensor Gated(Tensor main, (Tensor Global, Tensor Local) views, JoinedVideos videos)
    {
        string joined = $"[1, {width}, {videos.Places}]";
        Shapes.Expect("a gate", (main, $"F^m {joined}"), (views.Global, $"g [{videos.Count}, {width}]"), (views.Local, $"l {joined}"));
        using var scope = NewDisposeScope();
        Tensor g = videos.Spread(SpotterDropout.Of(views.Global, rate, training)), l = SpotterDropout.Of(views.Local, rate, training);      // [1, D, N]
        return ((l * g).sigmoid_() * main).MoveToOuterDisposeScope();
    }
}
