using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class AnnotationFileTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Any_sets_intervals_are_read_wherever_the_file_lies()
    {
        Assert.Equal(5, Read(SheetFiles.Xlsx(SmallSheets.CasmeSquared())).Count);
        Assert.Equal(2, Read(SheetFiles.Csv(SmallSheets.LabList())).Count);
        Assert.Equal(4, Read(SheetFiles.Xlsx(SmallSheets.SammLongVideos())).Count);
        Assert.Equal(2, Read(SheetFiles.Xls(SmallSheets.CasmeCubed())).Count);
    }

    [Fact]
    public void A_neutral_file_without_a_column_is_told_which() =>
        Assert.EndsWith("missing: fps", Assert.Throws<InputException>(
            () => Read("subject,video,kind,onset,apex,offset\ns,v,micro,1,2,3\n"u8.ToArray())).Expected);

    [Fact]
    public void Clips_are_not_intervals() =>
        Assert.Equal("a list of expressions in long videos",
            Assert.Throws<InputException>(() => Read(SheetFiles.Xlsx(SmallSheets.Samm()))).Expected);

    private IReadOnlyList<ExpressionInterval> Read(byte[] content) =>
        AnnotationFile.ReadIntervals(_temporary.Put("elsewhere", "truth", content)).Intervals;
}
