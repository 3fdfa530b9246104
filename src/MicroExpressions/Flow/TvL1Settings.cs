namespace MicroExpressions.Flow;

/// <summary>
/// Numbers of TV-L1 (Zach, Pock and Bischof 2007; Wedel et al. 2009; Sánchez, Meinhardt-Llopis and Facciolo, IPOL 2013), named as there.
/// λ is the paper's, the others are OpenCV's and IPOL's [docs/method.md §1 "Features"].
/// </summary>
public sealed record TvL1Settings
{
    /// <summary>λ: weight of the data term; smaller is smoother [paper, 0.15].</summary>
    public float Lambda { get; init; } = 0.15f;

    /// <summary>τ: step of the dual problem, stable up to ¼ [source: IPOL, 0.25].</summary>
    public float Tau { get; init; } = 0.25f;

    /// <summary>θ: how tightly the two halves of the split energy are coupled [source: IPOL, 0.3].</summary>
    public float Theta { get; init; } = 0.3f;

    /// <summary>Levels of the pyramid; fewer where a side would fall below 16 pixels [source: OpenCV, 5].</summary>
    public int Scales { get; init; } = 5;

    /// <summary>Size ratio of neighbouring levels [source: OpenCV, 0.8].</summary>
    public double ScaleStep { get; init; } = 0.8;

    /// <summary>Linearisations of the data term at each level, at most [source: OpenCV, 5].</summary>
    public int Warps { get; init; } = 5;

    /// <summary>ε in pixels: iterations end when the flow's root mean square change in one falls to it [source: OpenCV, 0.01].</summary>
    public float Epsilon { get; init; } = 0.01f;

    /// <summary>Iterations between two median filters [source: OpenCV, 30].</summary>
    public int InnerIterations { get; init; } = 30;

    /// <summary>Median filters in one warp, at most [source: OpenCV, 10].</summary>
    public int OuterIterations { get; init; } = 10;

    /// <summary>Whether the flow passes a 5 × 5 median filter before each round of iterations [source: OpenCV, yes].</summary>
    public bool MedianFilter { get; init; } = true;

    /// <exception cref="ArgumentOutOfRangeException">a number is outside its range; the message names it</exception>
    internal void Check()
    {
        Positive(Lambda, nameof(Lambda));
        Positive(Tau, nameof(Tau));
        Positive(Theta, nameof(Theta));
        Positive(Epsilon, nameof(Epsilon));
        ArgumentOutOfRangeException.ThrowIfLessThan(Scales, 1, nameof(Scales));
        ArgumentOutOfRangeException.ThrowIfLessThan(Warps, 1, nameof(Warps));
        ArgumentOutOfRangeException.ThrowIfLessThan(InnerIterations, 1, nameof(InnerIterations));
        ArgumentOutOfRangeException.ThrowIfLessThan(OuterIterations, 1, nameof(OuterIterations));
        if (!(ScaleStep is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(ScaleStep), ScaleStep, "expected a ratio between 0 and 1");
    }

    private static void Positive(float value, string name)
    {
        if (!(value > 0 && float.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "expected a positive number");
    }
}
