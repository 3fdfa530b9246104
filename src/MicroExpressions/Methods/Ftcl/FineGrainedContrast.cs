using MicroExpressions.Losses;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Ftcl;

/// <summary>Snippets of one video that pairs are compared by, in their order.</summary>
/// <param name="Matched">the most attended <c>[n, D]</c>, embedded</param>
/// <param name="Expression">the few most attended of all <c>[n, E]</c>, as they are aligned</param>
/// <param name="Background">the as many after those <c>[n, E]</c>; null in a video that has no more</param>
public sealed record FtclCandidates(Tensor Matched, Tensor Expression, Tensor? Background);

/// <summary>
/// What pairs of videos teach. Two with a class in common must align well, and have a long subsequence in common; of two without, the
/// expression of one must not align with the background of the other, nor their snippets agree.
/// </summary>
public sealed record FineGrainedContrast
{
    /// <summary>Snippets that are aligned [source FTCL]; a shorter video has those it has.</summary>
    public int AlignedSnippets { get; init; } = 5;

    /// <summary>Snippets of which subsequences are formed [source FTCL]; a shorter video has those it has.</summary>
    public int MatchedSnippets { get; init; } = 30;

    /// <summary>Weight of the alignment [source FTCL].</summary>
    public double Alignment { get; init; } = 0.8;

    /// <summary>Weight of the common subsequence [source FTCL].</summary>
    public double Subsequence { get; init; } = 0.1;

    /// <summary>γ of the smooth maximum [source FTCL].</summary>
    public double Gamma { get; init; } = 0.1;

    /// <summary>Cosine above which two snippets are the same [source FTCL].</summary>
    public double SameSnippet { get; init; } = 0.92;

    /// <summary>The snippets of each video that pairs are compared by.</summary>
    /// <param name="output">the network's</param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="aligned">the network's projection</param>
    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    public IReadOnlyList<FtclCandidates> Candidates(FtclOutput output, IReadOnlyList<int> lengths, Func<Tensor, Tensor> aligned)
    {
        Shapes.ExpectLengths("FTCL's pairs", lengths, output.Checked().Attention.shape[0], output.Attention.shape[1]);
        return
        [
            .. lengths.Select((length, b) =>
            {
                float[] attention = ProposalSearch.Values(output.Attention.select(0, b).select(1, 0).narrow(0, 0, length));
                long[] order = [.. Enumerable.Range(0, length).OrderByDescending(t => attention[t]).Select(t => (long)t)];
                return new FtclCandidates(
                    Snippets(order.Take(MatchedSnippets)), aligned(Snippets(order.Take(AlignedSnippets))),
                    length > AlignedSnippets ? aligned(Snippets(order.Skip(AlignedSnippets).Take(AlignedSnippets))) : null);

                Tensor Snippets(IEnumerable<long> chosen) => output.Embedded.select(0, b).index_select(0, tensor(chosen.Order().ToArray(), device: output.Embedded.device));
            }),
        ];
    }

    /// <summary>
    /// <c>L_fsd</c> and <c>L_lcs</c>: the mean over the pairs without a class in common minus the mean over the others, either 0 where there
    /// are none.
    /// </summary>
    /// <param name="pairs">each of two videos, and whether they have a class in common; at least one</param>
    /// <exception cref="InputException">candidates of different width</exception>
    public LossTerms Of(IReadOnlyList<(FtclCandidates First, FtclCandidates Second, bool Alike)> pairs)
    {
        foreach (var (first, second, _) in pairs)
            Shapes.Expect(
                "FTCL's pairs", (first.Matched, "matched [N, D]"), (second.Matched, "matched [M, D]"), (first.Expression, "aligned [L, E≥2]"),
                (second.Expression, "aligned [T, E≥2]"), (second.Background ?? second.Expression, "aligned [B, E≥2]"));
        return new(
            new LossTerm("L_fsd", Alignment, Difference(p => p.Alike ? Aligned(p.First.Expression, p.Second.Expression)
                : p.Second.Background is Tensor background ? Aligned(p.First.Expression, background) : null)),
            new LossTerm("L_lcs", Subsequence, Difference(p => Common(p.First.Matched, p.Second.Matched))));

        Tensor Difference(Func<(FtclCandidates First, FtclCandidates Second, bool Alike), Tensor?> of)
        {
            ILookup<bool, Tensor> scores = pairs.Select(p => (p.Alike, Score: of(p))).Where(p => p.Score is not null).ToLookup(p => p.Alike, p => p.Score!);
            return Mean(scores[false]) - Mean(scores[true]);
        }

        Tensor Mean(IEnumerable<Tensor> scores) => scores.Any() ? stack([.. scores], 0).mean() : pairs[0].First.Matched.new_zeros([]);
    }

    /// <summary><see cref="SmoothAlignment"/> of two videos' snippets <c>[n, E]</c> and <c>[k, E]</c>, with its gradient.</summary>
    private Tensor Aligned(Tensor first, Tensor second)
    {
        long half = first.shape[1] / 2;
        Tensor match = Cosines(first.narrow(1, 0, half), second.narrow(1, 0, half)), gap = Cosines(first.narrow(1, half, half), second.narrow(1, half, half));
        (double score, float[] toMatch, float[] toGap) = SmoothAlignment.Of(Values(match), Values(gap), (int)match.shape[1], Gamma);
        Tensor slope = (match * As(match, toMatch)).sum() + (gap * As(gap, toGap)).sum();
        return slope + (score - slope.detach());        // the value that was computed, with the gradient that belongs to it
    }

    /// <summary>The length of the <see cref="CommonSubsequence"/> of two videos' snippets <c>[n, D]</c> and <c>[k, D]</c>.</summary>
    private Tensor Common(Tensor first, Tensor second)
    {
        Tensor similarity = Cosines(first, second);
        return (similarity * As(similarity, CommonSubsequence.Of(Values(similarity), (int)similarity.shape[1], SameSnippet))).sum();
    }

    private static Tensor Cosines(Tensor first, Tensor second) =>
        nn.functional.normalize(first, dim: 1).mm(nn.functional.normalize(second, dim: 1).transpose(0, 1));      // [n, k]

    private static float[] Values(Tensor matrix) => ProposalSearch.Values(matrix.to(float32));

    private static Tensor As(Tensor like, float[] values) => tensor(values, device: like.device).to(like.dtype).view(like.shape);
}
