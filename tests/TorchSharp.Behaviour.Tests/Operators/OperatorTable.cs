using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>
/// For each case of golden/ops.json the ways to write it in C#: on the tensor, on torch, as an operator, in place on a copy.
/// All of them must give PyTorch's values and gradients.
/// </summary>
public static partial class OperatorTable
{
    public delegate Outcome Form(Tensor[] x);

    public static IReadOnlyDictionary<string, Form[]> Cases { get; } = new Dictionary<string, Form[]>(
        [.. Arithmetic(), .. Pointwise(), .. Activations(), .. Comparisons(), .. Shapes(), .. Joining(), .. Indexing(), .. Products(),
         .. LinearAlgebra(), .. Sums(), .. Spread(), .. Sorting()]);

    private static KeyValuePair<string, Form[]> Case(string name, params Form[] forms) => new(name, forms);
}

/// <summary>What an operator gives: one tensor or several.</summary>
public sealed record Outcome(params Tensor[] Tensors)
{
    public static implicit operator Outcome(Tensor one) => new(one);
    public static implicit operator Outcome(Tensor[] several) => new(several);
    public static implicit operator Outcome((Tensor, Tensor) two) => new(two.Item1, two.Item2);
    public static implicit operator Outcome((Tensor, Tensor, Tensor) three) => new(three.Item1, three.Item2, three.Item3);
    public static implicit operator Outcome((Tensor, Tensor, Tensor, Tensor) four) => new(four.Item1, four.Item2, four.Item3, four.Item4);
    public static implicit operator Outcome(bool answer) => new(tensor(answer));
}
