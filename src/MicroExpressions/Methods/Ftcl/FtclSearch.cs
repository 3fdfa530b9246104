using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>
/// From attention and scores to intervals as FTCL does it: both are drawn out to many points a snippet, runs of either above several
/// thresholds score their contrast to what surrounds them, of those that overlap the best stays. Three things differ from the code: both
/// classes compete, a run that appears at several thresholds is one proposal, and runs overlap by their points, where the code adds a
/// second to times.
/// </summary>
public sealed record FtclSearch
{
    /// <summary>The video's own score above which a class is looked for; where none has it, the likelier [source FTCL].</summary>
    public double LeastVideoScore { get; init; } = 0.25;

    /// <summary>Points a snippet, between which the curves are straight [source FTCL].</summary>
    public int PointsASnippet { get; init; } = 20;

    /// <summary>The lower threshold on a class's scores; what lies below it counts as nothing [source FTCL].</summary>
    public double LowerScoreThreshold { get; init; } = 0.15;

    /// <summary>The upper one [source FTCL].</summary>
    public double UpperScoreThreshold { get; init; } = 0.2;

    /// <summary>The lowest threshold on the attention [source FTCL].</summary>
    public double LowestThreshold { get; init; } = 0.15;

    /// <summary>The highest [source FTCL].</summary>
    public double HighestThreshold { get; init; } = 0.95;

    /// <summary>How many, evenly [source FTCL].</summary>
    public int Thresholds { get; init; } = 17;

    /// <summary>Surroundings on each side as a share of the run's length [source FTCL].</summary>
    public double OuterShare { get; init; } = 0.2;

    /// <summary>IoU above which the weaker proposal goes [source FTCL].</summary>
    public double LargestOverlap { get; init; } = 0.55;

    /// <summary>What is found in one video, best first.</summary>
    /// <param name="attention">a_exp <c>[T]</c></param>
    /// <param name="scores">softmax of <c>S ⊙ a_exp</c> <c>[T, 3]</c>, row-major</param>
    /// <param name="videoScores">the video's own, micro and macro</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    /// <exception cref="ArgumentException">no snippet, or scores of another length</exception>
    public IReadOnlyList<SpottedInterval> Find(
        ReadOnlySpan<float> attention, ReadOnlySpan<float> scores, ReadOnlySpan<float> videoScores, int snippetLength, double framesPerSecond)
    {
        if (attention.IsEmpty || scores.Length != SnippetClasses.Count * attention.Length || videoScores.Length != SnippetClasses.Foreground)
            throw new ArgumentException($"{attention.Length} snippets of attention, {scores.Length} class scores and {videoScores.Length} of the video", nameof(scores));
        float[] attended = DrawnOut(attention);
        IReadOnlyList<SnippetRun> runs = Runs(attended, ThresholdRuns.Evenly(LowestThreshold, HighestThreshold, Thresholds));
        var proposals = new List<(SnippetRun Run, double Score)>();
        foreach (int c in Classes(videoScores))
        {
            var own = new float[attention.Length];
            for (int t = 0; t < own.Length; t++)
                own[t] = scores[SnippetClasses.Count * t + c];
            float[] curve = DrawnOut(own);
            foreach (double threshold in new[] { LowerScoreThreshold, UpperScoreThreshold })
                proposals.AddRange(Scored([.. curve.Select(s => s < threshold ? 0 : (double)s)], Runs(curve, [threshold])));
            proposals.AddRange(Scored([.. curve.Select(s => (double)s)], runs));
        }
        return [.. NonMaximumSuppression.Keep(proposals, LargestOverlap).Select(p => InFrames(p.Run, p.Score, snippetLength, framesPerSecond))];
    }

    private List<int> Classes(ReadOnlySpan<float> videoScores)
    {
        var classes = new List<int>();
        for (int c = 0; c < videoScores.Length; c++)
            if (videoScores[c] > LeastVideoScore)
                classes.Add(c);
        return classes.Count > 0 ? classes : [videoScores[0] >= videoScores[1] ? 0 : 1];
    }

    private IEnumerable<(SnippetRun, double)> Scored(double[] curve, IReadOnlyList<SnippetRun> runs)
    {
        var contrast = new OuterInnerContrast(curve, OuterShare);
        return runs.Select(run => (run, contrast.Of(run)));
    }

    /// <summary>Runs of at least two points [source FTCL].</summary>
    private static IReadOnlyList<SnippetRun> Runs(ReadOnlySpan<float> curve, IEnumerable<double> thresholds) =>
        [.. ThresholdRuns.Of(curve, thresholds).Where(run => run.Length > 1)];

    /// <summary>Straight between the snippets, and on beyond the last as between the two before.</summary>
    private float[] DrawnOut(ReadOnlySpan<float> curve)
    {
        var points = new float[curve.Length * PointsASnippet];
        for (int i = 0; i < points.Length; i++)
        {
            int from = Math.Max(0, Math.Min(i / PointsASnippet, curve.Length - 2)), to = Math.Min(from + 1, curve.Length - 1);
            float at = i / (float)PointsASnippet - from;
            points[i] = curve[from] + at * (curve[to] - curve[from]);
        }
        return points;
    }

    /// <summary>The frames that a run of points touches.</summary>
    private SpottedInterval InFrames(SnippetRun run, double score, int snippetLength, double framesPerSecond)
    {
        int onset = run.First * snippetLength / PointsASnippet + 1, offset = ((run.Last + 1) * snippetLength + PointsASnippet - 1) / PointsASnippet;
        return new(onset, offset, SpottedInterval.KindOf(offset - onset + 1, framesPerSecond), score);
    }
}
