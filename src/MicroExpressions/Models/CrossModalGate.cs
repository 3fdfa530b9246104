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
public sealed class CrossModalGate : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly Conv1d global_conv, local_conv;
    private readonly double slope, rate;

    /// <param name="settings">widths and rates</param>
    public CrossModalGate(SpotterSettings settings) : base(nameof(CrossModalGate))
    {
        (slope, rate) = (settings.LeakySlope, settings.GateDropout);
        global_conv = SpotterConvolution.Create(settings.Width, settings.Width, kernel: 3);
        local_conv = SpotterConvolution.Create(settings.Width, settings.Width, kernel: 3);
        RegisterComponents();
    }

    /// <summary>
    /// <c>g = Drop(LReLU(Conv(mean_t F^m)))</c>, <c>l = Drop(LReLU(Conv(F^o)))</c>, <c>F̂^m = σ(l ⊙ g) ⊙ F^m</c>.
    /// </summary>
    /// <param name="main">F^m <c>[B, D, T]</c>, 0 where filled up</param>
    /// <param name="auxiliary">F^o <c>[B, D, T]</c>, 0 where filled up</param>
    /// <param name="mask"><c>[B, 1, T]</c></param>
    /// <returns>F̂^m <c>[B, D, T]</c>, 0 where filled up</returns>
    public override Tensor forward(Tensor main, Tensor auxiliary, Tensor mask)
    {
        Tensor mean = main.sum(2) / mask.sum(2);                                                        // [B, D]
        // one time step between two zeros meets the kernel's middle only
        Tensor global = F.linear(mean, global_conv.weight.select(2, 1), global_conv.bias!);             // [B, D]
        Tensor g = F.dropout(F.leaky_relu(global, slope), rate, training).unsqueeze(2);                 // [B, D, 1]
        Tensor l = F.dropout(F.leaky_relu(local_conv.call(auxiliary), slope), rate, training);          // [B, D, T]
        return (l * g).sigmoid() * main;
    }
}
