using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Methods.MesNet;

/// <summary>How a clip becomes another [source Faster R-CNN, along time].</summary>
/// <param name="Move"><c>(c' − c) / w</c>: by how many of its lengths the middle moves</param>
/// <param name="Growth"><c>log(w' / w)</c></param>
internal readonly record struct ClipShift(double Move, double Growth)
{
    /// <summary>No clip grows or shrinks by more than this in one go: what a network says before it has learnt stays in the numbers' range [chosen].</summary>
    private static readonly double Largest = Math.Log(4);

    /// <summary>From one clip to another.</summary>
    public static ClipShift Of(TemporalSegment from, TemporalSegment to) => new((to.Centre - from.Centre) / from.Length, Math.Log(to.Length / from.Length));

    /// <summary>The other clip, cut to the window; may be empty.</summary>
    /// <param name="from">the clip</param>
    /// <param name="window">snippets in the window</param>
    public TemporalSegment Of(TemporalSegment from, int window)
    {
        double centre = from.Centre + Move * from.Length, half = from.Length * Math.Exp(Math.Clamp(Growth, -Largest, Largest)) / 2;
        return new(Math.Max(0, centre - half), Math.Min(window, centre + half));
    }
}
