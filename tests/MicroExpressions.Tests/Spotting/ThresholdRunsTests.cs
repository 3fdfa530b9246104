using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class ThresholdRunsTests
{
    [Fact]
    public void Each_height_gives_the_runs_above_it_and_each_run_once()
    {
        float[] curve = [0.9f, 0.4f, 0.6f, 0, 0.6f];

        Assert.Equal(
            [new(0, 0), new(2, 2), new(4, 4), new(0, 2)],       // above .5: three; above .3 the first two grow together, the last is known
            ThresholdRuns.Of(curve, [0.5, 0.3]));
    }

    [Fact]
    public void A_run_ends_with_the_video() => Assert.Equal([new SnippetRun(1, 2)], ThresholdRuns.Of([0, 1, 1], [0.5]));

    [Fact]
    public void Nothing_above_a_threshold_is_no_run() => Assert.Empty(ThresholdRuns.Of([0.5f, 0.5f], [0.5]));

    [Fact]
    public void Heights_are_spread_evenly_with_both_ends() => Assert.Equal([0.1, 0.5, 0.9], ThresholdRuns.Evenly(0.1, 0.9, 3).Select(h => Math.Round(h, 12)));
}
