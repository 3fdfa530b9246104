using System.Buffers.Binary;
using System.Xml.Linq;
using MicroExpressions.Notebooks.Tests;

namespace MicroExpressions.Interactive.Tests;

[Collection(FullMachine.Name)]
public class ChartPictureTests
{
    private static readonly string Folder = Path.Combine(KitFolder.Artifacts, "screenshots");

    [Fact]
    public void A_figure_becomes_a_PNG_file_of_the_size_asked_for()
    {
        Assert.SkipUnless(ChartPicture.Browser is not null, "Chromium is missing: apt-get install chromium");
        string path = Path.Combine(Folder, "exported.png");
        KitFigures.OfReports["SpottingFigure"].ToChart().SavePicture(path, 640, 480);
        byte[] png = File.ReadAllBytes(path);
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(png, 1, 3));
        Assert.Equal((640, 480), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
    }

    [Fact]
    public void A_figure_becomes_an_SVG_file_with_its_words_in_it()
    {
        Assert.SkipUnless(ChartPicture.Browser is not null, "Chromium is missing: apt-get install chromium");
        string path = Path.Combine(Folder, "exported.svg");
        KitFigures.OfEveryKind["bars on categories"].ToChart().SavePicture(path);       // one panel of 240 pixels and 130 around it
        XElement svg = XElement.Load(path);
        string[] words = [.. svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];
        Assert.Contains("frame by frame", words);
        Assert.Contains("CASME II", words);
        Assert.Equal(("860", "370"), (svg.Attribute("width")!.Value, svg.Attribute("height")!.Value));
    }

    [Fact]
    public void Another_ending_is_refused()
    {
        InputException wrong = Assert.Throws<InputException>(() => KitFigures.OfEveryKind["bars on categories"].ToChart().SavePicture("a.gif"));
        Assert.Contains(".png or .svg", wrong.Message);
    }
}
