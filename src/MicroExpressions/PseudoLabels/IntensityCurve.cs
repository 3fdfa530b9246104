using System.Collections.Immutable;
using MicroExpressions.Annotations;

namespace MicroExpressions.PseudoLabels;

/// <summary>A clip's pseudo label: which frames stand for it and how strong the movement is assumed to be in each.</summary>
/// <param name="Clip">the clip</param>
/// <param name="Frames"><c>[T]</c>: frame numbers, from the onset to the offset</param>
/// <param name="Values"><c>[T]</c>: intensities in [0, 1]</param>
public sealed record IntensityCurve(Clip Clip, ImmutableArray<int> Frames, ImmutableArray<double> Values)
{
    /// <summary>T: frames that stand for a clip [paper: 16].</summary>
    public const int DefaultLength = 16;

    /// <summary>The apex is the onset or the offset, so the label only falls or only rises: kept, and told.</summary>
    public bool IsMonotone => Clip.Apex == Clip.Onset || Clip.Apex == Clip.Offset;

    /// <summary>The clip's label under a shape: <c>y(τ(t), α)</c> for t = 0..T−1.</summary>
    /// <exception cref="InputException">the offset is not after the onset, or the apex is not between them</exception>
    /// <exception cref="ArgumentOutOfRangeException">fewer than two frames: onset and offset cannot both be among them</exception>
    public static IntensityCurve Label(Clip clip, IntensityShape shape, int length = DefaultLength)
    {
        Check(clip);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 2);
        return new(
            clip,
            [.. Enumerable.Range(0, length).Select(t => SampledFrame(clip, t, length))],
            [.. Enumerable.Range(0, length).Select(t => shape.At(NormalisedTime(t, length), clip.ApexPosition))]);
    }

    /// <summary>Eq. (1). <c>τ(t) = t/(T − 1)</c>, t = 0..T−1.</summary>
    [PaperEquation("Intensity", 1)]
    public static double NormalisedTime(int t, int length) => t / (double)(length - 1);

    /// <summary>
    /// The frame that stands at t: <c>round(o + t/(T − 1)·(f − o))</c> [paper; halves go up: chosen]. In integers, so that no
    /// rounding error decides.
    /// </summary>
    public static int SampledFrame(Clip clip, int t, int length)
    {
        long steps = length - 1;
        return (int)(clip.Onset + (2L * t * (clip.Offset - clip.Onset) + steps) / (2 * steps));
    }

    private static void Check(Clip clip)
    {
        if (clip.Onset < clip.Offset && clip.Onset <= clip.Apex && clip.Apex <= clip.Offset) return;
        throw new InputException(
            $"clip {clip.Name} of subject {clip.Subject}",
            $"onset {clip.Onset}, apex {clip.Apex}, offset {clip.Offset}",
            "onset ≤ apex ≤ offset and onset < offset",
            "Correct the row in the annotation sheet, or leave the clip out of the list.");
    }
}
