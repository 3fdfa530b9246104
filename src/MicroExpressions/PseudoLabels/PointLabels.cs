using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Synthesis;

namespace MicroExpressions.PseudoLabels;

/// <summary>Where in its expression a point label lies.</summary>
public enum PointPosition
{
    /// <summary>Anywhere, uniformly [paper: "arbitrary single frame"].</summary>
    Random,

    /// <summary>At the apex; where none is labelled, in the middle [paper, Table VIII].</summary>
    Apex,

    /// <summary>Nearer to the onset: its share of the way is u², u uniform [chosen]. Half of them lie in the first quarter.</summary>
    TowardsOnset,

    /// <summary>Nearer to the offset: <see cref="TowardsOnset"/> mirrored [chosen].</summary>
    TowardsOffset,
}

/// <summary>
/// Draws one frame from each labelled expression: what an annotator would have clicked. The draw depends on the seed and the expression
/// alone, so that every fold and every order of the sheet sees the same point.
/// </summary>
public sealed record PointLabels
{
    /// <summary>Where the points lie [paper: random].</summary>
    public PointPosition Position { get; init; } = PointPosition.Random;

    /// <summary>Of the draw [chosen: one draw for all folds].</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The point of one expression: a whole frame in [onset, offset].</summary>
    /// <exception cref="InputException">the offset lies before the onset</exception>
    public PointLabel Of(ExpressionInterval interval)
    {
        if (interval.Offset < interval.Onset)
            throw new InputException(
                $"video {interval.Video} of subject {interval.Subject}", $"onset {interval.Onset}, offset {interval.Offset}",
                "onset ≤ offset", "Choose a policy for missing offsets, or correct the row.");
        return new PointLabel(FrameOf(interval), interval.Kind);
    }

    private int FrameOf(ExpressionInterval interval)
    {
        int frames = interval.Offset - interval.Onset + 1;
        double u = Uniform(interval);
        return Position switch
        {
            PointPosition.Random => interval.Onset + (int)(u * frames),
            PointPosition.Apex => interval.Apex is int apex && apex >= interval.Onset && apex <= interval.Offset
                ? apex : interval.Onset + (frames - 1) / 2,
            PointPosition.TowardsOnset => interval.Onset + (int)(u * u * frames),
            PointPosition.TowardsOffset => interval.Offset - (int)(u * u * frames),
            _ => throw new InvalidOperationException($"position {Position}"),
        };
    }

    private double Uniform(ExpressionInterval interval)
    {
        byte[] name = Encoding.UTF8.GetBytes($"{interval.Subject}\n{interval.Video}");
        int[] path = [.. name.Select(b => (int)b), interval.Onset, interval.Offset, (int)interval.Kind];
        return new PortableRandom(Seed, path).Uniform();
    }
}
