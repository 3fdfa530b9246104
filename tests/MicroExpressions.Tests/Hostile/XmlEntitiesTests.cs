using MicroExpressions.Annotations;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>The XML in an xlsx may define nothing: no entity is expanded and no other file is read.</summary>
public sealed class XmlEntitiesTests : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // ten levels of ten: 10⁹ words from 1 KB ("billion laughs")
    private static readonly string Bomb = "<!DOCTYPE x [<!ENTITY e0 \"lol\">"
        + string.Concat(Enumerable.Range(1, 9).Select(i => $"<!ENTITY e{i} \"{string.Concat(Enumerable.Repeat($"&e{i - 1};", 10))}\">")) + "]>";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Entities_in_the_shared_texts_are_refused() =>
        Refused(SharedTexts.Xlsx(shared: $"{Bomb}<sst xmlns=\"{Main}\"><si><t>&e9;</t></si></sst>"));

    [Fact]
    public void Entities_in_a_sheet_are_refused() =>
        Refused(SharedTexts.Xlsx(sheet: $"{Bomb}<worksheet xmlns=\"{Main}\"><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&e9;</t></is></c></row></sheetData></worksheet>"));

    [Fact]
    public void Another_file_is_not_read_in()
    {
        File.WriteAllText(folder["secret.txt"], "secret");
        Refused(SharedTexts.Xlsx(shared: $"<!DOCTYPE x [<!ENTITY s SYSTEM \"file://{folder["secret.txt"]}\">]><sst xmlns=\"{Main}\"><si><t>&s;</t></si></sst>"));
    }

    private void Refused(byte[] xlsx)
    {
        File.WriteAllBytes(folder["a.xlsx"], xlsx);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException refused = Assert.Throws<InputException>(() => Spreadsheet.Read(folder["a.xlsx"]));
        Assert.Equal(folder["a.xlsx"], refused.Place);
        Assert.Contains("DTD", refused.Found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }
}
