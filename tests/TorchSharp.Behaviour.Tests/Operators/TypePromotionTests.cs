using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>Result types of mixed operands, as PyTorch gives them (golden/ops.json).</summary>
public class TypePromotionTests
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> Binary = new()
    {
        ["add"] = (a, b) => a + b,
        ["mul"] = (a, b) => a * b,
        ["div"] = (a, b) => a / b,
        ["pow"] = (a, b) => a.pow(b),
        ["eq"] = (a, b) => a == b,
        ["maximum"] = (a, b) => a.maximum(b),
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> WithInt = new()
    {
        ["add"] = a => a + 2,
        ["mul"] = a => a * 2,
        ["div"] = a => a / 2,
        ["pow"] = a => a.pow(2),
        ["eq"] = a => a == 2,
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> WithDouble = new()
    {
        ["add"] = a => a + 2.5,
        ["mul"] = a => a * 2.5,
        ["div"] = a => a / 2.5,
        ["pow"] = a => a.pow(2.5),
        ["eq"] = a => a == 2.5,
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Unary = new()
    {
        ["exp"] = a => a.exp(),
        ["sum"] = a => a.sum(),
        ["abs"] = a => a.abs(),
        ["cumsum"] = a => a.cumsum(0),
        ["argmax"] = a => a.argmax(),
    };

    public static TheoryData<string> Operators => [.. Golden.Operators.Promotion.Select(row => row[0]).Distinct()];

    [Theory, MemberData(nameof(Operators))]
    public void The_result_has_the_type_that_PyTorch_gives_it(string op)
    {
        using var scope = NewDisposeScope();
        foreach (string[] row in Golden.Operators.Promotion.Where(row => row[0] == op))
        {
            Tensor left = ones(2, dtype: GoldenTensor.TypeOf(row[1]));
            Tensor result = row[2] switch
            {
                "" => Unary[op](left),
                "int" => WithInt[op](left),
                "double" => WithDouble[op](left),
                var kind when kind.EndsWith(" scalar", StringComparison.Ordinal) =>
                    Binary[op](left, ones([], dtype: GoldenTensor.TypeOf(kind.Split(' ')[0]))),
                var kind => Binary[op](left, ones(2, dtype: GoldenTensor.TypeOf(kind))),
            };
            Assert.True(result.dtype == GoldenTensor.TypeOf(row[3]), $"{op}({row[1]}, {row[2]}) is {result.dtype}, expected {row[3]}");
        }
    }
}
