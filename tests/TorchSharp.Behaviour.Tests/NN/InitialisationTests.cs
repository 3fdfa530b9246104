using SystemTorch.Tests.Operators;
using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

[Collection(nameof(Alone))]
public class InitialisationTests
{
    // as golden/make_nn_golden.py makes them in PyTorch
    private static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["nn.Linear(3, 4)"] = () => Linear(3, 4),
        ["nn.Bilinear(2, 3, 2)"] = () => Bilinear(2, 3, 2),
        ["nn.Conv1d(3, 4, 3)"] = () => Conv1d(3, 4, 3),
        ["nn.Conv2d(2, 4, 3, groups=2)"] = () => Conv2d(2, 4, 3, groups: 2),
        ["nn.ConvTranspose1d(3, 2, 3)"] = () => ConvTranspose1d(3, 2, 3),
        ["nn.Embedding(4, 3, padding_idx=1)"] = () => Embedding(4, 3, padding_idx: 1),
        ["nn.GRU(3, 2, num_layers=2, bidirectional=True)"] = () => GRU(3, 2, numLayers: 2, bidirectional: true),
        ["nn.LSTM(3, 2)"] = () => LSTM(3, 2),
        ["nn.GRUCell(3, 2)"] = () => GRUCell(3, 2),
        ["nn.LayerNorm(3)"] = () => LayerNorm(3),
        ["nn.GroupNorm(2, 4)"] = () => Filled(GroupNorm(2, 4)),
    };

    // TorchSharp leaves these uninitialised, so that code for both fills them
    private static TorchSharp.Modules.GroupNorm Filled(TorchSharp.Modules.GroupNorm norm)
    {
        init.ones_(norm.weight);
        init.zeros_(norm.bias!);
        return norm;
    }

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory, MemberData(nameof(Names))]
    public void From_the_same_seed_a_layer_begins_with_the_parameters_of_PyTorch(string python)
    {
        manual_seed(7);
        using var layer = Layers[python]();
        var expected = NNGolden.PyTorch.Seeded.Single(c => c.Python == python).Expected.ToArray();
        Assert.Equal(expected.Select(p => p.Name), layer.named_parameters().Select(p => p.name));
        foreach (var ((name, values), (_, parameter)) in expected.Zip(layer.named_parameters())) values.IsLike(parameter, $"{python}: {name}");
    }

    [Theory]
    [InlineData(init.NonlinearityType.Linear, 0, 1)]
    [InlineData(init.NonlinearityType.Sigmoid, 0, 1)]
    [InlineData(init.NonlinearityType.Conv3D, 0, 1)]
    [InlineData(init.NonlinearityType.Tanh, 0, 5.0 / 3)]
    [InlineData(init.NonlinearityType.ReLU, 0, 1.4142135623730951)]
    [InlineData(init.NonlinearityType.LeakyReLU, 0.5, 1.2649110640673518)]
    public void Gains_are_those_of_the_table(init.NonlinearityType kind, double slope, double gain) =>
        Assert.Equal(gain, init.calculate_gain(kind, slope), 12);

    [Fact]
    public void Fans_count_inputs_and_outputs_with_the_kernel()
    {
        using var weight = zeros(8, 4, 3, 2);
        Assert.Equal((24, 48), init.CalculateFanInAndFanOut(weight));
        using var vector = zeros(5);
        Assert.Throws<ArgumentException>(() => init.CalculateFanInAndFanOut(vector));
    }

    public static TheoryData<string, double, double> Spreads => new()
    {
        // of a tensor [200, 100]: largest magnitude (infinite for the normal ones) and standard deviation
        { "xavier_uniform", Math.Sqrt(6.0 / 300), Math.Sqrt(2.0 / 300) },
        { "xavier_normal", double.PositiveInfinity, Math.Sqrt(2.0 / 300) },
        { "kaiming_uniform", Math.Sqrt(6.0 / 100), Math.Sqrt(2.0 / 100) },
        { "kaiming_normal out", double.PositiveInfinity, Math.Sqrt(2.0 / 200) },
        { "uniform", 3, 2 / Math.Sqrt(12) * 3 },
        { "normal", double.PositiveInfinity, 0.7 },
    };

    [Theory, MemberData(nameof(Spreads))]
    public void Random_fills_have_the_spread_of_their_formula(string kind, double bound, double deviation)
    {
        manual_seed(3);
        using var w = empty(200, 100);
        var filled = kind switch
        {
            "xavier_uniform" => init.xavier_uniform_(w),
            "xavier_normal" => init.xavier_normal_(w),
            "kaiming_uniform" => init.kaiming_uniform_(w),
            "kaiming_normal out" => init.kaiming_normal_(w, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU),
            "uniform" => init.uniform_(w, -3, 3),
            _ => init.normal_(w, std: 0.7),
        };
        Assert.Same(w, filled);
        var values = w.data<float>().ToArray();
        Assert.All(values, value => Assert.InRange(value, -bound, bound));
        Assert.Equal(1, Math.Sqrt(values.Average(v => (double)v * v)) / deviation, 0.02);
        Assert.InRange(values.Average() / deviation, -0.03, 0.03);
    }

    [Theory]
    [InlineData(6, 4)]
    [InlineData(4, 6)]
    public void Orthogonal_rows_or_columns_have_length_gain(long rows, long columns)
    {
        using var scope = NewDisposeScope();
        var w = init.orthogonal_(empty(new[] { rows, columns }, dtype: float64), gain: 2);
        var gram = rows < columns ? w.matmul(w.t()) : w.t().matmul(w);
        Assert.True(gram.allclose(4 * eye(Math.Min(rows, columns), dtype: float64)));
    }

    [Fact]
    public void Eye_and_constants_fill_whole_tensors()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([1, 0, 0, 0, 1, 0], init.eye_(empty(2, 3)).data<float>().ToArray());
        Assert.Equal([2.5f, 2.5f], init.constant_(empty(2), 2.5).data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => init.eye_(empty(2)));
    }

    [Fact]
    public void Parameters_are_filled_outside_of_autograd()
    {
        using var layer = Linear(2, 2);
        init.zeros_(layer.weight);
        Assert.True(layer.weight is { requires_grad: true, is_leaf: true });
    }
}
