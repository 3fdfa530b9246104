namespace MicroExpressions.PseudoLabels;

/// <summary>
/// Half a cosine wave up and half a wave down: <c>y = ½(1 − cos πs)</c>, s the way to the apex. Flat at the ends and at the apex.
/// </summary>
public sealed record RaisedCosineShape : IntensityShape
{
    /// <inheritdoc/>
    protected override double Value(double τ, double α) => 0.5 * (1 - Math.Cos(Math.PI * Closeness(τ, α)));
}
