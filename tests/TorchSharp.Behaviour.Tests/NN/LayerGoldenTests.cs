using SystemTorch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.NN;

/// <summary>Every layer beside PyTorch with the same weights and inputs: golden/nn.json, made by golden/make_nn_golden.py.</summary>
public class LayerGoldenTests
{
    public static TheoryData<string> Names => [.. NNGolden.PyTorch.Layers.Select(c => c.Name)];

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_layers() =>
        Assert.Equal(NNGolden.PyTorch.Layers.Select(c => c.Name).Order(), LayerTable.Cases.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void State_values_and_gradients_equal_those_of_PyTorch(string name) => Check(name, float64, 1e-9);

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_stays_within_1e_5(string name) => Check(name, float32, 1e-5);

    private static void Check(string name, ScalarType type, double tolerance)
    {
        var golden = NNGolden.PyTorch.Layers.Single(c => c.Name == name);
        using var scope = NewDisposeScope();
        using var layer = LayerTable.Cases[name]().to(type);

        Assert.Equal(golden.State.Keys.Order(), layer.state_dict().Keys.Order());
        layer.load_state_dict(golden.State.ToDictionary(entry => entry.Key, entry => As(entry.Value, type).detach()));
        Tensor[] inputs = [.. golden.Inputs.Select(input => As(input, type))];
        var outputs = LayerTable.Call(layer, inputs);
        NNGolden.Weighted(outputs).backward();

        Same(golden.Outputs, outputs, $"{name}: output", type, tolerance);
        foreach (var (key, buffer) in layer.named_buffers())
            GoldenTensor.AreClose(golden.After[key].Data, buffer, $"{name}: {key} after the call", tolerance);
        foreach (var (key, parameter) in layer.named_parameters())
            GoldenTensor.AreClose(golden.State[key].Grad!, parameter.grad!, $"{name}: gradient of {key}", tolerance);
        for (var i = 0; i < inputs.Length; i++)
            if (golden.Inputs[i].Grad is { } expected) GoldenTensor.AreClose(expected, inputs[i].grad!, $"{name}: gradient of input {i}", tolerance);

        if (golden.Eval is not { } inEvaluation) return;
        layer.eval();
        Same(inEvaluation, LayerTable.Call(layer, inputs), $"{name}: output in evaluation", type, tolerance);
    }

    private static Tensor As(GoldenTensor golden, ScalarType type) =>
        tensor(golden.Data, golden.Shape, dtype: golden.Dtype == "float64" ? type : GoldenTensor.TypeOf(golden.Dtype)).requires_grad_(golden.Grad is not null);

    private static void Same(GoldenTensor[] expected, Tensor[] found, string what, ScalarType type, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i].Shape, found[i].shape);
            Assert.Equal(type, found[i].dtype);
            GoldenTensor.AreClose(expected[i].Data, found[i], $"{what} {i}", tolerance);
        }
    }
}
