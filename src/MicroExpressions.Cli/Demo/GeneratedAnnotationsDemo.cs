using MicroExpressions.Annotations;
using MicroExpressions.Experiments;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Demo;

/// <summary>The same walk on a small annotation set that the kit draws at random, for machines without licensed data.</summary>
public static class GeneratedAnnotationsDemo
{
    private const int Seed = 1;

    public static IEnumerable<DemoPart> Parts()
    {
        GeneratedAnnotations set = GeneratedAnnotations.Draw(Seed);
        yield return new DemoPart("Annotations",
            $"Drawn with seed {Seed} so that durations, apex positions and counts resemble the real sheets'. Nobody's movements.",
            _ => [Counts(set)]);
        yield return new DemoPart("Detections",
            "What a middling detector might return on these videos, scored by the published protocol and by one in which every detection can be right only once.",
            _ => [Detections(set)]);
        yield return new DemoPart("Intensity without looking",
            "How far a prediction gets that never opens a frame. A model that has learnt to see must beat these rows.",
            _ => [IntensityControlsTable.Of([IntensityControls.Run("generated", set.Clips)])]);
    }

    private static ResultTable Counts(GeneratedAnnotations set) => new("Generated annotations",
        [new("Counted"), new("Micro-expressions"), new("Macro-expressions"), new("Videos"), new("Subjects"), new("Clips")],
        [new ResultRow("found",
            set.Intervals.Count(i => i.Kind == ExpressionKind.Micro), set.Intervals.Count(i => i.Kind == ExpressionKind.Macro),
            set.VideoFrames.Count, set.Intervals.Select(i => i.Subject).Distinct().Count(), set.Clips.Count)]);

    private static ResultTable Detections(GeneratedAnnotations set)
    {
        IReadOnlyList<Detection> detections = [.. set.Guesses.Select(g => new Detection(g.Subject, g.Video, g.Onset, g.Offset, g.Score))];
        HashSet<string> labelled = [.. set.Intervals.Select(i => i.Video)];
        ScoringOptions options = new()
        {
            UnlabelledVideos = [.. set.VideoFrames.Keys.Where(v => !labelled.Contains(v)).Select(v => new VideoName(v[..v.IndexOf('_')], v))],
        };
        var lines = new List<SpottingScoreLine>();
        var notes = new List<string>();
        foreach (ScoringProtocol protocol in Enum.GetValues<ScoringProtocol>())
        {
            string name = protocol == ScoringProtocol.Lab ? "lab" : "one-to-one";
            ThresholdSweep sweep = ThresholdSweep.Run(set.Intervals, detections, options with { Protocol = protocol });
            lines.Add(new SpottingScoreLine(name, sweep.BestOnTestSet.Threshold, "on the test set", sweep.BestOnTestSet.Score));
            notes.Add(SpottingScoreTable.SweepNote(name, sweep));
        }
        return SpottingScoreTable.Of("Generated detections", lines, [], notes);
    }
}
