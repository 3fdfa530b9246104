namespace MicroExpressions.PseudoLabels;

/// <summary>A triangle cut off at the top, for a movement that is held: <c>y = min(1, s/(1 − p))</c>, s the way to the apex.</summary>
public sealed record TrapezoidShape : IntensityShape
{
    /// <summary>p: the share of the clip in which the movement is held, wherever the apex lies [chosen: 0.2].</summary>
    public double Plateau { get; init; } = 0.2;

    /// <inheritdoc/>
    protected override double Value(double τ, double α) => Math.Min(1, Closeness(τ, α) / (1 - Plateau));
}
