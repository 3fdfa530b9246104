using System.Globalization;
using System.Text;

namespace MicroExpressions.Models;

/// <summary>One level of a pyramid: what it is wide, how much coarser than the level below, and whose ends it looks for.</summary>
/// <param name="Width">channels</param>
/// <param name="Stride">of the convolution that makes it</param>
/// <param name="Nearest">steps from a place to the farther end of an expression, at least …</param>
/// <param name="Farthest">… and less than this, for the place to answer for that expression</param>
/// <param name="Suppressed">whether what does not belong to an expression is suppressed before the heads</param>
public sealed record PyramidLevel(int Width, int Stride, double Nearest, double Farthest, bool Suppressed);

/// <summary>
/// The pyramid of temporal convolutions that LSSNet and LGSNet share, which both took from A2Net (Yang et al. 2020): windows of a fixed
/// length, levels that see ever longer stretches, at each place one expression given by the distances to its ends (anchor-free) and five by
/// how they differ from stretches of given lengths (anchors). Time is counted in steps, the authors' two frames at 30 a second.
/// </summary>
public sealed record PyramidSettings
{
    private const int Multiple = 8;     // groups that LGSNet's norms need

    /// <summary>
    /// Steps that a snippet is spread over [chosen: 4, as the authors have a feature every two frames where the kit has one every eight].
    /// Values between two snippets' middles are interpolated, as clips that lie across two snippets see a share of each. With 1 a snippet is
    /// a step, and a window four times as long.
    /// </summary>
    public int StepsPerSnippet { get; init; } = 4;

    /// <summary>Steps in a window [source LSSNet: 64, which are 128 frames].</summary>
    public int Window { get; init; } = 64;

    /// <summary>Steps from one training window to the next [source LGSNet: a quarter of a window].</summary>
    public int TrainingStride { get; init; } = 16;

    /// <summary>Steps from one window to the next where expressions are sought [source LGSNet: an eighth of a window].</summary>
    public int TestStride { get; init; } = 8;

    /// <summary>An expression belongs to a window that has more than this share of it [source LSSNet: 0.9].</summary>
    public double LeastShare { get; init; } = 0.9;

    /// <summary>Channels of the two convolutions over 9 steps below the pyramid [source LSSNet: 512]; each halves the steps.</summary>
    public int BaseWidth { get; init; } = 512;

    /// <summary>Channels that every level is brought to [source LSSNet: 512].</summary>
    public int ReducedWidth { get; init; } = 512;

    /// <summary>Channels of the heads [source LSSNet: 256].</summary>
    public int HeadWidth { get; init; } = 256;

    /// <summary>From fine to coarse.</summary>
    public required IReadOnlyList<PyramidLevel> Levels { get; init; }

    /// <summary>Lengths of the anchors at a place, in strides of its level [source LSSNet].</summary>
    public IReadOnlyList<double> Ratios { get; init; } = [0.5, 0.75, 1, 1.5, 2];

    /// <summary>Snippets in a window.</summary>
    internal int WindowSnippets => Window / StepsPerSnippet;

    /// <summary>Widest layer.</summary>
    internal int Widest => Math.Max(BaseWidth, Levels.Max(l => l.Width));

    /// <summary>Places of a level in a window.</summary>
    /// <param name="level">from 0</param>
    internal int LengthOf(int level) => Window / 4 / Levels.Take(level + 1).Aggregate(1, (product, l) => product * l.Stride);

    /// <summary>Steps from one place of a level to the next.</summary>
    /// <param name="level">from 0</param>
    internal int StrideOf(int level) => Window / LengthOf(level);

    /// <summary>Every place of every level, level by level: its middle, its stride, the level.</summary>
    internal IReadOnlyList<(double Centre, int Stride, PyramidLevel Level)> Places =>
    [
        .. Levels.Index().SelectMany(l => Enumerable.Range(0, LengthOf(l.Index)).Select(i => ((i + 0.5) * StrideOf(l.Index), StrideOf(l.Index), l.Item))),
    ];

    /// <summary>Every place's anchors, place by place: middle and length.</summary>
    internal IReadOnlyList<(double Centre, double Length)> Anchors => [.. Places.SelectMany(p => Ratios.Select(r => (p.Centre, r * p.Stride)))];

    /// <summary>All layers narrower, each a multiple of eight.</summary>
    /// <param name="share">of these widths</param>
    internal PyramidSettings Narrowed(double share) => this with
    {
        BaseWidth = Narrow(BaseWidth, share),
        ReducedWidth = Narrow(ReducedWidth, share),
        HeadWidth = Narrow(HeadWidth, share),
        Levels = [.. Levels.Select(l => l with { Width = Narrow(l.Width, share) })],
    };

    /// <exception cref="InputException">a window that cannot be halved as often as the levels ask, or strides that are no snippets</exception>
    internal PyramidSettings Checked()
    {
        int parts = 4 * Levels.Aggregate(1, (product, l) => product * l.Stride);
        if (StepsPerSnippet < 1 || Window < 1 || Window % parts != 0)
            throw new InputException("a pyramid", $"a window of {Window} steps", $"a multiple of {parts}, as the levels halve it", "Set PyramidSettings.Window.");
        if (new[] { Window, TrainingStride, TestStride }.Any(steps => steps < 1 || steps % StepsPerSnippet != 0))
            throw new InputException(
                "a pyramid", $"windows of {Window} steps every {TrainingStride} and {TestStride}", $"multiples of a snippet's {StepsPerSnippet} steps",
                "Set PyramidSettings.Window, TrainingStride and TestStride.");
        return this;
    }

    private static int Narrow(int width, double share) => Math.Max(Multiple, (int)(width * share) / Multiple * Multiple);

    // a list's own text is its type: it would not tell two pyramids apart
    private bool PrintMembers(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"StepsPerSnippet = {StepsPerSnippet}, Window = {Window}, TrainingStride = {TrainingStride}, TestStride = {TestStride}, ")
            .Append(CultureInfo.InvariantCulture, $"LeastShare = {LeastShare}, BaseWidth = {BaseWidth}, ReducedWidth = {ReducedWidth}, HeadWidth = {HeadWidth}, ")
            .Append(CultureInfo.InvariantCulture, $"Levels = [{string.Join(" ", Levels)}], Ratios = [{string.Join(" ", Ratios)}]");
        return true;
    }
}
