using System.Collections.Immutable;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Metrics;

/// <summary>One clip's result.</summary>
/// <param name="Label">the clip and its pseudo label</param>
/// <param name="Predicted"><c>[T]</c></param>
/// <param name="Agreement">how well they agree</param>
/// <param name="ApexErrorFrames">frames between the labelled apex and the predicted peak</param>
/// <param name="IsConstant">the prediction is constant, so that its correlations are 0</param>
public sealed record ClipScore(
    IntensityCurve Label, ImmutableArray<double> Predicted, CurveAgreement Agreement, int ApexErrorFrames, bool IsConstant);

/// <summary>The score of intensity predictions, docs/method.md §2 "Metrics of the curve": per clip then averaged, and pooled over all points.</summary>
/// <param name="PerClip">the mean over clips</param>
/// <param name="Pooled">all points of all clips as one long curve</param>
/// <param name="ApexErrorFrames">the mean over clips, in frames</param>
/// <param name="ConstantPredictions">clips whose prediction is constant: they score 0 and are counted here</param>
/// <param name="Clips">each clip's own result</param>
public sealed record IntensityScore(
    CurveAgreement PerClip, CurveAgreement Pooled, double ApexErrorFrames, int ConstantPredictions, ImmutableArray<ClipScore> Clips)
{
    /// <summary>Scores <c>predictions [clips][T]</c> against the labels, in the same order.</summary>
    /// <exception cref="ArgumentException">
    /// no clips, or a prediction that is missing, has another length or holds a value that is not finite
    /// </exception>
    public static IntensityScore Of(IReadOnlyList<IntensityCurve> labels, IReadOnlyList<ImmutableArray<double>> predictions)
    {
        if (labels.Count != predictions.Count || labels.Count == 0)
            throw new ArgumentException($"{predictions.Count} predictions for {labels.Count} clips");
        ImmutableArray<ClipScore> clips = [.. labels.Zip(predictions, Score)];
        return new(
            CurveAgreement.Mean([.. clips.Select(c => c.Agreement)]),
            CurveAgreement.Of([.. predictions.SelectMany(p => p)], [.. labels.SelectMany(l => l.Values)]),
            clips.Average(c => c.ApexErrorFrames),
            clips.Count(c => c.IsConstant),
            clips);
    }

    private static ClipScore Score(IntensityCurve label, ImmutableArray<double> predicted)
    {
        try
        {
            return new(
                label, predicted,
                CurveAgreement.Of(predicted.AsSpan(), label.Values.AsSpan()),
                CurveError.ApexInFrames(predicted.AsSpan(), label.Frames.AsSpan(), label.Clip.Apex),
                CurveAgreement.IsConstant(predicted.AsSpan()));
        }
        catch (ArgumentException cause)
        {
            throw new ArgumentException($"clip {label.Clip.Name} of subject {label.Clip.Subject}: {cause.Message}", cause);
        }
    }
}
