using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Losses;

public class ContrastiveLossTests
{
    private static readonly double[,] Bank = { { 1, 0.5 }, { 0.2, 1 }, { -1, 0.3 }, { 0.4, -2 }, { 5, 5 } };
    private static readonly SnippetClass?[] BankClasses = [SnippetClass.Micro, SnippetClass.Micro, SnippetClass.Macro, SnippetClass.Background, null];
    private static readonly double[,] Regions = { { 0.9, 0.1 }, { -0.5, 0.6 }, { 0.3, 0.3 }, { 1, 1 } };
    private static readonly SnippetClass?[] RegionClasses = [SnippetClass.Micro, SnippetClass.Macro, SnippetClass.Background, null];

    private static Tensor Loss(double[,] regions, double τ = 0.5) =>
        ContrastiveLoss.Of(new(from_array(regions), RegionClasses), new(from_array(Bank), BankClasses), τ);

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.07)]
    public void Eq17_is_the_formula_written_out(double τ)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(Slow(τ), Loss(Regions, τ).item<double>(), 9);
    }

    /// <summary>Both foreground anchors, positive by positive, as the paper writes it.</summary>
    private static double Slow(double τ)
    {
        double sum = 0;
        for (int i = 0; i < 2; i++)
        {
            int anchor = i;
            double[] e = [.. Enumerable.Range(0, 5).Select(m => Math.Exp(Cosine(Regions, anchor, Bank, m) / τ))];
            int[] positives = [.. Enumerable.Range(0, 5).Where(m => BankClasses[m] == RegionClasses[anchor])];
            double negatives = Enumerable.Range(0, 5).Where(m => BankClasses[m] is not null && BankClasses[m] != RegionClasses[anchor]).Sum(m => e[m]);
            sum -= positives.Average(m => Math.Log(e[m] / (e[m] + negatives)));
        }
        return sum / 2;
    }

    private static double Cosine(double[,] a, int i, double[,] b, int j) =>
        (a[i, 0] * b[j, 0] + a[i, 1] * b[j, 1]) / (Math.Sqrt(a[i, 0] * a[i, 0] + a[i, 1] * a[i, 1]) * Math.Sqrt(b[j, 0] * b[j, 0] + b[j, 1] * b[j, 1]));

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        Tensor regions = from_array(Regions).requires_grad_();
        ContrastiveLoss.Of(new(regions, RegionClasses), new(from_array(Bank), BankClasses), 0.5).backward();
        for (int i = 0; i < 4; i++)
            for (int d = 0; d < 2; d++)
                Assert.Equal((At(i, d, 1e-6) - At(i, d, -1e-6)) / 2e-6, regions.grad![i, d].item<double>(), 7);

        static double At(int i, int d, double change)
        {
            var moved = (double[,])Regions.Clone();
            moved[i, d] += change;
            return Loss(moved).item<double>();
        }
    }

    [Fact]
    public void An_empty_bank_and_one_without_negatives_teach_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor regions = from_array(Regions).requires_grad_();
        Assert.Equal(0, ContrastiveLoss.Of(new(regions, RegionClasses), new(from_array(Bank), new SnippetClass?[5]), 1).item<double>());
        var onlyMicro = Enumerable.Repeat<SnippetClass?>(SnippetClass.Micro, 5).ToArray();
        Assert.Equal(0, ContrastiveLoss.Of(new(regions, RegionClasses), new(from_array(Bank), onlyMicro), 1).item<double>());
    }
}
