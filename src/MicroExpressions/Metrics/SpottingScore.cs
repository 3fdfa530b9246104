using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>What was found, in counts, and the figures that follow. Counts of several folds add up with <c>+</c>.</summary>
/// <param name="Found">TP: labelled intervals that were found</param>
/// <param name="Predicted">N: detections that count</param>
/// <param name="Labelled">M: labelled intervals</param>
/// <param name="FoundMicro">TP2: found intervals of at most 0.5 s</param>
/// <param name="PredictedUpToHalfSecond">N2: detections of at most 0.5 s</param>
/// <param name="PredictedUpToOneSecond">N2ME: detections of at most 1.0 s</param>
/// <param name="LabelledMicro">M2: intervals labelled as micro-expressions</param>
public sealed record SpottingScore(
    int Found, int Predicted, int Labelled, int FoundMicro, int PredictedUpToHalfSecond, int PredictedUpToOneSecond, int LabelledMicro)
{
    /// <summary>Nothing labelled, nothing predicted: where a sum starts.</summary>
    public static SpottingScore Empty { get; } = new(0, 0, 0, 0, 0, 0, 0);

    /// <summary>REC = TP/M.</summary>
    public double Recall => Share(Found, Labelled);

    /// <summary>PRE = TP/N; above 1 where one detection finds several intervals.</summary>
    public double Precision => Share(Found, Predicted);

    /// <summary>F1 = 2·TP/(N + M): the harmonic mean of recall and precision over both classes.</summary>
    public double F1 => HarmonicMean(Found, Predicted, Labelled);

    /// <summary>F1(0.5): of micro-expressions, taking detections of at most 0.5 s for them.</summary>
    public double F1At05 => HarmonicMean(FoundMicro, PredictedUpToHalfSecond, LabelledMicro);

    /// <summary>F1(1.0): of micro-expressions, taking detections of at most 1.0 s for them.</summary>
    public double F1At10 => HarmonicMean(FoundMicro, PredictedUpToOneSecond, LabelledMicro);

    /// <summary>Scores detections against the labelled intervals.</summary>
    /// <exception cref="InputException">
    /// no interval; intervals of different frame rates; a detection in an unknown video, without a finite score, or whose ends are not
    /// frames in order
    /// </exception>
    public static SpottingScore Evaluate(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options) =>
        IntervalMatching.Of(truth, detections, options).At(options.Threshold);

    /// <summary>The counts of two parts of a data set together.</summary>
    public static SpottingScore operator +(SpottingScore a, SpottingScore b) => new(
        a.Found + b.Found, a.Predicted + b.Predicted, a.Labelled + b.Labelled, a.FoundMicro + b.FoundMicro,
        a.PredictedUpToHalfSecond + b.PredictedUpToHalfSecond, a.PredictedUpToOneSecond + b.PredictedUpToOneSecond,
        a.LabelledMicro + b.LabelledMicro);

    private static double Share(int part, int whole) => whole == 0 ? 0 : part / (double)whole;

    /// <summary>Of tp/n and tp/m; 0 where nothing is found.</summary>
    private static double HarmonicMean(int tp, int n, int m) => tp == 0 || n == 0 || m == 0 ? 0 : 2.0 * tp / (n + m);
}
