namespace MicroExpressions.Annotations;

/// <summary>How a list fared in <see cref="DataCheck"/>.</summary>
public enum DataCheckState
{
    /// <summary>Every count and every repair is what a complete copy gives.</summary>
    Holds,

    /// <summary>The file was read, but something differs or rows were refused without a rule.</summary>
    Differs,

    /// <summary>No file in the data root holds the list; nothing is wrong.</summary>
    Missing,

    /// <summary>The file is known to hold nothing to read, or is like no list at all while the set's lists were read from others; nothing is wrong.</summary>
    PassedOver,

    /// <summary>The file is damaged, another set's, or lacks something of a known list.</summary>
    Unreadable,
}

/// <summary>One file of one data set, or one list that no file holds.</summary>
/// <param name="Manifest">the data set</param>
/// <param name="List">which list; null where the file was not recognised</param>
/// <param name="File">the file; null where no file holds the list</param>
/// <param name="State">how it fared</param>
/// <param name="Report">counts, repairs and refusals row by row; null unless the file was read</param>
/// <param name="Rules">the repairs by rule, found beside expected</param>
/// <param name="Error">why the file could not be read</param>
public sealed record DataCheckResult(
    DataSetManifest Manifest, AnnotationList? List, string? File, DataCheckState State,
    AnnotationReport? Report, IReadOnlyList<RuleCheck> Rules, InputException? Error)
{
    /// <summary>Why the file is not read, where it is passed over.</summary>
    public string? Reason => State != DataCheckState.PassedOver ? null
        : List?.What ?? "like no known list; if it is a new edition of one, describe its columns in data-manifests/";
}

/// <summary>One rule's rows beside what a complete copy has.</summary>
/// <param name="Rule">the rule</param>
/// <param name="Found">rows to which it applied</param>
/// <param name="Expected">in a complete copy; null where the manifest does not say</param>
/// <param name="Treatment">what the rule does</param>
public sealed record RuleCheck(AnnotationRule Rule, int Found, int? Expected, string Treatment)
{
    /// <summary>Found is expected, or nothing was expected.</summary>
    public bool Holds => Expected is null || Found == Expected;
}

/// <summary>Reads every annotation file of a data root and sets what is found beside what a complete copy has.</summary>
public static class DataCheck
{
    /// <summary>Checks one data set or all.</summary>
    /// <param name="root">the data root</param>
    /// <param name="set">a set's id; null for all</param>
    /// <param name="policy">for the missing offsets of CAS(ME)²; counts do not depend on it</param>
    /// <param name="progress">told each file's name before it is read</param>
    /// <param name="cancellation">looked at between files</param>
    /// <returns>
    /// per set, in the order of its lists: a result for each file, and one for each list that no file holds, unless it is a further one
    /// </returns>
    /// <exception cref="InputException">there is no such set</exception>
    public static IReadOnlyList<DataCheckResult> Run(
        DataRoot root, string? set = null, OffsetPolicy policy = OffsetPolicy.ApexPlus20,
        IProgress<string>? progress = null, CancellationToken cancellation = default)
    {
        List<DataCheckResult> results = [];
        foreach (DataSetManifest manifest in set is null ? DataSetManifest.All : [DataSetManifest.Of(set)])
        {
            List<DataCheckResult> files = [];
            foreach (string path in root.AnnotationFiles(manifest.Id))
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(Path.GetFileName(path));
                files.Add(Check(manifest, path, policy));
            }

            foreach (AnnotationList list in manifest.Lists)
            {
                DataCheckResult[] held = [.. files.Where(result => result.List == list)];
                results.AddRange(held.Length > 0 || list.Further ? held : [new(manifest, list, null, DataCheckState.Missing, null, [], null)]);
            }

            // What is like no list may be the user's own notes; where nothing else was read it may be what was meant.
            bool read = files.Any(result => result.Report is not null);
            results.AddRange(files.Where(result => result.List is null)
                .Select(result => read ? result : result with { State = DataCheckState.Unreadable }));
        }

        return results;
    }

    private static DataCheckResult Check(DataSetManifest manifest, string path, OffsetPolicy policy)
    {
        AnnotationList? list = null;
        Spreadsheet? cells = null;
        try
        {
            cells = Spreadsheet.Read(path);
            RecognisedFile file = RecognisedFile.Recognise(cells, manifest);
            list = file.List;
            if (list.Holds == ListContent.PassedOver)
            {
                return new DataCheckResult(manifest, list, path, DataCheckState.PassedOver, null, [], null);
            }

            AnnotationReport report = AnnotationFile.Report(file, policy);
            IReadOnlyList<RuleCheck> rules = Rules(manifest, list, report);
            return new DataCheckResult(manifest, list, path,
                report.Holds && rules.All(rule => rule.Holds) ? DataCheckState.Holds : DataCheckState.Differs, report, rules, null);
        }
        catch (InputException error)
        {
            bool unlike = list is null && cells is not null && NearMiss.IsUnlikeAll(cells);
            return new DataCheckResult(manifest, list, path, unlike ? DataCheckState.PassedOver : DataCheckState.Unreadable, null, [], error);
        }
    }

    private static List<RuleCheck> Rules(DataSetManifest manifest, AnnotationList list, AnnotationReport report)
    {
        IReadOnlyDictionary<AnnotationRule, int> found = report.RepairsByRule;
        return [.. Enum.GetValues<AnnotationRule>().Select(rule =>
        {
            Quirk? quirk = manifest.QuirkOf(rule);
            int? expected = quirk?.Expected is { } counts ? counts.GetValueOrDefault(list.Name) : null;
            return new RuleCheck(rule, found.GetValueOrDefault(rule), expected, quirk?.Treatment ?? "Numbers and rows mean the same.");
        }).Where(check => check.Found > 0 || check.Expected > 0)];
    }
}
