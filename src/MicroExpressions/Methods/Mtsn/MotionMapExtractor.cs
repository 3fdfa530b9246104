using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>How MTSN's maps of motion are made.</summary>
public sealed record MotionMapSettings
{
    /// <summary>Side of the face in pixels [source SOFTNet: 128].</summary>
    public int FrameSize { get; init; } = 128;

    /// <summary>S: side of the maps [source MTSN: 28]. The upper half is the brows, the lower one the mouth [source SOFTNet].</summary>
    public int Side { get; init; } = 28;

    /// <summary>The longer span in seconds, half a micro-expression [source MTSN: 6 frames at 30 a second, 37 at 200].</summary>
    public double Span { get; init; } = 0.2;

    /// <summary>The flow's numbers [source SOFTNet: OpenCV's].</summary>
    public TvL1Settings Flow { get; init; } = new();
}

/// <summary>
/// MTSN's own features: a row is a frame's flow and strain over two spans, k frames (which stands for F^r) and one frame (for F^f). Where the
/// video ends before a span does, to its last frame [chosen: the authors leave the last k frames out].
/// </summary>
internal sealed class MotionMapExtractor : IFeatureExtractor
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "mtsn/1";

    /// <summary>Rows that are worked on together, so that every core has something to do.</summary>
    private const int Pass = 8;

    private readonly MotionMapSettings settings;
    private readonly TvL1Flow flow;
    private readonly int length, span;

    /// <param name="settings">maps and flow</param>
    /// <param name="framesPerSecond">of the videos</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public MotionMapExtractor(MotionMapSettings settings, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Side, 6, nameof(settings.Side));     // what SOFTNet's poolings leave something of
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.FrameSize, 3 * settings.Side, nameof(settings.FrameSize));
        this.settings = settings;
        flow = new TvL1Flow(settings.Flow);
        length = FrameRows.Length(framesPerSecond);
        span = FrameRows.Of(settings.Span, 1, framesPerSecond);
        int numbers = SoftNet.Inputs * settings.Side * settings.Side;
        Description = new ExtractorDescription
        {
            Name = Name,
            SnippetLength = length,
            Stride = length,
            FrameWidth = settings.FrameSize,
            FrameHeight = settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal) { [FeatureFile.Rgb] = numbers, [FeatureFile.Flow] = numbers },
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <inheritdoc/>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        // the face is followed while the rows before are computed
        foreach ((ImageF At, ImageF Next, ImageF Later)[] pass in Ahead.Of(stop => Frames(video, first, stop), Pass, cancellation).Chunk(Pass))
        {
            var maps = new float[2 * pass.Length][];
            EveryCore.For(0, maps.Length, i =>
                maps[i] = MotionMaps.Of(flow.Compute(pass[i / 2].At, i % 2 == 0 ? pass[i / 2].Later : pass[i / 2].Next), settings.Side), cancellation);
            for (int t = 0; t < pass.Length; t++)
                yield return new Dictionary<string, float[]> { [FeatureFile.Rgb] = maps[2 * t], [FeatureFile.Flow] = maps[2 * t + 1] };
        }
    }

    /// <summary>Each row's frame with the one after it and the one k after it; frames are read once and forwards.</summary>
    private IEnumerable<(ImageF At, ImageF Next, ImageF Later)> Frames(IFrameSource video, int first, CancellationToken cancellation)
    {
        var kept = new SortedDictionary<int, ImageF>();
        int read = 0, snippets = Description.SnippetsIn(video.Count);
        for (int t = first; t < snippets; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            int at = FrameRows.Position(t, length), last = Math.Min(at + span, video.Count - 1);
            foreach (int past in kept.Keys.TakeWhile(p => p < at).ToArray())
                kept.Remove(past);
            for (read = Math.Max(read, at); read <= last; read++)
                kept[read] = ImageF.FromFrame(video.Read(read));
            yield return (kept[at], kept[Math.Min(at + 1, last)], kept[last]);
        }
    }
}
