using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class RecognisedFileTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Content_tells_the_set_and_the_list_whatever_the_name()
    {
        Assert.Equal(("samm", "sheet"), Recognise(SheetFiles.Xlsx(SmallSheets.Samm())));
        Assert.Equal(("samm", "sheet"), Recognise(SheetFiles.Xls(SmallSheets.Samm())));
        Assert.Equal(("samm-lv", "sheet"), Recognise(SheetFiles.Xlsx(SmallSheets.SammLongVideos())));
        Assert.Equal(("casme2", "sheet"), Recognise(SheetFiles.Xlsx(SmallSheets.CasmeTwo())));
        Assert.Equal(("casme2", "five-class-list"), Recognise("sub01,EP02_01f,46,59,86,1\n"u8.ToArray()));
        Assert.Equal(("casme-squared", "sheet"), Recognise(SheetFiles.Xlsx(SmallSheets.CasmeSquared())));
        Assert.Equal(("casme-squared", "lab-list"), Recognise(SheetFiles.Csv(SmallSheets.LabList())));
        Assert.Equal(("casme-squared", "videos"), Recognise("s23 0502\ns30 0101\n"u8.ToArray()));
    }

    [Fact]
    public void Lab_lists_share_their_header_and_are_told_apart_by_the_video_path()
    {
        Assert.Equal(("samm-lv", "lab-list"), Recognise(SheetFiles.Csv(SmallSheets.LabList().With(1, 1, "./SAMM_longvideos/006_1"))));
        Assert.Equal(("casme-cubed", "lab-list"), Recognise(SheetFiles.Csv(SmallSheets.LabList().With(1, 1, "data/001/a"))));
    }

    [Fact]
    public void The_further_sheet_tells_version_1_of_casme_cubed_from_version_2()
    {
        object?[][] further = [["Subject", "Filename", "Valence", "emotion"], ["spNO.1", "a", "Surprise", "others"]];
        Assert.Equal(("casme-cubed", "v2"), Recognise(SheetFiles.Xlsx(SmallSheets.CasmeCubed())));
        Assert.Equal(("casme-cubed", "v1"), Recognise(SheetFiles.Xlsx(SmallSheets.CasmeCubed(), further)));
    }

    [Fact]
    public void A_header_is_found_below_the_official_key_of_twelve_rows()
    {
        object?[][] key = [.. Enumerable.Range(1, 12).Select(i => new object?[] { $"note {i}" })];
        Assert.Equal(("samm", "sheet"), Recognise(SheetFiles.Xlsx([.. key, .. SmallSheets.Samm()])));
    }

    [Fact]
    public void A_missing_column_is_named_with_the_row_of_the_header()
    {
        InputException error = Refuse("samm-lv", SheetFiles.Xlsx(SmallSheets.SammLongVideos().With(2, 5, "End")));
        Assert.EndsWith("sheet 1 'Sheet1', row 3", error.Place);
        Assert.StartsWith("column 'Offset'", error.Expected);
        Assert.Contains("SAMM Long Videos", error.Expected);
    }

    [Fact]
    public void A_wrong_first_row_in_a_sheet_without_headers_names_the_column()
    {
        object?[][][] sheets = SmallSheets.CasmeSquared();
        sheets[0].With(0, 1, "rage1_1");
        InputException error = Refuse("casme-squared", SheetFiles.Xlsx(sheets));
        Assert.Contains("row 1", error.Place);
        Assert.Contains("column 2 (code", error.Expected);
    }

    [Fact]
    public void A_sheet_without_its_naming_sheets_says_which_are_missing() =>
        Assert.Contains("a further sheet", Refuse("casme-squared", SheetFiles.Xlsx(SmallSheets.CasmeSquared()[0])).Expected);

    [Fact]
    public void A_first_row_that_does_not_suit_its_header_is_named_itself()
    {
        InputException error = Refuse("samm", SheetFiles.Xlsx(SmallSheets.Samm().With(1, 1, "first movement")));
        Assert.EndsWith("row 2", error.Place);
        Assert.StartsWith("column 'Filename' like", error.Expected);
    }

    [Fact]
    public void An_unknown_edition_lists_the_known_ones()
    {
        InputException error = Refuse("samm", SheetFiles.Csv(["name", "from", "to"], ["a", 1, 2]));
        Assert.Equal("no known edition", error.Found);
        Assert.Contains("samm sheet", error.Expected);
    }

    [Fact]
    public void A_file_of_another_set_says_where_it_belongs()
    {
        InputException error = Refuse("samm", SheetFiles.Xlsx(SmallSheets.SammLongVideos()));
        Assert.Contains("SAMM Long Videos", error.Found);
        Assert.Contains("annotations/samm-lv/", error.Remedy);
    }

    private (string, string) Recognise(byte[] content)
    {
        RecognisedFile file = RecognisedFile.Recognise(Spreadsheet.Read(_temporary.Put("any", "renamed.bin", content)));
        return (file.Manifest.Id, file.List.Name);
    }

    private InputException Refuse(string set, byte[] content) => Assert.Throws<InputException>(
        () => RecognisedFile.Recognise(Spreadsheet.Read(_temporary.Put(set, "renamed.bin", content)), DataSetManifest.Of(set)));
}
