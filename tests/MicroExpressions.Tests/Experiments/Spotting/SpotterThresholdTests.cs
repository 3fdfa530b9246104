using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SpotterThresholdTests
{
    private static readonly ScoringOptions Options = new();

    /// <summary>Ten labelled intervals; those found and the wrong reports, by score.</summary>
    private static (IReadOnlyList<ExpressionInterval> Truth, IReadOnlyList<Detection> Detections) Case(double[] right, double[] wrong, string subject = "s1") =>
    (
        [.. Enumerable.Range(0, 10).Select(i => new ExpressionInterval(subject, "v", ExpressionKind.Macro, 100 * i + 1, null, 100 * i + 30, 30))],
        [
            .. right.Select((score, i) => new Detection(subject, "v", 100 * i + 1, 100 * i + 30, score)),
            .. wrong.Select((score, i) => new Detection(subject, "v", 100 * i + 51, 100 * i + 60, score)),
        ]
    );

    [Fact]
    public void Of_thresholds_that_are_nearly_as_good_the_lowest_is_taken()
    {
        // above 0.4: 6 of 10 found, none wrong: F1 = 12/16 = 0.75, the best; above 0.35: 12/17 = 0.706; above 0.3: 12/18 = 0.667 < 0.9 · 0.75
        SpotterThreshold chosen = OfTwo([0.9, 0.9, 0.9, 0.9, 0.9, 0.5], [0.4, 0.35, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2]);
        Assert.Equal(0.35, chosen.Value);
        Assert.Equal((12, 14, 20), (chosen.Chosen.Found, chosen.Chosen.Predicted, chosen.Chosen.Labelled));
    }

    [Fact]
    public void Where_everything_is_right_everything_is_reported() => Assert.Null(OfTwo([0.9, 0.5, 0.1], []).Value);

    [Fact]
    public void What_to_expect_is_scored_with_thresholds_of_the_other_people()
    {
        // the first person's scores are a hundred times the second's: what is right for one is wrong for the other
        var (truth, detections) = Case([90, 80, 70], [60, 50, 40]);
        var (otherTruth, others) = Case([0.9, 0.8, 0.7], [0.6, 0.5, 0.4], subject: "s2");
        SpotterThreshold chosen = SpotterThreshold.Of([.. truth, .. otherTruth], [.. detections, .. others], Options);
        Assert.Equal((3, 6, 20), (chosen.HeldOut.Found, chosen.HeldOut.Predicted, chosen.HeldOut.Labelled));
    }

    /// <summary>Two people with the same scores.</summary>
    private static SpotterThreshold OfTwo(double[] right, double[] wrong)
    {
        var (one, two) = (Case(right, wrong), Case(right, wrong, subject: "s2"));
        return SpotterThreshold.Of([.. one.Truth, .. two.Truth], [.. one.Detections, .. two.Detections], Options);
    }
}
