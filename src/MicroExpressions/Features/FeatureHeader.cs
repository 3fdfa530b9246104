using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MicroExpressions.Faces;
using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>How a feature file was made: enough to make it again, and to tell whether it is still the one that is wanted.</summary>
public sealed record FeatureHeader
{
    private static readonly JsonSerializerOptions Json = KeptJson.Strict(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Version of the file's layout.</summary>
    public int Format { get; init; } = 1;

    /// <summary>What made the features.</summary>
    public required ExtractorDescription Extractor { get; init; }

    /// <summary>How the face was looked for; null: the whole frame was used.</summary>
    public FaceCropSettings? CropSettings { get; init; }

    /// <summary>Where it was found.</summary>
    public PixelBox? Crop { get; init; }

    /// <summary>Who was seen, and where the one who was followed was not; null where nobody was followed: whole frames, a cascade, files of before.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FacesSeen? Faces { get; init; }

    /// <summary>The video's rate; where it varies, the mean.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>When each frame comes, seconds after the first, then the video's end: one more than there are frames. Null where they come evenly.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? FrameSeconds { get; init; }

    /// <summary>n: frames in the video.</summary>
    public required int FrameCount { get; init; }

    /// <summary>The video's file or folder name, without the path.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the video (<see cref="SourceFingerprint"/>).</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>When the video's frames come.</summary>
    [JsonIgnore]
    public FrameTimes Times => FrameSeconds is null ? FrameTimes.Even(FrameCount, FramesPerSecond) : FrameTimes.Uneven(FrameSeconds);

    /// <summary>T: rows of each modality.</summary>
    public int Snippets => Extractor.SnippetsIn(FrameCount);

    /// <summary>
    /// SHA-256 of all that decides the numbers: two headers with one key describe the same features. What the video is called,
    /// and what was seen of the face, which follows from the rest, are left out.
    /// </summary>
    public string Key() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes((this with { Crop = null, Faces = null, Source = "" }).ToJson())));

    /// <summary>The header as it stands in the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads a header.</summary>
    /// <param name="json">the text</param>
    /// <param name="place">what messages call it</param>
    /// <exception cref="InputException">it is no header of ours</exception>
    public static FeatureHeader Parse(string json, string place)
    {
        try
        {
            FeatureHeader header = KeptJson.Parse<FeatureHeader>(Encoding.UTF8.GetBytes(json), Json);
            if (header.Format != 1)
                throw new JsonException($"format {header.Format}");
            if (!(header.FramesPerSecond > 0 && double.IsFinite(header.FramesPerSecond)))
                throw new JsonException("frames per second that are none");
            header.Extractor.Check();
            if (header.FrameSeconds is { } seconds && (seconds.Length != header.FrameCount + 1 || !FrameTimes.Rise(seconds)))
                throw new JsonException("times of frames that are not one for each and the end, each later than the one before");
            return header;
        }
        catch (JsonException e)
        {
            throw new InputException(place, $"a header that cannot be read ({e.Message})", "the header of a feature file, format 1",
                "Extract the features again: mex features extract.", e);
        }
    }
}
