using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>How the terms of Eq. (12) and (13), one a class, become one.</summary>
public enum OverClasses
{
    /// <summary>Their mean, as BCE usually is.</summary>
    Mean,

    /// <summary>Their sum, as in CO2-Net and HAM-Net, from which λ₃ to λ₅ come.</summary>
    Sum,
}

/// <summary>Both.</summary>
internal static class ClassTerms
{
    /// <summary><c>[B, C]</c> to a scalar: over the classes as said, over the videos the mean.</summary>
    public static Tensor Of(this OverClasses over, Tensor each) => over switch
    {
        OverClasses.Mean => each.mean(),
        OverClasses.Sum => each.sum(dim: 1).mean(),
        _ => throw Unknown(over),
    };

    /// <summary>What to say of a value that names neither.</summary>
    internal static InputException Unknown(OverClasses over) => new(
        "the spotting loss", $"classes by {over}", $"one of {string.Join(", ", Enum.GetNames<OverClasses>())}", "Name one of these.");
}
