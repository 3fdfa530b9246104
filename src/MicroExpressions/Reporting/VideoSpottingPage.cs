using System.Globalization;
using System.Net;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>What was spotted in a video as one page that needs nothing else: pictures and figure are inside, no request leaves it.</summary>
public static class VideoSpottingPage
{
    private const int Quality = 82;

    /// <summary>The page.</summary>
    public static HtmlPage Page(this VideoSpotting found)
    {
        var page = new HtmlPage($"Expressions spotted in {found.Name}");
        page.Raw($"<style>{Style}</style>\n").Lead(Summary(found)).Warning(Caution(found));
        foreach (string remark in found.Remarks())
            page.Text(remark);
        page.Heading("What was found").Text(
            "Each row: the face in the first frame, half-way and in the last frame; then what changed from the first frame to the half-way one (six times enlarged, grey is no change).");
        page.Raw(found.ToHtml());
        SpottedInterval[] others = [.. found.Others.Where(found.Pictures.ContainsKey)];
        if (others.Length > 0)
            page.Heading("Proposed, but below the threshold").Text(string.Create(CultureInfo.InvariantCulture,
                $"The best of the {found.Others.Count()} proposals that score {found.Threshold:0.000} or less, best first. What the threshold is worth on faces unlike those that taught it is unknown: look for yourself.")).Raw(Rows(found, others));
        page.Heading("Why").Text(
            "Attention says how much each snippet looks like an expression at all, from appearance and from motion; the activation map says of which class; their product is what proposals are cut from. Each stroke at the bottom is a proposal at the height of its score.");
        page.Figure(found.Figure());
        page.Heading("What it was made with").Table(MadeWith(found));
        page.Heading("What this is not");
        foreach (string text in Limits(found))
            page.Text(text);
        return page;
    }

    private static string Summary(VideoSpotting found)
    {
        int micro = found.Intervals.Count(i => i.Kind == ExpressionKind.Micro), macro = found.Intervals.Count - micro;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Count(micro, "micro-expression", "No")} and {Count(macro, "macro-expression", "no")} in {found.Times.Seconds(found.Frames):0.0} s of video ({found.Frames} frames{Rate(found)}).");

        static string Count(int n, string what, string none) => n == 0 ? $"{none} {what}" : $"{n} {what}{(n == 1 ? "" : "s")}";
    }

    private static string Rate(VideoSpotting found) => found.Times.Vary ? $" that come {found.Times}" : $" at {found.Times}";

    private static string Caution(VideoSpotting found)
    {
        var seen = found.Recipe.Threshold.HeldOut;
        string taught = found.Recipe.Corpus is null ? "" : " They have never seen a real face:";
        return string.Create(CultureInfo.InvariantCulture,
            $"Candidates to look at, not measurements. The weights were taught by {found.Recipe.People} people of the {found.Recipe.Data}.{taught} on that corpus, with each person left out in turn, they find {100 * seen.Recall:0} % of the expressions, and {100 * seen.Precision:0} % of what they report is one. The score scale of another kind of face need not be theirs, so too little or too much may count as found. How well they do on this video is unknown.");
    }

    /// <summary>The found intervals with their pictures, as a piece of HTML for any page or notebook.</summary>
    public static string ToHtml(this VideoSpotting found)
    {
        if (found.Intervals.Count == 0)
            return $"<p>{Encode(Nothing(found))}</p>\n";
        return $"<style>{Style}</style>\n{Rows(found, found.Intervals)}";
    }

    private static string Rows(VideoSpotting found, IReadOnlyList<SpottedInterval> intervals)
    {
        var html = new StringBuilder("<div class=\"wide\"><table class=\"spotted\">\n<thead><tr><th class=\"number\">#</th><th>When</th><th>Kind</th><th class=\"number\">Score</th><th>Onset · middle · offset · change</th></tr></thead>\n<tbody>\n");
        foreach (var (n, i) in intervals.Index())
        {
            string when = string.Create(CultureInfo.InvariantCulture,
                $"<strong>{found.Seconds(i.Onset):0.00} – {found.Seconds(i.Offset + 1):0.00} s</strong><br><span class=\"quiet\">{found.Duration(i):0.00} s<br>frames {i.Onset} – {i.Offset}</span>");
            string word = i.Kind == ExpressionKind.Micro ? "micro" : "macro", color = found.Intervals.Contains(i) ? VideoSpottingReport.ColorOf(i.Kind) : Palette.Quiet;
            string strip = found.Strip(i) is Frame frame
                ? $"<img alt=\"face at onset, middle and offset, and what changed\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(ImageFile.EncodeJpeg(frame, Quality))}\">"
                : "<span class=\"quiet\">no frames at hand</span>";
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"number\">{n + 1}</td><td>{when}</td><td><span class=\"kind\" style=\"background:{color}\">{word}</span></td><td class=\"number\">{i.Score:0.000}</td><td>{strip}</td></tr>\n");
        }
        return html.Append("</tbody></table></div>\n").ToString();
    }

    private static string Nothing(VideoSpotting found) => found.Candidates.Count == 0
        ? "Nothing: the attention proposes no interval."
        : string.Create(CultureInfo.InvariantCulture, $"Nothing: of {found.Candidates.Count} proposals the best scores {found.Candidates[0].Score:0.000}, the threshold is {found.Threshold:0.000}.");

    private static ResultTable MadeWith(VideoSpotting found)
    {
        SpotterRecipe recipe = found.Recipe;
        SnippetTiming timing = found.Timing;
        return new ResultTable("", [new("What"), new("How")],
        [
            new("Video", Invariant($"{found.Name}, {found.Frames} frames{Rate(found)}")),
            new("Face", found.Features.CropSettings is null || found.Features.Crop is not { } box
                ? "the whole frame, as given" : $"by {(found.Features.Faces is null ? "OpenCV's cascade" : "MediaPipe's detector and mesh")}, {(found.Features is { CropSettings.Align: true, Faces: not null } ? "each frame brought onto the first, around" : "one box for the whole video:")} {box.Width} × {box.Height} pixels from ({box.X}, {box.Y}), brought to {recipe.Extractor.FrameWidth} × {recipe.Extractor.FrameHeight}"),
            new("Snippets", Invariant($"{found.Curves.Attention.Length}, each of {timing.SnippetLength} frames{(timing.Step > 1 ? $", one looked at of every {timing.Step}" : "")}: {timing.SnippetSeconds:0.000} s, as near as this rate allows to the {timing.LearntSeconds:0.000} s that the weights were trained with")),
            new("Features", $"{recipe.Extractor.Name}: histograms of optical flow and of gradients on the face, {recipe.Model.FlowDimension} and {recipe.Model.RgbDimension} numbers a snippet"),
            new("Weights", $"PWES, row \"{recipe.Row}\" of its Table I{(recipe.Row == SpottingStudy.Intervals ? " (one labelled frame an expression teaches, and the run of snippets through it that stands out most; ours, not the paper's)" : "")}, {recipe.Scale} scale, width {recipe.Model.Width}, kit {recipe.Kit}"),
            new("Taught by", $"{recipe.Videos} videos of {recipe.People} people: {recipe.Data}, {recipe.Fingerprint}"),
            new("Threshold", Invariant($"{found.Threshold:0.000}{(found.Threshold == recipe.Threshold.Value ? $": the lowest that reaches {SpotterThreshold.NearlyBest:0.0} of the best F1 on the teaching videos, each searched by a spotter that had not seen the person" : ", given")}")),
            new("What it reached there", Invariant($"{recipe.Threshold.HeldOut.Found} of {recipe.Threshold.HeldOut.Labelled} expressions with {recipe.Threshold.HeldOut.Predicted} reports, F1 {recipe.Threshold.HeldOut.F1:0.000} (overlap of at least a half; each person's threshold from the others)")),
            new("Kind", "by duration: micro if it lasts at most half a second, whatever the map's class says"),
        ]);

        static string Invariant(FormattableString text) => FormattableString.Invariant(text);
    }

    private static IEnumerable<string> Limits(VideoSpotting found)
    {
        yield return "Not a lie detector and no judgement of a person: an interval says that a face moved for about as long as an expression does, not what was felt, and not why. Use it on people who consented.";
        yield return "Blinks, speech, swallowing, turns of the head and cuts in the video look like expressions to it more often than to you. A still face scores low because it is still; an interval that is missing proves nothing.";
        if (found.Recipe.Corpus is not null)
            yield return "The synthetic faces that taught these weights are drawn, seen from the front, and move one at a time under an even lamp. For results that mean something, train on recorded faces that experts labelled, and check on people left out.";
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        table.spotted td { vertical-align: middle; }
        table.spotted img { display: block; width: 512px; max-width: none; border-radius: 4px; }
        .quiet { color: var(--quiet); font-size: .86rem; }
        .kind { color: #10151a; border-radius: 999px; padding: .1rem .6rem; font-size: .86rem; font-weight: 600; }
        """;
}
