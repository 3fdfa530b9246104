using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.PseudoLabels;

/// <summary>
/// Distribution-guided sampling (DFCL): a class's snippets, spread over the video as they are, become a fixed number of vectors.
/// A video's slots: for micro, macro and background in turn the main region and then the equal regions.
/// </summary>
public sealed record RegionSampling
{
    /// <summary>n_ME [paper: 2].</summary>
    public int Micro { get; init; } = 2;

    /// <summary>n_MaE [paper: 3].</summary>
    public int Macro { get; init; } = 3;

    /// <summary>n_bg [paper, Table VII: 10 for CAS(ME)², 8 for SAMM-LV].</summary>
    public int Background { get; init; } = 10;

    /// <summary>n_c.</summary>
    public int Regions(SnippetClass snippetClass) => snippetClass switch
    {
        SnippetClass.Micro => Micro,
        SnippetClass.Macro => Macro,
        _ => Background,
    };

    /// <summary>The class of each slot.</summary>
    public IReadOnlyList<SnippetClass> SlotClasses() =>
        [.. Enum.GetValues<SnippetClass>().SelectMany(c => Enumerable.Repeat(c, Regions(c) + 1))];

    /// <summary>Eq. (10). <c>X^c = {x_t : Y_{t,c} = 1}</c> in time order: here the t.</summary>
    /// <param name="labels">Y <c>[T, 3]</c> of 0 and 1</param>
    /// <param name="snippetClass">c</param>
    /// <exception cref="InputException">another shape</exception>
    [PaperEquation("PWES", 10)]
    public static long[] SnippetsOf(Tensor labels, SnippetClass snippetClass)
    {
        Shapes.Expect("X^c", (labels, "Y [T, 3]"));
        using DisposeScope scope = NewDisposeScope();
        return labels.select(1, (int)snippetClass).nonzero().flatten().cpu().data<long>().ToArray();
    }

    /// <summary>
    /// Eq. (11). X^c in time order is cut into n equal regions, <c>r^c_j</c> the mean of each, after the main region <c>r^c_0 = mean(X^c)</c>:
    /// <c>[n + 1, D]</c>. Region j of N snippets covers ⌊jN/n⌋ up to ⌊(j+1)N/n⌋; with fewer snippets than regions they repeat [chosen].
    /// </summary>
    /// <param name="x">features <c>[T, D]</c></param>
    /// <param name="snippets">where X^c lies, at least one</param>
    /// <param name="regions">n</param>
    /// <exception cref="InputException">another shape, no snippet, or one beyond its end</exception>
    [PaperEquation("PWES", 11)]
    public static Tensor RegionVectors(Tensor x, IReadOnlyList<long> snippets, int regions)
    {
        Shapes.Expect("r^c", (x, "x [T, D]"));
        Shapes.ExpectWithin("r^c", "snippets", snippets, x.shape[0]);
        if (snippets.Count == 0)
            throw new InputException("r^c, snippets", "none", "at least one", "Leave out a class that has none.");
        var shares = new float[(regions + 1) * x.shape[0]];
        Share(shares, (int)x.shape[0], snippets, regions);
        return tensor(shares, dtype: float32).view(regions + 1, x.shape[0]).to(x.dtype).to(x.device).matmul(x);
    }

    /// <summary>All slots of a video; slots of a class without a snippet are 0 and have no class [chosen].</summary>
    /// <param name="x">features <c>[T, D]</c></param>
    /// <param name="labels">Y <c>[T, 3]</c></param>
    /// <returns><c>[slots, D]</c> with gradient, and each slot's class or null</returns>
    /// <exception cref="InputException">shapes that are not these</exception>
    public (Tensor Vectors, IReadOnlyList<SnippetClass?> Classes) Sample(Tensor x, Tensor labels)
    {
        Shapes.Expect("a video's regions", (x, "x [T, D]"), (labels, "Y [T, 3]"));
        (Tensor vectors, IReadOnlyList<IReadOnlyList<SnippetClass?>> classes) = Sample(x.unsqueeze(0), [labels]);
        return (vectors.squeeze(0), classes[0]);
    }

    /// <summary>All slots of a batch's videos as one product: by single videos the gradient would be made as large as the batch for each.</summary>
    /// <param name="x">features <c>[B, T, D]</c>, each video's first snippets</param>
    /// <param name="labels">Y <c>[T_b, 3]</c> of each video</param>
    /// <returns><c>[B, slots, D]</c> with gradient, and each slot's class or null, video by video</returns>
    /// <exception cref="InputException">shapes that are not these, or more labels than snippets</exception>
    public (Tensor Vectors, IReadOnlyList<IReadOnlyList<SnippetClass?>> Classes) Sample(Tensor x, IReadOnlyList<Tensor> labels)
    {
        Shapes.Expect("the regions", (x, $"x [{labels.Count}, T, D]"));
        foreach (Tensor one in labels)
            Shapes.Expect("the regions", (one, "Y [T_b, 3]"));
        Shapes.ExpectLengths("the regions", [.. labels.Select(y => (int)y.shape[0])], x.shape[0], x.shape[1]);
        IReadOnlyList<SnippetClass> slots = SlotClasses();
        int batch = labels.Count, length = (int)x.shape[1];
        var shares = new float[batch * slots.Count * length];
        var classes = new SnippetClass?[batch][];
        for (int b = 0; b < batch; b++)
        {
            classes[b] = new SnippetClass?[slots.Count];
            int slot = 0;
            foreach (SnippetClass c in Enum.GetValues<SnippetClass>())
            {
                if (SnippetsOf(labels[b], c) is { Length: > 0 } snippets)
                {
                    Share(shares.AsSpan((b * slots.Count + slot) * length), length, snippets, Regions(c));
                    Array.Fill(classes[b], c, slot, Regions(c) + 1);
                }
                slot += Regions(c) + 1;
            }
        }
        return (tensor(shares, dtype: float32).view(batch, slots.Count, length).to(x.dtype).to(x.device).bmm(x), classes);
    }

    /// <summary>How much each snippet counts in the main region and in each of the n: rows of <c>[n + 1, T]</c>.</summary>
    private static void Share(Span<float> shares, int length, IReadOnlyList<long> snippets, int regions)
    {
        Fill(shares, 0, 0, snippets.Count);
        for (int j = 0; j < regions; j++)
        {
            int first = (int)((long)j * snippets.Count / regions), end = (int)((j + 1L) * snippets.Count / regions);
            Fill(shares, j + 1, first, Math.Max(first + 1, end));
        }

        void Fill(Span<float> rows, int row, int first, int end)
        {
            for (int i = first; i < end; i++)
                rows[row * length + (int)snippets[i]] = 1f / (end - first);
        }
    }
}
