using System.Text.RegularExpressions;

namespace MicroExpressions.Annotations;

/// <summary>
/// CAS(ME)²: 22 subjects watch nine films; 300 macro- and 57 micro-expressions in 95 of 98 videos at 30 fps.
/// Subjects are named as the folders are (<c>s15</c>), videos too (<c>15_0102eatingworms</c>).
/// </summary>
public static partial class CasmeSquared
{
    /// <summary>The set's id and folder.</summary>
    public const string Id = "casme-squared";

    /// <summary>
    /// The films' folder names after the subject's number, typos included. Copies differ in the letters, never in the
    /// four digits, so the digits name the film and this table spells it.
    /// </summary>
    private static readonly Dictionary<string, string> Films = new()
    {
        ["0101"] = "disgustingteeth",
        ["0102"] = "eatingworms",
        ["0401"] = "girlcrashing",
        ["0402"] = "beatingpregnantwoman",
        ["0502"] = "funnyerrors",
        ["0503"] = "unnyfarting",
        ["0505"] = "funnyinnovations",
        ["0507"] = "climbingthewall",
        ["0508"] = "funnydunkey",
    };

    /// <summary>The authors' sheet: 357 rows with apex and action units.</summary>
    /// <param name="root">the data root</param>
    /// <param name="policy">what stands in for the 44 offsets that are missing and the 3 that are not after the apex</param>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static IntervalList Load(DataRoot root, OffsetPolicy policy = OffsetPolicy.ApexPlus20) =>
        ReadSheet(root.Find(Id, "sheet"), policy).Sound();

    /// <summary>The lab's list of 357 intervals, whose missing offsets are apex + 20.</summary>
    /// <exception cref="InputException">no file holds the list, or a row cannot be used</exception>
    public static IntervalList LoadLabList(DataRoot root) => ReadLabList(root.Find(Id, "lab-list")).Sound();

    /// <summary>All 98 videos, with and without expressions, in the list's order.</summary>
    /// <exception cref="InputException">no file holds the list, or a row cannot be used</exception>
    public static VideoList LoadVideos(DataRoot root) => ReadVideos(root.Find(Id, "videos")).Sound();

    /// <summary>
    /// The one spelling of a video's name that all lists and published detections share: <c>15_0102eatingworms</c> for
    /// <c>15_0102</c>, <c>./…/s15/15_0102eatingworms</c> and misspelt folders.
    /// </summary>
    /// <exception cref="InputException">the name does not start with two digits, an underscore and a film's four digits</exception>
    public static string VideoName(string anyName)
    {
        string last = anyName.Split('/', '\\')[^1];
        Match match = SubjectAndFilm().Match(last);
        return match.Success && Films.TryGetValue(match.Groups[2].Value, out string? film)
            ? $"{match.Groups[1].Value}_{match.Groups[2].Value}{film}"
            : throw new InputException("CAS(ME)² video", $"'{anyName}'", $"NN_ and one of {string.Join(", ", Films.Keys)}",
                "Correct the name.");
    }

    /// <summary>The subject to whom a video belongs: <c>s15</c> for <c>15_0102eatingworms</c>.</summary>
    public static string SubjectOf(string video) => "s" + VideoName(video)[..2];

    /// <summary>Which video a file or folder belongs to, told by its last part; null where it names none of the set's.</summary>
    /// <param name="path">without extension, parts divided by <c>/</c></param>
    public static VideoName? Recognise(string path) =>
        SubjectAndFilm().Match(path.Split('/')[^1]) is { Success: true } match && Films.ContainsKey(match.Groups[2].Value)
            ? new VideoName("s" + match.Groups[1].Value, VideoName(match.Value)) : null;

    internal static IntervalList ReadSheet(RecognisedFile file, OffsetPolicy policy)
    {
        Dictionary<string, string> subjects = Naming(file, "subjects", "number", "folder");
        Dictionary<string, string> films = Naming(file, "films", "stimulus", "film");
        return ListReading.Intervals(file, row =>
        {
            string subject = subjects.TryGetValue(row.Text("subject"), out string? folder) ? folder
                : throw row.Wrong("subject", row.Text("subject"), "a subject that sheet 2 names");
            string stimulus = row.Text("code").Split('_')[0];
            string film = films.TryGetValue(stimulus, out string? code) ? code
                : throw row.Wrong("code", row.Text("code"), "a film that sheet 3 names, then _ and a number");
            int onset = row.Onset();
            int? apex = row.Apex();
            return new ExpressionInterval(subject, VideoName($"{subject[1..]}_{film}"), row.Kind(),
                onset, apex, Offset(row, policy, onset, apex), row.FramesPerSecond)
            {
                ActionUnits = row.TextOrEmpty("action-units"),
                Emotion = row.TextOrEmpty("emotion"),
            };
        });
    }

    internal static IntervalList ReadLabList(RecognisedFile file) =>
        LabList.Read(file, (row, path) =>
        {
            string video = Named(row, path[^1]);
            return (SubjectOf(video), video);
        });

    internal static VideoList ReadVideos(RecognisedFile file)
    {
        ListReading.Reading<VideoName> rows = ListReading.Rows(file, row =>
        {
            string subject = row.Text("subject");
            return new VideoName(subject, Named(row, $"{subject[1..]}_{row.Text("film")}"));
        }, name => name);
        return new VideoList(rows.Items, rows.Report(file,
        [
            new CountCheck("videos", rows.Items.Count, file.List.Expected.Videos),
            new CountCheck("subjects", rows.Items.Select(name => name.Subject).Distinct().Count(), file.List.Expected.Subjects),
        ]));
    }

    private static int Offset(AnnotationRow row, OffsetPolicy policy, int onset, int? apex)
    {
        int offset = row.Frame("offset");
        AnnotationRule? rule = offset == 0 ? AnnotationRule.OffsetMissing
            : offset <= apex ? AnnotationRule.OffsetNotAfterApex : null;
        if (rule is null)
        {
            return offset;
        }

        int from = apex ?? throw row.Wrong("apex", "neither apex nor offset", "at least one of them");
        int supplied = policy.OffsetFor(onset, from);
        row.Note(rule.Value, $"offset {offset} → {supplied} ({policy})");
        return supplied;
    }

    /// <summary>A naming sheet as a dictionary; it repeats every pair for each row of the first sheet.</summary>
    private static Dictionary<string, string> Naming(RecognisedFile file, string role, string from, string to)
    {
        RecognisedSheet sheet = file.Companions[role];
        Dictionary<string, string> names = [];
        foreach (SheetRow row in sheet.Rows.Where(row => !row.IsBlank))
        {
            string key = row.Text(sheet.Columns[from]) ?? "";
            string value = row.Text(sheet.Columns[to]) ?? "";
            if (!names.TryAdd(key, value) && names[key] != value)
            {
                throw new InputException($"{file.File.Path}, sheet {sheet.Sheet.Number} '{sheet.Sheet.Name}', row {row.Number}",
                    $"{key} → {value}", $"{key} → {names[key]} as in an earlier row", "Restore the original file.");
            }
        }

        return names;
    }

    private static string Named(AnnotationRow row, string name)
    {
        try
        {
            return VideoName(name);
        }
        catch (InputException e)
        {
            throw row.Wrong("video", e.Found, e.Expected);
        }
    }

    [GeneratedRegex(@"^s?(\d{2})_(\d{4})")]
    private static partial Regex SubjectAndFilm();
}
