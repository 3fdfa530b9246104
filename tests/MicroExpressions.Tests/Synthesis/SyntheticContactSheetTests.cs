using System.Runtime.CompilerServices;
using MicroExpressions.Experiments;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Synthesis;

/// <summary>
/// The pictures in docs/ show the corpus as it is. Where one does not, the new one is left beside the tests' assembly: look at it,
/// and copy it to docs/ if it is right.
/// </summary>
public class SyntheticContactSheetTests
{
    [Fact]
    public void The_contact_sheet_in_docs_shows_the_default_corpus()
    {
        var sheet = SyntheticContactSheet.Faces(SyntheticCorpus.Load(SyntheticSettings.Default with { Noise = 0 }));
        var shown = InDocs("synthetic-faces.jpg");
        var isSame = File.Exists(shown) && ImageFile.Read(shown) is var picture && picture.Width == sheet.Width && picture.Height == sheet.Height
            && picture.Pixels.Zip(sheet.Pixels, (a, b) => Math.Abs(a - b)).Average() < 3;
        if (!isSame)
            File.WriteAllBytes(BesideTests("synthetic-faces.jpg"), ImageFile.EncodeJpeg(sheet, 88));
        Assert.True(isSame, $"{shown} is not this picture: {BesideTests("synthetic-faces.jpg")}");
    }

    [Fact]
    public void The_intensity_plot_in_docs_shows_the_default_corpus()
    {
        var video = SyntheticCorpus.Load(SyntheticSettings.Default).Videos[IntensityPlot];
        var svg = SyntheticReport.Intensity(video, SyntheticDifficulty.FrameDifference(video), "frame difference (grey levels)").ToSvg();
        var shown = InDocs("synthetic-intensity.svg");
        var isSame = File.Exists(shown) && File.ReadAllText(shown) == svg;
        if (!isSame)
            File.WriteAllText(BesideTests("synthetic-intensity.svg"), svg);
        Assert.True(isSame, $"{shown} is not this picture: {BesideTests("synthetic-intensity.svg")}");
    }

    // a video with two micro-expressions, two macro-expressions, blinks and speech
    private const int IntensityPlot = 2;

    private static string BesideTests(string name) => Path.Combine(AppContext.BaseDirectory, name);

    private static string InDocs(string name, [CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs", name));
}
