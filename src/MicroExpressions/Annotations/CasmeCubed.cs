using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroExpressions.Annotations;

/// <summary>
/// CAS(ME)³ part A: 98 subjects, 956 labelled videos at 30 fps. Videos are named by letter within the subject's folder,
/// so the name here carries both: <c>spNO.1/a</c>. Part C: other people, one video of a mock crime each; its sheets number the people
/// only, so that subject and video are called <c>partC.4</c> here [chosen].
/// </summary>
public static partial class CasmeCubed
{
    /// <summary>The set's id and folder.</summary>
    public const string Id = "casme-cubed";

    /// <summary>Version 2 of the authors' sheet: 860 micro- and 3346 macro-expressions.</summary>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static IntervalList Load(DataRoot root) => ReadSheet(root.Find(Id, "v2")).Sound();

    /// <summary>Version 1 of the authors' sheet: 921 micro- and 3285 macro-expressions in the same rows.</summary>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static IntervalList LoadVersion1(DataRoot root) => ReadSheet(root.Find(Id, "v1")).Sound();

    /// <summary>
    /// The lab's list: 277 micro-expressions (at most half a second) and 2071 macro-expressions in 757 videos.
    /// Its frames count from the first picture of the folder, so they are lower than the sheet's by what is missing before.
    /// </summary>
    /// <exception cref="InputException">no file holds the list, or a row cannot be used</exception>
    public static IntervalList LoadLabList(DataRoot root) => ReadLabList(root.Find(Id, "lab-list")).Sound();

    /// <summary>
    /// Which video a file or folder belongs to: <c>spNO.1/a</c>, <c>part_A/spNO.1/A/color</c>, <c>spNO.1_a</c>; null where it names none,
    /// as the folders of depth pictures do.
    /// </summary>
    /// <param name="path">without extension, parts divided by <c>/</c></param>
    public static VideoName? Recognise(string path)
    {
        Match match = SubjectAndLetter().Match(path);
        string subject = $"spNO.{match.Groups[1].Value}";
        return match.Success ? new VideoName(subject, $"{subject}/{match.Groups[2].Value.ToLowerInvariant()}") : null;
    }

    internal static IntervalList ReadSheet(RecognisedFile file) =>
        ListReading.Intervals(file, row =>
        {
            string subject = SubjectFolder().IsMatch(row.Text("subject")) ? row.Text("subject")
                : throw row.Wrong("subject", row.Text("subject"), "spNO.<number>");
            // the list of micro-expressions has no column for the kind
            ExpressionKind kind = file.List.Name is "micro-v1" or "micro-v2" ? ExpressionKind.Micro : row.Kind();
            return new ExpressionInterval(subject, $"{subject}/{Letter(row, row.Text("video"))}", kind,
                row.Onset(), row.Apex(), row.Frame("offset"), row.FramesPerSecond)
            {
                ActionUnits = row.TextOrEmpty("action-units"),
                Emotion = row.TextOrEmpty("emotion"),
            };
        });

    internal static IntervalList ReadLabList(RecognisedFile file) =>
        LabList.Read(file, (row, path) =>
        {
            int number = int.Parse(row.ThreeDigits("subject"), CultureInfo.InvariantCulture);
            string subject = $"spNO.{number.ToString(CultureInfo.InvariantCulture)}";
            return (subject, $"{subject}/{Letter(row, path[^1])}");
        });

    internal static IntervalList ReadPartC(RecognisedFile file) =>
        ListReading.Intervals(file, row =>
        {
            string subject = $"partC.{int.Parse(row.ThreeDigits("subject"), CultureInfo.InvariantCulture)}";
            ExpressionKind kind = file.List.Name == "part-c-micro" ? ExpressionKind.Micro : row.Text("kind-code") switch
            {
                "1" => ExpressionKind.Micro,
                "0" => ExpressionKind.Macro,
                var other => throw row.Wrong("kind-code", other, "1 for micro, 0 for macro"),
            };
            return new ExpressionInterval(subject, subject, kind, row.Onset(), null, row.Frame("offset"), row.FramesPerSecond)
            {
                ActionUnits = row.TextOrEmpty("action-units"),
                Emotion = row.TextOrEmpty("emotion"),
            };
        });

    private static string Letter(AnnotationRow row, string letter)
    {
        if (letter.Length != 1 || !char.IsAsciiLetter(letter[0]))
        {
            throw row.Wrong("video", letter, "a single letter");
        }

        string lower = letter.ToLowerInvariant();
        if (lower != letter)
        {
            row.Note(AnnotationRule.LetterCase, $"video {letter} → {lower}");
        }

        return lower;
    }

    [GeneratedRegex(@"(?:^|/)spNO\.0*(\d+)[/_]([a-z])(?:/color)?$", RegexOptions.IgnoreCase)]
    private static partial Regex SubjectAndLetter();

    [GeneratedRegex(@"^spNO\.\d+$")]
    private static partial Regex SubjectFolder();
}
