using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>The intensity paper's loss: its weights are its configuration.</summary>
public sealed record IntensityLoss
{
    /// <summary>λ₁ of the squared error [chosen: 1, docs/method.md §2 "Training the curve"].</summary>
    public double SquaredError { get; init; } = 1;

    /// <summary>λ₂ of the smoothness [chosen: 0.1, docs/method.md §2 "Training the curve"]. 0 is the paper's "without smoothness".</summary>
    public double Smoothness { get; init; } = 0.1;

    /// <summary>λ₃ of the apex ranking [chosen: 0.1, docs/method.md §2 "Training the curve"]. 0 is the paper's "without apex ranking".</summary>
    public double ApexRanking { get; init; } = 0.1;

    /// <summary>m [chosen: 0, docs/method.md §2 "Training the curve"].</summary>
    public double ApexMargin { get; init; }

    /// <summary>Eq. (10). <c>L = λ₁L_mse + λ₂L_smooth + λ₃L_apex</c>, term by term.</summary>
    /// <param name="predicted">ŷ <c>[B, T]</c></param>
    /// <param name="label">y <c>[B, T]</c></param>
    /// <exception cref="InputException">shapes that are not these, or T below 2</exception>
    [PaperEquation("Intensity", 10)]
    public LossTerms Of(Tensor predicted, Tensor label) => new(
        new LossTerm("L_mse", SquaredError, SquaredErrorLoss.Of(predicted, label)),
        new LossTerm("L_smooth", Smoothness, SmoothnessLoss.Of(predicted)),
        new LossTerm("L_apex", ApexRanking, ApexRankingLoss.Of(predicted, label, ApexMargin)));
}
