using MicroExpressions.Flow;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Flow;

public class TorchTvL1Tests
{
    [Theory]
    [InlineData(48, 40)]
    [InlineData(37, 53)]
    [InlineData(5, 4)]
    public void It_equals_the_vectorised_flow(int width, int height)
    {
        var (previous, next) = TvL1FlowTests.RandomPair(width, height, seed: 1);
        FlowField expected = new TvL1Flow(TvL1FlowTests.FixedWork).Compute(previous, next);
        var actual = Flow(TvL1FlowTests.FixedWork, (previous, next))[0];
        Assert.InRange(FlowField.EndpointError(actual, expected), 0, 1e-3);
        Assert.InRange(TvL1FlowTests.LargestDifference(actual, expected), 0, 0.05);
    }

    [Fact]
    public void With_the_documented_settings_each_pair_of_a_batch_is_as_the_vectorised_flow_alone()
    {
        KnownMotion noisy = KnownMotion.LocalBumps(64, 48, noise: 2, seed: 1), smooth = KnownMotion.Smooth(64, 48, seed: 2);
        var flow = new TvL1Flow();
        var batch = Flow(new TvL1Settings(), (noisy.Previous, noisy.Next), (smooth.Previous, smooth.Next));
        Assert.InRange(FlowField.EndpointError(batch[0], flow.Compute(noisy.Previous, noisy.Next)), 0, 1e-3);
        Assert.InRange(FlowField.EndpointError(batch[1], flow.Compute(smooth.Previous, smooth.Next)), 0, 1e-3);
    }

    [Fact]
    public void It_leaves_no_tensor_behind_but_the_result()
    {
        var pair = KnownMotion.LocalBumps(40, 30, noise: 2, seed: 1);
        using var scope = NewDisposeScope();
        using Tensor previous = Frames(pair.Previous), next = Frames(pair.Next);
        var settings = new TvL1Settings { OuterIterations = 1, InnerIterations = 3, Warps = 1 };
        new TorchTvL1(settings).Compute(previous, next).Dispose();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        new TorchTvL1(settings).Compute(previous, next).Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Other_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        var flow = new TorchTvL1();
        Assert.Throws<InputException>(() => flow.Compute(zeros(1, 20, 20), zeros(1, 20, 21)));
        Assert.Throws<InputException>(() => flow.Compute(zeros(20, 20), zeros(20, 20)));
        Assert.Throws<InputException>(() => flow.Compute(zeros(1, 20, 20), zeros(1, 20, 20, dtype: ScalarType.Float64)));
    }

    private static List<FlowField> Flow(TvL1Settings settings, params (ImageF Previous, ImageF Next)[] pairs)
    {
        using var scope = NewDisposeScope();
        Tensor previous = Frames([.. pairs.Select(pair => pair.Previous)]), next = Frames([.. pairs.Select(pair => pair.Next)]);
        var flow = new TorchTvL1(settings).Compute(previous, next); // (B, 2, H, W)
        return [.. Enumerable.Range(0, pairs.Length).Select(b => new FlowField(
            pairs[0].Next.Width, pairs[0].Next.Height, flow[b, 0].contiguous().data<float>().ToArray(), flow[b, 1].contiguous().data<float>().ToArray()))];
    }

    private static Tensor Frames(params ImageF[] images)
        => stack(images.Select(image => tensor(image.Pixels).reshape(image.Height, image.Width)).ToArray());
}
