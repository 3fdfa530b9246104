using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class ModuleTests
{
    private sealed class Net : Module<Tensor, Tensor>
    {
        public readonly Linear fc = Linear(3, 2);
        public readonly BatchNorm1d norm = BatchNorm1d(2);
        public Parameter scale = Parameter(ones(2));
        public Tensor steps = zeros(1, dtype: int64);

        public Net() : base("Net") => RegisterComponents();
        public override Tensor forward(Tensor input) => norm.call(fc.call(input)) * scale;
    }

    [Fact]
    public void Training_and_evaluation_reach_all_children()
    {
        using var net = new Net();
        Assert.True(net.training);
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Apply_visits_children_before_the_module_itself()
    {
        using var net = Sequential(("a", Sequential(Linear(1, 1), ReLU())), ("b", Linear(1, 1)));
        var seen = new List<string>();
        Assert.Same(net, net.apply(module => seen.Add(module.GetName())));
        Assert.Equal(["Linear", "ReLU", "Sequential", "Linear", "Sequential"], seen);
    }

    [Fact]
    public void Named_modules_are_the_children_and_then_theirs()
    {
        using var net = Sequential(("a", Sequential(("x", Linear(1, 1)))), ("b", Linear(1, 1)));
        Assert.Equal(["a", "b", "a.x"], net.named_modules().Select(m => m.name));
    }

    [Fact]
    public void Zeroing_gradients_removes_them_unless_told_otherwise()
    {
        using var net = Linear(2, 1);
        net.call(ones(1, 2)).sum().backward();
        net.zero_grad(set_to_none: false);
        Assert.Equal([0, 0], net.weight.grad!.data<float>().ToArray());
        net.zero_grad();
        Assert.Null(net.weight.grad);
    }

    [Fact]
    public void Moving_to_double_replaces_parameters_and_floating_buffers_in_their_fields_and_keeps_integers()
    {
        using var net = new Net();
        var before = net.scale;
        var weight = net.fc.weight;
        Assert.Same(net, net.@double());

        Assert.All(net.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(float64, net.scale.dtype);
        Assert.Same(net.get_parameter("scale"), net.scale);
        Assert.Same(net.get_parameter("fc.weight"), net.fc.weight);
        Assert.True(before.IsInvalid && weight.IsInvalid);
        Assert.Equal(float64, net.norm.running_mean!.dtype);
        Assert.Equal(int64, net.norm.num_batches_tracked!.dtype);
        Assert.Equal(int64, net.steps.dtype);
        Assert.All(net.parameters(), parameter => Assert.True(parameter is { is_leaf: true, requires_grad: true }));
        Assert.Equal(float64, net.call(ones(4, 3, dtype: float64)).dtype);
    }

    [Fact]
    public void Moving_keeps_values_and_gradients_and_what_is_frozen()
    {
        using var scope = NewDisposeScope();
        using var net = Linear(2, 1);
        net.bias!.requires_grad = false;
        net.call(ones(1, 2)).sum().backward();
        var values = net.weight.data<float>().ToArray();
        net.to(float64);
        Assert.Equal(values.Select(v => (double)v), net.weight.data<double>().ToArray());
        Assert.Equal([1, 1], net.weight.grad!.data<double>().ToArray());
        Assert.False(net.bias!.requires_grad);
    }

    [Fact]
    public void Moving_to_where_it_is_changes_nothing()
    {
        using var net = new Net();
        var weight = net.fc.weight;
        Assert.Same(weight, net.cpu().to(float32).to("cpu").to(CPU).fc.weight);
    }

    [Fact]
    public void A_module_takes_no_integers()
    {
        using var net = new Net();
        Assert.Throws<ArgumentException>(() => net.to(int64));
        Assert.Throws<ArgumentException>(() => net.to(CPU, int64));
    }

    [Fact]
    public void A_model_made_in_a_scope_outlives_it()
    {
        Sequential net;
        using (NewDisposeScope()) net = Sequential(Conv1d(2, 3, 1), BatchNorm1d(3), Flatten(), Linear(6, 1), LayerNorm(1));
        Assert.Equal([4, 1], net.call(ones(4, 2, 2)).shape);
        net.Dispose();
    }

    [Fact]
    public void Disposing_a_module_frees_all_it_holds()
    {
        var net = new Net();
        var weight = net.fc.weight;
        net.Dispose();
        net.Dispose();
        Assert.True(weight.IsInvalid && net.scale.IsInvalid && net.steps.IsInvalid);
    }

    [Fact]
    public void A_layer_without_parameters_takes_none()
    {
        using var layer = ReLU();
        Assert.Same(layer, layer.to(float64));
        Assert.Throws<InvalidOperationException>(() => layer.register_buffer("b", zeros(1)));
        Assert.Throws<InvalidOperationException>(() => layer.register_parameter("p", Parameter(zeros(1))));
        Assert.Throws<InvalidOperationException>(() => layer.register_module("m", Linear(1, 1)));
    }
}
