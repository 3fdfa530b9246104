using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MicroExpressions.Notebooks.Site;

/// <summary>C# as HTML: <c>&lt;span class="k|s|n|c|t|m"&gt;</c> for keywords, strings, numbers, comments, types and methods, as the compiler's parser sees them.</summary>
public static class CSharpColouring
{
    /// <summary>The cell's text, encoded, with its spans.</summary>
    public static string ToHtml(string code)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot();
        var spans = new List<(TextSpan Span, string Class)>();
        foreach (SyntaxToken token in root.DescendantTokens(n => n is not DirectiveTriviaSyntax, descendIntoTrivia: true))
            if (Class(token) is string kind)
                spans.Add((token.Span, kind));
        foreach (SyntaxTrivia trivia in root.DescendantTrivia())
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
                spans.Add((trivia.Span, "c"));
            else if (trivia.IsDirective)
                spans.Add((trivia.Span, "k"));

        var html = new StringBuilder();
        int at = 0;
        foreach ((TextSpan span, string kind) in spans.OrderBy(s => s.Span.Start).Where(s => s.Span.Length > 0))
        {
            if (span.Start < at)
                continue;
            html.Append(WebUtility.HtmlEncode(code[at..span.Start])).Append($"<span class=\"{kind}\">").Append(WebUtility.HtmlEncode(code[span.Start..span.End])).Append("</span>");
            at = span.End;
        }
        return html.Append(WebUtility.HtmlEncode(code[at..])).ToString();
    }

    private static string? Class(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.NumericLiteralToken => "n",
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.InterpolatedStringEndToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
            or SyntaxKind.InterpolatedRawStringEndToken => "s",
        SyntaxKind.IdentifierToken => Identifier(token),
        _ => token.IsKeyword() || SyntaxFacts.IsContextualKeyword(token.Kind()) ? "k" : null,
    };

    private static string? Identifier(SyntaxToken token) => token.Parent switch
    {
        IdentifierNameSyntax { IsVar: true } => "k",
        MethodDeclarationSyntax or LocalFunctionStatementSyntax => "m",
        BaseTypeDeclarationSyntax => "t",
        SimpleNameSyntax name when name.Parent is InvocationExpressionSyntax
            || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax called } access && access.Name == name && called.Expression == access
            || name.Parent is MemberBindingExpressionSyntax { Parent: InvocationExpressionSyntax } => "m",
        SimpleNameSyntax name when SyntaxFacts.IsInTypeOnlyContext(name) && name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null => "t",
        // without a compilation: by the language's convention what is written in capitals left of a dot is a type
        SimpleNameSyntax { Parent: MemberAccessExpressionSyntax left } name when left.Expression == name && token.Text.Length > 0 && char.IsUpper(token.Text[0]) => "t",
        _ => null,
    };
}
