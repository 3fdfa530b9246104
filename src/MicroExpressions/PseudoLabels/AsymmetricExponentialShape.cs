namespace MicroExpressions.PseudoLabels;

/// <summary>
/// Fast rise that saturates, slow exponential decay: <c>y = (1 − e^{−rs})/(1 − e^{−r})</c> up to the apex, s the way to it, and
/// <c>(e^{ds} − 1)/(e^{d} − 1)</c> after it. The divisors bring both ends to 0 and the apex to 1.
/// </summary>
public sealed record AsymmetricExponentialShape : IntensityShape
{
    /// <summary>r: how much faster than linear the rise starts [chosen: 3].</summary>
    public double RiseRate { get; init; } = 3;

    /// <summary>d: how fast the intensity decays after the apex [chosen: 2].</summary>
    public double DecayRate { get; init; } = 2;

    /// <inheritdoc/>
    protected override double Value(double τ, double α)
    {
        double s = Closeness(τ, α);
        return Rises(τ, α)
            ? (1 - Math.Exp(-RiseRate * s)) / (1 - Math.Exp(-RiseRate))
            : (Math.Exp(DecayRate * s) - 1) / (Math.Exp(DecayRate) - 1);
    }
}
