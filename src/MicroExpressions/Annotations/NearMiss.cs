namespace MicroExpressions.Annotations;

/// <summary>Why no edition fits a file: finds the one that comes nearest and says what is missing or in the way.</summary>
internal static class NearMiss
{
    private const double Near = 0.5;

    /// <summary>Whether the file has less than half of what any list of any set is recognised by: then it is something else.</summary>
    public static bool IsUnlikeAll(Spreadsheet file) => Candidates(file, DataSetManifest.All).All(candidate => candidate.Share < Near);

    public static InputException Explain(Spreadsheet file, IReadOnlyList<DataSetManifest> manifests)
    {
        Candidate nearest = Candidates(file, manifests).MaxBy(candidate => candidate.Share)!;
        if (nearest.Share < Near)
        {
            return new InputException(file.Path, "no known edition",
                string.Join("; ", from m in manifests from l in m.Lists where l.Holds != ListContent.PassedOver from e in l.Editions select $"{m.Id} {l.Name} ({e.Name})"),
                "If this is a new edition, describe its columns in data-manifests/; else put the original file there.");
        }

        if (nearest.Missing.Length > 0)
        {
            return new InputException(nearest.Place(nearest.Row), Written(nearest.Row),
                $"{string.Join(", ", nearest.Missing.Select(nearest.Describe))}, as in {nearest.Title}",
                "Restore the column, or the original file.");
        }

        SheetRow? first = nearest.FirstRow;
        Column? wrong = nearest.Edition.HasHeader ? nearest.WrongIn(first) : null;
        if (wrong is not null)
        {
            return new InputException(nearest.Place(first!), Written(first!),
                $"{nearest.Describe(wrong)} like {wrong.Pattern}, as in {nearest.Title}", "Correct the row, or restore the original file.");
        }

        return new InputException(file.Path, $"the first sheet of {nearest.Title} alone",
            string.Join(" and ", nearest.Edition.Companions.Select(companion =>
                $"a further sheet with {string.Join(", ", companion.Columns.Select(column => column.Header ?? column.Pattern))}")),
            "Put the original file there, with all its sheets.");
    }

    private static IEnumerable<Candidate> Candidates(Spreadsheet file, IReadOnlyList<DataSetManifest> manifests) =>
        from manifest in manifests
        from list in manifest.Lists
        from edition in list.Editions
        from sheet in file.Sheets
        from row in sheet.Rows.Where(row => !row.IsBlank).Take(edition.HasHeader ? RecognisedFile.HeaderSearchRows : 1)
        select new Candidate(file, manifest, list, edition, sheet, row);

    private static string Written(SheetRow row) => string.Join(" | ", row.Cells.Select((_, i) => row.Text(i) ?? ""));

    /// <summary>One row of the file taken for the header, or the first row, of one edition.</summary>
    private sealed record Candidate(
        Spreadsheet File, DataSetManifest Manifest, AnnotationList List, Edition Edition, Sheet Sheet, SheetRow Row)
    {
        public Column[] Missing { get; } = Edition.HasHeader
            ? [.. Edition.Columns.Where(column => !RecognisedFile.HeadersIn(Row, Edition.Columns).ContainsKey(column.Role))]
            : [.. Edition.Columns.Where((column, i) => !column.Accepts(Row.Text(i)))];

        /// <summary>How much of what the edition is recognised by is there, from 0 to 1.</summary>
        public double Share => 1 - (Missing.Length
            / (double)Edition.Columns.Count(column => Edition.HasHeader || column.Pattern is not null));

        public string Title => $"{Manifest.Title}, {List.Name} ({Edition.Name})";

        public SheetRow? FirstRow => Sheet.Rows.FirstOrDefault(row => row.Number > Row.Number && !row.IsBlank);

        public string Place(SheetRow row) => $"{File.Path}, sheet {Sheet.Number} '{Sheet.Name}', row {row.Number}";

        public string Describe(Column column) => column.Header is not null ? $"column '{column.Header}'"
            : $"column {Edition.Columns.Index().First(c => c.Item == column).Index + 1} ({column.Role}, like {column.Pattern})";

        public Column? WrongIn(SheetRow? first)
        {
            Dictionary<string, int> headers = RecognisedFile.HeadersIn(Row, Edition.Columns);
            return first is null ? null : Edition.Columns.FirstOrDefault(column => !column.Accepts(first.Text(headers[column.Role])));
        }
    }
}
