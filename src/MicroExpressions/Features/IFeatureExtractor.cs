using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>What turns frames into one row of numbers per snippet and modality.</summary>
public interface IFeatureExtractor
{
    /// <summary>All that decides what the numbers will be, apart from the video.</summary>
    ExtractorDescription Description { get; }

    /// <summary>
    /// Features in the order of the snippets: snippet t covers frames <c>t·Stride … t·Stride + L − 1</c>, its flow the L pairs that
    /// start there. Reads the video only forwards, at the pace of the enumeration.
    /// </summary>
    /// <param name="video">frames of the description's size</param>
    /// <param name="first">the snippet to begin with; it comes out the same whether or not those before it were computed</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <returns>for each snippet, each modality's row <c>[D]</c></returns>
    IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation);
}

/// <summary>What a feature file says about the extractor that made it.</summary>
public sealed record ExtractorDescription
{
    /// <summary>Its name and, after a slash, the version of its algorithm: <c>hoof/1</c>. Other numbers need another version.</summary>
    public required string Name { get; init; }

    /// <summary>Without the version, as a command and files' names have it: <c>hoof</c>.</summary>
    [JsonIgnore]
    public string ShortName => Name.Split('/')[0];

    /// <summary>L: frames in a snippet.</summary>
    public required int SnippetLength { get; init; }

    /// <summary>Frames from one snippet's start to the next; L where they do not overlap [paper].</summary>
    public required int Stride { get; init; }

    /// <summary>Pixels in a row of the frames it wants.</summary>
    public required int FrameWidth { get; init; }

    /// <summary>Rows of the frames it wants.</summary>
    public required int FrameHeight { get; init; }

    /// <summary>Numbers a row, by modality (<see cref="FeatureFile.Rgb"/>, <see cref="FeatureFile.Flow"/>).</summary>
    public required IReadOnlyDictionary<string, int> Dimensions { get; init; }

    /// <summary>Where flow is quantised to 8 bits: the largest motion kept, in pixels a frame. Null: it stays in float.</summary>
    public double? FlowBound { get; init; }

    /// <summary>SHA-256 of the weights' files, by modality; empty where there are none.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; init; } = new Dictionary<string, string>();

    /// <summary><see cref="NumericBasis"/>, where a network gave the numbers; null where torch has no part in them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Basis { get; init; }

    /// <summary>Its other settings, by name.</summary>
    public JsonNode? Settings { get; init; }

    /// <summary>What was read of a file can be meant.</summary>
    /// <exception cref="System.Text.Json.JsonException">it cannot</exception>
    internal void Check()
    {
        if (SnippetLength < 1 || Stride < 1 || Dimensions.Values.Any(d => d < 1))
            throw new System.Text.Json.JsonException("a snippet length, stride or dimension that is not positive");
        if (Weights.Values.Any(sum => sum is null))
            throw new System.Text.Json.JsonException("weights without a checksum");
    }

    /// <summary><c>T = ⌊(n−1)/L⌋</c> without overlap: the last frame only ends the last flow.</summary>
    /// <param name="frames">n</param>
    public int SnippetsIn(int frames) => frames - 1 < SnippetLength ? 0 : (frames - 1 - SnippetLength) / Stride + 1;
}
