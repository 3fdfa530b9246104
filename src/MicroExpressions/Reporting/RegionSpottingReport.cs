using System.Globalization;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>What moved in a video, to be looked at: a figure, a table, a map of the face. For a whole page see <see cref="RegionSpottingPage"/>.</summary>
public static class RegionSpottingReport
{
    /// <summary>A curve has at most so many points in a figure: long videos are drawn every n-th frame.</summary>
    private const int MostPoints = 3000;

    /// <summary>From this on the remarks warn of yaw and pitch, degrees: at 15° the nose's tip is a quarter of its height away from where it was.</summary>
    private const double MuchTurning = 15;

    // which curves share a panel, and what it is called
    private static readonly (string Title, string[] Words)[] Panels = [("brows", ["brow,", "brows"]), ("lids, nose", ["lid", "wing"]), ("mouth, chin", ["mouth", "lip", "chin"])];

    /// <summary>A curve per region, eyes and head on one time axis; what was found is tinted, stretches without the face are grey.</summary>
    public static Figure Figure(this RegionSpotting found)
    {
        int step = (found.Curves.Count + MostPoints - 1) / MostPoints;
        int[] shown = [.. Enumerable.Range(0, found.Curves.Count).Where(i => i % step == 0)];
        double[] time = [.. shown.Select(found.Seconds)];
        return new Figure($"What moved in {found.Name}", new Axis("time (s)", 0, found.Times.Seconds(found.Frames)),
        [
            .. Panels.Select(p => new Panel(new Axis($"{p.Title} (px)"),
            [
                .. Spans(),
                .. FaceRegion.All.Index().Where(r => p.Words.Any(r.Item.Name.Contains)).Select((r, n) =>
                    Line(r.Item.Name, [.. shown.Select(i => found.Curves[i] is { } at ? at[r.Index].Length() : double.NaN)], Palette.Series[n % Palette.Series.Count])),
            ], 170)),
            new Panel(new Axis("eyes open", 0, 0.5), [.. Spans(), Line("opening of the eyes", [.. shown.Select(i => found.EyesOpen[i])], Palette.Quiet)], 90),
            new Panel(new Axis("head (°)"),
            [
                .. Spans(), Line("yaw", [.. shown.Select(i => Pose(i).Yaw)], Palette.Prediction), Line("pitch", [.. shown.Select(i => Pose(i).Pitch)], Palette.PseudoLabel),
                Line("roll", [.. shown.Select(i => Pose(i).Roll)], Palette.Truth),
            ], 110),
        ]);

        HeadPose Pose(int i) => found.Curves[i] is null ? new(double.NaN, double.NaN, double.NaN) : found.Poses[i];

        LineTrace Line(string name, double[] values, string color) => new(name, time, values, color) { Width = 1.3 };

        IEnumerable<Trace> Spans() =>
        [
            .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }.Select(kind => new SpanTrace(
                VideoSpottingReport.Word(kind), [.. found.Intervals.Where(i => i.Movement.Kind == kind).Select(found.Span)], VideoSpottingReport.ColorOf(kind)) { InLegend = false }),
            .. found.WithoutFace.Any() ? new Trace[] { new SpanTrace("no face", [.. found.WithoutFace.Select(w => (found.SecondsOfFrame(w.From), found.SecondsOfFrame(w.To + 1)))], Palette.Quiet) { InLegend = false } } : [],
        ];
    }

    /// <summary>What was found, in the order of time.</summary>
    public static ResultTable Table(this RegionSpotting found) => new($"Found in {found.Name}",
        [new("From", "s", "0.00"), new("To", "s", "0.00"), new("First frame"), new("Last frame"), new("Duration", "s", "0.00"), new("Kind, by duration"), new("Furthest", "px", "0.0"), new("What moved"), new("Also")],
        [.. found.Intervals.Select(i =>
        {
            (double from, double to) = found.Span(i);
            return new ResultRow(from, to, i.Onset, i.Offset, to - from, VideoSpottingReport.Word(i.Movement.Kind), i.Movement.Strength, i.Moved(3), found.Also(i));
        })])
    {
        Footnotes =
        [
            "px: pixels of a face whose inner eye corners are 64 apart, about half a millimetre each; left and right as the picture shows them.",
            Source,
            .. found.Remarks(),
        ],
    };

    /// <summary>What is known of the method, with its figures.</summary>
    internal const string Source =
        "Method: Zhao et al. (MM 2022), optical flow of regions of the face; nothing was trained. Printed F1: .403 on CAS(ME)², .386 on SAMM-LV (micro- and macro-expressions together). How well it does on this video nobody knows.";

    /// <summary>What a reader must know of the video before the intervals: other people, stretches without the face, frames left out.</summary>
    internal static IEnumerable<string> Remarks(this RegionSpotting found)
    {
        foreach (string remark in FaceRemarks.Of(
            found.Census.People.Count, found.Options.Person, found.Options.Box, [.. found.WithoutFace.Select(w => new FrameStretch(w.From, w.To))], "nothing is reported there, and no movement is followed across"))
            yield return remark;
        double turn = found.Curves.Index().Where(c => c.Item is not null).Select(c => found.Poses[c.Index]).Aggregate(
            (Least: new HeadPose(90, 90, 90), Most: new HeadPose(-90, -90, -90)),
            (range, pose) => (new(Math.Min(range.Least.Yaw, pose.Yaw), Math.Min(range.Least.Pitch, pose.Pitch), 0), new(Math.Max(range.Most.Yaw, pose.Yaw), Math.Max(range.Most.Pitch, pose.Pitch), 0)),
            range => range.Most.From(range.Least));
        if (turn >= MuchTurning)
            yield return FormattableString.Invariant($"The head turns out of the picture's plane, by up to {turn:0}° over the video. Regions then seem to move by ten pixels and more, which alignment in the plane cannot take off: trust only what happens while the head rests.");
        if (found.Step > 1)
            yield return FormattableString.Invariant($"One frame of {found.Step} was looked at: the method's rules are for {found.Options.Method.FramesPerSecond:0} a second.");
        if (found.Times.Vary)
            yield return $"The frames come {found.Times}; seconds are the container's own.";
    }

    /// <summary>Onset and end of an interval, seconds.</summary>
    public static (double From, double To) Span(this RegionSpotting found, RegionInterval interval) => (found.SecondsOfFrame(interval.Onset), found.SecondsOfFrame(interval.Offset + 1));

    /// <summary>The regions that moved most, in words: <c>left mouth corner 1.6 px up</c>.</summary>
    public static string Moved(this RegionInterval interval, int most) =>
        string.Join(", ", interval.Movement.Regions.Take(most).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Region.Name} {r.Distance:0.0} px {r.Direction}")));

    /// <summary>What else happened that looks like a movement of the face.</summary>
    internal static string Also(this RegionSpotting found, RegionInterval interval)
    {
        string turn = interval.HeadTurn >= found.Options.HeadTurn ? string.Create(CultureInfo.InvariantCulture, $"head turns {interval.HeadTurn:0}°") : "";
        return string.Join(", ", new[] { turn, interval.Blink ? "blink" : "" }.Where(w => w.Length > 0));
    }

    /// <summary>The aligned face with its mesh and its regions; those that moved in an interval have a stroke, four times as long as the movement.</summary>
    /// <param name="found">the video</param>
    /// <param name="interval">whose movements; null: the regions alone</param>
    public static string FaceMap(this RegionSpotting found, RegionInterval? interval = null)
    {
        Frame face = interval?.Pictures.Middle ?? found.Reference;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {face.Width} {face.Height}\" width=\"{face.Width}\" height=\"{face.Height}\" role=\"img\"><title>{(interval is null ? "the regions of the face that are watched" : "what moved where")}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<image href=\"data:image/jpeg;base64,{Convert.ToBase64String(ImageFile.EncodeJpeg(face, 85))}\" width=\"{face.Width}\" height=\"{face.Height}\"/>");
        if (interval is null)
            foreach (var point in found.Shape.Points)
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{point.X:0.0}\" cy=\"{point.Y:0.0}\" r=\".7\" fill=\"#fff\" fill-opacity=\".7\"/>");
        foreach (var (r, region) in FaceRegion.All.Index())
        {
            PixelBox box = found.Places[r];
            RegionMovement? moved = interval?.Movement.Regions.FirstOrDefault(m => m.Region == region);
            if (interval is null)
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\" fill=\"none\" stroke=\"{Palette.Macro}\"><title>{region.Name}</title></rect>");
            else if (moved is not null)
            {
                const double longer = 4;
                (double x, double y) = (box.X + box.Width / 2.0, box.Y + box.Height / 2.0);
                svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"3\" fill=\"{Palette.Micro}\"/><line x1=\"{x:0.0}\" y1=\"{y:0.0}\" x2=\"{x + longer * moved.Furthest.X:0.0}\" y2=\"{y + longer * moved.Furthest.Y:0.0}\" stroke=\"{Palette.Micro}\" stroke-width=\"2\"><title>{region.Name}</title></line>");
            }
        }
        return svg.Append("</svg>").ToString();
    }
}
