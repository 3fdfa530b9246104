using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Flow;

public class FlowSequenceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void It_gives_each_pairs_flow_in_order(int workers)
    {
        using var video = new RandomVideo(count: 9);
        var flows = FlowSequence.Compute(video, workers: workers).ToList();
        Assert.Equal(8, flows.Count);
        var single = new TvL1Flow();
        for (int i = 0; i < flows.Count; i++)
        {
            var expected = single.Compute(ImageF.FromFrame(video.Read(i)), ImageF.FromFrame(video.Read(i + 1)));
            Assert.Equal(expected.U, flows[i].U);
            Assert.Equal(expected.V, flows[i].V);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_video_without_a_pair_has_no_flow(int frames)
    {
        using var video = new RandomVideo(frames);
        Assert.Empty(FlowSequence.Compute(video));
    }

    [Fact]
    public void It_reads_no_farther_ahead_than_its_workers_need()
    {
        using var video = new RandomVideo(count: 40);
        using var flows = FlowSequence.Compute(video, workers: 2).GetEnumerator();
        flows.MoveNext();
        Assert.InRange(video.LastRead, 1, 5);
    }

    [Fact]
    public void Progress_counts_the_flows()
    {
        using var video = new RandomVideo(count: 5);
        var counts = new Counts();
        Assert.Equal(4, FlowSequence.Compute(video, progress: counts).Count());
        Assert.Equal([1, 2, 3, 4], counts);
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var video = new RandomVideo(count: 30);
        using var cancellation = new CancellationTokenSource();
        int flows = 0;
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in FlowSequence.Compute(video, cancellation: cancellation.Token))
            {
                if (++flows == 3)
                    cancellation.Cancel();
            }
        });
        Assert.Equal(3, flows);
    }

    [Fact]
    public void A_frame_of_another_size_is_an_error_that_names_it()
    {
        using var video = new RandomVideo(count: 6) { OddFrame = 4 };
        var error = Assert.Throws<InputException>(() => FlowSequence.Compute(video).Count());
        Assert.Equal("random, frame 4", error.Place);
    }

    [Fact]
    public void Wrong_arguments_are_refused_at_once()
    {
        using var video = new RandomVideo(count: 3);
        Assert.Throws<ArgumentOutOfRangeException>(() => FlowSequence.Compute(video, workers: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => FlowSequence.Compute(video, new TvL1Settings { Warps = 0 }));
    }

    private sealed class Counts : List<int>, IProgress<int>
    {
        public void Report(int value) => Add(value);
    }

    private sealed class RandomVideo(int count) : IFrameSource
    {
        public int? OddFrame { get; init; }

        public int LastRead { get; private set; } = -1;

        public string Name => "random";

        public int Width => 36;

        public int Height => 27;

        public int Count => count;

        public double FramesPerSecond => 30;

        public Frame Read(int position)
        {
            LastRead = Math.Max(LastRead, position);
            var pixels = KnownMotion.Translation(Width, Height, 0.3 * position, 0.1 * position, seed: 1).Previous.Pixels;
            return position == OddFrame ? new Frame(2, 2, 1, new byte[4]) : new Frame(Width, Height, 1, [.. pixels.Select(p => (byte)p)]);
        }

        public void Dispose()
        {
        }
    }
}
