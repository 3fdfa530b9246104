using MicroExpressions.Annotations;

namespace MicroExpressions.Synthesis;

/// <summary>One expression of the corpus with all that is known of it.</summary>
/// <param name="Interval">its label, as a sheet would give it: onset, apex and offset as frames, the units' FACS numbers</param>
/// <param name="Amplitude">strength at the apex: 1 is the largest movement the face can make</param>
/// <param name="Profile">how it grows and fades</param>
/// <param name="Units">the action units and how strongly each takes part, relative to the amplitude</param>
public sealed record SyntheticExpression(
    ExpressionInterval Interval, double Amplitude, IntensityProfile Profile, IReadOnlyList<(ActionUnit Unit, double Share)> Units)
{
    /// <summary>True intensity at a time: amplitude · profile.</summary>
    public double IntensityAt(double seconds) => Amplitude * Profile.At(seconds);
}
