using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Factories;

public class FactoryTests
{
    [Fact]
    public void Zeros_have_their_shape_and_the_default_dtype()
    {
        using Tensor t = zeros(2, 3);
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(float32, t.dtype);
        Assert.Equal(new float[6], t.data<float>().ToArray());
    }

    [Fact]
    public void A_tensor_holds_what_its_array_held()
    {
        using Tensor t = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(int64, t.dtype);
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], t.data<long>().ToArray());
    }

    [Fact]
    public void Arange_of_integers_is_int64_and_of_floats_the_default()
    {
        using Tensor whole = arange(4), real = arange(0, 1, 0.25);
        Assert.Equal([0L, 1L, 2L, 3L], whole.data<long>().ToArray());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], real.data<float>().ToArray());
    }

    [Fact]
    public void The_same_seed_draws_the_same_numbers()
    {
        manual_seed(7);
        using Tensor first = randn(16);
        manual_seed(7);
        using Tensor second = randn(16);
        Assert.Equal(first.data<float>().ToArray(), second.data<float>().ToArray());
    }

    [Fact]
    public void From_array_shares_the_memory_of_its_array()
    {
        float[] array = [1, 2, 3];
        using Tensor t = from_array(array);
        array[1] = 20;
        Assert.Equal(20f, t.data<float>()[1]);
    }
}
