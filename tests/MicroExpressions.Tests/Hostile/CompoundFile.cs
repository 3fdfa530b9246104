using System.Buffers.Binary;
using System.Text;

namespace MicroExpressions.Tests.Hostile;

/// <summary>
/// An xls file of Excel 97 and later, by hand: a workbook stream (BIFF8) in sectors of 512 bytes that a table chains ([MS-CFB], [MS-XLS]).
/// </summary>
internal static class CompoundFile
{
    private const int Sector = 512;
    private const uint EndOfChain = 0xFFFFFFFE, Free = 0xFFFFFFFF, OfTheTable = 0xFFFFFFFD;

    /// <summary>A sheet of texts (in the shared table) and numbers; null leaves a cell out.</summary>
    public static byte[] Xls(object?[][] rows)
    {
        string[] texts = [.. rows.SelectMany(r => r).OfType<string>().Distinct()];
        byte[] globals = Record(0x0809, [.. Words(0x0600, 0x0005, 0x0DBB, 0x07CC), .. new byte[8]]);
        byte[] shared = Record(0x00FC, [.. BitConverter.GetBytes(texts.Length), .. BitConverter.GetBytes(texts.Length), .. texts.SelectMany(Text)]);
        int sheetAt = globals.Length + Sheet(0).Length + shared.Length + 4;
        byte[] sheet =
        [
            .. Record(0x0809, [.. Words(0x0600, 0x0010, 0x0DBB, 0x07CC), .. new byte[8]]),
            .. Record(0x0200, [.. BitConverter.GetBytes(0), .. BitConverter.GetBytes(rows.Length), .. Words(0, (ushort)rows.Max(r => r.Length), 0)]),
            .. rows.SelectMany((row, r) => row.SelectMany((cell, c) => Cell(cell, r, c, texts))), .. Record(0x000A, []),
        ];
        return InSectors([.. globals, .. Sheet(sheetAt), .. shared, .. Record(0x000A, []), .. sheet]);

        static byte[] Sheet(int at) => Record(0x0085, [.. BitConverter.GetBytes(at), 0, 0, 6, 0, .. "Sheet1"u8]);
    }

    private static byte[] Cell(object? cell, int row, int column, string[] texts) => cell switch
    {
        null => [],
        string text => Record(0x00FD, [.. Words((ushort)row, (ushort)column, 0), .. BitConverter.GetBytes(Array.IndexOf(texts, text))]),
        _ => Record(0x0203, [.. Words((ushort)row, (ushort)column, 0), .. BitConverter.GetBytes(Convert.ToDouble(cell, System.Globalization.CultureInfo.InvariantCulture))]),
    };

    private static byte[] Text(string text) => [.. Words((ushort)text.Length), 0, .. Encoding.Latin1.GetBytes(text)];

    private static byte[] Record(ushort id, byte[] data) => [.. Words(id, (ushort)data.Length), .. data];

    private static byte[] Words(params ushort[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Header, table of sectors, directory, the stream; a stream below 4096 bytes would lie elsewhere, so it is filled up.</summary>
    private static byte[] InSectors(byte[] stream)
    {
        int sectors = Math.Max(8, (stream.Length + Sector - 1) / Sector);
        var file = new byte[Sector * (3 + sectors)];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file);
        foreach ((int at, ushort value) in new (int, ushort)[] { (24, 0x3E), (26, 3), (28, 0xFFFE), (30, 9), (32, 6) })
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at), value);
        foreach ((int at, uint value) in new (int, uint)[] { (44, 1), (48, 1), (56, 4096), (60, EndOfChain), (68, EndOfChain), (76, 0) })
            BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        file.AsSpan(80, Sector - 80).Fill(0xFF);
        Span<byte> table = file.AsSpan(Sector, Sector), directory = file.AsSpan(2 * Sector, Sector);
        table.Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(table, OfTheTable);
        BinaryPrimitives.WriteUInt32LittleEndian(table[4..], EndOfChain);
        for (int i = 0; i < sectors; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(table[(4 * (2 + i))..], i + 1 < sectors ? (uint)(3 + i) : EndOfChain);
        Entry(directory, "Root Entry", 5, child: 1, EndOfChain, 0);
        Entry(directory[128..], "Workbook", 2, child: Free, 2, sectors * Sector);
        for (int i = 2; i < 4; i++)
            Entry(directory[(128 * i)..], "", 0, child: Free, 0, 0);
        stream.CopyTo(file, 3 * Sector);
        return file;
    }

    private static void Entry(Span<byte> entry, string name, byte kind, uint child, uint start, int length)
    {
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[64..], (ushort)(name.Length == 0 ? 0 : 2 * (name.Length + 1)));
        (entry[66], entry[67]) = (kind, 1);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[68..], Free);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[72..], Free);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], start);
        BinaryPrimitives.WriteInt32LittleEndian(entry[120..], length);
    }
}
