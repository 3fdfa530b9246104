using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>What a run found.</summary>
/// <param name="Experiment">what was run</param>
/// <param name="Score">predictions against the pseudo labels that were learnt</param>
/// <param name="Truth">predictions against the true intensity; null where it is not known</param>
/// <param name="TruthCurves">the true curves of the tested clips; empty where they are not known</param>
/// <param name="ShuffledByPosition">frames in another order, each prediction against the label of its position: high if the model does not look</param>
/// <param name="ShuffledByFrame">the same against the label of the frame that stood there: high if the model goes by the frame alone</param>
public sealed record IntensityResult(
    IntensityExperiment Experiment, IntensityScore Score, IntensityScore? Truth, ImmutableArray<IntensityCurve> TruthCurves,
    IntensityScore ShuffledByPosition, IntensityScore ShuffledByFrame)
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    internal static IntensityResult Of(IntensityExperiment experiment, IntensityInputs inputs, IReadOnlyList<FoldResult> folds)
    {
        var tested = folds
            .SelectMany(fold => fold.Clips.Select((clip, i) => (Clip: clip, Predicted: fold.Predicted[i], Shuffled: fold.Shuffled[i])))
            .OrderBy(t => t.Clip).ToList();
        ImmutableArray<IntensityCurve> all = inputs.Curves(experiment.Shape);
        ImmutableArray<IntensityCurve> labels = [.. tested.Select(t => all[t.Clip])];
        ImmutableArray<IntensityCurve> truth = tested.All(t => inputs.Clips[t.Clip].Truth is not null)
            ? [.. tested.Select(t => inputs.Clips[t.Clip].TrueCurve()!)] : [];
        ImmutableArray<IntensityCurve> moved = [.. tested.Select((t, i) => Moved(labels[i], IntensityRun.ShuffledOrder(t.Clip)))];
        ImmutableArray<double>[] predicted = [.. tested.Select(t => t.Predicted.ToImmutableArray())];
        ImmutableArray<double>[] shuffled = [.. tested.Select(t => t.Shuffled.ToImmutableArray())];
        return new(
            experiment, IntensityScore.Of(labels, predicted), truth.IsEmpty ? null : IntensityScore.Of(truth, predicted), truth,
            IntensityScore.Of(labels, shuffled), IntensityScore.Of(moved, shuffled));
    }

    /// <summary>The label in the order in which the frames came.</summary>
    private static IntensityCurve Moved(IntensityCurve label, int[] order) => label with
    {
        Frames = [.. order.Select(t => label.Frames[t])],
        Values = [.. order.Select(t => label.Values[t])],
    };

    internal void Write(string folder)
    {
        object Figures(IntensityScore s) => new { Clips = s.Clips.Length, s.PerClip, s.Pooled, s.ApexErrorFrames, s.ConstantPredictions };
        Write(Path.Combine(folder, "metrics.json"), new
        {
            Score = Figures(Score),
            Truth = Truth is null ? null : Figures(Truth),
            ShuffledByPosition = Figures(ShuffledByPosition),
            ShuffledByFrame = Figures(ShuffledByFrame),
        });
        Write(Path.Combine(folder, "curves.json"), Score.Clips.Select((c, i) => new
        {
            c.Label.Clip.Subject,
            Clip = c.Label.Clip.Name,
            c.Label.Frames,
            Label = c.Label.Values,
            c.Predicted,
            Truth = TruthCurves.IsEmpty ? null : (IEnumerable<double>)TruthCurves[i].Values,
        }));
    }

    private static void Write(string path, object content) => WholeFile.WriteText(path, to => to.Write(JsonSerializer.Serialize(content, Json)));
}
