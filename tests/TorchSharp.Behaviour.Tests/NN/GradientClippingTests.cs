using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class GradientClippingTests
{
    private static Parameter[] WithGradients()
    {
        var a = Parameter(zeros(2));
        var b = Parameter(zeros(1));
        a.grad = tensor(new[] { 3f, 0 });
        b.grad = tensor(new[] { -4f });
        return [a, b, Parameter(zeros(5))];
    }

    private static float[] Gradients(Parameter[] parameters) =>
        [.. parameters.Where(p => p.grad is not null).SelectMany(p => p.grad!.data<float>().ToArray())];

    [Theory]
    [InlineData(2.0, 1.0, 5.0, 0.2)] // √(9 + 16)
    [InlineData(1.0, 3.5, 7.0, 0.5)]
    [InlineData(double.PositiveInfinity, 2.0, 4.0, 0.5)]
    [InlineData(2.0, 10.0, 5.0, 1.0)] // below the limit nothing changes
    public void Gradients_are_scaled_to_the_norm_and_the_norm_before_is_returned(double type, double limit, double norm, double scale)
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients();
        Assert.Equal(norm, nn.utils.clip_grad_norm_(parameters, limit, type), 5);
        Assert.All(Gradients(parameters).Zip(new[] { 3.0, 0, -4 }), pair => Assert.Equal(pair.Second * scale, pair.First, 5));
    }

    [Fact]
    public void Without_gradients_the_norm_is_zero() => Assert.Equal(0, nn.utils.clip_grad_norm_([Parameter(ones(2))], 1));

    [Fact]
    public void Values_are_clipped_one_by_one()
    {
        using var scope = NewDisposeScope();
        var parameters = WithGradients();
        nn.utils.clip_grad_value_(parameters, 2.5);
        Assert.Equal([2.5f, 0, -2.5f], Gradients(parameters));
    }

    [Fact]
    public void Parameters_become_a_vector_and_a_vector_parameters()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 2);
        var vector = nn.utils.parameters_to_vector(layer.parameters());
        Assert.Equal([6], vector.shape);
        nn.utils.vector_to_parameters(tensor(new[] { 1f, 2, 3, 4, 5, 6 }), layer.parameters());
        Assert.Equal([1, 2, 3, 4], layer.weight.data<float>().ToArray());
        Assert.Equal([5, 6], layer.bias!.data<float>().ToArray());
    }
}
