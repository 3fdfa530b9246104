using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Methods.MesNet;

/// <summary>How small the pictures are that MESNet looks at.</summary>
public sealed record FaceMapSettings
{
    /// <summary>Frames in a snippet, of which the first is looked at [chosen: as many as make a fifteenth of a second, <see cref="At"/>].</summary>
    public int SnippetLength { get; init; } = 2;

    /// <summary>Side of the face's pictures that the flow is computed on, pixels [chosen].</summary>
    public int FrameSize { get; init; } = 112;

    /// <summary>Side of the maps, to which pictures and flow are averaged; a part of the frame's side [chosen].</summary>
    public int Side { get; init; } = 28;

    /// <summary>The flow from one picture to the next [chosen].</summary>
    public FarnebackFlow Flow { get; init; } = new();

    /// <summary>The settings for videos of that rate.</summary>
    /// <param name="framesPerSecond">the videos'</param>
    public static FaceMapSettings At(double framesPerSecond) => new() { SnippetLength = Math.Max(1, (int)Math.Round(framesPerSecond / 15)) };
}

/// <summary>
/// A video as small maps: of each snippet's first frame the grey picture, and the flow from it to the next snippet's. The publication's network
/// looks at frames; that it is also shown how they move is [ours], for movements of a fraction of a map's pixel.
/// </summary>
internal sealed class FaceMaps : IFeatureExtractor
{
    /// <summary>The extractor's name and its algorithm's version.</summary>
    public const string Name = "face-maps/1";

    private readonly FaceMapSettings settings;

    /// <param name="settings">snippets, sizes, flow</param>
    public FaceMaps(FaceMapSettings settings)
    {
        this.settings = settings;
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.SnippetLength, 1, nameof(settings.SnippetLength));
        ArgumentOutOfRangeException.ThrowIfNotEqual(settings.FrameSize % settings.Side, 0, nameof(settings.Side));
        Description = new ExtractorDescription
        {
            Name = Name,
            SnippetLength = settings.SnippetLength,
            Stride = settings.SnippetLength,
            FrameWidth = settings.FrameSize,
            FrameHeight = settings.FrameSize,
            Dimensions = new SortedDictionary<string, int>(StringComparer.Ordinal)
            {
                [FeatureFile.Rgb] = settings.Side * settings.Side,
                [FeatureFile.Flow] = 2 * settings.Side * settings.Side,
            },
            Settings = JsonSerializer.SerializeToNode(settings),
        };
    }

    /// <inheritdoc/>
    public ExtractorDescription Description { get; }

    /// <summary>Grey in 0..1, flow in pixels of the frame: to the right, then downwards.</summary>
    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        int snippets = Description.SnippetsIn(video.Count);
        Frame? picture = null;
        for (int t = first; t < snippets; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            picture ??= video.Read(t * settings.SnippetLength).ToGrey();
            Frame next = video.Read((t + 1) * settings.SnippetLength).ToGrey();
            FlowField flow = settings.Flow.Between(picture, next);
            yield return new Dictionary<string, float[]>
            {
                [FeatureFile.Rgb] = Averaged(Array.ConvertAll(picture.Pixels, p => p / 255f)),
                [FeatureFile.Flow] = [.. Averaged(flow.U), .. Averaged(flow.V)],
            };
            picture = next;
        }
    }

    /// <summary><c>[FrameSize, FrameSize]</c> to <c>[Side, Side]</c>, each the mean of a square.</summary>
    private float[] Averaged(float[] values)
    {
        int part = settings.FrameSize / settings.Side;
        var map = new float[settings.Side * settings.Side];
        for (int y = 0; y < settings.FrameSize; y++)
            for (int x = 0; x < settings.FrameSize; x++)
                map[y / part * settings.Side + x / part] += values[y * settings.FrameSize + x] / (part * part);
        return map;
    }
}
