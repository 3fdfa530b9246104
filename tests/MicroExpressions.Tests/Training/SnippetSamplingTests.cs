using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

public class SnippetSamplingTests
{
    [Fact]
    public void A_video_that_is_short_enough_is_left_as_it_is()
    {
        using var scope = NewDisposeScope();
        SpotterInput input = Counting(5, 3);
        Assert.Same(input, SnippetSampling.Shortened(input, 5, new Random(1)));
    }

    [Fact]
    public void Of_a_longer_one_each_part_gives_a_snippet()
    {
        using var scope = NewDisposeScope();
        SpotterInput cut = SnippetSampling.Shortened(Counting(20, 3), 4, new Random(1));

        Assert.Equal([4, 3], cut.Lengths);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 0], ProposalSearch.Values(cut.Mask));
        float[] drawn = ProposalSearch.Values(cut.Rgb[0]);
        Assert.All(drawn.Index(), d => Assert.InRange(d.Item, 5 * d.Index + 1, 5 * d.Index + 6));     // snippets are numbered from 1
        Assert.Equal([1, 2, 3, 0], ProposalSearch.Values(cut.Rgb[1]));
        Assert.Equal(drawn, ProposalSearch.Values(cut.Flow[0]));
    }

    [Fact]
    public void Another_draw_gives_other_snippets_and_all_of_a_part_can_be_drawn()
    {
        using var scope = NewDisposeScope();
        var seen = Enumerable.Range(0, 60).Select(seed => ProposalSearch.Values(SnippetSampling.Shortened(Counting(6, 6), 2, new Random(seed)).Rgb[0])).ToList();
        Assert.Equal([1, 2, 3, 4], seen.Select(s => s[0]).Distinct().Order());
        Assert.Equal([4, 5, 6], seen.Select(s => s[1]).Distinct().Order());
    }

    /// <summary>Two videos whose snippets are numbered from 1.</summary>
    private static SpotterInput Counting(int first, int second)
    {
        Tensor mask = SpotterInput.MaskOf([first, second], Math.Max(first, second));
        Tensor numbers = (arange(1, mask.shape[1] + 1, dtype: float32) * mask).unsqueeze(2);
        return new(numbers, numbers, mask, [first, second]);
    }
}
