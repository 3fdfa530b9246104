using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Methods.SfNet;

/// <summary>From scores to intervals: of each class that the video has, what lies above one height [source SF-Net].</summary>
public sealed record SfNetProposals
{
    /// <summary>Weight of the actionness beside a class's score [source SF-Net: 2].</summary>
    public double ActionnessWeight { get; init; } = 2;

    /// <summary>A class's best T/12 snippets, rounded down, are its score for the video [source SF-Net: 12].</summary>
    public int VideoDivisor { get; init; } = 12;

    /// <summary>A class is looked for whose score is positive and more than the best one's over this [source SF-Net: 1.5].</summary>
    public double BestOver { get; init; } = 1.5;

    /// <summary>Where the curve is cut: its maximum less this share of its range [paper SF-Net: 0.5]; null: at its mean, as the code does.</summary>
    public double? CutBelow { get; init; } = 0.5;

    /// <summary>The shortest proposal, snippets [source SF-Net: 2].</summary>
    public int Shortest { get; init; } = 2;

    /// <summary>IoU above which the weaker proposal of both classes goes [paper PWES: 0.01]; those of one class never overlap.</summary>
    public double LargestOverlap { get; init; } = 0.01;

    /// <summary>What is found in one video, best first.</summary>
    /// <param name="scores">of micro and macro, <c>[T, 2]</c></param>
    /// <param name="actionness"><c>[T]</c></param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public IReadOnlyList<SpottedInterval> Find(float[,] scores, ReadOnlySpan<float> actionness, int snippetLength, double framesPerSecond)
    {
        double[] video = [Best(scores, 0), Best(scores, 1)];
        var proposals = new List<(SnippetRun Run, double Score)>();
        for (int c = 0; c < SnippetClasses.Foreground; c++)
            if (video[c] > 0 && video[c] > video.Max() / BestOver)
                proposals.AddRange(OfClass(Curve(scores, actionness, c), video[c]));
        return [.. NonMaximumSuppression.Keep(proposals, LargestOverlap).Select(p => SpottedInterval.Of(p.Run, p.Score, snippetLength, framesPerSecond))];
    }

    /// <summary><c>S_c + w a</c>, <c>[T]</c>.</summary>
    /// <param name="scores">of micro and macro, <c>[T, 2]</c></param>
    /// <param name="actionness"><c>[T]</c></param>
    /// <param name="snippetClass">0: micro, 1: macro</param>
    internal float[] Curve(float[,] scores, ReadOnlySpan<float> actionness, int snippetClass)
    {
        var curve = new float[actionness.Length];
        for (int t = 0; t < curve.Length; t++)
            curve[t] = (float)(scores[t, snippetClass] + ActionnessWeight * actionness[t]);
        return curve;
    }

    private IEnumerable<(SnippetRun, double)> OfClass(float[] curve, double video)
    {
        double height = CutBelow is double share ? curve.Max() - share * ((double)curve.Max() - curve.Min()) : curve.Average(s => (double)s);
        return ThresholdRuns.Of(curve, [height]).Where(run => run.Length >= Shortest).Select(run => (run, curve[run.First..(run.Last + 1)].Max() + video));
    }

    private double Best(float[,] scores, int c) =>
        Enumerable.Range(0, scores.GetLength(0)).Select(t => (double)scores[t, c]).OrderDescending().Take(Math.Max(1, scores.GetLength(0) / VideoDivisor)).Average();
}
