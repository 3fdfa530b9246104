namespace MicroExpressions.Reporting;

/// <summary>
/// One colour for one thing in every figure of the kit: Okabe and Ito's palette ("Color Universal Design", 2008),
/// which stays apart for colour-blind eyes and on light and dark pages.
/// </summary>
public static class Palette
{
    /// <summary>What is known to be true: labels, the synthetic corpus's intensity.</summary>
    public const string Truth = "#009E73";

    /// <summary>Pseudo labels.</summary>
    public const string PseudoLabel = "#E69F00";

    /// <summary>What a model says.</summary>
    public const string Prediction = "#0072B2";

    /// <summary>Micro-expressions.</summary>
    public const string Micro = "#D55E00";

    /// <summary>Macro-expressions.</summary>
    public const string Macro = "#56B4E9";

    /// <summary>Point labels, and whatever else marks single frames.</summary>
    public const string Point = "#CC79A7";

    /// <summary>Background, controls, guides.</summary>
    public const string Quiet = "#8A8F98";

    /// <summary>Colours for series that have no meaning of their own, in the order in which they are given out.</summary>
    public static IReadOnlyList<string> Series { get; } = [Prediction, PseudoLabel, Truth, Point, Macro, Micro, "#F0E442", Quiet];
}
