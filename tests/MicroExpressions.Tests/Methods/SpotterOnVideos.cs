using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Methods;

/// <summary>How well a spotter finds the labelled expressions of videos.</summary>
internal static class SpotterOnVideos
{
    /// <summary>F1 at the threshold that suits these videos best.</summary>
    public static double BestF1(this ISpotter spotter, SpottingVideo[] videos) => ThresholdSweep.Run(
        [.. videos.SelectMany(v => v.Intervals)], [.. videos.SelectMany(v => spotter.Find(v).Select(f => f.In(v.Subject, v.Name)))], new ScoringOptions()).BestOnTestSet.Score.F1;

    /// <summary>Fails where an expression is not found, or where none is what is found first.</summary>
    public static void FindsEach(this ISpotter spotter, SpottingVideo[] videos) => Assert.All(videos, video =>
    {
        IReadOnlyList<SpottedInterval> found = spotter.Find(video);
        Assert.All(video.Intervals, i => Assert.Contains(found, f => Overlap(f, i) >= 0.5));
        Assert.Contains(video.Intervals, i => Overlap(found[0], i) >= 0.5);
    });

    /// <summary>Fails where the curve is hardly higher in the middle of expressions than on the whole.</summary>
    public static void RisesWithin(this ISpotter spotter, SpottingVideo[] videos) => Assert.All(videos, video =>
    {
        IReadOnlyList<float> curve = spotter.Curve(video);
        double within = video.Intervals.Average(i => curve[(i.Onset + i.Offset) / (2 * video.SnippetLength)]);
        Assert.True(within > 1.3 * curve.Average(), $"the curve is {within} within expressions and {curve.Average()} on the whole");
    });

    private static double Overlap(SpottedInterval found, ExpressionInterval labelled) =>
        new SnippetRun(found.Onset, found.Offset).Overlap(new(labelled.Onset, labelled.Offset));
}
