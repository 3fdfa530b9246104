using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What the heads of a pyramid are taught: class and place of the expressions, once by places and once by anchors.</summary>
public sealed record PyramidLoss
{
    /// <summary>α of the focal loss, the weight of a class that is there [source LSSNet: 0.25].</summary>
    public double Alpha { get; init; } = 0.25;

    /// <summary>γ of the focal loss [source LSSNet: 2].</summary>
    public double Gamma { get; init; } = 2;

    /// <summary>IoU above which an anchor has an expression [source LSSNet: 0.5].</summary>
    public double Matched { get; init; } = 0.5;

    /// <summary>IoU below which it has none [source LSSNet: 0.4].</summary>
    public double Unmatched { get; init; } = 0.4;

    /// <summary>β of the anchors' smooth L1 loss [source LGSNet: 1; 0.111 for SAMM-LV].</summary>
    public double Beta { get; init; } = 1;

    /// <summary>What the overlap of a place with a micro-expression weighs beside a macro-expression's [source LSSNet: 1; LGSNet: 4].</summary>
    public double MicroWeight { get; init; } = 1;

    /// <summary>The anchors' classes are divided by the number of those that have an expression and this for each window [source LSSNet: 0; LGSNet: 1].</summary>
    public double WindowsCounted { get; init; }

    /// <summary>Largest logarithm of growth that an anchor is held to have asked for [source LGSNet: 5; LSSNet has none].</summary>
    public double? LargestGrowth { get; init; }

    /// <summary>
    /// Focal losses of the classes and <c>1 − IoU</c> (places) or smooth L1 (anchors) of what has an expression. A batch in which nothing has one
    /// teaches classes only [ours: LSSNet divides by zero there].
    /// </summary>
    internal LossTerms Of(PyramidOutput output, PyramidTargets targets)
    {
        Tensor found = targets.PlaceClasses.sum(dim: 2).flatten().nonzero().view(-1);       // [n]
        Tensor matched = targets.Matched.flatten().nonzero().view(-1);                      // [m]
        long windows = output.PlaceClasses.shape[0];
        Tensor places = SigmoidFocalLoss.Of(output.PlaceClasses, targets.PlaceClasses, Alpha, Gamma).sum() / (found.numel() + windows);
        Tensor anchors = (SigmoidFocalLoss.Of(output.AnchorClasses, targets.AnchorClasses, Alpha, Gamma) * targets.Taught.unsqueeze(2)).sum()
            / Math.Max(1, matched.numel() + WindowsCounted * windows);
        return new(new("L_cls of places", 1, places), new("L_reg of places", 1, Overlap(output, targets, found)),
            new("L_cls of anchors", 1, anchors), new("L_reg of anchors", 1, Shift(output, targets, matched)));
    }

    private Tensor Overlap(PyramidOutput output, PyramidTargets targets, Tensor found)
    {
        if (found.numel() == 0)
            return zeros([], device: found.device);
        Tensor loss = OverlapLoss.Of(Rows(output.PlaceDistances, found), Rows(targets.PlaceDistances, found));
        return (loss * (1 + (MicroWeight - 1) * Rows(targets.PlaceClasses, found).select(1, 0))).mean();
    }

    private Tensor Shift(PyramidOutput output, PyramidTargets targets, Tensor matched)
    {
        if (matched.numel() == 0)
            return zeros([], device: matched.device);
        Tensor shifts = Rows(output.AnchorShifts, matched), labels = Rows(targets.AnchorShifts, matched);
        Tensor growth = LargestGrowth is double largest ? shifts.select(1, 1).clamp_max(largest) : shifts.select(1, 1);
        return SmoothL1Loss.Of(labels.select(1, 0) - shifts.select(1, 0), Beta) + SmoothL1Loss.Of(labels.select(1, 1) - growth, Beta);
    }

    private static Tensor Rows(Tensor all, Tensor index) => all.flatten(0, 1).index_select(0, index);
}
