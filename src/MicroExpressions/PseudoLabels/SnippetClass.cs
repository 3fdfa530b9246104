using MicroExpressions.Annotations;

namespace MicroExpressions.PseudoLabels;

/// <summary>The C = 3 classes of a snippet, in the order of the columns of the class activation map [paper].</summary>
public enum SnippetClass
{
    /// <summary>Micro-expression (ME).</summary>
    Micro,

    /// <summary>Macro-expression (MaE).</summary>
    Macro,

    /// <summary>Background (bg): neither.</summary>
    Background,
}

/// <summary>Numbers that follow from the classes.</summary>
public static class SnippetClasses
{
    /// <summary>C.</summary>
    public const int Count = 3;

    /// <summary>Classes that are an expression: the first two columns.</summary>
    public const int Foreground = 2;

    /// <summary>The class of an expression's snippets.</summary>
    public static SnippetClass Of(ExpressionKind kind) => kind switch
    {
        ExpressionKind.Micro => SnippetClass.Micro,
        ExpressionKind.Macro => SnippetClass.Macro,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "micro or macro"),
    };
}
