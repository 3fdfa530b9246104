using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Tensors;

/// <summary>Alone in the process, for they count its living tensors.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

[Collection(nameof(Alone))]
public class LifetimeTests
{
    [Fact]
    public void A_disposed_tensor_is_invalid_and_refuses_work()
    {
        Tensor t = zeros(2);
        t.Dispose();
        Assert.True(t.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => t.Handle);
        Assert.Throws<InvalidOperationException>(() => t.shape);
        Assert.Throws<InvalidOperationException>(() => t + 1);
        Assert.Throws<InvalidOperationException>(() => t.item<float>());
        t.Dispose();
    }

    [Fact]
    public void An_alias_outlives_its_original()
    {
        Tensor t = ones(2);
        using Tensor alias = t.alias();
        t.Dispose();
        Assert.Equal([1f, 1f], alias.data<float>().ToArray());
    }

    [Fact]
    public void Converting_to_the_same_dtype_makes_another_object_on_the_same_memory()
    {
        using Tensor t = zeros(2), same = t.to(float32);
        t[0] = 5f;
        Assert.NotSame(t, same);
        Assert.Equal(5f, same[0].item<float>());
    }

    [Fact]
    public void A_parameter_takes_the_handle_over()
    {
        Tensor t = ones(2);
        using var p = new Parameter(t);
        Assert.True(t.IsInvalid);
        Assert.True(p.requires_grad);
        Assert.Equal([1f, 1f], p.data<float>().ToArray());
    }

    [Fact]
    public void A_parameter_takes_the_place_in_the_scope_over()
    {
        Parameter p;
        using (DisposeScope scope = NewDisposeScope())
        {
            p = new Parameter(ones(2), requires_grad: false);
            Assert.True(scope.Contains(p));
            Assert.False(p.requires_grad);
        }
        Assert.True(p.IsInvalid);
    }

    [Fact]
    public void The_garbage_collector_frees_forgotten_tensors()
    {
        long before = LiveTensors.Count();
        Forget(100);
        Assert.Equal(before, LiveTensors.Count());

        static void Forget(int n)
        {
            for (int i = 0; i < n; i++) _ = zeros(8);
        }
    }

    [Fact]
    public void A_thousand_training_steps_leave_the_number_of_living_tensors_where_it_was()
    {
        using Tensor weights = randn(4, 3).requires_grad_(), inputs = randn(8, 4);
        Step();
        long before = LiveTensors.Count();
        for (int i = 0; i < 1000; i++) Step();
        Assert.Equal(before, LiveTensors.Count());
        Assert.True(Tensor.PeakCount >= before);

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            (inputs.matmul(weights).relu() - 0.5).square().mean().backward();
            using (no_grad())
            {
                weights.sub_(weights.grad! * 0.01);
                weights.grad = null;
            }
        }
    }

    [Fact]
    public void A_failed_operator_leaves_no_tensor_behind()
    {
        using Tensor a = zeros(2, 3), b = zeros(2, 3);
        long before = LiveTensors.Count();
        for (int i = 0; i < 10; i++) Assert.ThrowsAny<Exception>(() => a.matmul(b));
        Assert.Equal(before, LiveTensors.Count());
    }
}
