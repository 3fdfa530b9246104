using MicroExpressions.Annotations;
using MicroExpressions.Experiments;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Reporting;

/// <summary>The synthetic corpus in a figure and a table.</summary>
public static class SyntheticReport
{
    /// <summary>One long video: its true intensity with the labelled intervals behind it, and below it how much moves.</summary>
    /// <param name="video">the video</param>
    /// <param name="motion"><c>[Count]</c>: motion at each frame</param>
    /// <param name="motionTitle">what it is, with its unit</param>
    public static Figure Intensity(SyntheticVideo video, IReadOnlyList<float> motion, string motionTitle)
    {
        double[] seconds = [.. Enumerable.Range(0, video.Count).Select(i => i / video.FramesPerSecond)];
        var truth = new LineTrace("true intensity", seconds, [.. video.TrueIntensity.Select(v => (double)v)], Palette.Truth) { Filled = true };
        var moves = new LineTrace(motionTitle, seconds, [.. motion.Select(v => (double)v)], Palette.Quiet) { Width = 1 };
        SpanTrace[] labels =
            [Span(ExpressionKind.Macro, "macro-expression", Palette.Macro), Span(ExpressionKind.Micro, "micro-expression", Palette.Micro)];
        return new Figure($"Synthetic video {video.Name}", new Axis("time (s)", 0, video.Count / video.FramesPerSecond),
        [
            new Panel(new Axis("true intensity", 0, 1), [.. labels, truth], 200),
            new Panel(new Axis(motionTitle, 0), [.. labels, moves], 150),
        ]);

        SpanTrace Span(ExpressionKind kind, string name, string color) => new(name,
        [
            .. video.Intervals.Where(i => i.Kind == kind).Select(i => ((i.Onset - 1) / i.FramesPerSecond, i.Offset / i.FramesPerSecond)),
        ], color);
    }

    /// <summary>How hard a corpus is, <see cref="SyntheticDifficulty.Measure"/>'s rows.</summary>
    public static ResultTable Difficulty(IReadOnlyList<DifficultyRow> rows) => new(
        "What can be spotted on the synthetic corpus without learning",
        [
            new("method"), new("F1", "Lab", "0.000"), new("F1(0.5)", "Lab", "0.000"), new("recall", "Lab", "0.000"),
            new("precision", "Lab", "0.000"), new("F1", "OneToOne", "0.000"),
        ],
        [.. rows.Select(r => new ResultRow(r.Method, r.Lab.F1, r.Lab.F1At05, r.Lab.Recall, r.Lab.Precision, r.OneToOne.F1))])
    {
        Footnotes = ["Leave-one-subject-out: durations, densities and thresholds come from the other subjects."],
    };

    /// <summary>How well the mesh finds the synthetic people, <see cref="SyntheticLandmarks.Measure"/>'s rows and their mean.</summary>
    public static ResultTable Landmarks(IReadOnlyList<LandmarkErrors> people)
    {
        // left and right together
        string[] spots = [.. SyntheticLandmarks.Same.Select(s => Spot(s.Landmark)).Distinct()];
        var mean = new LandmarkErrors("mean", people.Min(p => p.Presence), [.. SyntheticLandmarks.Same.Select((_, i) => people.Average(p => p.Errors[i]))]);
        return new("MediaPipe's mesh on the synthetic faces: distance from the drawn landmarks, % of the distance between the inner corners of the eyes",
            [new("person"), .. spots.Select(s => new ResultColumn(s, "%", "0.0")), new("mean", "%", "0.0"), new("largest", "%", "0.0"), new("presence", Format: "0.000")],
            [.. people.Append(mean).Select(Row)])
        {
            Footnotes = ["Each person's first video, one frame of 30; left and right together; the largest of any one landmark. Presence: how sure the mesh is of a face, its least."],
        };

        static string Spot(string landmark) => landmark.Replace("-left", "").Replace("-right", "").Replace('-', ' ');

        ResultRow Row(LandmarkErrors p) => new(
            [p.Person, .. spots.Select(spot => (object)(100 * SyntheticLandmarks.Same.Index().Where(s => Spot(s.Item.Landmark) == spot).Average(s => p.Errors[s.Index]))),
                100 * p.Errors.Average(), 100 * p.Errors.Max(), p.Presence]);
    }
}
