using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Behaviour.Tests;

/// <summary>Alone in the process, for they count its living tensors or seed its generator.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public class Alone;

/// <summary>Which tensors live how long.</summary>
[Collection(nameof(Alone))]
public class DisposeScopeTests
{
    [Fact]
    public void The_end_of_a_scope_disposes_what_was_made_in_it_and_nothing_else()
    {
        using Tensor before = zeros(2);
        Tensor made;
        using (NewDisposeScope())
            made = before.clone();
        Assert.True(made.IsInvalid);
        Assert.False(before.IsInvalid);
        Assert.Throws<InvalidOperationException>(() => made.shape);
    }

    [Fact]
    public void A_variable_assigned_anew_in_a_scope_is_invalid_after_it()
    {
        Tensor w = zeros(2);
        using Tensor old = w;
        using (NewDisposeScope())
            w = w + 1;
        Assert.True(w.IsInvalid);
        Assert.False(old.IsInvalid);
    }

    [Fact]
    public void Moved_to_the_outer_scope_a_result_lives_as_long_as_that()
    {
        Tensor result;
        using (NewDisposeScope())
        {
            using (NewDisposeScope())
                result = zeros(2).MoveToOuterDisposeScope();
            Assert.False(result.IsInvalid);
        }
        Assert.True(result.IsInvalid);
    }

    [Fact]
    public void Moved_out_of_the_outermost_scope_a_tensor_is_free()
    {
        Tensor result;
        using (NewDisposeScope())
            result = zeros(2).MoveToOuterDisposeScope();
        Assert.False(result.IsInvalid);
        result.Dispose();
    }

    [Fact]
    public void Detached_in_an_inner_scope_a_tensor_survives_the_outer_too()
    {
        Tensor result;
        using (NewDisposeScope())
        using (NewDisposeScope())
            result = zeros(2).DetachFromDisposeScope();
        Assert.False(result.IsInvalid);
        result.Dispose();
    }

    [Fact]
    public void A_scope_is_of_its_thread_only()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor elsewhere = null!;
        var thread = new Thread(() => elsewhere = zeros(1));
        thread.Start();
        thread.Join();
        Assert.False(scope.Contains(elsewhere));
        elsewhere.Dispose();
    }

    [Fact]
    public void A_parameter_takes_over_the_handle_and_the_place_in_the_scope()
    {
        Tensor t;
        Parameter p;
        using (DisposeScope scope = NewDisposeScope())
        {
            t = ones(2);
            p = new Parameter(t);
            Assert.True(t.IsInvalid);
            Assert.True(scope.Contains(p) && p.requires_grad);
        }
        Assert.True(p.IsInvalid);
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
    public void The_garbage_collector_frees_forgotten_tensors()
    {
        long before = Living();
        Forget();
        Assert.Equal(before, Living());

        static void Forget()
        {
            for (int i = 0; i < 100; i++)
                _ = zeros(8);
        }
    }

    [Fact]
    public void Training_steps_in_scopes_leave_the_number_of_living_tensors_where_it_was()
    {
        using var net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1));
        using var adam = optim.Adam(net.parameters(), lr: 0.01);
        Step();
        long before = Living();
        for (int i = 0; i < 50; i++)
            Step();
        Assert.Equal(before, Living());

        void Step()
        {
            using DisposeScope scope = NewDisposeScope();
            adam.zero_grad();
            net.call(randn(8, 4)).square().mean().backward();
            adam.step();
        }
    }

    private static long Living()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
