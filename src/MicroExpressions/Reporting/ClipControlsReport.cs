using System.Collections.Immutable;
using System.Globalization;
using MicroExpressions.Experiments.Intensity;

namespace MicroExpressions.Reporting;

/// <summary>A clip's intensity beside its controls, to be looked at: a sentence, a figure, a table. For files see <see cref="ClipControlsFiles"/>.</summary>
public static class ClipControlsReport
{
    /// <summary>As high as the clip in more of the stilled clips than this: the clip's height shows no movement [chosen: the usual twentieth].</summary>
    private const double Usual = 0.05;

    /// <summary>How much of the curve is time, in plain words and numbers.</summary>
    public static string Sentence(this ClipControls controls)
    {
        double peak = controls.Clip.Values.Max();
        if (controls.AllIsTime)
            return string.Create(CultureInfo.InvariantCulture,
                $"All of the curve is time: of the clip stilled, its first frame repeated, the same model says the same (peak {peak:0.000}). The pictures add nothing.");
        int runs = controls.StilledRuns.Length, asHigh = controls.StilledAsHigh;
        string height = string.Create(CultureInfo.InvariantCulture,
            $"The clip's curve peaks at {peak:0.000}; of {runs} copies in which nothing moves (the clip stilled: its first frame repeated, with the clip's own noise) {asHigh} peak as high, at {controls.StilledRuns.Average(r => r.Max()):0.000} on average, so the height {(asHigh > Usual * runs ? "shows no movement" : "is more than time and noise make")}.");
        return double.IsNaN(controls.Share(controls.Stilled)) ? $"{height} The curve is constant: nothing in it varies with time or the pictures."
            : $"{height} Of the curve's variation {Percent(controls.Share(controls.Stilled))} is in the stilled copies' mean curve, time alone; with the frames in {ClipControls.Orders} other orders {Percent(controls.Share(controls.ShuffledByFrame))} follows the pictures and {Percent(controls.Share(controls.ShuffledByPosition))} their places in time.";
    }

    /// <summary>Who else is in the clip, and whether the face is to be seen throughout.</summary>
    public static IReadOnlyList<string> Remarks(this ClipControls controls) => controls.Found is null ? [] : FaceRemarks.Of(controls.Found);

    /// <summary>The three curves over the clip's frames: above what is said of the clip and of the clip stilled, below of the clip shuffled, by frame and by position.</summary>
    /// <param name="controls">the curves</param>
    /// <param name="name">what the clip is called</param>
    public static Figure Figure(this ClipControls controls, string name)
    {
        double[] frames = [.. controls.Clip.Frames.Select(f => (double)f)];
        var (low, high) = controls.StilledRange();
        double[] all = [.. controls.Clip.Values, .. low, .. high, .. controls.ShuffledByPosition, .. controls.ShuffledByFrame];
        var y = new Axis("intensity", 1.05 * Math.Min(0, all.Min()), 1.05 * Math.Max(0.1, all.Max()));
        LineTrace clip = Line("the clip", controls.Clip.Values, Palette.Prediction);
        return new Figure($"Intensity in {name}", new Axis("frame"),
        [
            new Panel(y,
            [
                Line("stilled: nine tenths lie between", low, Palette.Quiet) with { Width = 1, Dashed = true }, Line("stilled: nine tenths lie between", high, Palette.Quiet) with { Width = 1, Dashed = true },
                Line("stilled: time alone", controls.Stilled, Palette.Quiet), clip,
            ]),
            new Panel(y with { Title = "shuffled" },
            [
                clip with { Width = 1, InLegend = false },
                Line("shuffled, by position", controls.ShuffledByPosition, Palette.PseudoLabel) with { Dashed = true },
                Line("shuffled, by frame", controls.ShuffledByFrame, Palette.Point),
            ]),
        ]);

        LineTrace Line(string title, ImmutableArray<double> values, string color) => new(title, frames, values, color);
    }

    /// <summary>The curves in numbers.</summary>
    public static ResultTable Table(this ClipControls controls) => new("The clip and its controls",
        [new("Clip"), new("Peak", Format: "0.000"), new("At frame"), new("Of the curve's variation", "%", "0")],
        [
            new("as it is", controls.Clip.Values.Max(), controls.FrameOf(controls.Clip.Values), null),
            controls.Row("stilled, mean curve", controls.Stilled),
            controls.Row("shuffled, by frame", controls.ShuffledByFrame),
            controls.Row("shuffled, by position", controls.ShuffledByPosition),
        ])
    {
        Footnotes =
        [
            "Of the curve's variation: 1 − the variance of the two curves' difference / the variance of the clip's own, at least 0; nothing is fitted. The shares need not make 100 %.",
            $"Stilled: {controls.StilledRuns.Length} copies of the first frame repeated, with the differences of neighbouring frames as noise, in other orders and signs. Nothing moves, so their curves are what time alone makes. A mean curve peaks lower than the curves it is the mean of.",
            $"Shuffled: the mean over {ClipControls.Orders} orders of the same frames, each frame equally often at each position. By frame, wherever it stood: near the clip's curve if the model looks. By position, whichever frame stood there: near it if the model counts.",
        ],
    };

    /// <summary>Between what nine tenths of the stilled curves lie at each point: <c>[T]</c> and <c>[T]</c>.</summary>
    internal static (ImmutableArray<double> Low, ImmutableArray<double> High) StilledRange(this ClipControls controls)
    {
        int runs = controls.StilledRuns.Length, outside = runs / 20;
        double[][] sorted = [.. controls.Clip.Values.Select((_, t) => controls.StilledRuns.Select(run => run[t]).Order().ToArray())];
        return ([.. sorted.Select(s => s[outside])], [.. sorted.Select(s => s[runs - 1 - outside])]);
    }

    /// <summary>Where a curve is highest; the first, if several are.</summary>
    internal static int Peak(ImmutableArray<double> curve) => curve.IndexOf(curve.Max());

    private static ResultRow Row(this ClipControls controls, string name, ImmutableArray<double> curve) =>
        new(name, curve.Max(), controls.FrameOf(curve), 100 * controls.Share(curve)) { Origin = RowOrigin.Control };

    private static int FrameOf(this ClipControls controls, ImmutableArray<double> curve) => controls.Clip.Frames[Peak(curve)];

    private static string Percent(double share) => share > 0.995 ? "over 99 %" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");
}
