using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class ContainerTests
{
#pragma warning disable IDE0052 // fields are read by registration alone
    private sealed class Holder : Module<Tensor, Tensor>
    {
        public readonly ModuleList<Linear> list = ModuleList(Linear(1, 2), Linear(2, 1));
        public readonly ModuleDict<Linear> dict = ModuleDict(("b", Linear(1, 1, hasBias: false)), ("a", Linear(1, 1, hasBias: false)));
        public readonly ParameterList weights = ParameterList(Parameter(ones(1)), Parameter(zeros(2)));
        public readonly ParameterDict named = ParameterDict(("x", Parameter(ones(3))));

        public Holder() : base("Holder") => RegisterComponents();
        public override Tensor forward(Tensor input) => list.Aggregate(input, (x, layer) => layer.call(x));
    }
#pragma warning restore

    [Fact]
    public void A_sequence_numbers_or_names_its_parts()
    {
        using var numbered = Sequential(Linear(1, 1), ReLU()).append(Linear(1, 1)).append("last", ReLU());
        Assert.Equal(["0", "1", "2", "last"], numbered.named_children().Select(c => c.name));
        using var named = Sequential(("fc", Linear(1, 1)), ("act", ReLU()));
        Assert.Equal(["fc.weight", "fc.bias"], named.named_parameters().Select(p => p.name));
        Assert.Empty(named.named_parameters(recurse: false));
    }

    [Fact]
    public void A_sequence_is_cut_by_ranges()
    {
        using var scope = NewDisposeScope();
        var net = Sequential(Linear(1, 1), ReLU(), Sigmoid(), Tanh());
        Assert.Equal(["1", "2"], net[1..3].named_children().Select(c => c.name));
        Assert.Same(net[2], net[(2, null)][0]);
        Assert.Equal(3, net[..^1].Count);
        Assert.Throws<IndexOutOfRangeException>(() => net[(0, 5)]);
        Assert.Equal([0], net[1..1].call(zeros(1)).data<float>().ToArray());
    }

    [Fact]
    public void A_sequence_disposes_what_passes_between_its_parts()
    {
        using var net = Sequential(Linear(2, 2), ReLU(), Linear(2, 2));
        using var input = ones(1, 2);
        var passing = new List<Tensor>();
        foreach (var (_, layer) in net.named_children())
            if (layer is Module<Tensor, Tensor> part)
                part.register_forward_hook((_, _, output) =>
                {
                    passing.Add(output);
                    return output;
                });
        using var result = net.call(input);
        Assert.Equal([true, true, false], passing.Select(tensor => tensor.IsInvalid));
        Assert.False(input.IsInvalid);
        result.sum().backward();
        Assert.NotNull(net.get_parameter("0.weight")!.grad);
    }

    [Fact]
    public void Lists_and_dictionaries_are_registered_by_the_module_that_holds_them()
    {
        using var holder = new Holder();
        Assert.Equal(
            ["list.0.weight", "list.0.bias", "list.1.weight", "list.1.bias", "dict.b.weight", "dict.a.weight", "weights.0", "weights.1", "named.x"],
            holder.named_parameters().Select(p => p.name));
        Assert.Equal([5, 1], holder.call(ones(5, 1)).shape);
    }

    [Fact]
    public void A_list_that_nobody_holds_registers_nothing() => Assert.Empty(ModuleList(Linear(1, 1)).parameters());

    [Fact]
    public void Moved_lists_hold_the_moved_parameters()
    {
        using var holder = new Holder();
        holder.to(float64);
        Assert.All(holder.weights, parameter => Assert.Equal(float64, parameter.dtype));
        Assert.Equal(float64, holder.named["x"].dtype);
        Assert.Equal(float64, holder.list[1].weight.dtype);
        Assert.Same(holder.weights[0], holder.get_parameter("weights.0"));
        Assert.All(holder.parameters(), parameter => Assert.Equal(float64, parameter.dtype));
    }

    [Fact]
    public void Lists_are_lists_and_dictionaries_dictionaries()
    {
        var (a, b, c) = (Linear(1, 1), Linear(1, 1), Linear(1, 1));
        var list = ModuleList(a, b);
        list.append(c);
        list.RemoveAt(0);
        list.Insert(0, c);
        Assert.Equal([c, b, c], list);
        Assert.Equal(1, list.IndexOf(b));

        var dict = ModuleDict(("a", a));
        dict.Add("b", b);
        dict["a"] = c;
        Assert.Equal(["a", "b"], dict.Keys);
        Assert.Same(c, dict["a"]);
        Assert.True(dict.Remove("a") && !dict.ContainsKey("a") && dict.TryGetValue("b", out var found) && found == b);
        Assert.Throws<KeyNotFoundException>(() => dict["a"]);
    }
}
