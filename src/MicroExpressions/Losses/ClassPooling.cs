using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>
/// From snippets to the video: the mean of each class's best snippets. Short classes are judged by fewer snippets than long ones
/// [chosen; after MC-WES's distribution consistency].
/// </summary>
public sealed record ClassPooling
{
    /// <summary>r_ME [chosen: docs/method.md §1 "Losses" (12)].</summary>
    public int MicroDivisor { get; init; } = 16;

    /// <summary>r_MaE [chosen: docs/method.md §1 "Losses" (12)].</summary>
    public int MacroDivisor { get; init; } = 8;

    /// <summary>r_bg [chosen: docs/method.md §1 "Losses" (12)].</summary>
    public int BackgroundDivisor { get; init; } = 2;

    /// <summary><c>k_c = max(1, ⌊T/r_c⌋)</c>; class 0 is micro, 1 macro, 2 background.</summary>
    public int Count(int length, int snippetClass) =>
        Math.Max(1, length / (snippetClass switch { 0 => MicroDivisor, 1 => MacroDivisor, _ => BackgroundDivisor }));

    /// <summary><c>p_c = mean of the top k_c of s_{·,c}</c>: <c>[B, T, C]</c> with each video's length to <c>[B, C]</c>.</summary>
    /// <exception cref="InputException">another shape, or lengths that are not the batch's</exception>
    public Tensor Scores(Tensor map, IReadOnlyList<int> lengths)
    {
        Shapes.Expect("the classes' scores", (map, "S [B, T, C]"));
        Shapes.ExpectLengths("the classes' scores", lengths, map.shape[0], map.shape[1]);
        long classes = map.shape[2];
        var pooled = new List<Tensor>();
        for (int b = 0; b < lengths.Count; b++)
        {
            Tensor video = map.select(0, b).narrow(0, 0, lengths[b]);                       // [T_b, C]
            for (int c = 0; c < classes; c++)
                pooled.Add(video.select(1, c).topk(Count(lengths[b], c), dim: 0).values.mean());
        }
        return stack(pooled, 0).view(lengths.Count, classes);
    }
}
