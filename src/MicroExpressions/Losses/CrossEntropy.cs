using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>Binary cross entropy of probabilities.</summary>
internal static class CrossEntropy
{
    private const double Clamp = 1e-6;      // docs/method.md §1 "Losses"

    /// <summary><c>−y log p − (1 − y) log(1 − p)</c> of each element, p held within [1e-6, 1 − 1e-6].</summary>
    public static Tensor Of(Tensor probability, Tensor label)
    {
        Tensor p = probability.clamp(Clamp, 1 - Clamp);
        return -(label * p.log() + (1 - label) * (1 - p).log());
    }
}
