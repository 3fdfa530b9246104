using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

public class FillTests
{
    private const int Count = 20_000;

    /// <summary>name, fill, mean and standard deviation of the distribution</summary>
    public static TheoryData<string, double, double> Distributions => new()
    {
        { "uniform", 2, 2 / Math.Sqrt(12) },
        { "normal", 2, 3 },
        { "bernoulli", 0.3, Math.Sqrt(0.21) },
        { "exponential", 0.5, 0.5 },
        { "log normal", Math.Exp(0.125), Math.Sqrt((Math.Exp(0.25) - 1) * Math.Exp(0.25)) },
        { "geometric", 4, Math.Sqrt(12) },
        { "random", 4.5, Math.Sqrt(99 / 12.0) },
        { "poisson", 4, 2 },
        { "normal of tensors", 1, 2 },
        { "normal of numbers", 1, 2 },
    };

    [Theory, MemberData(nameof(Distributions))]
    public void A_filled_tensor_has_the_moments_of_its_distribution(string name, double mean, double deviation)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor x = zeros(Count, dtype: float64);
        Tensor filled = name switch
        {
            "uniform" => x.uniform_(1, 3),
            "normal" => x.normal_(2, 3),
            "bernoulli" => x.bernoulli_(0.3),
            "exponential" => x.exponential_(2),
            "log normal" => x.log_normal_(0, 0.5),
            "geometric" => x.geometric_(0.25),
            "random" => x.random_(0, 10),
            "poisson" => x.fill_(4).poisson(),
            "normal of tensors" => normal(x.fill_(1), full_like(x, 2)),
            "normal of numbers" => normal(1.0, 2.0, [Count]),
            _ => throw new ArgumentException(name),
        };
        Assert.InRange(filled.mean().ToDouble(), mean - 5 * deviation / Math.Sqrt(Count), mean + 5 * deviation / Math.Sqrt(Count));
        Assert.InRange(filled.std().ToDouble(), deviation * 0.95, deviation * 1.05);
    }

    [Fact]
    public void The_same_generator_state_gives_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        Tensor First() => zeros(9).normal_(0, 1, new Generator(7));
        Assert.True(First().Equals(First()));
        Assert.False(First().Equals(zeros(9).normal_(0, 1, new Generator(8))));
    }

    [Fact]
    public void Cauchys_median_is_its_centre()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Assert.InRange(zeros(Count, dtype: float64).cauchy_(3, 0.5).median().item<double>(), 2.95, 3.05);
    }

    [Fact]
    public void Fill_and_zero_set_every_element()
    {
        using Tensor x = ones(2, 2);
        Assert.Equal([7f, 7f, 7f, 7f], x.fill_(7).data<float>().ToArray());
        Assert.Equal([0f, 0f, 0f, 0f], x.zero_().data<float>().ToArray());
    }

    [Fact]
    public void Samples_follow_the_probabilities_given_by_a_tensor()
    {
        using var scope = NewDisposeScope();
        Tensor p = tensor(new[] { 0.0, 1.0, 0.0 });
        Assert.Equal([0.0, 1.0, 0.0], p.bernoulli().data<double>().ToArray());
        Assert.Equal([0.0, 1.0, 0.0], bernoulli(p).data<double>().ToArray());
        Assert.Equal([0.0, 1.0, 0.0], zeros(3, dtype: float64).bernoulli_(p).data<double>().ToArray());
        Assert.Equal([1L, 1L], p.multinomial(2, replacement: true).data<long>().ToArray());
        Assert.Equal([1L], multinomial(p, 1).data<long>().ToArray());
        Assert.Equal([0f], poisson(zeros(1)).data<float>().ToArray());
    }
}
