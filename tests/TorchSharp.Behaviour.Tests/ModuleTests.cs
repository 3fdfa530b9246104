using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>What a module of one's own registers, and what moving it does.</summary>
public class ModuleTests
{
#pragma warning disable CS0414, IDE0044, IDE0052 // fields are read by registration alone
    private sealed class Net : Module<Tensor, Tensor>
    {
        private readonly Linear fc = Linear(3, 2);
        private readonly BatchNorm1d norm = BatchNorm1d(2);
        private readonly Parameter scale = Parameter(ones(2));
        private readonly Tensor steps = zeros(1, dtype: int64);
        private readonly Linear[] array = [Linear(1, 1)];
        public Linear Automatic { get; } = Linear(1, 1, hasBias: false);

        public Net() : base(nameof(Net)) => RegisterComponents();

        public override Tensor forward(Tensor input) => norm.call(fc.call(input)) * scale;
    }

    private sealed class Forgetful : Module<Tensor, Tensor>
    {
        private readonly Linear inner = Linear(1, 1);

        public Forgetful() : base(nameof(Forgetful)) { }

        public override Tensor forward(Tensor input) => input;
    }
#pragma warning restore

    [Fact]
    public void Fields_are_registered_under_their_names_arrays_are_not_and_automatic_properties_under_odd_ones()
    {
        using var net = new Net();
        Assert.Equal(
            ["scale", "fc.weight", "fc.bias", "norm.weight", "norm.bias", "<Automatic>k__BackingField.weight"],
            net.named_parameters().Select(p => p.name).OrderBy(name => name != "scale"));
        Assert.Contains("steps", net.named_buffers().Select(b => b.name));
    }

    [Fact]
    public void Without_registration_there_are_no_parameters()
    {
        using var net = new Forgetful();
        Assert.Empty(net.parameters());
    }

    [Fact]
    public void State_has_all_parameters_depth_first_and_then_all_buffers()
    {
        using var net = Sequential(("norm", BatchNorm1d(2)), ("fc", Linear(2, 1)));
        Assert.Equal(["norm.weight", "norm.bias", "fc.weight", "fc.bias", "norm.running_mean", "norm.running_var", "norm.num_batches_tracked"], net.state_dict().Keys);
    }

    [Fact]
    public void Training_and_evaluation_reach_all_children()
    {
        using var net = new Net();
        net.eval();
        Assert.All(net.modules(), module => Assert.False(module.training));
        net.train();
        Assert.All(net.modules(), module => Assert.True(module.training));
    }

    [Fact]
    public void Moving_to_double_replaces_parameters_and_floating_buffers_and_keeps_integers_and_values()
    {
        using var scope = NewDisposeScope();
        using var net = new Net();
        Parameter before = net.get_parameter("fc.weight")!;
        float[] values = before.data<float>().ToArray();
        net.to(float64);
        Parameter after = net.get_parameter("fc.weight")!;
        Assert.True(before.IsInvalid);
        Assert.Equal(values.Select(v => (double)v), after.data<double>().ToArray());
        Assert.All(net.parameters(), p => Assert.True(p is { dtype: ScalarType.Float64, is_leaf: true, requires_grad: true }));
        Assert.Equal((float64, int64), (net.get_buffer("norm.running_mean")!.dtype, net.get_buffer("norm.num_batches_tracked")!.dtype));
        Assert.Equal(float64, net.call(ones(4, 3, dtype: float64)).dtype);
    }

    [Fact]
    public void Moving_to_where_it_is_changes_nothing()
    {
        using var net = new Net();
        Parameter before = net.get_parameter("fc.weight")!;
        Assert.Same(before, net.to(float32).to(CPU).get_parameter("fc.weight"));
    }

    [Fact]
    public void A_modules_zero_grad_takes_gradients_away()
    {
        using var net = Linear(2, 1);
        net.call(ones(1, 2)).sum().backward();
        Assert.NotNull(net.weight.grad);
        net.zero_grad();
        Assert.Null(net.weight.grad);
    }

    [Fact]
    public void Disposing_a_module_frees_all_it_holds()
    {
        var net = new Net();
        Tensor[] held = [.. net.parameters(), .. net.buffers()];
        net.Dispose();
        Assert.All(held, tensor => Assert.True(tensor.IsInvalid));
    }

    /// <summary>The share 0.3 in 20,000 numbers: six standard deviations are 0.02.</summary>
    [Fact]
    public void Dropout_zeroes_its_share_scales_the_rest_up_and_passes_the_gradient_alike()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones([20_000], requires_grad: true), y = functional.dropout(x, 0.3, true);
        y.sum().backward();
        float[] values = y.data<float>().ToArray();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.7f) < 1e-6));
        Assert.InRange(values.Count(value => value == 0) / 20_000.0, 0.28, 0.32);
        Assert.Equal(values, x.grad!.data<float>().ToArray());
    }
}
