using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

/// <summary>What the readers of all sets share, tried on SAMM's and SAMM-LV's forms.</summary>
public sealed class ListReadingTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Rows_become_clips_with_everything_the_sheet_says()
    {
        _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx(SmallSheets.Samm()));
        ClipList list = Samm.LoadClips(_temporary.Root);
        Assert.Equal(new Clip("001", "001_1_1", 100, 130, 170, 200) { ActionUnits = "4+7", Emotion = "Anger" }, list.Clips[0]);
        Assert.Equal(["clips: 3 of 159", "subjects: 2 of 29"], list.Report.Counts.Select(c => $"{c.Name}: {c.Found} of {c.Expected}"));
        Assert.False(list.Report.Holds);
    }

    [Theory]
    [InlineData(3, "soon", "the text 'soon'")]
    [InlineData(3, 100.5, "'100.5'")]
    [InlineData(3, -5, "'-5'")]
    [InlineData(3, null, "nothing")]
    [InlineData(4, 90, "apex 90 outside [100, 170]")]
    [InlineData(4, 171, "apex 171 outside [100, 170]")]
    [InlineData(4, 100, "apex 100 at the edge of [100, 170]")]
    [InlineData(4, "high", "the text 'high'")]
    [InlineData(5, 99, "offset 99 before onset 100")]
    [InlineData(5, "1e400", "the text '1e400'")]
    [InlineData(1, "002_1_1", "002_1_1")]
    public void A_wrong_cell_is_an_error_with_file_sheet_row_and_column(int column, object? cell, string found)
    {
        string path = _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx(SmallSheets.Samm().With(1, column, cell)));
        InputException error = Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root));
        Assert.StartsWith($"{path}, sheet 1 'Sheet1', row 2, column {column + 1} '", error.Place);
        Assert.Equal(found, error.Found);
        Assert.NotEmpty(error.Expected);
        Assert.NotEmpty(error.Remedy);
    }

    [Fact]
    public void A_second_row_for_the_same_movement_names_both_rows()
    {
        _temporary.Put("samm-lv", "any.xlsx", SheetFiles.Xlsx([.. SmallSheets.SammLongVideos(), SmallSheets.SammLongVideos()[4]]));
        InputException error = Assert.Throws<InputException>(() => SammLongVideos.Load(_temporary.Root));
        Assert.Contains("row 8", error.Place);
        Assert.Contains("first in row 5", error.Found);
    }

    [Fact]
    public void A_header_without_rows_is_an_error()
    {
        _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx(SmallSheets.Samm()[..1]));
        Assert.Equal("a header without rows", Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root)).Found);
    }

    [Fact]
    public void One_wrong_row_does_not_hide_the_next()
    {
        _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx(SmallSheets.Samm().With(1, 3, "soon").With(3, 5, 1)));
        Assert.Contains("1 more rows", Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root)).Remedy);
        AnnotationReport report = Assert.Single(DataCheck.Run(_temporary.Root, "samm")).Report!;
        Assert.Equal([2, 4], report.Refused.Select(refusal => refusal.Row));
        Assert.Equal(1, report.Counts[0].Found);
    }

    [Fact]
    public void Blank_rows_and_numbers_stored_as_text_are_repaired_and_reported()
    {
        _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx([.. SmallSheets.Samm().With(1, 3, "100"), []]));
        ClipList list = Samm.LoadClips(_temporary.Root);
        Assert.Equal(100, list.Clips[0].Onset);
        Assert.Equal(
            [new(AnnotationRule.NumberAsText, "Sheet1", 2, "numbers stored as text"), new(AnnotationRule.BlankRow, "Sheet1", 5, "skipped")],
            list.Report.Repaired);
    }
}
