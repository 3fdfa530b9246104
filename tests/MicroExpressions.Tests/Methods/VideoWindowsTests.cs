using MicroExpressions.Methods;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

public class VideoWindowsTests
{
    private static readonly PyramidSettings Pyramid = new LssNetMethod().Pyramid;

    [Theory]
    [InlineData(10, new[] { 0 })]
    [InlineData(16, new[] { 0 })]
    [InlineData(24, new[] { 0, 4, 8 })]
    [InlineData(27, new[] { 0, 4, 8, 11 })]
    public void Windows_of_sixteen_snippets_start_every_four_and_one_ends_with_the_video(int snippets, int[] starts) =>
        Assert.Equal(starts, VideoWindows.Starts(snippets, Pyramid, Pyramid.TrainingStride));

    [Fact]
    public void A_step_lies_on_the_line_between_the_middles_of_two_snippets()
    {
        using var scope = NewDisposeScope();
        Tensor snippets = arange(20, dtype: float32).view(1, 20, 1);
        float[] steps = VideoWindows.Cut(snippets, [(0, 20, 2)], Pyramid).data<float>().ToArray();
        Assert.Equal(64, steps.Length);
        // snippet 2's middle is at step 2 of the window: steps have their middles at 0.5, 1.5 …
        Assert.All(Enumerable.Range(0, 64), s => Assert.Equal(2 + (s + 0.5 - 2) / 4, steps[s], 5));
    }

    [Fact]
    public void Beyond_the_videos_end_its_last_snippet_stays_whatever_the_batch_holds_there()
    {
        using var scope = NewDisposeScope();
        Tensor alone = rand(1, 10, 3), batch = full([2, 30, 3], 7f);
        batch.select(0, 1).narrow(0, 0, 10).copy_(alone.select(0, 0));
        Tensor expected = VideoWindows.Cut(alone, [(0, 10, 0)], Pyramid), found = VideoWindows.Cut(batch, [(0, 30, 8), (1, 10, 0)], Pyramid);
        Assert.Equal([2, 64, 3], found.shape);
        Assert.True(found.select(0, 1).equal(expected.select(0, 0)).all().item<bool>());
        Assert.True(expected.narrow(1, 40, 24).allclose(alone.narrow(1, 9, 1).expand(1, 24, 3), atol: 1e-6));
    }

    [Fact]
    public void One_step_a_snippet_leaves_snippets_as_they_are()
    {
        using var scope = NewDisposeScope();
        Tensor snippets = rand(1, 70, 2);
        Assert.True(VideoWindows.Cut(snippets, [(0, 70, 3)], Pyramid with { StepsPerSnippet = 1 }).allclose(snippets.narrow(1, 3, 64), atol: 1e-6));
    }

    [Fact]
    public void A_window_has_the_expressions_of_which_more_than_nine_tenths_lie_in_it()
    {
        TaughtVideo video = TaughtVideo.Of(SmallSpotting.Videos()[0], Supervision.Full, new());
        // 20 frames, 10 steps: frames 33–52 are steps 16–26
        video = video with { Intervals = [video.Intervals[0] with { Onset = 33, Offset = 52 }] };
        VideoWindow[] windows = [.. VideoWindows.All([video], Pyramid)];
        Assert.Equal(new TemporalSegment(16, 26), Assert.Single(windows[0].Expressions).Segment);
        Assert.Equal(new TemporalSegment(0, 10), Assert.Single(windows.Single(w => w.First == 4).Expressions).Segment);
        Assert.Empty(windows.Single(w => w.First == windows.Max(other => other.First)).Expressions);

        // of frames 32–51 the window from frame 33 on has 19 of 20, more than nine tenths; of frames 31–50 just nine tenths
        Assert.Equal(new TemporalSegment(0, 9.5), Assert.Single(At(32, 51).Expressions).Segment);
        Assert.Empty(At(31, 50).Expressions);

        VideoWindow At(int onset, int offset) =>
            VideoWindows.All([video with { Intervals = [video.Intervals[0] with { Onset = onset, Offset = offset }] }], Pyramid).Single(w => w.First == 4);
    }
}
