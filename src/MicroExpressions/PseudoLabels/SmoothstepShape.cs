namespace MicroExpressions.PseudoLabels;

/// <summary>
/// The cubic <c>y = 3s² − 2s³</c>, s the way to the apex: flat at the ends and at the apex, as the raised cosine is.
/// </summary>
public sealed record SmoothstepShape : IntensityShape
{
    /// <inheritdoc/>
    protected override double Value(double τ, double α)
    {
        double s = Closeness(τ, α);
        return s * s * (3 - 2 * s);
    }
}
