using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SystemTorch.Tests.Conformance;

/// <summary>Brings the declarations of one listed type to the form of <see cref="PublicMember.Line"/>.</summary>
/// <param name="arguments">The type's own type parameters.</param>
/// <param name="values">Names of value types: only there does <c>?</c> mean another type.</param>
public sealed class Writer(string[] arguments, IReadOnlySet<string> values)
{
    // constants that TorchSharp's sources name in defaults
    private static readonly Dictionary<string, double> Named = new() { ["one_eighth"] = 1 / 8.0, ["one_third"] = 1 / 3.0 };

    private static readonly string[] ValuesElsewhere = ["Half", "BFloat16", "Complex", "IntPtr", "Range", "Index"];

    private string[] methodArguments = [];

    public IEnumerable<string> Bases(string list)
    {
        var type = (TypeDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration($"class X : {list} {{ }}")!;
        return type.BaseList!.Types.Select(t => Type(t.Type));
    }

    public PublicMember Delegate(string declaration)
    {
        var d = (DelegateDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(declaration)!;
        return new(d.Identifier.ValueText, $"delegate {Type(d.ReturnType)} {d.Identifier.ValueText}({Parameters(d.ParameterList)})", false);
    }

    public IEnumerable<PublicMember> Members(string qualified, string declaration, string kind)
    {
        if (kind == "enum") return [new(declaration.Split(' ')[0].TrimStart('@'), declaration.TrimStart('@'), false)];
        bool braces = declaration.EndsWith('}');
        string text = qualified.EndsWith("..ctor", StringComparison.Ordinal) ? declaration + " { }" : braces ? declaration : declaration + ";";
        methodArguments = [];
        return SyntaxFactory.ParseMemberDeclaration(text) switch
        {
            ConstructorDeclarationSyntax c => [new(".ctor", $"{Access(c)} .ctor({Parameters(c.ParameterList)})", false)],
            MethodDeclarationSyntax m => [Method(m, kind)],
            OperatorDeclarationSyntax o => [Operator($"operator {o.OperatorToken.ValueText}", o.ReturnType, o.ParameterList)],
            ConversionOperatorDeclarationSyntax c =>
                [Operator($"{c.ImplicitOrExplicitKeyword.ValueText} operator", c.Type, c.ParameterList)],
            PropertyDeclarationSyntax p => Property(p, p.Identifier.ValueText, "", kind),
            IndexerDeclarationSyntax i => Property(i, "this", $"[{Parameters(i.ParameterList)}]", kind),
            FieldDeclarationSyntax f => [Field(f)],
            _ => throw new ArgumentException($"not understood: {declaration}"),
        };
    }

    private PublicMember Method(MethodDeclarationSyntax m, string kind)
    {
        methodArguments = [.. m.TypeParameterList?.Parameters.Select(p => p.Identifier.ValueText) ?? []];
        string generic = methodArguments.Length > 0 ? $"`{methodArguments.Length}" : "";
        string name = m.Identifier.ValueText;
        string line = $"{Access(m)}{Modifier(m, kind)} {Type(m.ReturnType)} {name}{generic}({Parameters(m.ParameterList)})";
        return new(name, line, Has(m, SyntaxKind.OverrideKeyword));
    }

    private PublicMember Operator(string name, TypeSyntax type, ParameterListSyntax parameters) =>
        new(name, $"public static {Type(type)} {name}({Parameters(parameters)})", false);

    private IEnumerable<PublicMember> Property(BasePropertyDeclarationSyntax p, string name, string index, string kind) =>
        from accessor in p.AccessorList!.Accessors
        where !accessor.Modifiers.Any(m => m.IsKind(SyntaxKind.PrivateKeyword) || m.IsKind(SyntaxKind.InternalKeyword))
        let access = accessor.Modifiers.Any(SyntaxKind.ProtectedKeyword) ? "protected" : Access(p)
        let line = $"{access}{Modifier(p, kind)} {Type(p.Type)} {name}{index} {accessor.Keyword.ValueText}"
        select new PublicMember(name, line, Has(p, SyntaxKind.OverrideKeyword));

    private PublicMember Field(FieldDeclarationSyntax f)
    {
        string name = f.Declaration.Variables[0].Identifier.ValueText;
        string modifier = Has(f, SyntaxKind.ConstKeyword) ? " const" : Has(f, SyntaxKind.StaticKeyword) ? " static" : "";
        return new(name, $"{Access(f)}{modifier} {Type(f.Declaration.Type)} {name}", false);
    }

    private static bool Has(MemberDeclarationSyntax m, SyntaxKind modifier) => m.Modifiers.Any(modifier);

    private static string Access(MemberDeclarationSyntax m) => Has(m, SyntaxKind.ProtectedKeyword) ? "protected" : "public";

    private static string Modifier(MemberDeclarationSyntax m, string kind) =>
        kind == "interface" ? ""
        : Has(m, SyntaxKind.StaticKeyword) ? " static"
        : Has(m, SyntaxKind.AbstractKeyword) ? " abstract"
        : Has(m, SyntaxKind.VirtualKeyword) || Has(m, SyntaxKind.OverrideKeyword) ? " virtual" : "";

    private string Parameters(BaseParameterListSyntax list) => string.Join(", ", list.Parameters.Select(Parameter));

    private string Parameter(ParameterSyntax p)
    {
        string modifiers = string.Concat(p.Modifiers.Select(m => m.ValueText + " "));
        string type = Type(p.Type!);
        return $"{modifiers}{type} {p.Identifier.ValueText}{(p.Default is { } d ? " = " + Default(d.Value, type) : "")}";
    }

    private static string Default(ExpressionSyntax value, string type) => value switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.DefaultLiteralExpression) => "null",
        LiteralExpressionSyntax literal => Constant.Line(literal.Token.IsKind(SyntaxKind.NullKeyword) ? null : literal.Token.Value, type),
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        IdentifierNameSyntax name => Constant.Line(Named[name.Identifier.ValueText], type),
        DefaultExpressionSyntax => "null",
        _ => Constant.Line(Number(value), type),
    };

    private static double Number(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal => Convert.ToDouble(literal.Token.Value, null),
        PrefixUnaryExpressionSyntax minus when minus.IsKind(SyntaxKind.UnaryMinusExpression) => -Number(minus.Operand),
        BinaryExpressionSyntax division when division.IsKind(SyntaxKind.DivideExpression) => Number(division.Left) / Number(division.Right),
        _ => throw new ArgumentException($"not a number: {value}"),
    };

    private string Type(TypeSyntax type) => type switch
    {
        PredefinedTypeSyntax p => p.Keyword.ValueText,
        NullableTypeSyntax n => Type(n.ElementType) is var inner && IsValue(n.ElementType, inner) ? inner + "?" : inner,
        ArrayTypeSyntax a => Type(a.ElementType) + string.Concat(a.RankSpecifiers.Select(r => $"[{new string(',', r.Rank - 1)}]")),
        PointerTypeSyntax p => Type(p.ElementType) + "*",
        RefTypeSyntax r => Type(r.Type),
        TupleTypeSyntax t => $"({string.Join(", ", t.Elements.Select(e => $"{Type(e.Type)} {e.Identifier.ValueText}".TrimEnd()))})",
        GenericNameSyntax g => $"{g.Identifier.ValueText}<{string.Join(", ", g.TypeArgumentList.Arguments.Select(Type))}>",
        IdentifierNameSyntax i when Array.IndexOf(methodArguments, i.Identifier.ValueText) is >= 0 and var k => $"!!{k}",
        IdentifierNameSyntax i when Array.IndexOf(arguments, i.Identifier.ValueText) is >= 0 and var k => $"!{k}",
        IdentifierNameSyntax { Identifier.ValueText: "String" } => "string",
        IdentifierNameSyntax i => i.Identifier.ValueText,
        QualifiedNameSyntax q => Type(q.Right),
        AliasQualifiedNameSyntax a => Type(a.Name),
        _ => throw new ArgumentException($"a type of kind {type.Kind()}"),
    };

    private bool IsValue(TypeSyntax type, string written) =>
        type is TupleTypeSyntax
        || (type is PredefinedTypeSyntax && written is not ("string" or "object"))
        || values.Contains(written) || ValuesElsewhere.Contains(written);
}
