namespace MicroExpressions.Annotations;

/// <summary>SAMM: 159 micro-expression clips of 29 subjects at 200 fps. Its frame numbers are not those of SAMM-LV.</summary>
public static class Samm
{
    /// <summary>The set's id and folder.</summary>
    public const string Id = "samm";

    /// <summary>The 159 clips with onset, apex, offset, action units and estimated emotion.</summary>
    /// <exception cref="InputException">no file holds the sheet, or a row cannot be used</exception>
    public static ClipList LoadClips(DataRoot root) => Read(root.Find(Id, "sheet")).Sound();

    internal static ClipList Read(RecognisedFile file) =>
        ListReading.Clips(file, row =>
        {
            string subject = row.ThreeDigits("subject");
            return row.Text("name").StartsWith(subject + "_", StringComparison.Ordinal) ? (subject, row.Text("name"))
                : throw row.Wrong("name", row.Text("name"), $"{subject}_<film>_<movement>");
        });
}
