using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>One row of a list of detections whose columns are known.</summary>
internal sealed record DetectionRow(string File, SheetRow Row, DetectionColumns Columns, bool DecimalComma)
{
    private string Place => $"{File}, row {Row.Number}";

    /// <summary>An interval that was labelled and not found: FN or TN, or the truth's frames alone.</summary>
    public bool SaysMissed => Text(DetectionRole.Outcome)?.ToUpperInvariant() is "FN" or "TN"
        || (Text(DetectionRole.Outcome) is null && HasNoFrames && !IsBlank(DetectionRole.TruthOnset));

    /// <summary>Neither onset nor offset, or −1 for both.</summary>
    public bool HasNoFrames => IsBlank(DetectionRole.Onset) && IsBlank(DetectionRole.Offset);

    /// <summary>The detection.</summary>
    /// <exception cref="InputException">a cell cannot be used, an unknown video, another rate</exception>
    public Detection Detection(VideoNames videos, double framesPerSecond, bool dropScoreDigit)
    {
        string name = FormulaText.Plain(Text(DetectionRole.Video) ?? throw Wrong(DetectionRole.Video, "nothing", "the video's name"));
        string? subject = Text(DetectionRole.Subject) is { } said ? FormulaText.Plain(said) : null;
        // mex spot, which knows a video and no person, writes the video's name for both
        VideoName video = videos.Of(Place, name, subject == name ? null : subject);
        if (Text(DetectionRole.Rate) is not null && Number(DetectionRole.Rate) is var rate && !ExpressionInterval.IsSameRate(rate, framesPerSecond))
            throw Wrong(DetectionRole.Rate, Invariant($"frames at {rate} per second"), Invariant($"frames at {framesPerSecond} per second, as in the annotations"),
                Invariant($"Convert the frames (frame × {framesPerSecond}/{rate}) or give annotations at {rate} frames per second."));
        return new(video.Subject, video.Video, Number(DetectionRole.Onset), Number(DetectionRole.Offset), Score(dropScoreDigit)) { Place = Place, Kind = Kind() };
    }

    private double Score(bool dropDigit)
    {
        if (!Columns.At.ContainsKey(DetectionRole.Score))
            return 1;
        double score = Number(DetectionRole.Score);
        string text = Text(DetectionRole.Score)!;
        return !dropDigit ? score : DelimitedText.TryNumber(text[..^1], DecimalComma, out double shorter) ? shorter
            : throw Wrong(DetectionRole.Score, $"'{text}'", "a score of more than one digit, whose last is dropped");
    }

    private ExpressionKind? Kind() => Text(DetectionRole.Kind) is not { } text || IsBlank(DetectionRole.Kind) ? null
        : ExpressionKinds.Read(text) ?? throw Wrong(
            DetectionRole.Kind, $"'{text}'", ExpressionKinds.Words, "Correct the cell; if the column holds something else, name it otherwise, such as emotion.");

    private double Number(DetectionRole role) => Text(role) is not { } text ? throw Wrong(role, "nothing", "a number")
        : DelimitedText.TryNumber(text, DecimalComma, out double number) ? number
        : throw Wrong(role, $"'{text}'", DecimalComma ? "a finite number" : "a finite number, with a decimal point");

    private string? Text(DetectionRole role) => Columns.At.TryGetValue(role, out int at) ? Row.Text(at) : null;

    private bool IsBlank(DetectionRole role) =>
        Text(role) is not { } text || DelimitedText.IsMark(text)
        || (role is DetectionRole.Onset or DetectionRole.Offset or DetectionRole.TruthOnset && DelimitedText.TryNumber(text, DecimalComma, out double frame) && frame == -1);

    private InputException Wrong(DetectionRole role, string found, string expected, string remedy = "Correct the cell.") =>
        new($"{Place}, column {Columns.Names[Columns.At[role]]}", found, expected, remedy);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
