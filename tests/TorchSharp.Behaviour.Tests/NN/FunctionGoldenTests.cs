using SystemTorch.Tests.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.NN;

/// <summary>Activations, pooling, padding, resampling and losses beside PyTorch: golden/nn.json, made by golden/make_nn_golden.py.</summary>
public class FunctionGoldenTests
{
    public static TheoryData<string> Names => [.. NNGolden.PyTorch.Functions.Select(c => c.Name)];

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_functions() =>
        Assert.Equal(NNGolden.PyTorch.Functions.Select(c => c.Name).Order(), FunctionTable.Cases.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_equal_those_of_PyTorch(string name)
    {
        var golden = NNGolden.PyTorch.Functions.Single(c => c.Name == name);
        foreach (var (i, form) in FunctionTable.Cases[name].Index()) Check(golden, form, $"{name} (form {i + 1} of {golden.Python})");
    }

    private static void Check(FunctionCase golden, FunctionTable.Form form, string what)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. golden.Inputs.Select(input => input.ToTensor())];
        var output = form(inputs);
        golden.Outputs.Single().IsLike(output, what);
        if (golden.Inputs.All(input => input.Grad is null)) return;
        NNGolden.Weighted([output]).backward();
        for (var i = 0; i < inputs.Length; i++)
            if (golden.Inputs[i].Grad is { } expected) GoldenTensor.AreClose(expected, inputs[i].grad!, $"{what}, gradient of x[{i}]", 1e-9);
    }
}
