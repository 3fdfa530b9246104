using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.PseudoLabels;

/// <summary>What a generator of pseudo labels may look at: one training video as the model sees it now, and its points.</summary>
/// <param name="Features">x <c>[T, D]</c>: the fused features</param>
/// <param name="Attention">A <c>[T]</c> in [0, 1]: how likely each snippet is part of any expression</param>
/// <param name="ActivationMap">S <c>[T, 3]</c> in [0, 1]: the temporal class activation map (TCAM)</param>
/// <param name="Points">the labelled snippets</param>
public sealed record SnippetEvidence(Tensor Features, Tensor Attention, Tensor ActivationMap, IReadOnlyList<SnippetPoint> Points)
{
    /// <summary>How long a snippet lasts, seconds; 8 frames at 30 fps unless said otherwise. Generators that know how long expressions last need it.</summary>
    public double SnippetSeconds { get; init; } = 8 / 30.0;

    /// <summary>T.</summary>
    public long Snippets => Attention.shape[0];

    /// <summary>Labelled snippets of one class.</summary>
    public long[] PointsOf(SnippetClass snippetClass) => [.. Points.Where(p => p.Class == snippetClass).Select(p => (long)p.Snippet).Distinct()];

    /// <summary><c>[2]</c>: 1 for each foreground class that has a point, else 0.</summary>
    public Tensor Presence() => tensor(
        new float[] { PointsOf(SnippetClass.Micro).Length > 0 ? 1 : 0, PointsOf(SnippetClass.Macro).Length > 0 ? 1 : 0 },
        dtype: Attention.dtype, device: Attention.device);

    /// <exception cref="InputException">the video has no point label or one beyond its end, or shapes that do not fit each other</exception>
    internal SnippetEvidence Checked()
    {
        if (Points.Count == 0)
            throw new InputException(
                "pseudo labels", "a training video without a point label", "at least one",
                "Train on labelled videos only; a video without labels can be tested.");
        Shapes.Expect("pseudo labels", (Attention, "A [T]"), (Features, "x [T, D]"), (ActivationMap, "S [T, 3]"));
        Shapes.ExpectWithin("pseudo labels", "points", Points.Select(p => (long)p.Snippet), Snippets);
        return this;
    }
}

/// <summary>
/// Labels snippets that nobody labelled, from the points and the model's present state. A new one is a new record in a file of its own:
/// its text (<c>ToString</c>), with all settings, tells runs apart.
/// </summary>
public interface IPseudoLabelGenerator
{
    /// <summary>Pseudo labels ŷ <c>[T, 3]</c> of 0 and 1, without gradient.</summary>
    /// <exception cref="InputException">the video has no point label</exception>
    Tensor Generate(SnippetEvidence evidence);
}
