using System.Text.RegularExpressions;

namespace MicroExpressions.Annotations;

/// <summary>
/// SAMM Long Videos: 159 micro- and 343 macro-expressions of 30 subjects in 147 videos at 200 fps.
/// Subjects are <c>006</c>, videos <c>006_1</c>; the sheet's row names add the movement's number (<c>006_1_2</c>).
/// </summary>
public static partial class SammLongVideos
{
    /// <summary>The set's id and folder.</summary>
    public const string Id = "samm-lv";

    /// <summary>The authors' sheet: 502 rows with apex and action units.</summary>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static IntervalList Load(DataRoot root) => ReadSheet(root.Find(Id, "sheet")).Sound();

    /// <summary>The lab's list: the sheet without 012_4_1, 020_6_5 and 036_7_4.</summary>
    /// <exception cref="InputException">no file holds the list, or a row cannot be used</exception>
    public static IntervalList LoadLabList(DataRoot root) => ReadLabList(root.Find(Id, "lab-list")).Sound();

    /// <summary>Which video a file or folder belongs to, told by its last part (zeros in front may be missing); null where it names none.</summary>
    /// <param name="path">without extension, parts divided by <c>/</c></param>
    public static VideoName? Recognise(string path)
    {
        Match match = SubjectAndVideo().Match(path.Split('/')[^1]);
        string subject = match.Groups[1].Value.PadLeft(3, '0');
        return match.Success ? new VideoName(subject, $"{subject}_{match.Groups[2].Value}") : null;
    }

    internal static IntervalList ReadSheet(RecognisedFile file)
    {
        HashSet<string> names = [];
        return ListReading.Intervals(file, row =>
        {
            string subject = row.ThreeDigits("subject");
            string[] name = row.Text("name").Split('_');
            if (name.Length != 3 || name[0] != subject)
            {
                throw row.Wrong("name", row.Text("name"), $"{subject}_<video>_<movement>");
            }

            if (!names.Add(row.Text("name")))
            {
                row.Note(AnnotationRule.RepeatedName, $"{row.Text("name")} names a second movement; kept");
            }

            return new ExpressionInterval(subject, $"{name[0]}_{name[1]}", row.Kind(),
                row.Onset(), row.Apex(), row.Frame("offset"), row.FramesPerSecond)
            {
                ActionUnits = row.TextOrEmpty("action-units"),
            };
        });
    }

    internal static IntervalList ReadLabList(RecognisedFile file) =>
        LabList.Read(file, (row, path) => (row.ThreeDigits("subject"), path[^1]));

    [GeneratedRegex(@"^(\d{1,3})_(\d+)$")]
    private static partial Regex SubjectAndVideo();
}
