using System.Text;

namespace MicroExpressions.Tests.Hostile;

/// <summary>An xlsx as Excel writes it: texts in a table of their own, styles, a formula with the value that Excel had last.</summary>
internal static class SharedTexts
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private const string Shared = $"<sst xmlns=\"{Main}\"><si><t>Subject</t></si><si><r><t>On</t></r><r><t>set</t></r></si></sst>";

    private const string Sheet = $"<worksheet xmlns=\"{Main}\"><dimension ref=\"A1:B3\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"b\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>45000.5</v></c></row>"
        + "<row r=\"3\"><c r=\"A3\" t=\"e\"><v>#REF!</v></c><c r=\"B3\"><f>1+1</f><v>7</v></c></row></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>";

    /// <summary>The file, with its parts or other ones.</summary>
    public static byte[] Xlsx(string sheet = Sheet, string shared = Shared) => SeedPart.Zipped(
        Part("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>"),
        Part("_rels/.rels", $"{Package}<Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
        Part("xl/_rels/workbook.xml.rels", $"{Package}<Relationship Id=\"r1\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
            + $"<Relationship Id=\"r2\" Type=\"{Relations}/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"r3\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>"),
        Part("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets><sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
        Part("xl/sharedStrings.xml", shared),
        Part("xl/styles.xml", $"<styleSheet xmlns=\"{Main}\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>"),
        Part("xl/worksheets/sheet1.xml", sheet));

    private const string Package = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";

    private static (string, byte[]) Part(string name, string xml) => (name, Encoding.UTF8.GetBytes(xml));
}
