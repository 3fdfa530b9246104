using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.PseudoLabels;

public class ProbabilisticMiningTests
{
    private static readonly double[,] X = { { 0, 0 }, { 3, 0 }, { 2.8, 0 }, { 0, 3 }, { 0.1, 0 } };
    private static readonly double[,] S = { { 0.1, 0.1, 0.9 }, { 0.9, 0.1, 0.1 }, { 0.8, 0.1, 0.2 }, { 0.1, 0.9, 0.1 }, { 0.9, 0.1, 0.8 } };

    private static SnippetEvidence Evidence() => new(
        from_array(X), tensor(new[] { 0.1, 0.9, 0.8, 0.9, 0.2 }), from_array(S), [new(1, SnippetClass.Micro), new(3, SnippetClass.Macro)]);

    [Fact]
    public void Likelihoods_sum_to_1_and_the_nearest_prototype_is_the_likeliest()
    {
        using var scope = NewDisposeScope();
        Tensor likely = new ProbabilisticMining { BackgroundShare = 0.4 }.Likelihoods(Evidence());
        Assert.Equal(5, likely.sum().item<double>(), 9);
        Assert.Equal([2L, 0, 0, 1, 2], likely.argmax(1).data<long>().ToArray());
    }

    [Fact]
    public void A_high_score_far_from_its_prototype_gets_no_foreground_label_and_points_are_left_to_the_points()
    {
        using var scope = NewDisposeScope();
        Tensor y = new ProbabilisticMining { BackgroundShare = 0.4 }.Generate(Evidence());
        Assert.Equal([0.0, 0, 1, 0, 0], y.select(1, 0).data<double>().ToArray());    // 4 scores 0.9 for ME but lies in the background
        Assert.Equal([1.0, 0, 0, 0, 1], y.select(1, 2).data<double>().ToArray());
        Assert.Equal(0, y.select(1, 1).sum().item<double>());
    }

    [Fact]
    public void A_class_without_a_point_has_likelihood_0()
    {
        using var scope = NewDisposeScope();
        Tensor likely = new ProbabilisticMining().Likelihoods(Evidence() with { Points = [new(1, SnippetClass.Micro)] });
        Assert.Equal(0, likely.select(1, 1).abs().sum().item<double>());
        Assert.True(likely.isfinite().all().item<bool>());
    }
}
