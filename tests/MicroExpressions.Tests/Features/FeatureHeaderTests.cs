using System.Text.Json.Nodes;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public class FeatureHeaderTests
{
    private static readonly FeatureHeader Header = new()
    {
        Extractor = new MeanGrey().Description,
        CropSettings = new FaceCropSettings(),
        FramesPerSecond = 24000 / 1001.0,
        FrameCount = 100,
        Source = "s15_0101",
        SourceSha256 = "ab12",
    };

    public static TheoryData<string, FeatureHeader> Variants => new()
    {
        { "extractor", Header with { Extractor = Header.Extractor with { Name = "mean-grey/2" } } },
        { "snippet length", Header with { Extractor = Header.Extractor with { SnippetLength = 8 } } },
        { "stride", Header with { Extractor = Header.Extractor with { Stride = 2 } } },
        { "frame size", Header with { Extractor = Header.Extractor with { FrameWidth = 9 } } },
        { "flow bound", Header with { Extractor = Header.Extractor with { FlowBound = 15 } } },
        { "weights", Header with { Extractor = Header.Extractor with { Weights = new Dictionary<string, string> { ["rgb"] = "00ff" } } } },
        { "settings", Header with { Extractor = Header.Extractor with { Settings = new JsonObject { ["side"] = 9 } } } },
        { "crop settings", Header with { CropSettings = new FaceCropSettings { Margin = 0.2 } } },
        { "no crop", Header with { CropSettings = null } },
        { "rate", Header with { FramesPerSecond = 30 } },
        { "times", Header with { FrameSeconds = [.. Enumerable.Range(0, 101).Select(i => i * i / 1000.0)] } },
        { "frame count", Header with { FrameCount = 101 } },
        { "source", Header with { SourceSha256 = "ab13" } },
    };

    [Theory, MemberData(nameof(Variants))]
    public void The_key_changes_with_all_that_decides_the_numbers(string what, FeatureHeader variant)
        => Assert.False(Header.Key() == variant.Key(), what);

    [Fact]
    public void The_key_does_not_change_with_the_videos_name_nor_with_the_box_that_was_found()
        => Assert.Equal(Header.Key(), (Header with { Source = "other", Crop = new PixelBox(1, 2, 3, 3) }).Key());

    [Fact]
    public void A_header_comes_back_from_its_text()
    {
        FeatureHeader header = Header with { Crop = new PixelBox(4, 5, 6, 6), Source = "Scheitel µ" };
        FeatureHeader back = FeatureHeader.Parse(header.ToJson(), "here");
        Assert.Equal(header.ToJson(), back.ToJson());
        Assert.Equal((header.Key(), header.Crop, header.FramesPerSecond), (back.Key(), back.Crop, back.FramesPerSecond));
    }

    [Fact]
    public void Times_of_uneven_frames_come_back_and_even_ones_take_no_place()
    {
        double[] seconds = [.. Enumerable.Range(0, 101).Select(i => i * i / 1000.0)];
        FrameTimes back = FeatureHeader.Parse((Header with { FrameSeconds = seconds }).ToJson(), "here").Times;
        Assert.Equal(seconds, Enumerable.Range(0, 101).Select(back.Seconds));
        Assert.DoesNotContain("FrameSeconds", Header.ToJson());
        Assert.Equal(100 * 1001 / 24000.0, Header.Times.Seconds(100), 12);
        Assert.Throws<InputException>(() => FeatureHeader.Parse((Header with { FrameSeconds = seconds[..50] }).ToJson(), "here"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    public void What_is_no_header_is_refused(string json)
        => Assert.Equal("here", Assert.Throws<InputException>(() => FeatureHeader.Parse(json, "here")).Place);

    [Fact]
    public void A_header_of_another_format_is_refused()
        => Assert.Contains("format 2", Assert.Throws<InputException>(() => FeatureHeader.Parse((Header with { Format = 2 }).ToJson(), "here")).Found);

    [Theory]
    [InlineData(8, 8, 1068, 133)]     // ⌊1067/8⌋
    [InlineData(8, 8, 1064, 132)]     // the last frame is dropped: 1063/8
    [InlineData(8, 8, 9, 1)]
    [InlineData(8, 8, 8, 0)]
    [InlineData(32, 32, 200, 6)]
    [InlineData(8, 2, 1068, 530)]
    public void Snippets_are_counted_without_the_last_frame(int length, int stride, int frames, int expected)
        => Assert.Equal(expected, (Header.Extractor with { SnippetLength = length, Stride = stride }).SnippetsIn(frames));
}
