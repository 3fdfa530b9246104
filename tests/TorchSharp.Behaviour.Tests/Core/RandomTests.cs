using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

[Collection(nameof(Alone))]
public sealed class RandomTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void The_same_seed_draws_the_same_numbers()
    {
        manual_seed(7);
        Tensor first = randn(16);
        manual_seed(7);
        Assert.True(first.Equals(randn(16)));
        Assert.Equal(7, initial_seed());
    }

    [Fact]
    public void Seed_zero_draws_PyTorch_s_numbers()
    {
        // python3-torch 1.13: torch.manual_seed(0); torch.rand(3)
        manual_seed(0);
        Assert.Equal([0.4962566f, 0.7682218f, 0.088477433f], rand(3).data<float>().ToArray());
    }

    [Fact]
    public void A_generator_of_its_own_leaves_the_default_one_alone()
    {
        manual_seed(1);
        Tensor expected = rand(4);
        manual_seed(1);
        using var own = new Generator(5);
        Tensor drawn = rand(4, generator: own);
        Assert.True(expected.Equals(rand(4)));
        own.manual_seed(5);
        Assert.True(drawn.Equals(rand(4, generator: own)));
    }

    [Fact]
    public void A_state_brought_back_repeats_what_followed_it()
    {
        Tensor state = get_rng_state(), first = randperm(20);
        set_rng_state(state);
        Assert.True(first.Equals(randperm(20)));
    }

    [Fact]
    public void Randint_stays_in_its_half_open_range()
    {
        Tensor drawn = randint(3, 6, [1000]);
        Assert.Equal(int64, drawn.dtype);
        Assert.Equal([3L, 4L, 5L], drawn.data<long>().ToArray().Distinct().Order());
    }

    [Fact]
    public void Normal_has_its_mean_and_deviation()
    {
        manual_seed(3);
        Tensor drawn = normal(5, 2, [100_000]);
        Assert.InRange(drawn.mean().item<float>(), 4.97f, 5.03f);
        Assert.InRange(drawn.std().item<float>(), 1.98f, 2.02f);
    }
}
