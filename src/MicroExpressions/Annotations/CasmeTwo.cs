using System.Globalization;

namespace MicroExpressions.Annotations;

/// <summary>
/// CASME II: micro-expression clips of 26 subjects at 200 fps. The authors' sheet has 255; experiments use the list of
/// 247 in five classes, which corrects some frames and is not a subset (it has a clip that the sheet lacks).
/// </summary>
public static class CasmeTwo
{
    /// <summary>The set's id and folder.</summary>
    public const string Id = "casme2";

    private static readonly string[] Classes = ["happiness", "surprise", "disgust", "repression", "others"];

    /// <summary>The authors' sheet: 255 clips with action units and emotion.</summary>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static ClipList LoadClips(DataRoot root) => ReadSheet(root.Find(Id, "sheet")).Sound();

    /// <summary>The five-class list: 247 clips with the list's own frames; the list behind the intensity controls.</summary>
    /// <exception cref="InputException">no file holds the list, or a row cannot be used</exception>
    public static ClipList LoadFiveClassList(DataRoot root) => ReadFiveClassList(root.Find(Id, "five-class-list")).Sound();

    internal static ClipList ReadSheet(RecognisedFile file) =>
        ListReading.Clips(file, row => (SubjectFolder(row), row.Text("name")));

    internal static ClipList ReadFiveClassList(RecognisedFile file)
    {
        ClipList list = ListReading.Clips(file, row =>
        {
            int emotion = row.Frame("emotion");
            return emotion >= 1 && emotion <= Classes.Length ? (row.Text("subject"), row.Text("name"))
                : throw row.Wrong("emotion", row.Text("emotion"), $"a class from 1 to {Classes.Length}");
        });
        return list with { Clips = [.. list.Clips.Select(clip => clip with { Emotion = ClassOf(clip.Emotion) })] };
    }

    private static string ClassOf(string number) => Classes[int.Parse(number, CultureInfo.InvariantCulture) - 1];

    /// <summary>The sheet writes <c>01</c>, also as a number; the folder is <c>sub01</c>.</summary>
    private static string SubjectFolder(AnnotationRow row) => "sub" + row.ThreeDigits("subject")[1..];
}
