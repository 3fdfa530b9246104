using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Methods.Lacp;

/// <summary>From scores to intervals: the curves are drawn finer than snippets, cut at several heights, what is above is scored and suppressed [source LACP].</summary>
public sealed record LacpProposals
{
    /// <summary>A class that scores at least as much occurs in the video; if none does, the better one [source LACP: 0.5].</summary>
    public double LeastVideoScore { get; init; } = 0.5;

    /// <summary>Places a snippet, between which curves are straight [source LACP: 24].</summary>
    public int Upsampling { get; init; } = 24;

    /// <summary>Heights at which the curve of a class is cut, from 0 [source LACP: 10].</summary>
    public int ClassThresholds { get; init; } = 10;

    /// <summary>Heights at which <c>1 − P_bg</c> is cut [source LACP: 9].</summary>
    public int ForegroundThresholds { get; init; } = 9;

    /// <summary>The lowest of them [source LACP: 0.5].</summary>
    public double LowestForeground { get; init; } = 0.5;

    /// <summary>From one height to the next [source LACP: 0.025].</summary>
    public double ThresholdStep { get; init; } = 0.025;

    /// <summary>Surroundings on each side as a share of a proposal's length [source LACP: 0.25].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>Weight of the video's own score for the class [source LACP: 0.2].</summary>
    public double VideoScoreWeight { get; init; } = 0.2;

    /// <summary>IoU above which the weaker proposal goes [source LACP: 0.7; its code adds a second to each length, which would join what is short].</summary>
    public double LargestOverlap { get; init; } = 0.7;

    /// <summary>What is found in one video, best first.</summary>
    /// <param name="output">what the network says of it alone</param>
    /// <param name="video">its snippets' length and rate</param>
    internal IReadOnlyList<SpottedInterval> Find(LacpOutput output, SpottingVideo video)
    {
        float[] fused = ProposalSearch.Values(output.Fused[0].t()), background = ProposalSearch.Values(output.Background[0]);
        float[] scores = ProposalSearch.Values(new LacpLoss().VideoScores(output.Probabilities[0]));
        return Find(fused.AsSpan(0, background.Length), fused.AsSpan(background.Length), background, (scores[0], scores[1]), video.SnippetLength, video.FramesPerSecond);
    }

    /// <summary>What is found in one video, best first.</summary>
    /// <param name="micro"><c>P_ME (1 − P_bg)</c> <c>[T]</c></param>
    /// <param name="macro"><c>P_MaE (1 − P_bg)</c> <c>[T]</c></param>
    /// <param name="background">P_bg <c>[T]</c></param>
    /// <param name="videoScores">of both classes</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public IReadOnlyList<SpottedInterval> Find(
        ReadOnlySpan<float> micro, ReadOnlySpan<float> macro, ReadOnlySpan<float> background, (double Micro, double Macro) videoScores, int snippetLength, double framesPerSecond)
    {
        float[] foreground = Finer(background);
        for (int i = 0; i < foreground.Length; i++)
            foreground[i] = 1 - foreground[i];
        bool neither = videoScores.Micro < LeastVideoScore && videoScores.Macro < LeastVideoScore;
        var proposals = new List<(SnippetRun Run, double Score)>();
        if (neither ? videoScores.Micro >= videoScores.Macro : videoScores.Micro >= LeastVideoScore)
            proposals.AddRange(OfClass(Finer(micro), foreground, videoScores.Micro));
        if (neither ? videoScores.Micro < videoScores.Macro : videoScores.Macro >= LeastVideoScore)
            proposals.AddRange(OfClass(Finer(macro), foreground, videoScores.Macro));
        return [.. NonMaximumSuppression.Keep(proposals, LargestOverlap).Select(p => InFrames(p.Run, p.Score))];

        SpottedInterval InFrames(SnippetRun run, double score)
        {
            int onset = run.First * snippetLength / Upsampling + 1, offset = ((run.Last + 1) * snippetLength + Upsampling - 1) / Upsampling;
            return new(onset, offset, SpottedInterval.KindOf(offset - onset + 1, framesPerSecond), score);
        }
    }

    /// <summary>
    /// Proposals of one class: what is above each height of its curve, scored by the curve without what is below; and what is above each height
    /// of the foreground, scored by the whole curve.
    /// </summary>
    private IEnumerable<(SnippetRun Run, double Score)> OfClass(float[] curve, float[] foreground, double videoScore)
    {
        for (int i = 0; i < ClassThresholds; i++)
        {
            double threshold = i * ThresholdStep;
            foreach (var proposal in Scored(curve, threshold, [.. curve.Select(s => s < threshold ? 0 : (double)s)]))
                yield return proposal;
        }
        double[] whole = [.. curve.Select(s => (double)s)];
        for (int i = 0; i < ForegroundThresholds; i++)
            foreach (var proposal in Scored(foreground, LowestForeground + i * ThresholdStep, whole))
                yield return proposal;

        IEnumerable<(SnippetRun, double)> Scored(float[] cut, double threshold, double[] by)
        {
            var complete = new Completeness(by, OuterShare);
            return ThresholdRuns.Of(cut, [threshold]).Select(run => (run, complete.Of(run) + VideoScoreWeight * videoScore));
        }
    }

    /// <summary>The curve at <see cref="Upsampling"/> places a snippet, from its first value on; after the last one it goes on straight.</summary>
    private float[] Finer(ReadOnlySpan<float> curve)
    {
        var finer = new float[curve.Length * Upsampling];
        for (int i = 0; i < finer.Length; i++)
        {
            int t = Math.Min(i / Upsampling, Math.Max(0, curve.Length - 2)), next = Math.Min(t + 1, curve.Length - 1);
            finer[i] = (float)(curve[t] + ((double)curve[next] - curve[t]) * (i - t * Upsampling) / Upsampling);
        }
        return finer;
    }
}
