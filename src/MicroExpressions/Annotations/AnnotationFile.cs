namespace MicroExpressions.Annotations;

/// <summary>Any annotation file, whatever data set and edition it is; its content tells.</summary>
public static class AnnotationFile
{
    /// <summary>Reads the intervals of a sheet, a lab's list or the kit's own CSV.</summary>
    /// <param name="path">the file</param>
    /// <param name="policy">for CAS(ME)²'s sheet; elsewhere no offset is missing</param>
    /// <exception cref="InputException">the file is damaged or unknown, holds something else, or a row cannot be used</exception>
    public static IntervalList ReadIntervals(string path, OffsetPolicy policy = OffsetPolicy.ApexPlus20)
    {
        Spreadsheet spreadsheet = Spreadsheet.Read(path);
        if (LooksNeutral(spreadsheet))
        {
            return IntervalCsv.Read(path);
        }

        RecognisedFile file = RecognisedFile.Recognise(spreadsheet);
        return file.List.Holds == ListContent.Intervals ? Intervals(file, policy).Sound()
            : throw new InputException(path, $"{file.Manifest.Title}, {file.List.What}", "a list of expressions in long videos",
                "Give the sheet or list of a set of long videos.");
    }

    /// <summary>Reads <paramref name="file"/> with its data set's adapter, whatever it holds, and gives the report alone.</summary>
    internal static AnnotationReport Report(RecognisedFile file, OffsetPolicy policy) => file.List.Holds switch
    {
        ListContent.Intervals => Intervals(file, policy).Report,
        ListContent.Clips => Clips(file).Report,
        ListContent.Videos => CasmeSquared.ReadVideos(file).Report,
        _ => throw new ArgumentOutOfRangeException(nameof(file), file.List.Holds, "no such content"),
    };

    private static IntervalList Intervals(RecognisedFile file, OffsetPolicy policy) => (file.Manifest.Id, file.List.Name) switch
    {
        (CasmeSquared.Id, "sheet") => CasmeSquared.ReadSheet(file, policy),
        (CasmeSquared.Id, _) => CasmeSquared.ReadLabList(file),
        (SammLongVideos.Id, "sheet") => SammLongVideos.ReadSheet(file),
        (SammLongVideos.Id, _) => SammLongVideos.ReadLabList(file),
        (CasmeCubed.Id, "lab-list") => CasmeCubed.ReadLabList(file),
        (CasmeCubed.Id, "part-c" or "part-c-micro") => CasmeCubed.ReadPartC(file),
        (CasmeCubed.Id, _) => CasmeCubed.ReadSheet(file),
        _ => throw new ArgumentOutOfRangeException(nameof(file), file.Manifest.Id, "no adapter reads intervals of this set"),
    };

    private static ClipList Clips(RecognisedFile file) => (file.Manifest.Id, file.List.Name) switch
    {
        (Samm.Id, _) => Samm.Read(file),
        (CasmeTwo.Id, "sheet") => CasmeTwo.ReadSheet(file),
        (CasmeTwo.Id, _) => CasmeTwo.ReadFiveClassList(file),
        _ => throw new ArgumentOutOfRangeException(nameof(file), file.Manifest.Id, "no adapter reads clips of this set"),
    };

    /// <summary>Most of the neutral header is there, so that a missing column is reported as such.</summary>
    private static bool LooksNeutral(Spreadsheet file) =>
        file.IsText && file.Sheets[0].Rows[0].Cells.Select((_, i) => file.Sheets[0].Rows[0].Text(i))
            .Intersect(IntervalCsv.Header.Split(','), StringComparer.OrdinalIgnoreCase).Count() >= 4;
}
