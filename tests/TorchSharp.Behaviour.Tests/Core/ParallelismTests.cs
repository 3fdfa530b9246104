using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

[Collection(nameof(Alone))]
public class ParallelismTests
{
    [Fact]
    public void As_many_threads_as_set_are_told()
    {
        int before = get_num_threads();
        set_num_threads(1);
        Assert.Equal(1, get_num_threads());
        set_num_threads(before);
        Assert.Equal(before, get_num_threads());
    }

    [Fact]
    public void A_new_thread_computes_with_as_many_threads()
    {
        int found = 0;
        var thread = new Thread(() => found = get_num_threads());
        thread.Start();
        thread.Join();
        Assert.Equal(get_num_threads(), found);
    }

    [Fact]
    public void The_number_of_threads_does_not_change_a_product()
    {
        using DisposeScope scope = NewDisposeScope();
        int before = get_num_threads();
        Tensor a = rand(200, 200), b = rand(200, 200), with = a.matmul(b);
        set_num_threads(1);
        Tensor alone = a.matmul(b);
        set_num_threads(before);
        Assert.True(with.allclose(alone));
    }
}
