using MicroExpressions.Annotations;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class ScoringInputTests
{
    private static readonly ExpressionInterval[] Truth = [new("s15", "15_0101", ExpressionKind.Macro, 10, null, 50, 30)];

    private static InputException Refused(params Detection[] detections) =>
        Assert.Throws<InputException>(() => SpottingScore.Evaluate(Truth, detections, new()));

    [Fact]
    public void A_detection_in_an_unknown_video_is_refused_with_its_row()
    {
        var error = Refused(new Detection("s15", "15_0102", 1, 2, 0.5) { Place = "detections.csv, row 7" });
        Assert.Equal("detections.csv, row 7", error.Place);
        Assert.Equal("video 15_0102 of subject s15", error.Found);
        Assert.Contains("15_0101 of subject s15", error.Expected);
    }

    [Fact]
    public void The_right_video_of_the_wrong_subject_is_unknown() =>
        Assert.Equal("video 15_0101 of subject s16", Refused(new Detection("s16", "15_0101", 1, 2, 0.5)).Found);

    [Fact]
    public void A_score_that_is_not_a_number_is_refused_with_its_position()
    {
        var error = Refused(new("s15", "15_0101", 1, 2, 0.5), new("s15", "15_0101", 1, 2, double.NaN));
        Assert.Equal(("detection 2", "score NaN"), (error.Place, error.Found));
    }

    [Theory]
    [InlineData(20, 10), InlineData(-1, 10), InlineData(double.NaN, 10), InlineData(10, double.PositiveInfinity)]
    public void Ends_that_are_not_frames_in_order_are_refused(double onset, double offset) =>
        Assert.Contains("frame numbers", Refused(new Detection("s15", "15_0101", onset, offset, 0.5)).Expected);

    [Fact]
    public void Intervals_of_different_frame_rates_are_refused_with_their_place()
    {
        var error = Assert.Throws<InputException>(
            () => SpottingScore.Evaluate([Truth[0], Truth[0] with { Video = "006_1", FramesPerSecond = 200 }], [], new()));
        Assert.Equal("annotations, interval 2 (video 006_1 of subject s15, onset 10)", error.Place);
        Assert.Equal("200 frames per second", error.Found);
    }

    [Fact]
    public void Annotations_without_an_interval_are_refused() =>
        Assert.Throws<InputException>(() => SpottingScore.Evaluate([], [], new()));
}
