using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.MesNet;

/// <summary>What MESNet is taught: both modules that classify clips and move them, once by anchors and once by proposals [chosen: as Faster R-CNN is].</summary>
public sealed record MesNetLoss
{
    /// <summary>IoU from which an anchor is an expression [source Faster R-CNN].</summary>
    public double AnchorMatched { get; init; } = 0.7;

    /// <summary>IoU below which an anchor is none [source Faster R-CNN]; between, it teaches nothing.</summary>
    public double AnchorUnmatched { get; init; } = 0.3;

    /// <summary>IoU from which a proposed clip is an expression; below, it is none [source Faster R-CNN].</summary>
    public double ClipMatched { get; init; } = 0.5;

    /// <summary>α of the focal loss, the weight of what is an expression [chosen: the focal loss's own, in place of drawing as many clips of either kind].</summary>
    public double Alpha { get; init; } = 0.25;

    /// <summary>γ of the focal loss [chosen: its own].</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>Of each module the focal loss of all clips over the number of expressions among them, and the smooth L1 of how those must move.</summary>
    /// <param name="output">of windows</param>
    /// <param name="anchors">of a window</param>
    /// <param name="expressions">of each window</param>
    internal LossTerms Of(MesNetOutput output, IReadOnlyList<TemporalSegment> anchors, IReadOnlyList<IReadOnlyList<WindowExpression>> expressions)
    {
        Device device = output.ClipScores.device;
        ClipTargets first = ClipTargets.Of([.. expressions.Select(e => new TaughtClips(anchors, e))], AnchorMatched, AnchorUnmatched, bestCounts: true, device);
        ClipTargets second = ClipTargets.Of([.. output.Clips.Zip(expressions, (c, e) => new TaughtClips(c, e))], ClipMatched, ClipMatched, bestCounts: false, device);
        Tensor anchorScores = output.AnchorScores.flatten(), anchorShifts = output.AnchorShifts.flatten(0, 1);
        return new(
            new("L_cls of anchors", 1, Classes(anchorScores, first)), new("L_reg of anchors", 1, Shift(anchorShifts, first)),
            new("L_cls of clips", 1, Classes(output.ClipScores, second)), new("L_reg of clips", 1, Shift(output.ClipShifts, second)));
    }

    private Tensor Classes(Tensor scores, ClipTargets targets) =>
        (SigmoidFocalLoss.Of(scores, targets.Labels, Alpha, Gamma) * targets.Taught).sum() / targets.Labels.sum().clamp_min(1);

    private static Tensor Shift(Tensor shifts, ClipTargets targets)
    {
        Tensor found = targets.Labels.nonzero().view(-1);
        return found.numel() == 0 ? zeros([], device: shifts.device) : SmoothL1Loss.Of(targets.Shifts.index_select(0, found) - shifts.index_select(0, found), beta: 1);
    }
}
