namespace MicroExpressions.PseudoLabels;

/// <summary>The paper's pseudo label: a straight rise from the onset to the apex and a straight fall to the offset.</summary>
public sealed record TriangularShape : IntensityShape
{
    /// <summary>ε: keeps the division defined when the apex is an end [source: 1e-6, docs/method.md §2 "Pseudo label"].</summary>
    public double Epsilon { get; init; } = 1e-6;

    /// <summary>
    /// Eq. (3). <c>y = τ/(α + ε)</c> for τ ≤ α, <c>(1 − τ)/(1 − α + ε)</c> after it.
    /// Reconstructed: the falling side is the rising side mirrored; with α = 0 the falling side holds from τ = 0 on, so that the
    /// label is a monotone ramp and its peak stands at the apex.
    /// </summary>
    [PaperEquation("Intensity", 3)]
    protected override double Value(double τ, double α) =>
        Math.Min(1, Rises(τ, α) ? τ / (α + Epsilon) : (1 - τ) / (1 - α + Epsilon));
}
