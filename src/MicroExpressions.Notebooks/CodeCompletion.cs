using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MicroExpressions.Notebooks;

/// <summary>What could stand at a place in a cell.</summary>
/// <param name="Matches">names, those that the notebook itself declared first</param>
/// <param name="From">where the text begins that a match replaces</param>
/// <param name="To">where it ends</param>
public sealed record Completions(IReadOnlyList<string> Matches, int From, int To);

/// <summary>Completion after a dot and of names, from the compiler's own model of the notebook so far.</summary>
public static class CodeCompletion
{
    private const int Most = 200;

    /// <summary>What could stand at a position of a cell that has not run.</summary>
    /// <param name="session">the cells that have</param>
    /// <param name="code">the cell</param>
    /// <param name="position">in its characters</param>
    public static Completions Complete(NotebookSession session, string code, int position)
    {
        int from = position;
        while (from > 0 && SyntaxFacts.IsIdentifierPartCharacter(code[from - 1]))
            from--;
        string typed = code[from..position];
        Compilation compilation = session.Compile(code);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SyntaxNode root = tree.GetRoot();
        SyntaxTrivia around = root.FindTrivia(Math.Max(0, position - 1));
        SyntaxToken at = root.FindToken(Math.Max(0, position - 1));
        if (around.IsKind(SyntaxKind.SingleLineCommentTrivia) || around.IsKind(SyntaxKind.MultiLineCommentTrivia) || at.IsKind(SyntaxKind.StringLiteralToken) && at.Span.Contains(position - 1))
            return new Completions([], position, position);

        SemanticModel model = compilation.GetSemanticModel(tree);
        int dot = from - 1;
        while (dot >= 0 && char.IsWhiteSpace(code[dot]))
            dot--;
        IEnumerable<string> names = dot >= 0 && code[dot] == '.'
            ? Names(model, from, Members(model, root.FindToken(dot), from))
            : typed.Length == 0 ? [] : Names(model, from, model.LookupSymbols(from)).Concat(Keywords());
        return new Completions([.. names.Where(n => n.StartsWith(typed, StringComparison.OrdinalIgnoreCase)).Distinct().Take(Most)], from, position);
    }

    /// <summary>What the expression, type or namespace left of a dot has.</summary>
    private static IEnumerable<ISymbol> Members(SemanticModel model, SyntaxToken dot, int position)
    {
        SyntaxNode? left = dot.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression,
            QualifiedNameSyntax name => name.Left,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };
        if (left is null)
            return [];
        SymbolInfo named = model.GetSymbolInfo(left);
        if ((named.Symbol ?? named.CandidateSymbols.FirstOrDefault()) is INamespaceOrTypeSymbol container)
            return model.LookupSymbols(position, container).Where(s => s is INamespaceOrTypeSymbol || s.IsStatic);
        ITypeSymbol? type = model.GetTypeInfo(left).Type;
        if (dot.Parent is MemberBindingExpressionSyntax && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
            type = nullable.TypeArguments[0];
        return type is null or IErrorTypeSymbol ? []
            : model.LookupSymbols(position, type, includeReducedExtensionMethods: true).Where(s => s is not ITypeSymbol && (!s.IsStatic || s is IMethodSymbol { ReducedFrom: not null }));
    }

    private static IEnumerable<string> Names(SemanticModel model, int position, IEnumerable<ISymbol> symbols) => symbols
        .Where(s => s.CanBeReferencedByName && !s.IsImplicitlyDeclared && model.IsAccessible(position, s))
        .OrderBy(s => s.Locations.Any(l => l.IsInSource) ? 0 : 1).ThenBy(s => s.Name, StringComparer.Ordinal)
        .Select(s => s.Name);

    private static IEnumerable<string> Keywords() =>
        SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Order(StringComparer.Ordinal);
}
