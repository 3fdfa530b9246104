using System.Globalization;
using CsvHelper;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>What moved in a video, for other programs.</summary>
public static class RegionSpottingFiles
{
    /// <summary>Writes tables, a submission, subtitles, tiers, the figure, and <c>index.html</c>, which links the others.</summary>
    /// <param name="found">what moved</param>
    /// <param name="folder">where to; made if it is not there</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this RegionSpotting found, string folder) => SpottingFiles.Write(
        folder, found.Page(), found.File, [.. found.Intervals.Select(found.Annotation)],
        found.Intervals.Select(i => new MegcPrediction(found.Name, i.Onset, i.Offset, i.Movement.Kind)), new("regions.svg", "the figure", to => to.Write(found.Figure().ToSvg())),
        new("intervals.csv", "the intervals with frames, seconds, kind and what moved", to => WriteIntervals(found, to)),
        new("intervals.json", "the same with every region's movement and how it was done", to => to.Write(found.ToJson() + "\n")),
        new("curves.csv", "for each frame where each region is, how far the eyes are open, how the head is turned", to => WriteCurves(found, to)));

    /// <summary>An interval at the times of its frames: <c>micro-expression, frames 120–131, 0.42 s: left mouth corner 1.6 px up</c>.</summary>
    public static TimedAnnotation Annotation(this RegionSpotting found, RegionInterval interval)
    {
        (double from, double to) = found.Span(interval);
        return new(from, to, interval.Movement.Kind, string.Create(CultureInfo.InvariantCulture,
            $"{VideoSpottingReport.Word(interval.Movement.Kind)}, frames {interval.Onset}–{interval.Offset}, {to - from:0.00} s: {interval.Moved(3)}"));
    }

    /// <summary>The columns of <see cref="DetectionFile"/>, the video standing for the person too and the furthest movement for the score, then the rest.</summary>
    private static void WriteIntervals(RegionSpotting found, TextWriter to)
    {
        using CsvWriter csv = SpottingFiles.Csv(to, "subject", "video", "start", "end", "score", "kind", "start_seconds", "end_seconds", "apex", "moved", "head_turn", "blink");
        foreach (RegionInterval i in found.Intervals)
        {
            (double from, double until) = found.Span(i);
            csv.Row(
                found.Name, found.Name, i.Onset, i.Offset, Math.Round(i.Movement.Strength, 4), SpottingFiles.Code(i.Movement.Kind),
                Math.Round(from, 6), Math.Round(until, 6), i.Apex, i.Moved(FaceRegion.All.Length), Math.Round(i.HeadTurn, 2), i.Blink ? 1 : 0);
        }
    }

    /// <summary>A row for each frame that was looked at; cells are empty where no face is seen.</summary>
    private static void WriteCurves(RegionSpotting found, TextWriter to)
    {
        using CsvWriter csv = SpottingFiles.Csv(to, ["frame", "seconds", .. FaceRegion.All.SelectMany(r => new[] { $"{r.Name} x", $"{r.Name} y" }), "eyes_open", "yaw", "pitch", "roll"]);
        for (int i = 0; i < found.Curves.Count; i++)
        {
            IEnumerable<object> cells = found.Curves[i] is { } at
                ? at.SelectMany(v => new double[] { v.X, v.Y }).Concat([found.EyesOpen[i], found.Poses[i].Yaw, found.Poses[i].Pitch, found.Poses[i].Roll]).Select(v => (object)Math.Round(v, 4).ToString(CultureInfo.InvariantCulture))
                : Enumerable.Repeat((object)"", 2 * FaceRegion.All.Length + 4);
            csv.Row([i * found.Step + 1, Math.Round(found.Seconds(i), 6), .. cells]);
        }
    }

    /// <summary>Everything but pictures and curves.</summary>
    public static string ToJson(this RegionSpotting found) => SpottingFiles.ToJson(new
    {
        Video = found.Name,
        found.Frames,
        FramesPerSecond = found.Times.FramesPerSecond,
        EveryNthFrame = found.Step,
        Method = "Zhao et al. (MM 2022)",
        Unit = "pixels of a face whose inner eye corners are 64 apart",
        People = found.Census.People.Count,
        WithoutFace = found.WithoutFace.Select(w => new[] { w.From, w.To }),
        Intervals = found.Intervals.Select(i => new
        {
            i.Onset,
            i.Apex,
            i.Offset,
            Kind = SpottingFiles.Code(i.Movement.Kind),
            HeadTurn = Math.Round(i.HeadTurn, 2),
            i.Blink,
            Moved = i.Movement.Regions.Select(r => new { Region = r.Region.Name, X = Math.Round(r.Furthest.X, 3), Y = Math.Round(r.Furthest.Y, 3) }),
        }),
        Constants = found.Options.Method,
    });
}
