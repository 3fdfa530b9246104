using System.Text.Json;
using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>
/// Features that need no weights: <see cref="MotionHistogram"/> stands for F^f, <see cref="AppearanceHistogram"/> for F^r, where
/// I3D's weights are not at hand. Snippets do not overlap.
/// </summary>
public sealed class HoofExtractor : IFeatureExtractor
{
    private readonly HoofSettings settings;

    /// <param name="settings">grid, bins, flow; the defaults where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public HoofExtractor(HoofSettings? settings = null)
    {
        this.settings = settings ?? new HoofSettings();
        this.settings.Check();
        Description = new ExtractorDescription
        {
            Name = "hoof/1",
            SnippetLength = this.settings.SnippetLength,
            Stride = this.settings.SnippetLength,
            FrameWidth = this.settings.FrameSize,
            FrameHeight = this.settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = AppearanceHistogram.DimensionOf(this.settings),
                [FeatureFile.Flow] = MotionHistogram.DimensionOf(this.settings),
            },
            Settings = JsonSerializer.SerializeToNode(this.settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int length = settings.SnippetLength, snippets = Description.SnippetsIn(video.Count) - first;
        if (snippets <= 0)
            yield break;
        var frames = new GreyOnTheWay(new FrameRange(video, first * length, snippets * length + 1));
        var motion = new MotionHistogram(settings);
        var appearance = new AppearanceHistogram(settings);
        int pair = 0;
        foreach (FlowField flow in FlowSequence.Compute(frames, settings.Flow, cancellation: cancellation))
        {
            motion.Add(flow);
            appearance.Add(frames.Take(pair++));
            if (pair % length == 0)
                yield return new Dictionary<string, float[]>
                {
                    [FeatureFile.Rgb] = appearance.Finish(),
                    [FeatureFile.Flow] = motion.Finish(),
                };
        }
    }

    /// <summary>Hands the video's frames to the flow, in grey, and keeps each until the appearance has taken it too: one decoding for both.</summary>
    private sealed class GreyOnTheWay(IFrameSource video) : IFrameSource
    {
        private readonly Dictionary<int, Frame> kept = [];

        public string Name => video.Name;

        public int Width => video.Width;

        public int Height => video.Height;

        public int Count => video.Count;

        public double FramesPerSecond => video.FramesPerSecond;

        public Frame Read(int position) => kept[position] = video.Read(position).ToGrey();

        public Frame Take(int position)
        {
            kept.Remove(position, out Frame? frame);
            return frame ?? throw new InvalidOperationException($"frame {position} was not read before its flow came");
        }

        public void Dispose()
        {
        }
    }
}
