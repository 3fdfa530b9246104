using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>Squared error against a frame's labels.</summary>
public sealed record MtsnLoss
{
    /// <summary>Weight of the hard labels [source MTSN: 0.7].</summary>
    public double Hard { get; init; } = 0.7;

    /// <summary>Weight of the soft labels [source MTSN: 0.3].</summary>
    public double Soft { get; init; } = 0.3;

    /// <summary>Whether the second term is held against the soft labels, as the paper means it [source MTSN: no, both terms are the hard one].</summary>
    public bool UsesSoftLabels { get; init; }

    /// <summary><c>L = 0.7 mean (s − y)² + 0.3 mean (s − ỹ)²</c>; in the authors' code ỹ is y.</summary>
    /// <param name="score">s <c>[N]</c></param>
    /// <param name="hard">y <c>[N]</c></param>
    /// <param name="soft">ỹ <c>[N]</c></param>
    internal LossTerms Of(Tensor score, Tensor hard, Tensor soft) => new(
        new LossTerm("L_hard", Hard, (score - hard).square().mean()),
        new LossTerm("L_soft", Soft, (score - (UsesSoftLabels ? soft : hard)).square().mean()));

    /// <summary>y: 1 from onset to offset, else 0.</summary>
    /// <param name="frame">counted from 1</param>
    /// <param name="intervals">the video's expressions</param>
    internal static float HardLabel(int frame, IReadOnlyList<ExpressionInterval> intervals) => intervals.Any(i => i.Onset <= frame && frame <= i.Offset) ? 1 : 0;

    /// <summary>
    /// ỹ: <c>(frame − onset)/(apex − onset)</c> up to the apex, <c>(offset − frame)/(offset − apex)</c> after it, 0 outside. Where the apex is not
    /// labelled it is the middle [chosen]; of expressions that overlap the larger counts [chosen: the authors' last one].
    /// </summary>
    /// <param name="frame">counted from 1</param>
    /// <param name="intervals">the video's expressions</param>
    internal static float SoftLabel(int frame, IReadOnlyList<ExpressionInterval> intervals) =>
        intervals.Where(i => i.Onset <= frame && frame <= i.Offset).Select(i =>
        {
            double apex = i.Apex ?? (i.Onset + i.Offset) / 2.0;
            return frame == apex ? 1 : (float)(frame < apex ? (frame - i.Onset) / (apex - i.Onset) : (i.Offset - frame) / (i.Offset - apex));
        }).DefaultIfEmpty(0).Max();
}
