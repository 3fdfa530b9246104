using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>Sheets of a few bytes that say they are large, and those that are.</summary>
public sealed class SheetBombsTests : IDisposable
{
    private const long Small = 16 << 20;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_xlsx_that_packs_a_hundred_megabytes_is_refused_before_it_is_unpacked()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in SeedPart.Unzipped(SharedTexts.Xlsx()).Append(("xl/media/a.png", new byte[100 << 20])))
                using (Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open())
                    entry.Write(content);
        Refused(file.ToArray(), "unpacks to", Small);
    }

    [Fact]
    public void An_xlsx_whose_directory_says_less_than_it_packs_is_not_unpacked_further()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in SeedPart.Unzipped(SharedTexts.Xlsx(shared: $"<sst>{new string(' ', 100 << 20)}</sst>")))
                using (Stream entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open())
                    entry.Write(content);
        byte[] lying = file.ToArray();
        foreach (int at in Directory(lying))
            BinaryPrimitives.WriteUInt32LittleEndian(lying.AsSpan(at + 24), Math.Min(4096, BinaryPrimitives.ReadUInt32LittleEndian(lying.AsSpan(at + 24))));
        File.WriteAllBytes(folder["a.xlsx"], lying);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(Record.Exception(() => Spreadsheet.Read(folder["a.xlsx"])) is null or InputException);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Small);
    }

    [Theory]
    [InlineData("A2000000000")]
    [InlineData("ZZZZ1")]
    public void A_cell_far_outside_is_refused(string place) => Refused(SharedTexts.Xlsx(
        sheet: $"<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"{place.TrimStart('A', 'Z')}\"><c r=\"{place}\"><v>1</v></c></row></sheetData></worksheet>"), "", Small);

    [Fact]
    public void A_text_of_more_than_32_MiB_is_refused_unread() => Refused(Encoding.ASCII.GetBytes(new string(',', 33 << 20)), "bytes", Small);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(9)]
    public void An_xls_whose_chain_of_sectors_comes_back_to_itself_is_refused(uint next)
    {
        byte[] xls = CompoundFile.Xls(SmallSheets.Samm());
        BinaryPrimitives.WriteUInt32LittleEndian(xls.AsSpan(512 + 4 * 9), next);      // of the stream's last sector
        Exception? thrown = null;
        File.WriteAllBytes(folder["a.xls"], xls);
        var reading = new Thread(() => thrown = Record.Exception(() => Spreadsheet.Read(folder["a.xls"]))) { IsBackground = true };
        reading.Start();
        Assert.True(reading.Join(TimeSpan.FromSeconds(60)), "it goes round");
        Assert.True(thrown is null or InputException, $"{thrown}");
    }

    /// <summary>Found by a campaign: the reader of compound files follows the chain of further tables for ever.</summary>
    [Fact]
    public void An_xls_whose_chain_of_tables_comes_back_to_itself_is_refused()
    {
        byte[] xls = CompoundFile.Xls(SmallSheets.Samm());
        const int first = 68, count = 72, sector = 512, table = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(xls.AsSpan(first), table);
        BinaryPrimitives.WriteUInt32LittleEndian(xls.AsSpan(count), int.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(xls.AsSpan((table + 2) * sector - 4), table);      // a table's last word names the next one
        Refused(xls, "damaged", 64 << 20);
    }

    /// <summary>Found by a campaign: the reader makes an array of a sector's size, here 1 GiB.</summary>
    [Theory]
    [InlineData(30, 30)]
    [InlineData(32, 30)]
    [InlineData(31, 1)]
    public void An_xls_of_sectors_that_no_xls_has_is_refused(int place, byte value)
    {
        byte[] xls = CompoundFile.Xls(SmallSheets.Samm());
        xls[place] = value;
        Refused(xls, "sizes of sectors", Small);
    }

    /// <summary>Found by a campaign: the reader looks for each of two thousand million rows.</summary>
    [Fact]
    public void An_xls_that_claims_more_rows_than_excel_has_is_refused()
    {
        byte[] xls = CompoundFile.Xls(SmallSheets.Samm());
        int dimensions = xls.AsSpan().IndexOf<byte>([0x00, 0x02, 14, 0]);
        BinaryPrimitives.WriteInt32LittleEndian(xls.AsSpan(dimensions + 8), int.MaxValue);
        Refused(xls, "rows", 64 << 20);
    }

    [Fact]
    public void A_file_is_read_no_more_often_than_it_may_be()
    {
        byte[] file = new byte[1000];
        using var limited = new RereadLimit(file, 3000);
        for (int i = 0; i < 3; i++)
        {
            limited.Position = 0;
            limited.ReadExactly(new byte[1000]);
        }
        limited.Position = 0;
        Assert.Contains("3 times its length", Assert.Throws<InvalidDataException>(() => limited.ReadByte()).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => limited.Read(new byte[10]));
    }

    private void Refused(byte[] file, string found, long most)
    {
        File.WriteAllBytes(folder["a.xlsx"], file);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException refused = Assert.Throws<InputException>(() => Spreadsheet.Read(folder["a.xlsx"]));
        Assert.Equal(folder["a.xlsx"], refused.Place);
        Assert.Contains(found, refused.Found);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most + file.Length);
    }

    /// <summary>Where the records of a zip file's directory begin.</summary>
    private static IEnumerable<int> Directory(byte[] zip) =>
        Enumerable.Range(0, zip.Length - 4).Where(i => zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2);
}
