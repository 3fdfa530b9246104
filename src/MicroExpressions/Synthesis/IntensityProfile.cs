namespace MicroExpressions.Synthesis;

/// <summary>
/// How one expression grows and fades: 0 at onset, 1 at apex, 0 at offset, smooth, faster on one side than on the other,
/// sometimes held for a while. Made of rational functions, so it is none of the pseudo-label shapes (triangle, Gaussian,
/// raised cosine, trapezoid, exponential, smoothstep): what a model learns from those is never the truth itself.
/// </summary>
/// <param name="Onset">seconds</param>
/// <param name="Apex">seconds</param>
/// <param name="Offset">seconds</param>
public sealed record IntensityProfile(double Onset, double Apex, double Offset)
{
    /// <summary>In (0, 1): above ½ the rise comes early, below ½ late [chosen: drawn from 0.38..0.62].</summary>
    public double RiseBias { get; init; } = 0.5;

    /// <summary>The same for the fall: above ½ it drops soon and lingers [chosen: drawn from 0.45..0.7].</summary>
    public double FallBias { get; init; } = 0.58;

    /// <summary>Share of the time from apex to offset for which the expression is held, 0..1 [chosen: drawn, often 0].</summary>
    public double Hold { get; init; }

    /// <summary>How much it sags while it is held, so that the apex stays the single largest frame.</summary>
    public double Sag { get; init; } = 0.06;

    /// <summary>Share of the apex's strength at a time, 0..1.</summary>
    public double At(double seconds)
    {
        if (seconds <= Onset || seconds >= Offset)
            return 0;
        if (seconds <= Apex)
            return Step(Bias((seconds - Onset) / (Apex - Onset), RiseBias));
        var release = Apex + Hold * (Offset - Apex);
        if (seconds < release)
            return 1 - Sag * Step((seconds - Apex) / (release - Apex));
        var held = Hold > 0 ? 1 - Sag : 1;
        return held * (1 - Step(Bias((seconds - release) / (Offset - release), FallBias)));
    }

    /// <summary>Schlick's bias u/((1/b − 2)(1 − u) + 1): 0 to 0, 1 to 1, ½ to b.</summary>
    private static double Bias(double u, double b) => u / ((1 / b - 2) * (1 - u) + 1);

    /// <summary>u²/(u² + (1 − u)²): from 0 to 1, flat at both ends.</summary>
    private static double Step(double u) => u * u / (u * u + (1 - u) * (1 - u));

    /// <summary>Draws a profile's character; holds are commoner in macro-expressions.</summary>
    internal static IntensityProfile Draw(PortableRandom random, double onset, double apex, double offset, double holds) =>
        new(onset, apex, offset)
        {
            RiseBias = random.Between(0.38, 0.62),
            FallBias = random.Between(0.45, 0.70),
            Hold = random.Chance(holds) ? random.Between(0.2, 0.55) : 0,
            Sag = random.Between(0.03, 0.12),
        };
}
