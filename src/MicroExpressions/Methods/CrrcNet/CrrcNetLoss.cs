using MicroExpressions.Losses;
using MicroExpressions.Methods.Lacp;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>What CRRC-Net learns beside LACP's terms and the contrast: CO2-Net's terms, of probabilities instead of scores.</summary>
public sealed record CrrcNetLoss
{
    /// <summary>Weight of the attentions' means [source CRRC-Net: 0.8].</summary>
    public double Sparsity { get; init; } = 0.8;

    /// <summary>Weight of the agreement of attention and background [source CRRC-Net: 0.8].</summary>
    public double Guide { get; init; } = 0.8;

    /// <summary>k_c [source CRRC-Net: T/8 for all].</summary>
    public ClassPooling Pooling { get; init; } = new() { MicroDivisor = 8, MacroDivisor = 8, BackgroundDivisor = 8 };

    /// <summary>L_mil of P, L_mil of P under A, L_mut, L_norm, L_guide with <c>softmax(P_t)_bg</c>.</summary>
    /// <param name="output">the network's</param>
    /// <param name="presence">y <c>[B, 2]</c></param>
    /// <param name="input">mask and lengths</param>
    internal LossTerm[] Of(CrrcNetOutput output, Tensor presence, Models.SpotterInput input)
    {
        Tensor p = output.Said.Probabilities, attention = (output.RgbAttention + output.FlowAttention) / 2, shares = p.softmax(2);
        Tensor[] attentions = [attention, output.RgbAttention, output.FlowAttention];
        return
        [
            new("L_mil", 1, MultipleInstanceLoss.Of(p, presence, background: true, input.Lengths, Pooling)),
            new("L_mil^A", 1, MultipleInstanceLoss.Of(AttendedScores.AboveLeast(p, attention), presence, background: false, input.Lengths, Pooling)),
            new("L_mut", 1, MutualLoss.Of(output.RgbAttention, output.FlowAttention, input.Mask)),
            new("L_norm", Sparsity, stack([.. attentions.Select(a => SparsityLoss.Of(a, input.Mask))], 0).mean()),
            new("L_guide", Guide, stack([.. attentions.Select(a => GuideLoss.Of(a, shares, input.Mask))], 0).mean()),
        ];
    }
}
