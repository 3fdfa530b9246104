namespace MicroExpressions.Training;

/// <summary>What a method is told about its training videos.</summary>
public enum Supervision
{
    /// <summary>Which classes occur in a video.</summary>
    Video,

    /// <summary>One frame of each expression.</summary>
    Point,

    /// <summary>Onset and offset of each expression.</summary>
    Full,
}
