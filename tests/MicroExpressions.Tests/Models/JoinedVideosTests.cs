using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class JoinedVideosTests
{
    private static readonly int[] Lengths = [3, 2, 5];

    [Fact]
    public void An_empty_snippet_stands_behind_each_video_and_each_begins_at_a_multiple_of_four()
    {
        using var scope = NewDisposeScope();
        Assert.Equal("1110 1100 11111000".Replace(" ", ""), string.Concat(Joined(6).Mask.data<float>().ToArray()));
    }

    [Fact]
    public void Joined_and_split_again_only_what_filled_up_is_lost()
    {
        using var scope = NewDisposeScope();
        Tensor padded = rand(3, 6, 4);
        JoinedVideos videos = Joined(6);
        Tensor again = videos.Split(videos.Join(padded).transpose(1, 2) * videos.Mask);
        Assert.True(again.Equals(padded * SpotterInput.MaskOf(Lengths, 6).unsqueeze(2)));
    }

    [Fact]
    public void The_mean_is_of_a_videos_own_snippets()
    {
        using var scope = NewDisposeScope();
        Tensor padded = rand(3, 6, 4);
        JoinedVideos videos = Joined(6);
        Tensor mean = videos.Mean(videos.Join(padded).transpose(1, 2) * videos.Mask);
        for (int b = 0; b < 3; b++)
            Assert.True(mean[b].allclose(padded[b].narrow(0, 0, Lengths[b]).mean([0]), rtol: 1e-5, atol: 1e-6));
    }

    [Fact]
    public void What_is_a_videos_stands_at_its_snippets()
    {
        using var scope = NewDisposeScope();
        Tensor spread = Joined(6).Spread(tensor(new[] { 1f, 2, 3 }).view(3, 1));
        Assert.Equal([1, 1, 1, 0, 2, 2, 0, 0, 3, 3, 3, 3, 3, 0, 0, 0], spread.flatten().data<float>().ToArray());
    }

    private static JoinedVideos Joined(int longest) =>
        new(new SpotterInput(zeros(3, longest, 1), zeros(3, longest, 1), SpotterInput.MaskOf(Lengths, longest), Lengths));
}
