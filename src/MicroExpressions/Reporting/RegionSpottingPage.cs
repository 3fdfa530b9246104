using System.Globalization;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>What moved in a video as one page that needs nothing else: pictures and figure are inside, no request leaves it.</summary>
public static class RegionSpottingPage
{
    private const int Quality = 82, Side = 160;

    /// <summary>The page.</summary>
    public static HtmlPage Page(this RegionSpotting found)
    {
        var page = new HtmlPage($"What moved in {found.Name}");
        page.Raw($"<style>{Style}</style>\n").Lead(Summary(found)).Warning("Candidates to look at, not measurements. " + RegionSpottingReport.Source);
        foreach (string remark in found.Remarks())
            page.Text(remark);
        page.Heading("What was found").Text(
            "Each row: which regions of the face moved, how far and where to, as the picture shows it (px: pixels of a face whose inner eye corners are 64 apart, about half a millimetre each); then the face, aligned, in the first frame, when it was furthest and in the last frame, and what changed from the first to the furthest (six times enlarged, grey is no change). Blinks and turns of the head are marked: they move the skin too.");
        page.Raw(found.ToHtml());
        page.Heading("Every region, all the time").Text(
            "How far each region of the face is from where it was, the head's own movement taken off; under it how far the eyes are open (dips are blinks) and how the head is turned. What counts as found is tinted.");
        page.Figure(found.Figure());
        page.Heading("Where it looks").Text("The face of the first frame with the 468 points of the mesh, and the regions whose movement is followed.");
        page.Raw($"<figure class=\"face\">{found.FaceMap()}</figure>\n");
        page.Heading("What it was made with").Table(MadeWith(found));
        page.Heading("What this is not").Text(
            "Not a lie detector and no judgement of a person: an interval says that a face moved for about as long as an expression does, not what was felt, and not why. Use it on people who consented.")
            .Text("Speech, swallowing and large turns of the head look like expressions to it. What moves less than about 1.4 px, or comes back within 0.4 s, is not reported; an interval that is missing proves nothing.");
        return page;
    }

    /// <summary>The found intervals with their pictures, as a piece of HTML for any page or notebook.</summary>
    public static string ToHtml(this RegionSpotting found)
    {
        if (found.Intervals.Count == 0)
            return "<p>Nothing: no region went away and came back as the rules ask for.</p>\n";
        var html = new StringBuilder($"<style>{Style}</style>\n<div class=\"wide\"><table class=\"spotted\">\n<thead><tr><th class=\"number\">#</th><th>When</th><th>What moved</th><th>Onset · furthest · offset · change</th></tr></thead>\n<tbody>\n");
        foreach (var (n, i) in found.Intervals.Index())
        {
            (double from, double to) = found.Span(i);
            string word = i.Movement.Kind == ExpressionKind.Micro ? "micro" : "macro", also = found.Also(i);
            string when = string.Create(CultureInfo.InvariantCulture,
                $"<strong>{from:0.00} – {to:0.00} s</strong><br><span class=\"kind\" style=\"background:{VideoSpottingReport.ColorOf(i.Movement.Kind)}\">{word}</span><br><span class=\"quiet\">{to - from:0.00} s<br>frames {i.Onset} – {i.Offset}</span>");
            string what = string.Concat(i.Movement.Regions.Take(5).Select(r => string.Create(CultureInfo.InvariantCulture, $"<li>{r.Region.Name}: {r.Distance:0.0} px {r.Direction}</li>")));
            Frame strip = ContactSheet.Of([[Small(i.Pictures.Onset), Small(i.Pictures.Middle), Small(i.Pictures.Offset), FrameChange.Of(Small(i.Pictures.Onset), Small(i.Pictures.Middle))]]);
            html.Append(CultureInfo.InvariantCulture,
                $"<tr><td class=\"number\">{n + 1}</td><td>{when}</td><td><ul>{what}</ul>{(also.Length > 0 ? $"<span class=\"also\">{also}</span>" : "")}</td><td><img alt=\"face at onset, at its furthest and at offset, and what changed\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(ImageFile.EncodeJpeg(strip, Quality))}\"></td></tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    private static Frame Small(Frame face) => face.Resize(Side, Side, Interpolation.Area);

    private static string Summary(RegionSpotting found)
    {
        int micro = found.Intervals.Count(i => i.Movement.Kind == ExpressionKind.Micro), macro = found.Intervals.Count - micro;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Count(micro, "micro-expression", "No")} and {Count(macro, "macro-expression", "no")} in {found.Times.Seconds(found.Frames):0.0} s of video ({found.Frames} frames, {found.Times}).");

        static string Count(int n, string what, string none) => n == 0 ? $"{none} {what}" : $"{n} {what}{(n == 1 ? "" : "s")}";
    }

    private static ResultTable MadeWith(RegionSpotting found) => new("", [new("What"), new("How")],
    [
        new("Video", string.Create(CultureInfo.InvariantCulture, $"{found.Name}, {found.Frames} frames, {found.Times}")),
        new("Face", $"MediaPipe's detector and mesh ({Faces.FaceModels.Licence}); {found.Census.People.Count} people in {found.Census.Sampled} frames looked at"),
        new("Alignment", found.Options.Alignment.Align ? "each frame onto the first by turn, scale and shift of nose bridge, eye corners and temples, to a fraction of a pixel" : "none: every frame is cut as the first"),
        new("Movement", "Farneback's flow in each region, the fifth of its pixels that moves most, less the tip of the nose"),
        new("Rules", "Zhao et al. (MM 2022) with the constants of their public code for CAS(ME)²"),
        new("Kind", "by duration: micro if it lasts at most half a second"),
    ]);

    private const string Style = """
        table.spotted td { vertical-align: middle; }
        table.spotted img { display: block; width: 560px; max-width: none; border-radius: 4px; }
        table.spotted ul { margin: 0; padding-left: 1.1rem; }
        .face svg { width: 420px; border-radius: 4px; }
        .quiet { color: var(--quiet); font-size: .86rem; }
        .also { display: inline-block; margin-top: .3rem; border: 1px solid var(--rule); border-radius: 999px; padding: 0 .6rem; font-size: .86rem; }
        .kind { color: #10151a; border-radius: 999px; padding: .1rem .6rem; font-size: .86rem; font-weight: 600; }
        """;
}
