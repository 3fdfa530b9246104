using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class LabListTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Rows_become_intervals_named_after_the_folders()
    {
        _temporary.Put("casme-squared", "a.csv", SheetFiles.Csv(SmallSheets.LabList()));
        Assert.Equal(
            [
                new("s15", "15_0401girlcrashing", ExpressionKind.Macro, 100, null, 140, 30),
                new("s15", "15_0401girlcrashing", ExpressionKind.Micro, 200, null, 212, 30),
            ],
            CasmeSquared.LoadLabList(_temporary.Root).Intervals);
    }

    [Fact]
    public void The_list_tells_how_long_each_video_is()
    {
        _temporary.Put("casme-squared", "a.csv", SheetFiles.Csv(SmallSheets.LabList()));
        Assert.Equal([new(new("s15", "15_0401girlcrashing"), 500)], CasmeSquared.LoadLabList(_temporary.Root).Frames);
    }

    [Theory]
    [InlineData(2, "eye-blink", "'eye-blink'")]
    [InlineData(3, 2, "2 for macro-expression")]
    [InlineData(5, 501, "offset 501 after the video's 500 frames")]
    [InlineData(6, 600, "500 frames for a video with 600 in an earlier row")]
    [InlineData(7, 37, "37")]
    [InlineData(4, "150x", "the text '150x'")]
    public void A_row_that_contradicts_itself_is_an_error(int column, object cell, string found)
    {
        _temporary.Put("casme-squared", "a.csv", SheetFiles.Csv(SmallSheets.LabList().With(1, column, cell)));
        Assert.Equal(found, Assert.Throws<InputException>(() => CasmeSquared.LoadLabList(_temporary.Root)).Found);
    }

    [Fact]
    public void An_unknown_film_is_an_error_with_its_row()
    {
        _temporary.Put("casme-squared", "a.csv", SheetFiles.Csv(SmallSheets.LabList().With(2, 1, "s15/15_0999nothing")));
        Assert.Contains("row 3, column 2 'video'", Assert.Throws<InputException>(() => CasmeSquared.LoadLabList(_temporary.Root)).Place);
    }
}
