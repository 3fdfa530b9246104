using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Training;

public class ClipAugmentationTests
{
    [Fact]
    public void None_changes_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor clips = rand([2, 3, 3, 8, 8]);
        Assert.True(ClipAugmentation.None.Apply(clips, new Random(1)).Equals(clips));
    }

    [Fact]
    public void A_certain_flip_mirrors_left_and_right()
    {
        using var scope = NewDisposeScope();
        Tensor clips = rand([2, 3, 3, 8, 8]);
        Assert.True((ClipAugmentation.None with { FlipProbability = 1 }).Apply(clips, new Random(1)).Equals(clips.flip(4)));
    }

    [Fact]
    public void All_frames_of_a_clip_are_changed_alike_and_clips_differently()
    {
        using var scope = NewDisposeScope();
        Tensor frame = rand([1, 1, 3, 20, 20]);
        Tensor changed = new ClipAugmentation { Shift = 0.3 }.Apply(frame.expand(2, 4, 3, 20, 20), new Random(2));
        Assert.Equal(0, (changed.narrow(1, 1, 3) - changed.narrow(1, 0, 1)).abs().max().item<float>());
        Assert.NotEqual(0, (changed[0] - changed[1]).abs().max().item<float>());
    }

    [Fact]
    public void The_same_step_changes_in_the_same_way()
    {
        using var scope = NewDisposeScope();
        Tensor clips = rand([2, 3, 3, 8, 8]);
        Assert.True(new ClipAugmentation().Apply(clips, new Random(3)).Equals(new ClipAugmentation().Apply(clips, new Random(3))));
    }
}
