using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MicroExpressions.Notebooks;

/// <summary>What a name in a cell is: its declaration, and what its documentation says.</summary>
public static partial class CodeInspection
{
    private static readonly SymbolDisplayFormat Declared = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithKindOptions(SymbolDisplayKindOptions.IncludeMemberKeyword | SymbolDisplayKindOptions.IncludeTypeKeyword | SymbolDisplayKindOptions.IncludeNamespaceKeyword);

    /// <summary>The name at a position of a cell, or the method whose arguments stand there; null where there is none.</summary>
    /// <param name="session">the cells that have run</param>
    /// <param name="code">the cell</param>
    /// <param name="position">in its characters</param>
    public static string? Inspect(NotebookSession session, string code, int position)
    {
        Compilation compilation = session.Compile(code);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        SemanticModel model = compilation.GetSemanticModel(tree);
        IEnumerable<SyntaxNode?> places = from at in new[] { position, position - 1 }
                                          where at >= 0 && at < code.Length
                                          select tree.GetRoot().FindToken(at) into token
                                          where token.Parent is SimpleNameSyntax or VariableDeclaratorSyntax or BaseTypeDeclarationSyntax or MethodDeclarationSyntax
                                          select token.Parent;
        ISymbol? symbol = places.Select(p => Symbol(model, p!)).FirstOrDefault(s => s is not null);
        if (symbol is null && code.Length > 0)
            symbol = tree.GetRoot().FindToken(Math.Clamp(position - 1, 0, code.Length - 1)).Parent?.AncestorsAndSelf()
                .Where(n => n is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax).Select(n => Symbol(model, n)).FirstOrDefault(s => s is not null);
        return symbol is null ? null : string.Join("\n\n", new[] { Declaration(symbol), Documentation(symbol) }.Where(t => t.Length > 0));
    }

    private static ISymbol? Symbol(SemanticModel model, SyntaxNode node)
    {
        SymbolInfo info = model.GetSymbolInfo(node);
        return info.Symbol ?? info.CandidateSymbols.FirstOrDefault() ?? model.GetDeclaredSymbol(node);
    }

    private static string Declaration(ISymbol symbol) => symbol.ToDisplayString(Declared) + (symbol is ITypeSymbol or INamespaceSymbol || symbol.ContainingNamespace is null or { IsGlobalNamespace: true }
        ? "" : $"\nof {symbol.ContainingType?.ToDisplayString() ?? symbol.ContainingNamespace.ToDisplayString()}");

    /// <summary>Summary and parameters as plain text; empty for what has no documentation.</summary>
    private static string Documentation(ISymbol symbol)
    {
        string xml = symbol.GetDocumentationCommentXml() ?? "";
        if (xml.Length == 0 || !xml.StartsWith('<'))
            return "";
        XElement documented = XElement.Parse($"<all>{xml}</all>");
        IEnumerable<string> parameters = documented.Descendants("param").Select(p => $"  {(string?)p.Attribute("name")}: {Text(p)}");
        return string.Join("\n", documented.Descendants("summary").Take(1).Select(Text).Concat(parameters));
    }

    private static string Text(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(n => n switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } named => Name((string?)named.Attribute("cref") ?? (string?)named.Attribute("name") ?? (string?)named.Attribute("langword") ?? ""),
        XElement inner => Text(inner),
        _ => "",
    })), " ").Trim();

    /// <summary><c>M:A.B.C(System.Int32)</c> is C.</summary>
    private static string Name(string reference) => reference.Split('(')[0].Split('.', ':')[^1];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
