namespace MicroExpressions.Annotations;

/// <summary>The two foreground classes of spotting.</summary>
public enum ExpressionKind
{
    /// <summary>Micro-expression (ME): at most half a second.</summary>
    Micro,

    /// <summary>Macro-expression (MaE): longer than that.</summary>
    Macro,
}
