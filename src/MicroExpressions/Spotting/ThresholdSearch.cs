using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Spotting;

/// <summary>
/// From attention and class scores to intervals as HAM-Net and CO2-Net do it: runs of attention above several thresholds, scored by their
/// contrast to what surrounds them, softly suppressed. Three things differ from their code: a run that appears at several thresholds is
/// one proposal; the surroundings are <see cref="OuterInnerContrast"/>'s, which on the right are a snippet where the code's rounding leaves
/// a short run none; proposals overlap by their snippets, where the code adds a second to times.
/// </summary>
public sealed record ThresholdSearch
{
    /// <summary>The lowest threshold on the attention [source HAM-Net].</summary>
    public double LowestThreshold { get; init; } = 0.1;

    /// <summary>The highest threshold [source HAM-Net].</summary>
    public double HighestThreshold { get; init; } = 0.9;

    /// <summary>How many thresholds there are, evenly [source HAM-Net].</summary>
    public int Thresholds { get; init; } = 10;

    /// <summary>How the video's own score for a class is pooled [source HAM-Net: T/10, CO2-Net too, though it trains with T/7].</summary>
    public ClassPooling Pooling { get; init; } = new() { MicroDivisor = 10, MacroDivisor = 10, BackgroundDivisor = 10 };

    /// <summary>The video's own score from which a class is looked for [source HAM-Net].</summary>
    public double LeastVideoScore { get; init; } = 0.2;

    /// <summary>Whether the likeliest class is looked for where none scores enough [source HAM-Net: no, source CO2-Net: yes].</summary>
    public bool AlwaysAClass { get; init; }

    /// <summary>Surroundings on each side as a share of the run's length [source HAM-Net].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>Weight of the video's own score [source HAM-Net].</summary>
    public double VideoScoreWeight { get; init; } = 0.2;

    /// <summary>σ of the suppression [source HAM-Net]; the limit of 0.7 in the authors' call is not looked at by their Gaussian form.</summary>
    public double Sigma { get; init; } = 0.3;

    /// <summary>What is found in one video, best first; of both classes the one that a run scores better for counts.</summary>
    /// <param name="attention">A <c>[T]</c></param>
    /// <param name="scores">S <c>[T, 3]</c>, logits, row-major</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    /// <exception cref="ArgumentException">no snippet, or scores of another length</exception>
    public IReadOnlyList<SpottedInterval> Find(ReadOnlySpan<float> attention, ReadOnlySpan<float> scores, int snippetLength, double framesPerSecond)
    {
        if (attention.IsEmpty || scores.Length != SnippetClasses.Count * attention.Length)
            throw new ArgumentException($"{attention.Length} snippets of attention and {scores.Length} class scores", nameof(scores));
        double[][] attended = Attended(attention, scores);
        double[] video = VideoScores(attended);
        var classes = Enumerable.Range(0, SnippetClasses.Foreground).Where(c => video[c] >= LeastVideoScore).ToList();
        if (classes.Count == 0 && AlwaysAClass)
            classes.Add(video[0] >= video[1] ? 0 : 1);
        if (classes.Count == 0)
            return [];
        var contrast = classes.ConvertAll(c => (Of: new OuterInnerContrast(attended[c], OuterShare), Video: VideoScoreWeight * video[c]));
        var scored = ThresholdRuns.Of(attention, ThresholdRuns.Evenly(LowestThreshold, HighestThreshold, Thresholds))
            .Select(run => (run, contrast.Max(c => c.Of.Of(run) + c.Video)));
        return [.. SoftSuppression.Keep(scored, Sigma, largestOverlap: 0).Select(p => SpottedInterval.Of(p.Run, p.Score, snippetLength, framesPerSecond))];
    }

    /// <summary><c>A ⊙ S</c>, class by class.</summary>
    private static double[][] Attended(ReadOnlySpan<float> attention, ReadOnlySpan<float> scores)
    {
        var attended = new double[SnippetClasses.Count][];
        for (int c = 0; c < SnippetClasses.Count; c++)
        {
            attended[c] = new double[attention.Length];
            for (int t = 0; t < attention.Length; t++)
                attended[c][t] = (double)attention[t] * scores[SnippetClasses.Count * t + c];
        }
        return attended;
    }

    /// <summary>Softmax over the classes, background among them, of the means of the top k_c of <c>A ⊙ S</c>.</summary>
    private double[] VideoScores(double[][] attended)
    {
        double[] pooled = [.. attended.Select((scores, c) => scores.OrderDescending().Take(Pooling.Count(scores.Length, c)).Average())];
        double[] exponentials = [.. pooled.Select(p => Math.Exp(p - pooled.Max()))];
        return [.. exponentials.Select(e => e / exponentials.Sum())];
    }
}
