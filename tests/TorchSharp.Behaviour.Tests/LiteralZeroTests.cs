using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TorchSharp.Behaviour.Tests;

/// <summary>
/// <c>x.sum(0)</c> compiles to <c>sum(ScalarType? type)</c>, a sum as bytes over all elements, because the constant 0 converts to an
/// enum. Therefore nobody may write it.
/// </summary>
public class LiteralZeroTests
{
    [Fact]
    public void Nobody_sums_over_a_literal_zero()
    {
        var code = Repository.Files("src", ".cs").Concat(Repository.Files("notebooks", ".cs", ".csx", ".dib"))
            .Concat(Repository.Files("notebooks", ".ipynb").Select(n => (n.Path, Text: Repository.Code(n.Text))));

        Assert.Empty(code.SelectMany(file => LiteralZeros(file.Text).Select(call => $"{file.Path}: {call}")));
    }

    [Theory]
    [InlineData("x.sum(0)")]
    [InlineData("x.abs().prod(0)")]
    [InlineData("torch.sum(x, 0)")]
    [InlineData("prod(x.abs(), 0)")]
    [InlineData("x.sum(-0)")]
    [InlineData("x.sum(0x0)")]
    public void A_literal_zero_is_found(string call) => Assert.Equal([call], LiteralZeros($"var y = {call};"));

    [Theory]
    [InlineData("x.sum(dim: 0)")]
    [InlineData("x.sum(0L)")]
    [InlineData("x.sum(1)")]
    [InlineData("x.sum(0, keepdim: true)")]
    [InlineData("x.sum(axis)")]
    [InlineData("torch.sum(x, dim: 0)")]
    [InlineData("x.sum()")]
    [InlineData("x.max(0)")]
    [InlineData("\"x.sum(0)\"")]
    public void What_is_right_is_left_alone(string expression) => Assert.Empty(LiteralZeros($"var y = {expression};"));

    private static IEnumerable<string> LiteralZeros(string code) =>
        from node in CSharpSyntaxTree.ParseText(code, new(kind: SourceCodeKind.Script)).GetRoot().DescendantNodes()
        let call = node as InvocationExpressionSyntax
        where call is not null
        where Name(call.Expression) is "sum" or "prod"
        let arguments = call.ArgumentList.Arguments
        where arguments is [var only] && IsZero(only) || arguments is [_, var second] && IsZero(second)
        select call.ToString();

    private static string? Name(ExpressionSyntax called) => called switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool IsZero(ArgumentSyntax argument) => argument.NameColon is null && argument.Expression switch
    {
        LiteralExpressionSyntax { Token.Value: 0 } => true,
        PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax { Token.Value: 0 } } => true,
        _ => false,
    };
}
