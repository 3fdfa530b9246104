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
    /// <summary>Its name and the version of its numbers.</summary>
    public const string Name = "hoof/1";

    private readonly HoofSettings settings;

    /// <param name="settings">grid, bins, flow; the defaults where not given</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public HoofExtractor(HoofSettings? settings = null)
    {
        this.settings = settings ?? new HoofSettings();
        this.settings.Check();
        Description = new ExtractorDescription
        {
            Name = Name,
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
        var frames = new FramesOnTheWay(new FrameRange(video, first * length, snippets * length + 1), FrameTransforms.ToGrey);
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
}
