using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>What moved in a video, for other programs. Each file is written whole or not at all.</summary>
public static class RegionSpottingFiles
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>What lies beside the page, in the order in which it is written.</summary>
    private static readonly (string Name, string Holds)[] Beside =
    [
        ("intervals.csv", "the intervals with frames, seconds, kind and what moved"),
        ("intervals.json", "the same with every region's movement and how it was done"),
        ("curves.csv", "for each frame where each region is, how far the eyes are open, how the head is turned"),
        ("megc.csv", "a submission to the spotting challenge (MEGC)"),
        ("intervals.srt", "subtitles for a video player: what was found, while it lasts"),
        ("intervals.vtt", "the same for a browser's video element"),
        ("intervals.eaf", "the same for ELAN, on two tiers beside the video"),
        ("regions.svg", "the figure"),
    ];

    /// <summary>Writes them, and <c>index.html</c>, which links the others.</summary>
    /// <param name="found">what moved</param>
    /// <param name="folder">where to; made if it is not there</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this RegionSpotting found, string folder)
    {
        string page = Path.Combine(folder, "index.html");
        string[] files = [.. Beside.Select(f => Path.Combine(folder, f.Name))];
        TimedAnnotation[] annotations = [.. found.Intervals.Select(found.Annotation)];
        WholeFile.WriteText(files[0], to => WriteIntervals(found, to));
        WholeFile.WriteText(files[1], to => to.Write(found.ToJson() + "\n"));
        WholeFile.WriteText(files[2], to => WriteCurves(found, to));
        MegcSubmission.Write(files[3], found.Intervals.Select(i => new MegcPrediction(found.Name, i.Onset, i.Offset, i.Movement.Kind)));
        SubRipFile.Write(files[4], annotations);
        WebVttFile.Write(files[5], annotations);
        ElanFile.Write(files[6], annotations, found.File);
        WholeFile.WriteText(files[7], to => to.Write(found.Figure().ToSvg()));
        WholeFile.WriteText(page, to => to.Write(found.Page().Heading("Files").Files(Beside).ToString()));
        return [.. files, page];
    }

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
        using CsvWriter csv = Csv(to, "subject", "video", "start", "end", "score", "kind", "start_seconds", "end_seconds", "apex", "moved", "head_turn", "blink");
        foreach (RegionInterval i in found.Intervals)
        {
            (double from, double until) = found.Span(i);
            object[] row =
            [
                found.Name, found.Name, i.Onset, i.Offset, Math.Round(i.Movement.Strength, 4), i.Movement.Kind == ExpressionKind.Micro ? "micro" : "macro",
                Math.Round(from, 6), Math.Round(until, 6), i.Apex, i.Moved(FaceRegion.All.Length), Math.Round(i.HeadTurn, 2), i.Blink ? 1 : 0,
            ];
            foreach (object cell in row)
                csv.WriteField(cell);
            csv.NextRecord();
        }
    }

    /// <summary>A row for each frame that was looked at; cells are empty where no face is seen.</summary>
    private static void WriteCurves(RegionSpotting found, TextWriter to)
    {
        using CsvWriter csv = Csv(to, ["frame", "seconds", .. FaceRegion.All.SelectMany(r => new[] { $"{r.Name} x", $"{r.Name} y" }), "eyes_open", "yaw", "pitch", "roll"]);
        for (int i = 0; i < found.Curves.Count; i++)
        {
            csv.WriteField(i * found.Step + 1);
            csv.WriteField(Math.Round(found.Seconds(i), 6));
            double[] values = found.Curves[i] is { } at
                ? [.. at.SelectMany(v => new double[] { v.X, v.Y }), found.EyesOpen[i], found.Poses[i].Yaw, found.Poses[i].Pitch, found.Poses[i].Roll] : [];
            for (int k = 0; k < 2 * FaceRegion.All.Length + 4; k++)
                csv.WriteField(values.Length == 0 ? "" : Math.Round(values[k], 4).ToString(CultureInfo.InvariantCulture));
            csv.NextRecord();
        }
    }

    /// <summary>Everything but pictures and curves.</summary>
    public static string ToJson(this RegionSpotting found) => JsonSerializer.Serialize(new
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
            Kind = i.Movement.Kind == ExpressionKind.Micro ? "micro" : "macro",
            HeadTurn = Math.Round(i.HeadTurn, 2),
            i.Blink,
            Moved = i.Movement.Regions.Select(r => new { Region = r.Region.Name, X = Math.Round(r.Furthest.X, 3), Y = Math.Round(r.Furthest.Y, 3) }),
        }),
        Constants = found.Options.Method,
    }, Json);

    private static CsvWriter Csv(TextWriter to, params string[] columns)
    {
        var csv = new CsvWriter(to, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (string column in columns)
            csv.WriteField(column);
        csv.NextRecord();
        return csv;
    }
}
