using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>A clip's intensity beside its controls as files: a table for other programs, the figure, a page to look at.</summary>
public static class ClipControlsFiles
{
    private const int Quality = 85;

    /// <summary>Writes <c>OUT.csv</c>, <c>OUT.svg</c> and <c>OUT.html</c>, each whole or not at all.</summary>
    /// <param name="controls">the curves</param>
    /// <param name="name">what the clip is called</param>
    /// <param name="times">of the clip's frames, the onset at 0</param>
    /// <param name="caution">what the model was taught by, and what its curve is worth</param>
    /// <param name="output">what the files are called, without their endings</param>
    /// <returns>the files</returns>
    /// <exception cref="InputException">a file cannot be written</exception>
    public static IReadOnlyList<string> Write(this ClipControls controls, string name, FrameTimes times, string caution, string output)
    {
        string csv = output + ".csv", svg = output + ".svg", page = output + ".html";
        WholeFile.WriteText(csv, to => to.Write(controls.ToCsv(times)));
        WholeFile.WriteText(svg, to => to.Write(controls.Figure(name).ToSvg()));
        WholeFile.WriteText(page, to => to.Write(controls.Page(name, times, caution).Heading("Files").Files(
        [
            (Path.GetFileName(csv), "the curves of the clip, of the clip shuffled by frame and by position, and of the clip stilled: their mean and between what nine tenths of them lie"),
            (Path.GetFileName(svg), "the figure"),
        ]).ToString()));
        return [csv, svg, page];
    }

    /// <summary>
    /// A row a point: frame, seconds after the onset, the clip's intensity, the shuffled clip's by frame and by position, the stilled
    /// clip's (mean, and between what nine tenths lie).
    /// </summary>
    /// <param name="controls">the curves</param>
    /// <param name="times">of the clip's frames, the onset at 0</param>
    public static string ToCsv(this ClipControls controls, FrameTimes times)
    {
        ImmutableArray<double> stilled = controls.Stilled;
        var (low, high) = controls.StilledRange();
        return "frame,seconds,intensity,shuffled_by_frame,shuffled_by_position,stilled,stilled_low,stilled_high\n" + string.Concat(
            controls.Clip.Frames.Select((frame, t) => string.Create(CultureInfo.InvariantCulture,
                $"{frame},{controls.Seconds(times, t):0.######},{controls.Clip.Values[t]:0.######},{controls.ShuffledByFrame[t]:0.######},{controls.ShuffledByPosition[t]:0.######},{stilled[t]:0.######},{low[t]:0.######},{high[t]:0.######}\n")));
    }

    /// <summary>One page that needs nothing else: sentence, faces, figure, table.</summary>
    /// <param name="controls">the curves</param>
    /// <param name="name">what the clip is called</param>
    /// <param name="times">of the clip's frames, the onset at 0</param>
    /// <param name="caution">what the model was taught by, and what its curve is worth</param>
    public static HtmlPage Page(this ClipControls controls, string name, FrameTimes times, string caution)
    {
        int peak = ClipControlsReport.Peak(controls.Clip.Values), end = controls.Faces.Length - 1;
        HtmlPage page = new HtmlPage($"Intensity in {name}").Lead(controls.Sentence()).Warning(caution);
        foreach (string remark in controls.Remarks())
            page.Text(remark);
        page.Heading("What the model saw").Text(
                "The face where the curve starts, where it is highest and where it ends, as large as the encoder is given it; then what changed from the start to the peak (six times enlarged, grey is no change).")
            .Raw(string.Create(CultureInfo.InvariantCulture, $"<style>{Style}</style>\n<div class=\"faces\">\n{Face("start", 0)}{Face("peak", peak)}{Face("end", end)}{Picture("change to the peak", FrameChange.Of(controls.Faces[0], controls.Faces[peak]))}</div>\n"))
            .Heading("The curve and its controls").Figure(controls.Figure(name)).Table(controls.Table());
        if (controls.Clip.RepeatsFrames)
            page.Text($"The clip has fewer frames than the curve has points ({controls.Clip.Frames.Length}): some frames stand for two.");
        return page.Heading("What this is not").Text(
            "No measurement of what was felt, and no judgement of a person. The curve has no unit; and what in it is not time follows the pictures, which a turn of the head, a blink or the light change too.");

        string Face(string what, int point) => Picture(string.Create(CultureInfo.InvariantCulture,
            $"{what}: frame {controls.Clip.Frames[point]}, {controls.Seconds(times, point):0.00} s, intensity {controls.Clip.Values[point]:0.000}"), controls.Faces[point]);

        string Picture(string caption, Frame face) =>
            $"<figure><img alt=\"{WebUtility.HtmlEncode(caption)}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(ImageFile.EncodeJpeg(face, Quality))}\"><figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>\n";
    }

    private static double Seconds(this ClipControls controls, FrameTimes times, int point) => times.Seconds(controls.Clip.Frames[point] - controls.Clip.Frames[0]);

    private const string Style = """
        .faces { display: flex; flex-wrap: wrap; gap: 1rem; }
        .faces figure { margin: 0; width: 160px; }
        .faces img { display: block; width: 160px; border-radius: 4px; }
        """;
}
