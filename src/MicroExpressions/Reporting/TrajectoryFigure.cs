using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>The intensity paper's Figure 3: curves of single clips, predicted beside pseudo label and, where it is known, truth.</summary>
public static class TrajectoryFigure
{
    /// <summary>One panel a clip: every n-th of the tested ones, so that the choice is nobody's.</summary>
    /// <param name="result">a run</param>
    /// <param name="clips">panels at most</param>
    public static Figure Of(IntensityResult result, int clips = 4)
    {
        int every = Math.Max(1, result.Score.Clips.Length / clips);
        return new($"Intensity of single clips, {result.Experiment.Name}", new Axis("normalised time (onset to offset)", 0, 1),
        [
            .. Enumerable.Range(0, Math.Min(clips, result.Score.Clips.Length)).Select(i => Panel(result, i * every)),
        ]);
    }

    private static Panel Panel(IntensityResult result, int index)
    {
        ClipScore clip = result.Score.Clips[index];
        double[] x = [.. Enumerable.Range(0, clip.Predicted.Length).Select(t => t / (clip.Predicted.Length - 1.0))];
        var traces = new List<Trace>
        {
            new LineTrace("pseudo label", x, clip.Label.Values, Palette.PseudoLabel) { Dashed = true },
            new LineTrace("prediction", x, clip.Predicted, Palette.Prediction),
        };
        if (!result.TruthCurves.IsEmpty)
            traces.Insert(0, new LineTrace("true intensity", x, result.TruthCurves[index].Values, Palette.Truth));
        return new(new Axis(clip.Label.Clip.Name), traces, Height: 150);
    }
}
