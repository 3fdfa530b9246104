using System.Collections.Concurrent;
using System.Runtime.Intrinsics;
using MicroExpressions.Video;

namespace MicroExpressions.Flow;

/// <summary>
/// TV-L1 flow of a whole video, from each frame to the next, in order. Pairs are solved side by side; each frame's pyramid is made
/// once for the two pairs that it belongs to; memory does not grow with the video's length.
/// </summary>
public static class FlowSequence
{
    /// <summary>The flows of frames 0→1, 1→2, …: one less than the video has frames.</summary>
    /// <param name="source">read frame by frame, only while the result is enumerated</param>
    /// <param name="settings">the algorithm's numbers; docs/method.md §1 "Features" where not given</param>
    /// <param name="workers">pairs solved at the same time; the processor's threads where not given</param>
    /// <param name="progress">receives the number of flows that have been handed out</param>
    /// <param name="cancellation">checked before each frame</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting or the number of workers is outside its range</exception>
    /// <exception cref="InputException">(while enumerating) a frame cannot be read or has another size than the video</exception>
    /// <exception cref="OperationCanceledException">(while enumerating) cancelled</exception>
    public static IEnumerable<FlowField> Compute(
        IFrameSource source, TvL1Settings? settings = null, int? workers = null, IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        settings ??= new TvL1Settings();
        settings.Check();
        int side = workers ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(workers));
        return Vector512.IsHardwareAccelerated ? Enumerate<Lanes512>(source, settings, side, progress, cancellation)
            : Vector256.IsHardwareAccelerated ? Enumerate<Lanes256>(source, settings, side, progress, cancellation)
            : Enumerate<Lanes128>(source, settings, side, progress, cancellation);
    }

    private static IEnumerable<FlowField> Enumerate<T>(
        IFrameSource source, TvL1Settings settings, int workers, IProgress<int>? progress, CancellationToken cancellation)
        where T : struct, IFloatLanes<T>
    {
        // Two pairs per worker under way: one being solved, one waiting, so that no worker waits for the reader of the flows.
        var pool = new Pool<T>(source.Width, source.Height, settings, workers);
        var underWay = new Queue<Task<FlowField>>(2 * workers);
        Task<SharedPyramid>? previous = null;
        int handedOut = 0;
        for (int position = 0; position < source.Count || underWay.Count > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            if (position < source.Count && underWay.Count < 2 * workers)
            {
                var frame = GreyFrame(source, position);
                int uses = (position > 0 ? 1 : 0) + (position < source.Count - 1 ? 1 : 0);
                var next = Task.Run(() => pool.Pyramid(frame, uses), cancellation);
                if (previous is not null)
                {
                    underWay.Enqueue(pool.Flow(previous, next, cancellation));
                }
                previous = next;
                position++;
                continue;
            }
            var flow = underWay.Dequeue().GetAwaiter().GetResult();
            progress?.Report(++handedOut);
            yield return flow;
        }
    }

    private static ImageF GreyFrame(IFrameSource source, int position)
    {
        var frame = source.Read(position);
        if (frame.Width != source.Width || frame.Height != source.Height)
            throw new InputException(
                $"{source.Name}, frame {position}", $"{frame.Width} × {frame.Height} pixels", $"{source.Width} × {source.Height}",
                "All frames of a video must have one size.");
        return ImageF.FromFrame(frame);
    }

    /// <summary>A pyramid and how many pairs have still to read it.</summary>
    private sealed class SharedPyramid(FramePyramid pyramid)
    {
        public FramePyramid Pyramid => pyramid;

        public int Uses;
    }

    /// <summary>Pyramids and solvers that go from pair to pair.</summary>
    private sealed class Pool<T>(int width, int height, TvL1Settings settings, int workers)
        where T : struct, IFloatLanes<T>
    {
        private readonly SemaphoreSlim free = new(workers);
        private readonly ConcurrentBag<SharedPyramid> pyramids = [];
        private readonly ConcurrentBag<CoarseToFine> solvers = [];

        public SharedPyramid Pyramid(ImageF frame, int uses)
        {
            if (!pyramids.TryTake(out var shared))
                shared = new SharedPyramid(new FramePyramid(width, height, settings));
            shared.Uses = uses;
            shared.Pyramid.Fill<T>(frame);
            return shared;
        }

        public async Task<FlowField> Flow(Task<SharedPyramid> previous, Task<SharedPyramid> next, CancellationToken cancellation)
        {
            var first = await previous.ConfigureAwait(false);
            var second = await next.ConfigureAwait(false);
            await free.WaitAsync(cancellation).ConfigureAwait(false);
            if (!solvers.TryTake(out var solver))
                solver = new CoarseToFine(width, height, settings);
            var flow = await Task.Run(() => solver.Solve<T>(first.Pyramid, second.Pyramid), cancellation).ConfigureAwait(false);
            solvers.Add(solver);
            free.Release();
            GiveBack(first);
            GiveBack(second);
            return flow;
        }

        private void GiveBack(SharedPyramid shared)
        {
            if (Interlocked.Decrement(ref shared.Uses) == 0)
                pyramids.Add(shared);
        }
    }
}
