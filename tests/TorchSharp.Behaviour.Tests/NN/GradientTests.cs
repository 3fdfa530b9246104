using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

/// <summary>Gradients beside central differences: (f(p + h) − f(p − h)) / 2h for each number p of each parameter, in double precision.</summary>
public class GradientTests
{
    public static TheoryData<string> Names => [.. Layers.Keys];

    private static Dictionary<string, (Func<Module> Layer, long[] Input)> Layers => new()
    {
        ["linear"] = (() => Linear(3, 2), [4, 3]),
        ["convolution"] = (() => Conv1d(2, 3, 3, padding: 1), [2, 2, 5]),
        ["video convolution"] = (() => Conv3d(1, 2, (2, 2, 1)), [1, 1, 3, 3, 2]),
        ["batch norm"] = (() => BatchNorm1d(3), [4, 3]),
        ["layer norm"] = (() => LayerNorm(4), [3, 4]),
        ["GRU"] = (() => GRU(2, 2, bidirectional: true), [3, 2, 2]),
        ["LSTM"] = (() => LSTM(2, 2), [3, 2, 2]),
        ["network"] = (() => Sequential(Conv1d(2, 2, 2), GELU(), MaxPool1d(2), Flatten(), Linear(4, 2), Softmax(1)), [2, 2, 5]),
    };

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_those_of_finite_differences(string name)
    {
        const double h = 1e-6;
        using var scope = NewDisposeScope();
        manual_seed(11);
        var (made, shape) = Layers[name];
        var layer = made().to(float64);
        var input = randn(shape, dtype: float64);
        Tensor Value() => NNGolden.Weighted(LayerTable.Call(layer, [input]));
        Value().backward();

        foreach (var (key, parameter) in layer.named_parameters())
        {
            var gradient = parameter.grad!.data<double>().ToArray();
            using var untracked = no_grad();
            var flat = parameter.view(-1);
            for (var i = 0; i < gradient.Length; i++)
            {
                var p = flat[i].item<double>();
                double At(double moved)
                {
                    flat[i] = tensor(moved);
                    return Value().item<double>();
                }
                var difference = (At(p + h) - At(p - h)) / (2 * h);
                flat[i] = tensor(p);
                Assert.True(Math.Abs(difference - gradient[i]) < 1e-7 * (1 + Math.Abs(difference)), $"{key}[{i}]: gradient {gradient[i]}, difference {difference}");
            }
        }
    }
}
