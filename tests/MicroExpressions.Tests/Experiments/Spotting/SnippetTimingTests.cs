using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SnippetTimingTests
{
    [Theory]
    [InlineData(30, 1, 8)]
    [InlineData(29.97, 1, 8)]
    [InlineData(25, 1, 7)]
    [InlineData(23.976, 1, 6)]
    [InlineData(15, 1, 4)]
    [InlineData(50, 2, 7)]
    [InlineData(60, 2, 8)]
    [InlineData(120, 4, 8)]
    [InlineData(200, 7, 8)]
    public void A_fast_video_is_thinned_and_a_snippet_gets_the_frames_of_as_long_a_time(double rate, int step, int length)
    {
        var timing = SnippetTiming.Of("video", rate, learntRate: 30, learntLength: 8);
        Assert.Equal((step, length), (timing.Step, timing.SnippetLength));
        Assert.Equal(step * length / rate, timing.SnippetSeconds, 12);
        Assert.Equal(8.0 / 30, timing.LearntSeconds, 12);
    }

    [Fact]
    public void Whatever_the_rate_a_snippet_lasts_nearly_as_long_as_in_training() => Prop.ForAll(Gen.Choose(15, 1000).ToArbitrary(), rate =>
    {
        var timing = SnippetTiming.Of("video", rate, learntRate: 30, learntLength: 8);
        return Math.Abs(timing.SnippetSeconds / timing.LearntSeconds - 1) <= 0.5 / (timing.SnippetLength - 0.5) && rate / (double)timing.Step is >= 15 and <= 45;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Too_slow_a_video_is_refused_with_its_rate_and_what_is_needed()
    {
        var wrong = Assert.Throws<InputException>(() => SnippetTiming.Of("slow.mp4", 12.5, learntRate: 30, learntLength: 8));
        Assert.Contains("slow.mp4", wrong.Message);
        Assert.Contains("12.5 frames per second", wrong.Message);
        Assert.Contains("at least 15", wrong.Message);
    }
}
