using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive.Tests;

public class DetectionFrameTests
{
    private static readonly Detection[] Detections = [new("s1", "v", 1.25, 9.5, 0.1 + 0.2) { Place = "d.csv, row 2" }, new("s2", "w", 3, 4, -1)];
    private static readonly SpottedInterval[] Found = [new(1, 16, ExpressionKind.Micro, 0.25), new(17, 64, ExpressionKind.Macro, double.Epsilon)];

    [Fact]
    public void Detections_come_back_from_their_frame_as_they_were() => Assert.Equal(Detections, Detections.ToDataFrame().ToDetections());

    [Fact]
    public void What_was_spotted_comes_back_as_it_was() => Assert.Equal(Found, Found.ToDataFrame().ToSpotted());

    [Fact]
    public void A_cell_that_is_no_number_is_refused_with_row_and_column()
    {
        DataFrame frame = Detections.ToDataFrame();
        frame["score"][1] = null;
        InputException wrong = Assert.Throws<InputException>(() => frame.ToDetections());
        Assert.Contains("data frame, row 2, column 'score'", wrong.Message);
        Assert.Contains("found nothing", wrong.Message);
    }

    [Fact]
    public void A_kind_that_is_none_is_refused()
    {
        DataFrame frame = Found.ToDataFrame();
        frame["kind"][0] = "mini";
        Assert.Contains("'mini'", Assert.Throws<InputException>(() => frame.ToSpotted()).Message);
    }
}
