using MicroExpressions.Annotations;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Reporting;

public class TimedAnnotationTests
{
    /// <summary>Ten frames at 10 a second, then ten at 100: the interval begins with the ninth and ends with the twelfth.</summary>
    [Fact]
    public void Its_times_are_those_of_the_frames_and_the_last_frame_is_included()
    {
        double[] seconds = [.. Enumerable.Range(0, 20).Select(i => i < 10 ? i / 10.0 : 1 + (i - 10) / 100.0)];
        TimedAnnotation found = TimedAnnotation.Of(new SpottedInterval(9, 12, ExpressionKind.Micro, 0.7123), FrameTimes.Of(seconds, 20));
        Assert.Equal((0.8, 1.02), (found.Onset, Math.Round(found.Offset, 9)));
        Assert.Equal((800, 1020), (found.OnsetMilliseconds, found.OffsetMilliseconds));
        Assert.Equal("micro-expression, frames 9–12, 0.22 s, score 0.712", found.Text);
    }

    [Fact]
    public void One_frame_of_a_high_speed_camera_still_ends_after_it_begins()
    {
        TimedAnnotation found = TimedAnnotation.Of(new SpottedInterval(1, 1, ExpressionKind.Micro, 0), FrameTimes.Even(10, 4000));
        Assert.Equal((0, 1), (found.OnsetMilliseconds, found.OffsetMilliseconds));
    }

    /// <summary>24000/1001 a second: frames 109 and 115 begin after 108 and 114 times 41.7083… ms, which are 4504.5 and 4754.75.</summary>
    [Fact]
    public void Half_a_millisecond_goes_up_whatever_binary_arithmetic_makes_of_it()
    {
        TimedAnnotation found = TimedAnnotation.Of(new SpottedInterval(109, 114, ExpressionKind.Micro, 0), FrameTimes.Even(200, 24000 / 1001.0));
        Assert.Equal((4505, 4755), (found.OnsetMilliseconds, found.OffsetMilliseconds));
    }

    [Theory]
    [InlineData(-0.1, 1, "text")]
    [InlineData(1, 1, "text")]
    [InlineData(0, double.PositiveInfinity, "text")]
    [InlineData(double.NaN, 1, "text")]
    [InlineData(0, 1, " ")]
    [InlineData(0, 1, "two\nlines")]
    [InlineData(0, 1, "two\u2028lines")]
    public void Times_that_are_none_and_text_of_no_or_several_lines_are_refused(double onset, double offset, string text) =>
        Assert.Throws<ArgumentException>(() => new TimedAnnotation(onset, offset, ExpressionKind.Macro, text));
}
