using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class HookTests
{
    private sealed class Sum6 : Module<Tensor, Tensor, Tensor, Tensor, Tensor, Tensor, Tensor>
    {
        public Sum6() : base("Sum6") { }
        public override Tensor forward(Tensor a, Tensor b, Tensor c, Tensor d, Tensor e, Tensor f) => a + b + c + d + e + f;
    }

    [Fact]
    public void Hooks_run_in_order_and_see_the_module()
    {
        using var layer = ReLU();
        var seen = new List<string>();
        layer.register_forward_pre_hook(module => seen.Add("before " + module.GetName()));
        layer.register_forward_pre_hook((module, input) =>
        {
            seen.Add("input");
            return input;
        });
        layer.register_forward_hook((module, input, output) =>
        {
            seen.Add("output");
            return output;
        });
        layer.register_forward_hook(module => seen.Add("after " + module.GetName()));
        layer.call(ones(1));
        Assert.Equal(["before ReLU", "input", "output", "after ReLU"], seen);
    }

    [Fact]
    public void What_a_hook_returns_replaces_input_and_result_and_null_does_not()
    {
        using var scope = NewDisposeScope();
        using var layer = ReLU();
        layer.register_forward_pre_hook((_, input) => input * -3);
        layer.register_forward_pre_hook((_, _) => null!);
        layer.register_forward_hook((_, _, output) => output + 1);
        Assert.Equal([7, 1], layer.call(tensor(new[] { -2f, 5 })).data<float>().ToArray());
    }

    [Fact]
    public void A_removed_hook_is_gone_and_forward_runs_none()
    {
        using var layer = ReLU();
        var calls = 0;
        var remover = layer.register_forward_hook(_ => calls++);
        layer.call(ones(1));
        layer.forward(ones(1));
        Assert.Equal(1, calls);
        remover.remove();
        layer.call(ones(1));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Six_inputs_can_be_replaced_together()
    {
        using var scope = NewDisposeScope();
        using var sum = new Sum6();
        sum.register_forward_pre_hook((_, a, b, c, d, e, f) => (a, b, c, d, e, f * 10));
        Assert.Equal(65, sum.call(1f, 2f, 3f, 4f, 5f, 5f).item<float>());
    }

    [Fact]
    public void Hooks_of_a_layer_run_within_a_sequence()
    {
        using var inner = ReLU();
        using var net = Sequential(Linear(2, 2), inner, Linear(2, 1));
        long[]? seen = null;
        inner.register_forward_hook((_, input, output) =>
        {
            seen = output.shape;
            return output;
        });
        net.call(ones(3, 2));
        Assert.Equal([3, 2], seen!);
    }
}
