using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace MicroExpressions.Tests.Annotations;

/// <summary>Writes small spreadsheets: numbers become number cells, strings text cells, null leaves the cell out.</summary>
internal static class SheetFiles
{
    public static byte[] Xlsx(params object?[][][] sheets)
    {
        using MemoryStream memory = new();
        using (ZipArchive zip = new(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            string[] names = [.. sheets.Select((_, i) => $"Sheet{i + 1}")];
            Add(zip, "[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                """ + string.Concat(names.Select(n => $"<Override PartName=\"/xl/worksheets/{n}.xml\" "
                + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
            const string relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
            const string package = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
            Add(zip, "_rels/.rels", $"{package}<Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(zip, "xl/_rels/workbook.xml.rels", package + string.Concat(names.Select(n =>
                $"<Relationship Id=\"{n}\" Type=\"{relations}/worksheet\" Target=\"worksheets/{n}.xml\"/>")) + "</Relationships>");
            Add(zip, "xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
                + $"xmlns:r=\"{relations}\"><sheets>" + string.Concat(names.Select((n, i) =>
                $"<sheet name=\"{n}\" sheetId=\"{i + 1}\" r:id=\"{n}\"/>")) + "</sheets></workbook>");
            for (int i = 0; i < sheets.Length; i++)
            {
                Add(zip, $"xl/worksheets/{names[i]}.xml", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                    + string.Concat(sheets[i].Select((row, r) => $"<row r=\"{r + 1}\">{string.Concat(row.Select((cell, c) => Cell(cell, r, c)))}</row>"))
                    + "</sheetData></worksheet>");
            }
        }

        return memory.ToArray();
    }

    /// <summary>The oldest xls: BIFF2, one sheet as a bare stream of records.</summary>
    public static byte[] Xls(object?[][] rows)
    {
        using MemoryStream memory = new();
        using BinaryWriter writer = new(memory);
        Record(writer, 0x0009, [0x02, 0x00, 0x10, 0x00]); // BOF: version 2, worksheet
        for (int r = 0; r < rows.Length; r++)
        {
            for (int c = 0; c < rows[r].Length; c++)
            {
                byte[] place = [(byte)r, (byte)(r >> 8), (byte)c, 0, 0, 0, 0];
                if (rows[r][c] is string text)
                {
                    Record(writer, 0x0004, [.. place, (byte)text.Length, .. Encoding.Latin1.GetBytes(text)]); // LABEL
                }
                else if (rows[r][c] is { } number)
                {
                    Record(writer, 0x0003, [.. place, .. BitConverter.GetBytes(Convert.ToDouble(number, CultureInfo.InvariantCulture))]); // NUMBER
                }
            }
        }

        Record(writer, 0x000A, []); // EOF
        return memory.ToArray();
    }

    public static byte[] Csv(params object?[][] rows) =>
        Encoding.UTF8.GetBytes(string.Join('\n', rows.Select(row => string.Join(',', row.Select(c => Convert.ToString(c, CultureInfo.InvariantCulture))))));

    private static void Record(BinaryWriter writer, ushort id, byte[] data)
    {
        writer.Write(id);
        writer.Write((ushort)data.Length);
        writer.Write(data);
    }

    private static string Cell(object? cell, int row, int column)
    {
        string at = $"{(char)('A' + column)}{row + 1}";
        return cell switch
        {
            null => "",
            string text => $"<c r=\"{at}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
            _ => $"<c r=\"{at}\"><v>{Convert.ToString(cell, CultureInfo.InvariantCulture)}</v></c>",
        };
    }

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using Stream stream = zip.CreateEntry(name).Open();
        stream.Write(Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml));
    }
}
