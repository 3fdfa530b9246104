using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Scopes;

public class DisposeScopeTests
{
    [Fact]
    public void The_end_of_a_scope_disposes_what_was_made_in_it()
    {
        Tensor made;
        using (NewDisposeScope()) made = zeros(2);
        Assert.True(made.IsInvalid);
    }

    [Fact]
    public void What_was_made_before_a_scope_survives_it()
    {
        using Tensor before = zeros(2);
        using (NewDisposeScope()) _ = before.clone();
        Assert.False(before.IsInvalid);
    }

    [Fact]
    public void A_variable_assigned_anew_in_a_scope_is_invalid_after_it()
    {
        Tensor w = zeros(2);
        using Tensor old = w;
        using (NewDisposeScope()) w = w + 1;
        Assert.True(w.IsInvalid);
        Assert.False(old.IsInvalid);
    }

    [Fact]
    public void MoveToOuter_lets_a_result_live_as_long_as_the_outer_scope()
    {
        Tensor result;
        using (NewDisposeScope())
        {
            using (NewDisposeScope()) result = zeros(2).MoveToOuterDisposeScope();
            Assert.False(result.IsInvalid);
        }
        Assert.True(result.IsInvalid);
    }

    [Fact]
    public void MoveToOuter_from_the_outermost_scope_frees_from_all()
    {
        Tensor result;
        using (NewDisposeScope()) result = zeros(2).MoveToOuterDisposeScope();
        Assert.False(result.IsInvalid);
        result.Dispose();
    }

    [Fact]
    public void Detached_from_an_inner_scope_a_tensor_survives_the_outer_too()
    {
        Tensor result;
        using (NewDisposeScope())
        using (NewDisposeScope())
            result = zeros(2).DetachFromDisposeScope();
        Assert.False(result.IsInvalid);
        result.Dispose();
    }

    [Fact]
    public void Three_results_move_out_at_once()
    {
        using DisposeScope outer = NewDisposeScope();
        (Tensor a, Tensor b, Tensor c) moved;
        using (DisposeScope inner = NewDisposeScope()) moved = inner.MoveToOuter(zeros(1), ones(1), ones(2));
        Assert.False(moved.a.IsInvalid || moved.b.IsInvalid || moved.c.IsInvalid);
        Assert.Equal(3, outer.DisposablesCount);
    }

    [Fact]
    public void A_tensor_moves_to_the_scope_of_another()
    {
        using DisposeScope outer = NewDisposeScope();
        Tensor anchor = zeros(1), moved;
        using (NewDisposeScope())
        using (NewDisposeScope())
            moved = ones(1).MoveToOtherDisposeScope(anchor);
        Assert.True(outer.Contains(moved));
        Assert.False(moved.IsInvalid);
    }

    [Fact]
    public void Attached_tensors_go_with_the_scope()
    {
        Tensor outside = zeros(2);
        using (DisposeScope scope = NewDisposeScope()) scope.Attach(outside);
        Assert.True(outside.IsInvalid);
    }

    [Fact]
    public void Disposed_by_hand_a_tensor_leaves_its_scope()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor made = zeros(2);
        Assert.Equal(1, scope.DisposablesCount);
        made.Dispose();
        Assert.Equal(0, scope.DisposablesCount);
    }

    [Fact]
    public void DisposeEverythingBut_keeps_the_named_in_the_scope()
    {
        Tensor kept, other;
        using (DisposeScope scope = NewDisposeScope())
        {
            (kept, other) = (zeros(1), zeros(1));
            scope.DisposeEverythingBut(kept);
            Assert.True(other.IsInvalid);
            Assert.False(kept.IsInvalid);
        }
        Assert.True(kept.IsInvalid);
    }

    [Fact]
    public void A_scope_ended_out_of_order_leaves_the_inner_one_at_work()
    {
        DisposeScope outer = NewDisposeScope(), inner = NewDisposeScope();
        Tensor made = zeros(1);
        outer.Dispose();
        Assert.Same(inner, CurrentDisposeScope);
        Assert.False(made.IsInvalid);
        inner.Dispose();
        Assert.True(made.IsInvalid);
        Assert.Null(CurrentDisposeScope);
    }

    [Fact]
    public void A_wrapped_expression_leaves_only_its_result()
    {
        Tensor inside = null!;
        using Tensor result = WrappedTensorDisposeScope(() =>
        {
            inside = ones(2);
            return inside + 1;
        });
        Assert.True(inside.IsInvalid);
        Assert.Equal([2f, 2f], result.data<float>().ToArray());
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
    public void An_ended_scope_refuses_work()
    {
        DisposeScope scope = NewDisposeScope();
        scope.Dispose();
        scope.Dispose();
        using Tensor t = zeros(1);
        Assert.Throws<ObjectDisposedException>(() => scope.Attach(t));
    }
}
