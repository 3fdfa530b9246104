using MicroExpressions.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Losses;

public class IntensityLossTests
{
    private static readonly double[,] Label = { { 0, 0.5, 1, 0.5 }, { 0.2, 0.9, 0.4, 0 } };
    private static readonly double[,] Predicted = { { 0.1, 0.7, 0.6, 0.3 }, { 0.3, 0.5, 0.1, 0.2 } };

    [Fact]
    public void Eq07_is_the_mean_of_squares()
    {
        using var scope = NewDisposeScope();
        // 0.01 + 0.04 + 0.16 + 0.04 + 0.01 + 0.16 + 0.09 + 0.04 = 0.55 over 8 points
        Assert.Equal(0.55 / 8, SquaredErrorLoss.Of(from_array(Predicted), from_array(Label)).item<double>(), 12);
    }

    [Fact]
    public void Eq08_is_the_mean_of_squared_steps()
    {
        using var scope = NewDisposeScope();
        // 0.36 + 0.01 + 0.09 + 0.04 + 0.16 + 0.01 = 0.67 over 6 steps
        Assert.Equal(0.67 / 6, SmoothnessLoss.Of(from_array(Predicted)).item<double>(), 12);
    }

    [Fact]
    public void Eq09_counts_what_stands_above_the_apex()
    {
        using var scope = NewDisposeScope();
        // clip 1: apex 0.6 at t = 2, only 0.7 is above it: 0.1; clip 2: apex 0.5 at t = 1, nothing above. 3 pairs a clip, 2 clips
        Assert.Equal(0.1 / 6, ApexRankingLoss.Of(from_array(Predicted), from_array(Label), margin: 0).item<double>(), 12);
        // margin 0.1: clip 1 adds max(0, 0.3 − 0.6 + 0.1) = 0; 0.7 gives 0.2; clip 2: 0.3 gives 0
        Assert.Equal(0.2 / 6, ApexRankingLoss.Of(from_array(Predicted), from_array(Label), margin: 0.1).item<double>(), 12);
    }

    [Fact]
    public void Eq10_is_the_weighted_sum_and_weight_0_leaves_a_term_out()
    {
        using var scope = NewDisposeScope();
        Tensor predicted = from_array(Predicted), label = from_array(Label);
        Assert.Equal(0.55 / 8 + 0.1 * 0.67 / 6 + 0.1 * 0.1 / 6, new IntensityLoss().Of(predicted, label).Sum().item<double>(), 12);
        Assert.Equal(0.55 / 8 + 0.1 * 0.1 / 6, new IntensityLoss { Smoothness = 0 }.Of(predicted, label).Sum().item<double>(), 12);
    }

    [Fact]
    public void A_loss_of_weight_0_everywhere_is_refused()
    {
        using var scope = NewDisposeScope();
        var nothing = new IntensityLoss { SquaredError = 0, Smoothness = 0, ApexRanking = 0 };
        Assert.Throws<ArgumentException>(() => nothing.Of(from_array(Predicted), from_array(Label)).Sum());
    }

    public static TheoryData<string, double[]> Gradients => new()
    {
        { "L_mse", [1, 0, 0] }, { "L_smooth", [0, 1, 0] }, { "L_apex", [0, 0, 1] }, { "L", [1, 0.1, 0.1] },
    };

    [Theory]
    [MemberData(nameof(Gradients))]
    public void Gradients_agree_with_finite_differences(string name, double[] weights)
    {
        using var scope = NewDisposeScope();
        // a margin that lets every pair take part, and no pair at the hinge's corner
        var loss = new IntensityLoss { SquaredError = weights[0], Smoothness = weights[1], ApexRanking = weights[2], ApexMargin = 1 };
        Tensor label = from_array(Label), predicted = from_array(Predicted).requires_grad_();
        loss.Of(predicted, label).Sum().backward();
        const double h = 1e-6;
        for (int b = 0; b < 2; b++)
            for (int t = 0; t < 4; t++)
            {
                double slope = (At(b, t, h) - At(b, t, -h)) / (2 * h);
                Assert.True(Math.Abs(slope - predicted.grad![b, t].item<double>()) < 1e-8, $"{name} at clip {b}, point {t}");
            }

        double At(int b, int t, double change)
        {
            var moved = (double[,])Predicted.Clone();
            moved[b, t] += change;
            return loss.Of(from_array(moved), label).Sum().item<double>();
        }
    }
}
