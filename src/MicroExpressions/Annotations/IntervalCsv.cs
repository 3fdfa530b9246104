using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace MicroExpressions.Annotations;

/// <summary>
/// The kit's own form of an annotation list, for data that has no known sheet and for handing lists on:
/// <c>subject,video,kind,onset,apex,offset,fps</c>. Apex may be empty; action units and emotion are not in it.
/// One file has one frame rate. Files of other hands are read too: <c>;</c> or tabs with decimal commas, headers in any case, the usual
/// words for the kinds, and marks for an apex that is not labelled, which the report counts.
/// </summary>
public static class IntervalCsv
{
    /// <summary>The header line.</summary>
    public const string Header = "subject,video,kind,onset,apex,offset,fps";

    private const string Remedy = "Correct the row; the columns are " + Header + ".";

    private static readonly string[] Columns = Header.Split(',');

    /// <summary>Reads <paramref name="path"/>.</summary>
    /// <exception cref="InputException">the file is missing, lacks a column, has no row, or a row is wrong</exception>
    public static IntervalList Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, "no such file", $"a CSV file with {Header}", "Check the path.");
        }

        using StringReader reader = new(Spreadsheet.TextOf(path));
        List<RowRepair> repairs = [];
        IReadOnlyList<ExpressionInterval> intervals = Parse(reader, path, repairs);
        return new IntervalList(intervals,
            new AnnotationReport("", "intervals", path, "neutral CSV", IntervalCounts.Of(intervals), repairs, []));
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="text">header and rows</param>
    /// <param name="place">the name for it in messages</param>
    /// <exception cref="InputException">as <see cref="Read"/></exception>
    public static IReadOnlyList<ExpressionInterval> Parse(TextReader text, string place) => Parse(text, place, []);

    private static List<ExpressionInterval> Parse(TextReader text, string place, List<RowRepair> repairs)
    {
        string whole = text.ReadToEnd();
        char separator = DelimitedText.SeparatorOf(whole) ?? ',';
        using CsvParser parser = new(new StringReader(whole), Configuration(place, separator));
        string[] header = parser.Read() ? [.. parser.Record!.Select(name => name.Trim().ToLowerInvariant())] : [];
        string[] missing = [.. Columns.Except(header)];
        if (missing.Length > 0)
        {
            throw new InputException($"{place}, row 1", header.Length == 0 ? "nothing" : string.Join(",", header),
                $"the columns {Header}; missing: {string.Join(", ", missing)}", "Add the columns or put the right file there.");
        }

        int[] at = [.. Columns.Select(column => Array.IndexOf(header, column))];
        List<ExpressionInterval> intervals = [];
        Dictionary<ExpressionInterval, int> seen = [];
        while (parser.Read())
        {
            string row = $"{place}, row {parser.RawRow}";
            string[] record = parser.Record!;
            if (record.All(string.IsNullOrWhiteSpace))
            {
                repairs.Add(new RowRepair(AnnotationRule.BlankRow, Path.GetFileNameWithoutExtension(place), parser.RawRow, "skipped"));
                continue;
            }

            if (record.Length != header.Length)
            {
                throw new InputException(row, $"{record.Length} fields", $"{header.Length} fields", Remedy);
            }

            string[] fields = [.. at.Select(i => record[i])];
            ExpressionInterval interval = ParseRow(row, fields, separator != ',');
            if (interval.Apex is null && fields[4].Length > 0)
            {
                repairs.Add(new RowRepair(
                    AnnotationRule.ApexUnlabelled, Path.GetFileNameWithoutExtension(place), parser.RawRow, $"apex '{fields[4]}' → none"));
            }

            if (intervals.Count > 0 && interval.FramesPerSecond != intervals[0].FramesPerSecond)
            {
                throw new InputException($"{row}, column 'fps'",
                    $"{interval.FramesPerSecond} fps after {intervals[0].FramesPerSecond} fps", "one frame rate in a file",
                    "Split the file by frame rate.");
            }

            if (!seen.TryAdd(interval, parser.RawRow))
            {
                throw new InputException(row, $"the same movement as in row {seen[interval]}", "every movement once",
                    "Remove one of the rows.");
            }

            intervals.Add(interval);
        }

        return intervals.Count > 0 ? intervals
            : throw new InputException(place, "a header without rows", "at least one movement", "Put the complete file there.");
    }

    /// <summary>Writes <paramref name="intervals"/> to <paramref name="path"/>: complete or, when something fails, not at all.</summary>
    /// <exception cref="ArgumentException">the intervals have more than one frame rate, which no file may have</exception>
    public static void Write(string path, IReadOnlyList<ExpressionInterval> intervals)
    {
        string text = Format(intervals);
        WholeFile.WriteText(path, to => to.Write(text));
    }

    /// <summary>The text of such a file; fields are quoted where they need it.</summary>
    /// <exception cref="ArgumentException">as <see cref="Write"/></exception>
    public static string Format(IReadOnlyList<ExpressionInterval> intervals)
    {
        if (intervals.Select(i => i.FramesPerSecond).Distinct().Count() > 1)
        {
            throw new ArgumentException("a file holds intervals of one frame rate", nameof(intervals));
        }

        using StringWriter text = new(CultureInfo.InvariantCulture);
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            NewLine = "\n",
            // By default a lone \r is not quoted, though readers end the row there.
            ShouldQuote = field => field.Field.AsSpan().ContainsAny(",\"\r\n"),
        };
        using (CsvWriter csv = new(text, configuration, leaveOpen: true))
        {
            WriteRow(csv, Columns);
            foreach (ExpressionInterval i in intervals)
            {
                WriteRow(csv,
                [
                    FormulaText.Guarded(i.Subject), FormulaText.Guarded(i.Video), i.Kind == ExpressionKind.Micro ? "micro" : "macro",
                    Text(i.Onset), i.Apex is { } apex ? Text(apex) : "", Text(i.Offset),
                    i.FramesPerSecond.ToString("R", CultureInfo.InvariantCulture),
                ]);
            }
        }

        return text.ToString();
    }

    private static CsvConfiguration Configuration(string place, char separator) => new(CultureInfo.InvariantCulture)
    {
        Delimiter = separator.ToString(),
        BadDataFound = bad => throw new InputException($"{place}, row {bad.Context.Parser?.RawRow}", $"a stray quote in '{bad.Field}'",
            "fields quoted as RFC 4180 says", "Quote the whole field and double its quotes."),
    };

    /// <summary>One row.</summary>
    /// <param name="row">the name for it in messages</param>
    /// <param name="fields">its texts, in the order of <see cref="Header"/></param>
    /// <param name="decimalComma">whether numbers may be written with a decimal comma</param>
    /// <exception cref="InputException">a field that breaks a rule</exception>
    public static ExpressionInterval ParseRow(string row, IReadOnlyList<string> fields, bool decimalComma = false)
    {
        for (int i = 0; i < 2; i++)
        {
            if (fields[i].Length == 0)
            {
                throw new InputException($"{row}, column '{Columns[i]}'", "nothing", "a name", Remedy);
            }
        }

        ExpressionKind kind = ExpressionKinds.Read(fields[2])
            ?? throw new InputException($"{row}, column 'kind'", $"'{fields[2]}'", ExpressionKinds.Words, Remedy);
        int onset = Frame(row, "onset", fields[3], decimalComma);
        int? apex = ApexMark.Is(fields[4], decimalComma) ? null : Frame(row, "apex", fields[4], decimalComma);
        int offset = Frame(row, "offset", fields[5], decimalComma);
        if (offset < onset)
        {
            throw new InputException($"{row}, column 'offset'", $"offset {offset} before onset {onset}",
                "onset ≤ apex ≤ offset", Remedy);
        }

        if (apex < onset || apex > offset)
        {
            throw new InputException($"{row}, column 'apex'", $"apex {apex} outside [{onset}, {offset}]",
                "onset ≤ apex ≤ offset", Remedy);
        }

        return DelimitedText.TryNumber(fields[6], decimalComma, out double fps) && fps > 0
            ? new ExpressionInterval(FormulaText.Plain(fields[0]), FormulaText.Plain(fields[1]), kind, onset, apex, offset, fps)
            : throw new InputException($"{row}, column 'fps'", $"'{fields[6]}'", "a positive number of frames per second", Remedy);
    }

    /// <summary>A whole number, also where a table program wrote it as 12.0.</summary>
    private static int Frame(string row, string column, string text, bool decimalComma) =>
        DelimitedText.TryNumber(text, decimalComma, out double frame) && frame >= 1 && frame < int.MaxValue && frame == Math.Floor(frame) ? (int)frame
            : throw new InputException($"{row}, column '{column}'", $"'{text}'",
                column == "apex" ? $"a frame number from 1 on, or a mark for no apex ({ApexMark.Marks})" : "a frame number from 1 on", Remedy);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static void WriteRow(CsvWriter csv, IEnumerable<string> fields)
    {
        foreach (string field in fields)
        {
            csv.WriteField(field);
        }

        csv.NextRecord();
    }
}
