using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class SoftSuppressionTests
{
    [Fact]
    public void What_overlaps_a_better_one_loses_score_as_a_gaussian_of_the_overlap()
    {
        var kept = SoftSuppression.Keep([(new SnippetRun(0, 3), 1.0), (new SnippetRun(2, 5), 0.8)], sigma: 0.3, largestOverlap: 0);

        Assert.Equal([1.0, 0.8 * Math.Exp(-(1 / 3.0) * (1 / 3.0) / 0.3)], kept.Select(k => k.Score));      // 2 snippets of 6 in both
    }

    [Fact]
    public void Below_the_limit_a_proposal_keeps_its_score() =>
        Assert.Equal([1.0, 0.8], SoftSuppression.Keep([(new SnippetRun(0, 3), 1.0), (new SnippetRun(2, 5), 0.8)], 0.3, largestOverlap: 0.7).Select(k => k.Score));

    [Fact]
    public void The_next_best_is_sought_among_the_lowered_scores()
    {
        var kept = SoftSuppression.Keep([(new SnippetRun(0, 3), 1.0), (new SnippetRun(0, 3), 0.9), (new SnippetRun(9, 9), 0.5)], 0.3, 0);

        Assert.Equal([new(0, 3), new(9, 9), new(0, 3)], kept.Select(k => k.Run));       // .9·exp(−1/.3) = .032
    }

    [Fact]
    public void It_stops_at_the_least_score() =>
        Assert.Single(SoftSuppression.Keep([(new SnippetRun(0, 3), 1.0), (new SnippetRun(0, 3), 0.01)], 0.3, 0));
}
