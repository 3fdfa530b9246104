using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.Lacp;

/// <summary>What points, background seeds and the best sequences teach. Each term is a mean over the videos [source LACP, whose batch is a sum of single videos].</summary>
public sealed record LacpLoss
{
    /// <summary>Weight of the videos' classes [source LACP: 1].</summary>
    public double Video { get; init; } = 1;

    /// <summary>Weight of the points [source LACP: 0.5].</summary>
    public double Point { get; init; } = 0.5;

    /// <summary>Weight of the background seeds [source LACP: 1].</summary>
    public double Background { get; init; } = 1;

    /// <summary>Weight of the contrast of scores [source LACP: 1].</summary>
    public double Score { get; init; } = 1;

    /// <summary>Weight of the contrast of features [source LACP: 1].</summary>
    public double Feature { get; init; } = 1;

    /// <summary>A class's best T/8 snippets, rounded down, speak for the video [source LACP: 8].</summary>
    public int VideoDivisor { get; init; } = 8;

    /// <summary>Power of the focal weight [source LACP: 2].</summary>
    public double Focus { get; init; } = 2;

    /// <summary>Surroundings on each side as a share of a part's length [source LACP: 0.25].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>Snippets of a part whose mean stands for it [source LACP: 3].</summary>
    public int FeatureSamples { get; init; } = 3;

    /// <summary>τ of the contrast of features [source LACP: 0.1].</summary>
    public double Temperature { get; init; } = 0.1;

    /// <summary>What teaches from the first step on: the videos' classes, the labelled snippets, the background seeds between them.</summary>
    /// <param name="output">the network's</param>
    /// <param name="presence">y <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="points">labelled snippets of each video</param>
    /// <param name="seeding">finds the seeds in P_bg</param>
    internal LossTerm[] Of(
        LacpOutput output, Tensor presence, IReadOnlyList<int> lengths, IReadOnlyList<IReadOnlyList<SnippetPoint>> points, SnippetSeeding seeding)
    {
        long longest = output.Probabilities.shape[1];
        Tensor background = output.Background.detach();
        var (marks, seeds) = (new float[lengths.Count, longest, SnippetClasses.Count], new float[lengths.Count, longest]);
        foreach (var (b, length) in lengths.Index())
        {
            foreach (SnippetPoint point in points[b])
                marks[b, point.Snippet, (int)point.Class] = 1;
            bool[] ofVideo = seeding.Of(ProposalSearch.Values(background[b].narrow(0, 0, length)), points[b]).Background;
            for (int t = 0; t < length; t++)
                seeds[b, t] = ofVideo[t] ? 1 : 0;
        }
        Tensor labels = from_array(marks).to(presence.dtype, presence.device), outside = zeros_like(labels), seeded = from_array(seeds).to(presence.dtype, presence.device);
        outside.select(2, SnippetClasses.Foreground).fill_(1);
        return
        [
            new("L_vid", Video, VideoTerm(output.Probabilities, presence, lengths)),
            new("L_point", Point, FocalTerm(output, labels, labels.amax([2]))),
            new("L_bg", Background, FocalTerm(output, outside, seeded)),
        ];
    }

    /// <summary>What the best sequences teach once they have been searched.</summary>
    /// <param name="output">the network's</param>
    /// <param name="parts">the best sequences of each video</param>
    /// <param name="random">draws a part's snippets</param>
    internal LossTerm[] OfSequences(LacpOutput output, IReadOnlyList<IReadOnlyList<SequenceParts>> parts, Random random) =>
        [new("L_score", Score, ScoreTerm(output.Fused, parts)), new("L_feat", Feature, FeatureTerm(output.Features, parts, random))];

    /// <summary>
    /// A video's score for each class: the mean of its best <c>max(1, ⌊T/8⌋)</c> snippets; while training, for a class that does not occur,
    /// the mean of all.
    /// </summary>
    /// <param name="probabilities">P <c>[T, 3]</c></param>
    /// <param name="presence">y <c>[2]</c>; null where it is not known</param>
    /// <returns><c>[2]</c></returns>
    internal Tensor VideoScores(Tensor probabilities, Tensor? presence = null)
    {
        Tensor classes = probabilities.narrow(1, 0, SnippetClasses.Foreground);
        Tensor best = classes.topk((int)Math.Max(1, classes.shape[0] / VideoDivisor), dim: 0).values.mean([0]);
        return presence is null ? best : best * presence + classes.mean([0]) * (1 - presence);
    }

    /// <summary><c>L_vid = BCE</c> of the videos' scores.</summary>
    /// <param name="probabilities">P <c>[B, T, 3]</c></param>
    /// <param name="presence">y <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    internal Tensor VideoTerm(Tensor probabilities, Tensor presence, IReadOnlyList<int> lengths) => F.binary_cross_entropy(
        stack([.. lengths.Select((length, b) => VideoScores(probabilities[b].narrow(0, 0, length), presence[b]))], 0), presence);

    /// <summary>
    /// <c>Σ |y − p|² BCE(p, y)</c> over the classes of chosen snippets, averaged over them, then over the videos. p is P_bg and the fused
    /// scores of the classes; the gradient goes through the weight too.
    /// </summary>
    /// <param name="output">the network's</param>
    /// <param name="labels"><c>[B, T, 3]</c></param>
    /// <param name="chosen"><c>[B, T]</c>; a video without any counts 0</param>
    internal Tensor FocalTerm(LacpOutput output, Tensor labels, Tensor chosen)
    {
        Tensor p = cat([output.Fused, output.Probabilities.narrow(2, SnippetClasses.Foreground, 1)], dim: 2);        // [B, T, 3]
        Tensor weight = ((1 - p) * labels + p * (1 - labels)).pow(Focus);
        Tensor each = (weight * F.binary_cross_entropy(p, labels, reduction: nn.Reduction.None)).sum(dim: 2);       // [B, T]
        return ((each * chosen).sum(dim: 1) / chosen.sum(dim: 1).clamp(min: 1)).mean();
    }

    /// <summary><c>L_score = (1 − mean completeness of the expressions + 1 − that of the background between them)²</c>, of both classes together.</summary>
    /// <param name="fused"><c>P_c (1 − P_bg)</c> <c>[B, T, 2]</c></param>
    /// <param name="videos">the best sequences of each video</param>
    internal Tensor ScoreTerm(Tensor fused, IReadOnlyList<IReadOnlyList<SequenceParts>> videos)
    {
        int longest = (int)fused.shape[1];
        var weights = new double[videos.Count, SnippetClasses.Foreground, longest];
        var constant = new double[videos.Count];
        var ofClass = new double[longest];
        foreach (var (b, classes) in videos.Index())
            foreach (bool expressions in new[] { true, false })
            {
                int count = classes.Sum(parts => parts.Of(expressions).Count);
                constant[b] += count > 0 ? 1 : 0;
                foreach (SequenceParts parts in classes)
                {
                    Span<double> own = ofClass.AsSpan(0, parts.Length);
                    own.Clear();
                    foreach (SnippetRun run in parts.Of(expressions))
                        Completeness.AddWeights(run, OuterShare, 1.0 / count, own);
                    for (int t = 0; t < parts.Length; t++)
                    {
                        weights[b, (int)parts.Class, t] += expressions ? own[t] : -own[t];
                        constant[b] -= expressions ? 0 : own[t];             // the background is complete in 1 − s
                    }
                }
            }
        Tensor w = from_array(weights).to(fused.dtype, fused.device).transpose(1, 2);                                // [B, T, 2]
        return (from_array(constant).to(fused.dtype, fused.device) - (fused * w).sum([1, 2])).square().mean();
    }

    /// <summary>
    /// Expressions of a class should look alike and unlike the background between them: for each expression <c>−log(Σ e^{x·x⁺/τ} / Σ e^{x·x'/τ})</c>
    /// over the video's other expressions and over all its other parts, averaged. Of a video with two classes of several expressions each the
    /// latter teaches alone [source LACP's code].
    /// </summary>
    /// <param name="features">X <c>[B, T, D]</c></param>
    /// <param name="videos">the best sequences of each video</param>
    /// <param name="random">draws a part's snippets: one from each third</param>
    internal Tensor FeatureTerm(Tensor features, IReadOnlyList<IReadOnlyList<SequenceParts>> videos, Random random)
    {
        var chosen = new List<(int Video, IReadOnlyList<bool> Expression, IReadOnlyList<long> Snippets)>();
        foreach (var (b, classes) in videos.Index())
        {
            (int, IReadOnlyList<bool>, IReadOnlyList<long>)? ofVideo = null;
            foreach (SequenceParts parts in classes)
            {
                if (parts.Expressions.Count < 2)
                    continue;
                var all = parts.Expressions.Select(run => (Run: run, IsExpression: true)).Concat(parts.Background.Select(run => (Run: run, IsExpression: false)))
                    .OrderBy(p => p.Run.First).ToList();
                ofVideo = (b, [.. all.Select(p => p.IsExpression)], [.. all.SelectMany(p => Drawn(p.Run, random))]);
            }
            if (ofVideo is { } teaches)
                chosen.Add(teaches);
        }
        Tensor sum = zeros([], dtype: features.dtype, device: features.device);
        if (chosen.Count == 0)
            return sum;
        // from all videos at once: the gradient of each choice by itself would be as large as all features, and zero nearly everywhere
        Tensor rows = Indices(chosen.SelectMany(c => Enumerable.Repeat((long)c.Video, c.Snippets.Count))), snippets = Indices(chosen.SelectMany(c => c.Snippets));
        Tensor[] drawn = features.index(TensorIndex.Tensor(rows), TensorIndex.Tensor(snippets)).split([.. chosen.Select(c => (long)c.Snippets.Count)]);
        foreach (var ((_, expressions, _), ofVideo) in chosen.Zip(drawn))
        {
            Tensor x = F.normalize(ofVideo.view(expressions.Count, FeatureSamples, -1).mean([1]), p: 2, dim: 1);     // [parts, D]
            Tensor expression = tensor(expressions.ToArray(), device: features.device);
            Tensor similar = (x.matmul(x.t()) / Temperature).masked_fill(eye(expressions.Count, dtype: @bool, device: features.device), double.NegativeInfinity);
            Tensor like = similar.masked_fill(expression.logical_not().unsqueeze(0), double.NegativeInfinity);
            sum += (similar.logsumexp(1) - like.logsumexp(1)).masked_select(expression).mean();
        }
        return sum / videos.Count;

        Tensor Indices(IEnumerable<long> of) => tensor(of.ToArray(), dtype: int64, device: features.device);
    }

    private IEnumerable<long> Drawn(SnippetRun run, Random random)
    {
        double step = run.Length / (double)FeatureSamples;
        for (int i = 0; i < FeatureSamples; i++)
        {
            int from = (int)(run.First + step * i), to = (int)(run.First + step * (i + 1));
            yield return random.Next(from, Math.Max(to, from + 1));
        }
    }
}

/// <summary>The parts of one class's sequence.</summary>
/// <param name="Class">micro or macro</param>
/// <param name="Length">T</param>
/// <param name="Expressions">in order</param>
/// <param name="Background">in order</param>
public sealed record SequenceParts(SnippetClass Class, int Length, IReadOnlyList<SnippetRun> Expressions, IReadOnlyList<SnippetRun> Background)
{
    /// <summary>One kind of part.</summary>
    internal IReadOnlyList<SnippetRun> Of(bool expressions) => expressions ? Expressions : Background;

    /// <summary>
    /// From labels; null where they are all the same, which teaches nothing. A part that reaches the video's end is taken to end one snippet
    /// before it, and one of that snippet alone is left out [source LACP's code].
    /// </summary>
    /// <param name="snippetClass">micro or macro</param>
    /// <param name="expression"><c>[T]</c></param>
    public static SequenceParts? Of(SnippetClass snippetClass, ReadOnlySpan<bool> expression)
    {
        if (!expression.Contains(!expression[0]))
            return null;
        var runs = (Expressions: new List<SnippetRun>(), Background: new List<SnippetRun>());
        int first = 0;
        for (int t = 1; t <= expression.Length; t++)
        {
            if (t < expression.Length && expression[t] == expression[first])
                continue;
            int last = Math.Min(t - 1, expression.Length - 2);
            if (last >= first)
                (expression[first] ? runs.Expressions : runs.Background).Add(new(first, last));
            first = t;
        }
        return new(snippetClass, expression.Length, runs.Expressions, runs.Background);
    }
}
