namespace MicroExpressions.Annotations;

/// <summary>The two foreground classes of spotting.</summary>
public enum ExpressionKind
{
    /// <summary>Micro-expression (ME): at most half a second.</summary>
    Micro,

    /// <summary>Macro-expression (MaE): longer than that.</summary>
    Macro,
}

/// <summary>The words for the two kinds that sheets, lists and submissions use.</summary>
internal static class ExpressionKinds
{
    /// <summary>What a reader may be told to write.</summary>
    public const string Words = "micro (or me, Micro-expression, …) or macro (or mae, Macro-expression, …)";

    /// <summary>
    /// <c>me</c>, <c>ME</c>, <c>micro</c>, <c>Micro-expression</c>, <c>micro expression</c>, <c>Micro - 1/2</c>; <c>mae</c>,
    /// <c>Macro…</c> likewise. Case, blanks and punctuation do not count. Null for any other text.
    /// </summary>
    public static ExpressionKind? Read(string text)
    {
        string word = string.Concat(text.Where(char.IsAsciiLetter)).ToLowerInvariant();
        return word is "me" or "mes" || word.StartsWith("micro", StringComparison.Ordinal) ? ExpressionKind.Micro
            : word is "mae" or "maes" || word.StartsWith("macro", StringComparison.Ordinal) ? ExpressionKind.Macro
            : null;
    }
}
