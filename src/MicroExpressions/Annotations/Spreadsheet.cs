using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using ExcelDataReader;

namespace MicroExpressions.Annotations;

/// <summary>
/// The cells of one annotation file (xls, xlsx, csv, or words between blanks), before anybody knows what they mean.
/// The format is told by the file's first bytes, since renamed copies are common.
/// </summary>
/// <param name="Path">the file</param>
/// <param name="IsText">true for csv and txt: there every cell is text by nature</param>
/// <param name="Sheets">the sheets that hold anything, in the file's order</param>
public sealed record Spreadsheet(string Path, bool IsText, IReadOnlyList<Sheet> Sheets)
{
    /// <summary>Whether numbers may be written with a decimal comma: in text whose cells something else than a comma separates.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>The longest list in use has 4209 rows; more than this is damage.</summary>
    private const int MostRows = 100_000;

    /// <summary>The widest sheet in use has 14 columns; old xls files cannot have more than this.</summary>
    private const int MostColumns = 256;

    /// <summary>Rows times columns: seventeen times the largest list in use.</summary>
    private const int MostCells = 1_000_000;

    /// <summary>
    /// The largest list in use has 0.4 MB, unpacked some 5; a thousand videos' detections a few. All of a file is in memory, a few times over: as bytes,
    /// as text and as cells.
    /// </summary>
    private const int MostBytes = 32 << 20, MostUnpacked = 64 << 20;

    /// <summary>Where the header of a compound document has the logarithms of its sectors' sizes, two words.</summary>
    private const int SectorShifts = 30;

    /// <summary>Whole lists are read once or twice over; each block of 32 rows may go over its own records once more.</summary>
    private const int MostReadings = 64;

    /// <summary>Excel 2007 and later have no more.</summary>
    private const int MostClaimedRows = 1 << 20;

    /// <summary>The file's name without its folder.</summary>
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Reads all sheets of <paramref name="path"/>.</summary>
    /// <exception cref="InputException">the file is missing, empty, truncated or no spreadsheet at all</exception>
    public static Spreadsheet Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, "no such file", "a file of rows (.xls, .xlsx, .csv, .txt)", "Check the path.");
        }

        byte[] bytes = Bytes(path);
        bool isText = !LooksLikeExcel(bytes);
        string text = isText ? Decode(path, bytes) : "";
        char? separator = DelimitedText.SeparatorOf(text);
        List<Sheet> sheets = isText ? [ReadText(path, text, separator)] : ReadExcel(path, bytes);
        sheets.RemoveAll(sheet => sheet.Rows.All(row => row.IsBlank));
        if (sheets.Count == 0)
        {
            throw new InputException(path, "no filled row in any sheet", "rows",
                "Put the original file there again; this one is empty.");
        }

        return new Spreadsheet(path, isText, sheets) { DecimalComma = isText && separator != ',' };
    }

    /// <summary>The text of a file of rows.</summary>
    /// <exception cref="InputException">it cannot be read, is too long or holds no text</exception>
    internal static string TextOf(string path) => Decode(path, Bytes(path));

    private static byte[] Bytes(string path)
    {
        try
        {
            // A sheet that is open in Excel is locked for exclusive reading, not for this.
            using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            if (stream.Length > MostBytes)
            {
                throw new InputException(path, $"{stream.Length} bytes", $"a file of rows, at most {MostBytes >> 20} MiB", "Put the original file there.");
            }

            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a file of rows that can be read", "Check the path.", e);
        }
    }

    /// <summary>xlsx is a zip archive; xls is a compound document or, before Excel 5, a bare record stream that starts with BOF.</summary>
    private static bool LooksLikeExcel(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("PK"u8) || IsCompound(bytes)
        || (bytes.Length > 2 && bytes[0] == 0x09 && bytes[1] is 0x00 or 0x02 or 0x04 or 0x08);

    private static bool IsCompound(ReadOnlySpan<byte> bytes) => bytes.StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0]);

    private static List<Sheet> ReadExcel(string path, byte[] bytes)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // xls files carry code pages
        try
        {
            RequireSmall(bytes);
            using IExcelDataReader reader = ExcelReaderFactory.CreateReader(new RereadLimit(bytes, (long)MostReadings * Math.Max(bytes.Length, 1 << 16)));
            List<Sheet> sheets = [];
            do
            {
                sheets.Add(new Sheet(reader.Name, sheets.Count + 1, ReadRows(reader)));
            }
            while (reader.NextResult());
            return sheets;
        }
        catch (Exception e)
        {
            // Damage, also a length of 2 GiB where nothing is, surfaces as whatever the zip, XML or record layer trips over first; to the reader it is one thing.
            throw new InputException(path, $"a damaged or truncated Excel file ({e.Message})", "a complete xls or xlsx file",
                "Copy or download the file again.", e);
        }
    }

    /// <summary>
    /// What an xlsx would unpack to, by its directory, which the unpacking keeps to; sectors of an xls of the sizes that there are ([MS-CFB] 2.2),
    /// each of which is an array.
    /// </summary>
    private static void RequireSmall(byte[] bytes)
    {
        if (IsCompound(bytes) && (bytes.Length < SectorShifts + 4 || bytes[SectorShifts..(SectorShifts + 4)] is not [9 or 12, 0, 6, 0]))
        {
            throw new InvalidDataException("its header says other sizes of sectors than 512 or 4096 bytes, and 64");
        }

        if (!bytes.AsSpan().StartsWith("PK"u8))
        {
            return;
        }

        using ZipArchive zip = new(new MemoryStream(bytes));
        if (zip.Entries.Aggregate((Int128)0, (sum, entry) => sum + entry.Length) is var unpacked && unpacked > MostUnpacked)
        {
            throw new InvalidDataException($"it unpacks to {unpacked} bytes; a list of rows has at most {MostUnpacked >> 20} MiB");
        }
    }

    private static List<SheetRow> ReadRows(IExcelDataReader reader)
    {
        if (reader.RowCount > MostClaimedRows)      // each is looked for, whether or not there is one
        {
            throw new InvalidDataException($"sheet '{reader.Name}' claims {reader.RowCount} rows; Excel's have at most {MostClaimedRows}");
        }

        List<SheetRow> rows = [];
        while (reader.Read())
        {
            // One wrong byte in a row or column number makes a sheet of thousands of millions of empty cells.
            if (reader.FieldCount > MostColumns || rows.Count == MostRows || rows.Count * reader.FieldCount > MostCells)
            {
                throw new InvalidDataException($"sheet '{reader.Name}' claims more than {MostColumns} columns, {MostRows} rows or {MostCells} cells");
            }

            object?[] cells = new object?[reader.FieldCount];
            for (int i = 0; i < cells.Length; i++)
            {
                cells[i] = Clean(reader.GetValue(i));
            }

            rows.Add(new SheetRow(rows.Count + 1, cells));
        }

        return rows;
    }

    /// <summary>UTF-8 or, as spreadsheet programs save "Unicode text", UTF-16 with its mark.</summary>
    private static string Decode(string path, byte[] bytes)
    {
        using StreamReader reader = new(new MemoryStream(bytes), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
        string text = reader.ReadToEnd();
        return !text.Contains('\0') ? text
            : throw new InputException(path, "binary data", "an xls, xlsx, csv or txt file", "Put the original file there.");
    }

    private static Sheet ReadText(string path, string text, char? separator) => new(
        System.IO.Path.GetFileNameWithoutExtension(path), 1, separator is { } between ? Separated(path, text, between) : BlankSeparated(text));

    private static List<SheetRow> Separated(string path, string text, char separator)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = separator.ToString(),
            IgnoreBlankLines = false,
            BadDataFound = arguments => throw new InputException($"{path}, row {arguments.Context.Parser?.RawRow}",
                $"a stray quote in '{arguments.Field}'", "fields quoted as RFC 4180 says", "Quote the whole field and double its quotes."),
        };
        using CsvParser parser = new(new StringReader(text), configuration);
        List<SheetRow> rows = [];
        while (parser.Read())
        {
            rows.Add(new SheetRow(parser.RawRow, [.. (parser.Record ?? []).Select(Clean)]));
        }

        return rows;
    }

    private static List<SheetRow> BlankSeparated(string text) =>
        [.. text.TrimEnd().Split('\n').Select((line, i) => new SheetRow(i + 1,
            [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)]))];

    private static object? Clean(object? cell) => cell is string text ? (text.Trim() is { Length: > 0 } trimmed ? trimmed : null) : cell;
}

/// <summary>One sheet of a file.</summary>
/// <param name="Name">the sheet's name; a text file has one sheet named after it</param>
/// <param name="Number">1 for the first sheet</param>
/// <param name="Rows">all rows, blank ones included, so that numbers are those a spreadsheet program shows</param>
public sealed record Sheet(string Name, int Number, IReadOnlyList<SheetRow> Rows);

/// <summary>One row of a sheet.</summary>
/// <param name="Number">the row's number, from 1, as a spreadsheet program or editor shows it</param>
/// <param name="Cells">text, number or nothing; text is trimmed and never empty</param>
public sealed record SheetRow(int Number, IReadOnlyList<object?> Cells)
{
    /// <summary>No cell holds anything.</summary>
    public bool IsBlank => Cells.All(cell => cell is null);

    /// <summary>The cell in column <paramref name="index"/> (from 0) as text, or null where the row has none.</summary>
    public string? Text(int index) => index < Cells.Count
        ? Convert.ToString(Cells[index], CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null
        : null;
}
