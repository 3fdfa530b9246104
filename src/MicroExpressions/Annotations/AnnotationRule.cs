namespace MicroExpressions.Annotations;

/// <summary>
/// The named rules by which rows are repaired, flagged, skipped or refused. Apart from the first two, a rule works only
/// for data sets whose manifest lists it among the quirks; elsewhere the same oddity is an error.
/// </summary>
public enum AnnotationRule
{
    /// <summary>A row without any cell is skipped.</summary>
    BlankRow,

    /// <summary>A number stored as text is read as the number.</summary>
    NumberAsText,

    /// <summary>A fractional frame number loses its fraction, as in the lab's lists.</summary>
    FractionTruncated,

    /// <summary>Onset 0 means that the movement had begun before the video; it becomes frame 1.</summary>
    OnsetZero,

    /// <summary>Offset 0 means that it was not labelled; <see cref="OffsetPolicy"/> supplies one.</summary>
    OffsetMissing,

    /// <summary>An offset that is not after the apex cannot be right; <see cref="OffsetPolicy"/> supplies one.</summary>
    OffsetNotAfterApex,

    /// <summary>
    /// A mark for the apex ("/", "\\", "-", 0, −1, …) or nothing means that it was not labelled. An interval goes without; a clip needs it
    /// and is refused.
    /// </summary>
    ApexUnlabelled,

    /// <summary>The apex is the onset or the offset (α = 0 or 1), so the intensity is a ramp; the row is kept and flagged.</summary>
    ApexAtBoundary,

    /// <summary>A video's letter is written in upper case; it is lowered.</summary>
    LetterCase,

    /// <summary>Two movements carry the same name but differ in frames; both are kept and flagged.</summary>
    RepeatedName,

    /// <summary>Onset, apex and offset are not in order: the row is refused, where the manifest knows such rows of the list.</summary>
    FramesOutOfOrder,
}
