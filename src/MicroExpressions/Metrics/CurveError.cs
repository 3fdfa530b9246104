namespace MicroExpressions.Metrics;

/// <summary>How far a predicted curve lies from the true one, in its own unit and in frames.</summary>
public static class CurveError
{
    /// <summary>Mean absolute error: <c>mean_t |ŷ_t − y_t|</c>.</summary>
    /// <exception cref="ArgumentException">different lengths, fewer than two points, or a value that is not finite</exception>
    public static double MeanAbsolute(ReadOnlySpan<double> predicted, ReadOnlySpan<double> truth)
    {
        PairedCurves.Check(predicted, truth);
        double sum = 0;
        for (int t = 0; t < truth.Length; t++) sum += Math.Abs(predicted[t] - truth[t]);
        return sum / truth.Length;
    }

    /// <summary>Frames between the labelled apex and the frame of the predicted peak (the first, if several are highest).</summary>
    /// <param name="predicted"><c>[T]</c></param>
    /// <param name="frames"><c>[T]</c>: the frame each point stands for</param>
    /// <param name="apex">the labelled apex, in the same frame numbers</param>
    /// <exception cref="ArgumentException">a different number of points and frames, or none</exception>
    public static int ApexInFrames(ReadOnlySpan<double> predicted, ReadOnlySpan<int> frames, int apex)
    {
        if (predicted.Length != frames.Length || frames.Length == 0)
            throw new ArgumentException($"{predicted.Length} points for {frames.Length} frames");
        int peak = 0;
        for (int t = 1; t < predicted.Length; t++)
            if (predicted[t] > predicted[peak]) peak = t;
        return Math.Abs(frames[peak] - apex);
    }
}
