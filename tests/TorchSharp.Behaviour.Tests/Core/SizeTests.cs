using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public class SizeTests
{
    [Fact]
    public void A_size_counts_and_slices()
    {
        Size size = (2, 3, 4);
        Assert.Equal(24, size.numel());
        Assert.Equal(3, size.Length);
        Assert.Equal([3L, 4L], size.Slice(1, 3).Shape);
        Assert.Equal([2L, 3L, 4L, 5L], (size + new Size(5)).Shape);
    }

    [Fact]
    public void A_size_makes_a_tensor_of_its_shape()
    {
        using Tensor drawn = randint(9, new Size((2, 5)));
        Assert.Equal([2L, 5L], drawn.shape);
    }
}
