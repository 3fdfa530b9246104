using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Tests.Annotations;

namespace MicroExpressions.Tests.Metrics;

public class DetectionRatesTests
{
    private static readonly Dictionary<VideoName, int> Unknown = [];

    /// <summary>Three expressions at 25 frames per second.</summary>
    private static readonly ExpressionInterval[] Truth =
    [
        new("s1", "v", ExpressionKind.Micro, 101, null, 111, 25), new("s1", "v", ExpressionKind.Macro, 301, null, 341, 25),
        new("s1", "w", ExpressionKind.Macro, 201, null, 241, 25),
    ];

    private static Detection[] At(double rate) =>
        [.. Truth.Select(i => new Detection(i.Subject, i.Video, (i.Onset - 1) * rate / 25 + 1, (i.Offset - 1) * rate / 25 + 1, 1) { Place = "list.csv, row 2" })];

    [Theory]
    [InlineData(200), InlineData(30), InlineData(100), InlineData(60)]
    public void Detections_that_fit_the_labels_at_another_rate_are_refused_with_both_rates(double rate)
    {
        InputException error = Assert.Throws<InputException>(() => DetectionRates.Check(Truth, Unknown, At(rate)));
        Assert.Contains($"at {rate} per second", error.Found);
        Assert.Contains("25 per second", error.Expected);
        Assert.Contains($"25/{rate}", error.Remedy);
    }

    [Fact]
    public void So_are_detections_at_a_lower_rate_than_the_labels()
    {
        ExpressionInterval[] fast = [.. Truth.Select(i => i with { Onset = 8 * i.Onset, Offset = 8 * i.Offset, FramesPerSecond = 200 })];
        Assert.Contains("at 25 per second", Assert.Throws<InputException>(() => DetectionRates.Check(fast, Unknown, At(25))).Found);
    }

    [Fact]
    public void A_detection_behind_the_video_s_end_is_refused_with_its_row_and_the_rates()
    {
        var frames = new Dictionary<VideoName, int> { [new("s1", "v")] = 500, [new("s1", "w")] = 400 };
        InputException error = Assert.Throws<InputException>(() => DetectionRates.Check(Truth, frames, At(200)));
        Assert.Equal(("list.csv, row 2", "frames 801 to 881"), (error.Place, error.Found));
        Assert.Equal("frames up to 500, the length of video v at 25 frames per second", error.Expected);
        Assert.StartsWith("At 200 frames per second they would fit", error.Remedy);
    }

    [Fact]
    public void Detections_at_the_labels_rate_pass_whether_or_not_they_are_right()
    {
        Assert.Empty(DetectionRates.Check(Truth, Unknown, At(25)));
        Assert.Empty(DetectionRates.Check(Truth, Unknown, [new("s1", "v", 400, 420, 1), new("s1", "w", 20, 40, 1)]));
        Assert.Empty(DetectionRates.Check(Truth, Unknown, []));
    }

    [Fact]
    public void Where_most_begin_far_behind_the_last_label_and_nothing_proves_another_rate_it_is_said() =>
        Assert.StartsWith("1 of 1 detections", Assert.Single(DetectionRates.Check(Truth, Unknown, [new("s1", "v", 2000, 2050, 1)])));

    [Fact]
    public void LGSNet_s_published_detections_pass()
    {
        var root = RealData.Root();
        IntervalList list = CasmeSquared.LoadLabList(root);
        string file = Assert.Single(Directory.GetFiles(root.At("detections", "lgsnet-casme-squared"), "*.csv"));
        DetectionList detections = DetectionList.Read(file, list.Intervals);
        Assert.Equal(DetectionFile.Read(file), detections.Detections);
        Assert.Empty(DetectionRates.Check(list.Intervals, list.Frames, detections.Detections));
    }
}
