namespace MicroExpressions.PseudoLabels;

/// <summary>
/// How strong a movement is assumed to be between its onset and its offset: a curve over normalised time τ ∈ [0, 1] whose peak
/// lies at the apex α ∈ [0, 1]. A shape knows neither frames nor seconds, so the label of a clip does not depend on its frame rate.
/// A new shape is a new record in a file of its own; every test of the shapes finds it.
/// </summary>
public abstract record IntensityShape
{
    /// <summary>
    /// Intensity <c>y ∈ [0, 1]</c> at τ for an apex at α. Rises up to α and falls after it; with α = 0 it only falls, with α = 1
    /// it only rises.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">τ or α outside [0, 1], or not a number</exception>
    public double At(double τ, double α)
    {
        if (!(τ is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(τ), τ, "normalised time lies in [0, 1]");
        if (!(α is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(α), α, "the apex lies in [0, 1]");
        return Value(τ, α);
    }

    /// <summary>Whether the curve is 0 at an end (τ = 0 or 1) that is not the apex itself.</summary>
    public virtual bool IsZeroAtEnds => true;

    /// <summary>The shape's formula; τ and α are known to lie in [0, 1].</summary>
    protected abstract double Value(double τ, double α);

    /// <summary>Whether τ lies on the rising side: up to the apex, and nowhere when the apex is the onset itself.</summary>
    protected static bool Rises(double τ, double α) => α > 0 && τ <= α;

    /// <summary>How much of the way to the apex is covered: 0 at an end, 1 at the apex, linear between.</summary>
    protected static double Closeness(double τ, double α) => Rises(τ, α) ? τ / α : (1 - τ) / (1 - α);
}
