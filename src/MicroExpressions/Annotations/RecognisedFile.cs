namespace MicroExpressions.Annotations;

/// <summary>A sheet whose columns are known.</summary>
/// <param name="Sheet">the sheet</param>
/// <param name="FirstRow">index into <see cref="Sheet.Rows"/> of the first row after the header</param>
/// <param name="Columns">role → column index, from 0</param>
public sealed record RecognisedSheet(Sheet Sheet, int FirstRow, IReadOnlyDictionary<string, int> Columns)
{
    /// <summary>The rows below the header.</summary>
    public IEnumerable<SheetRow> Rows => Sheet.Rows.Skip(FirstRow);
}

/// <summary>
/// A file together with the edition that its content shows it to be. File names play no part: copies get renamed,
/// and editions of the same name differ.
/// </summary>
/// <param name="File">the cells</param>
/// <param name="Manifest">the data set</param>
/// <param name="List">which of its lists</param>
/// <param name="Edition">which edition of that list</param>
/// <param name="Main">the sheet with the rows</param>
/// <param name="Companions">role → further sheet of this edition</param>
public sealed record RecognisedFile(
    Spreadsheet File, DataSetManifest Manifest, AnnotationList List, Edition Edition,
    RecognisedSheet Main, IReadOnlyDictionary<string, RecognisedSheet> Companions)
{
    /// <summary>A header is looked for among this many rows; SAMM's official sheet starts with 13.</summary>
    internal const int HeaderSearchRows = 20;

    /// <summary>Recognises <paramref name="file"/> among the lists of all data sets.</summary>
    /// <exception cref="InputException">no known edition fits; the message says what the nearest one lacks</exception>
    public static RecognisedFile Recognise(Spreadsheet file) =>
        TryRecognise(file, DataSetManifest.All) ?? throw NearMiss.Explain(file, DataSetManifest.All);

    /// <summary>Recognises <paramref name="file"/> among the lists of one data set.</summary>
    /// <exception cref="InputException">it belongs to another set, or no known edition fits</exception>
    public static RecognisedFile Recognise(Spreadsheet file, DataSetManifest manifest)
    {
        if (TryRecognise(file, [manifest]) is { } recognised)
        {
            return recognised;
        }

        if (TryRecognise(file, DataSetManifest.All) is { } foreign)
        {
            throw new InputException(file.Path, $"{foreign.Manifest.Title}, {foreign.List.Name} ({foreign.Edition.Name})",
                $"an annotation file of {manifest.Title}", $"Move it to annotations/{foreign.Manifest.Id}/.");
        }

        throw NearMiss.Explain(file, [manifest]);
    }

    private static RecognisedFile? TryRecognise(Spreadsheet file, IReadOnlyList<DataSetManifest> manifests)
    {
        foreach (DataSetManifest manifest in manifests)
        {
            foreach (AnnotationList list in manifest.Lists)
            {
                foreach (Edition edition in list.Editions)
                {
                    if (Match(file, edition) is var (main, companions))
                    {
                        return new RecognisedFile(file, manifest, list, edition, main, companions);
                    }
                }
            }
        }

        return null;
    }

    private static (RecognisedSheet Main, IReadOnlyDictionary<string, RecognisedSheet> Companions)? Match(Spreadsheet file, Edition edition)
    {
        RecognisedSheet? main = FirstMatch(file.Sheets, edition.HasHeader, edition.Columns);
        if (main is null || (edition.MinimumRows > 0 && main.Rows.Count(row => !row.IsBlank) < edition.MinimumRows))
        {
            return null;
        }

        Dictionary<string, RecognisedSheet> companions = [];
        foreach (Companion companion in edition.Companions)
        {
            Sheet[] others = [.. file.Sheets.Where(sheet => sheet != main.Sheet && companions.Values.All(c => c.Sheet != sheet))];
            if (FirstMatch(others, companion.HasHeader, companion.Columns) is not { } found)
            {
                return null;
            }

            companions[companion.Role] = found;
        }

        return (main, companions);
    }

    private static RecognisedSheet? FirstMatch(IReadOnlyList<Sheet> sheets, bool hasHeader, IReadOnlyList<Column> columns) =>
        sheets.Select(sheet => hasHeader ? MatchHeaders(sheet, columns) : MatchPatterns(sheet, columns)).FirstOrDefault(m => m is not null);

    private static RecognisedSheet? MatchHeaders(Sheet sheet, IReadOnlyList<Column> columns)
    {
        for (int i = 0; i < Math.Min(HeaderSearchRows, sheet.Rows.Count); i++)
        {
            Dictionary<string, int> found = HeadersIn(sheet.Rows[i], columns);
            if (columns.All(column => found.ContainsKey(column.Role)))
            {
                SheetRow? first = sheet.Rows.Skip(i + 1).FirstOrDefault(row => !row.IsBlank);
                bool fits = first is null
                    || columns.All(column => column.Accepts(first.Text(found[column.Role])));
                return fits ? new RecognisedSheet(sheet, i + 1, found) : null;
            }
        }

        return null;
    }

    private static RecognisedSheet? MatchPatterns(Sheet sheet, IReadOnlyList<Column> columns)
    {
        int first = sheet.Rows.TakeWhile(row => row.IsBlank).Count();
        return first < sheet.Rows.Count && columns.Select((column, i) => column.Accepts(sheet.Rows[first].Text(i))).All(fits => fits)
            ? new RecognisedSheet(sheet, first, columns.Index().ToDictionary(c => c.Item.Role, c => c.Index))
            : null;
    }

    /// <summary>Role → index of the columns whose header stands in <paramref name="row"/>.</summary>
    internal static Dictionary<string, int> HeadersIn(SheetRow row, IReadOnlyList<Column> columns)
    {
        string[] headers = [.. Enumerable.Range(0, row.Cells.Count).Select(i => Plain(row.Text(i)))];
        Dictionary<string, int> found = [];
        foreach (Column column in columns)
        {
            int at = Array.IndexOf(headers, Plain(column.Header));
            if (at >= 0)
            {
                found[column.Role] = at;
            }
        }

        return found;
    }

    /// <summary>"Onset Frame", "OnsetFrame" and "onset_frame" are one header.</summary>
    private static string Plain(string? header) =>
        string.Concat((header ?? "\0").Where(c => char.IsLetterOrDigit(c) || c == '\0')).ToLowerInvariant();
}
