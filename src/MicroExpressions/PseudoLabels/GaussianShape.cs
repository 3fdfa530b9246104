namespace MicroExpressions.PseudoLabels;

/// <summary>A bell around the apex: <c>y = exp(−(τ − α)²/2σ²)</c>. Its ends are small but not zero.</summary>
public sealed record GaussianShape : IntensityShape
{
    /// <summary>σ, in clip lengths [chosen: 0.2, docs/method.md §2 "Pseudo label"].</summary>
    public double Sigma { get; init; } = 0.2;

    /// <inheritdoc/>
    public override bool IsZeroAtEnds => false;

    /// <inheritdoc/>
    protected override double Value(double τ, double α) => Math.Exp(-(τ - α) * (τ - α) / (2 * Sigma * Sigma));
}
