namespace MicroExpressions.PseudoLabels;

/// <summary>A piece of a video whose ends need not fall on snippets.</summary>
/// <param name="Start">where it begins</param>
/// <param name="End">where it ends, in the same unit</param>
public readonly record struct TemporalSegment(double Start, double End)
{
    /// <summary><c>end − start</c>.</summary>
    public double Length => End - Start;

    /// <summary>The middle.</summary>
    public double Centre => (Start + End) / 2;

    /// <summary>What lies in both.</summary>
    /// <param name="other">in the same unit</param>
    public double Common(TemporalSegment other) => Math.Max(0, Math.Min(End, other.End) - Math.Max(Start, other.Start));

    /// <summary>IoU: what lies in both over what lies in either; 0 when apart.</summary>
    /// <param name="other">in the same unit</param>
    public double Overlap(TemporalSegment other) => Common(other) is double common and > 0 ? common / (Length + other.Length - common) : 0;
}
