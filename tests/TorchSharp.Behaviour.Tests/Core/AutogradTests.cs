using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Core;

public sealed class AutogradTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static float[] Values(Tensor t) => t.data<float>().ToArray();

    private static Tensor Leaf(params float[] values) => tensor(values, requires_grad: true);

    [Fact]
    public void Backward_of_x_squared_is_2x()
    {
        Tensor x = Leaf(1, 2, 3);
        (x * x).sum().backward();
        Assert.Equal([2f, 4f, 6f], Values(x.grad!));
    }

    [Fact]
    public void Gradients_accumulate_until_taken_away()
    {
        Tensor x = Leaf(1);
        (x * 3).sum().backward();
        (x * 3).sum().backward();
        Assert.Equal([6f], Values(x.grad!));
        x.grad = null;
        Assert.Null(x.grad);
    }

    [Fact]
    public void A_gradient_of_another_shape_cannot_be_set() =>
        Assert.Throws<ExternalException>(() => Leaf(1, 2).grad = zeros(3));

    [Fact]
    public void Leaves_and_results_tell_what_they_are()
    {
        Tensor x = Leaf(1), y = x * 2;
        Assert.True(x.is_leaf);
        Assert.False(y.is_leaf);
        Assert.True(y.requires_grad);
        Assert.False(y.detach().requires_grad);
        Assert.True(y.detach_().is_leaf);
    }

    [Fact]
    public void A_result_keeps_its_gradient_when_asked_to()
    {
        Tensor x = Leaf(2), y = x * x;
        y.retain_grad();
        (y * 5).sum().backward();
        Assert.Equal([5f], Values(y.grad!));
    }

    [Fact]
    public void A_vector_needs_its_gradient()
    {
        Tensor x = Leaf(1, 2);
        Assert.Throws<ExternalException>(() => (x * 2).backward());
        (x * 2).backward([tensor(new float[] { 1, 10 })]);
        Assert.Equal([2f, 20f], Values(x.grad!));
    }

    [Fact]
    public void A_graph_serves_once_unless_retained()
    {
        Tensor x = Leaf(3), y = (x * x).sum();
        y.backward(retain_graph: true);
        y.backward();
        Assert.Equal([12f], Values(x.grad!));
        Assert.Throws<ExternalException>(() => y.backward());
    }

    [Fact]
    public void Backward_may_reach_chosen_leaves_only()
    {
        Tensor x = Leaf(2), y = Leaf(3);
        (x * y).sum().backward(inputs: [x]);
        Assert.Equal([3f], Values(x.grad!));
        Assert.Null(y.grad);
    }

    [Fact]
    public void Grad_gives_derivatives_without_touching_leaves()
    {
        Tensor x = Leaf(2), y = Leaf(3);
        IList<Tensor> found = autograd.grad([(x * x * y).sum()], [x, y]);
        Assert.Equal([12f], Values(found[0]));
        Assert.Equal([4f], Values(found[1]));
        Assert.Null(x.grad);
    }

    [Fact]
    public void The_second_derivative_of_x_cubed_is_6x()
    {
        Tensor x = Leaf(2);
        Tensor first = autograd.grad([x.pow(3).sum()], [x], create_graph: true)[0];
        Assert.Equal([12f], Values(autograd.grad([first.sum()], [x])[0]));
    }

    [Fact]
    public void An_input_without_influence_is_an_error_or_null()
    {
        Tensor x = Leaf(1), unused = Leaf(1);
        Assert.Throws<ExternalException>(() => autograd.grad([x.sum()], [unused]));
        Assert.Null(autograd.grad([x.sum()], [unused], allow_unused: true)[0]);
    }

    [Fact]
    public void No_grad_lasts_until_disposed()
    {
        Tensor x = Leaf(1);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad()) Assert.True((x * 2).requires_grad);
            Assert.False(is_grad_enabled());
        }
        Assert.True(is_grad_enabled());
        using (set_grad_enabled(false)) Assert.False((x * 2).requires_grad);
    }

    [Fact]
    public void Inference_mode_makes_tensors_that_no_graph_takes()
    {
        Tensor x = Leaf(1), made;
        using (inference_mode())
        {
            Assert.True(is_inference_mode_enabled());
            made = ones(1);
        }
        Assert.False(is_inference_mode_enabled());
        Assert.Throws<ExternalException>(() => x * made);
    }

    [Fact]
    public void Anomalies_are_looked_for_only_while_asked()
    {
        Assert.False(AnomalyMode.IsEnabled);
        using (autograd.detect_anomaly()) Assert.True(AnomalyMode.IsEnabled && AnomalyMode.ShouldCheckNaN);
        Assert.False(AnomalyMode.IsEnabled);
    }
}
