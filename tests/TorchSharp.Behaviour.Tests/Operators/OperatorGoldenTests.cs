using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>Every operator beside PyTorch on the same inputs: golden/ops.json, made by golden/make_ops_golden.py.</summary>
public class OperatorGoldenTests
{
    public static TheoryData<string> Names => [.. Golden.Operators.Cases.Select(c => c.Name)];

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_cases() =>
        Assert.Equal(Golden.Operators.Cases.Select(c => c.Name).Order(), OperatorTable.Cases.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_equal_those_of_PyTorch(string name)
    {
        GoldenCase golden = Golden.Operators.Cases.Single(c => c.Name == name);
        OperatorTable.Form[] forms = OperatorTable.Cases[name];
        for (int i = 0; i < forms.Length; i++) Check(golden, forms[i], $"{name} (form {i + 1} of {golden.Python})");
    }

    private static void Check(GoldenCase golden, OperatorTable.Form form, string what)
    {
        using var scope = NewDisposeScope();
        Tensor[] inputs = [.. golden.Inputs.Select(i => i.ToTensor())];
        Tensor[] outputs = form(inputs).Tensors;

        Assert.True(outputs.Length == golden.Outputs.Length, $"{what}: {outputs.Length} results, expected {golden.Outputs.Length}");
        for (int i = 0; i < outputs.Length; i++) golden.Outputs[i].IsLike(outputs[i], $"{what}, result {i}");

        if (golden.Inputs.All(i => i.Grad is null)) return;
        Tensor[] weighted = [.. outputs.Where(o => o.requires_grad).Select(o => (o * Weights(o)).sum().to(float64))];
        stack(weighted).sum().backward();
        for (int i = 0; i < inputs.Length; i++)
        {
            if (golden.Inputs[i].Grad is { } expected)
                GoldenTensor.AreClose(expected, inputs[i].grad!, $"{what}, gradient of x[{i}]", 1e-8);
        }
    }

    // w[i] = cos(i + 1), as in the script
    private static Tensor Weights(Tensor like) =>
        tensor(Enumerable.Range(1, (int)like.numel()).Select(i => Math.Cos(i)).ToArray(), like.shape, dtype: like.dtype);
}
