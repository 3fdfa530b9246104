using System.Text;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class SpreadsheetTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_same_rows_as_xlsx_xls_and_csv_read_alike()
    {
        object?[][] rows = [["Subject", "Onset"], ["é, b", 12.5], [null, -3]];
        string[] expected = ["Subject|Onset", "é, b|12.5", "|-3"];
        Assert.Equal(expected, Texts(_temporary.Put("x", "a.xlsx", SheetFiles.Xlsx(rows))));
        Assert.Equal(expected, Texts(_temporary.Put("x", "a.xls", SheetFiles.Xls(rows))));
        Assert.Equal(expected, Texts(_temporary.Put("x", "a.csv", Encoding.UTF8.GetBytes("Subject,Onset\n\"é, b\",12.5\n,-3\n"))));
    }

    [Fact]
    public void The_format_is_told_by_content_not_by_extension() =>
        Assert.Equal(["a|1"], Texts(_temporary.Put("x", "renamed.csv", SheetFiles.Xlsx([["a", 1]]))));

    [Fact]
    public void Words_between_blanks_are_cells_and_the_last_line_end_is_no_row() =>
        Assert.Equal(["s23|0502", "s30|0101"], Texts(_temporary.Put("x", "a.txt", "s23 0502\r\ns30\t0101\n"u8.ToArray())));

    [Theory]
    [InlineData("video;onset;offset\n15_0401;2,5;39,25\n", "video|onset|offset", "15_0401|2,5|39,25")]
    [InlineData("\uFEFFvideo;au\r\nv;4,7\r\n", "video|au", "v|4,7")]
    [InlineData("1,5;2,5;0,5\n", "1,5|2,5|0,5")]
    [InlineData("video\tonset\nMicro face\t2\n", "video|onset", "Micro face|2")]
    [InlineData("sub01,EP02_01f,46,59,86,4;7\n", "sub01|EP02_01f|46|59|86|4;7")]
    [InlineData("video,au\n\"a;b\",4;7\n", "video|au", "a;b|4;7")]
    [InlineData("\"a;b\",4\n", "a;b|4")]
    public void The_first_line_tells_what_separates_cells(string text, params string[] expected) =>
        Assert.Equal(expected, Texts(_temporary.Put("x", "a.csv", Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Text_that_a_spreadsheet_program_saved_as_Unicode_is_read() =>
        Assert.Equal(["é|1"], Texts(_temporary.Put("x", "a.txt", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("é\t1\r\n")])));

    [Fact]
    public void A_missing_file_is_named()
    {
        InputException error = Assert.Throws<InputException>(() => Spreadsheet.Read("nowhere/sheet.xlsx"));
        Assert.Equal("nowhere/sheet.xlsx", error.Place);
        Assert.Equal("no such file", error.Found);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(200)]
    [InlineData(700)]
    public void An_xlsx_cut_off_anywhere_is_an_error_with_the_file_and_a_remedy(int bytesLost)
    {
        string path = _temporary.Put("x", "a.xlsx", SheetFiles.Xlsx(SmallSheets.Samm())[..^bytesLost]);
        InputException error = Assert.Throws<InputException>(() => Spreadsheet.Read(path));
        Assert.Equal(path, error.Place);
        Assert.Contains("damaged or truncated", error.Found);
        Assert.Contains("again", error.Remedy);
    }

    [Fact]
    public void Damage_anywhere_gives_cells_or_an_error_that_names_the_file()
    {
        byte[][] files = [SheetFiles.Xlsx(SmallSheets.Samm()), SheetFiles.Xls(SmallSheets.Samm()), SheetFiles.Csv(SmallSheets.LabList())];
        var damage = from file in Gen.Elements(files)
                     from places in Gen.Choose(0, file.Length - 1).NonEmptyListOf()
                     from value in Gen.Choose(0, 255)
                     select (file, places, (byte)value);
        Prop.ForAll(damage.ToArbitrary(), spoilt =>
        {
            byte[] bytes = [.. spoilt.file];
            foreach (int place in spoilt.places)
            {
                bytes[place] = spoilt.Item3;
            }

            string path = _temporary.Put("x", "a.xlsx", bytes);
            try
            {
                return Spreadsheet.Read(path).Sheets.Count > 0;
            }
            catch (InputException error)
            {
                return error.Place.StartsWith(path, StringComparison.Ordinal);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    [Fact]
    public void An_empty_sheet_is_an_error()
    {
        Assert.Contains("no filled row", Assert.Throws<InputException>(
            () => Spreadsheet.Read(_temporary.Put("x", "a.xlsx", SheetFiles.Xlsx([])))).Found);
        Assert.Contains("no filled row", Assert.Throws<InputException>(
            () => Spreadsheet.Read(_temporary.Put("x", "a.csv", []))).Found);
    }

    [Fact]
    public void Something_binary_is_no_sheet() =>
        Assert.Equal("binary data", Assert.Throws<InputException>(
            () => Spreadsheet.Read(_temporary.Put("x", "a.xls", [0x89, (byte)'P', 0, 0, 1]))).Found);

    [Fact]
    public void A_stray_quote_in_a_csv_is_an_error_with_its_row()
    {
        string path = _temporary.Put("x", "a.csv", "a,b\nc,d\"e\n"u8.ToArray());
        Assert.Equal($"{path}, row 2", Assert.Throws<InputException>(() => Spreadsheet.Read(path)).Place);
    }

    private static IEnumerable<string> Texts(string path)
    {
        Sheet sheet = Assert.Single(Spreadsheet.Read(path).Sheets);
        return sheet.Rows.Select(row => string.Join('|', row.Cells.Select((_, i) => row.Text(i))));
    }
}
