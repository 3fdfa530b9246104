using System.Text.Json;
using MicroExpressions.Annotations;

namespace MicroExpressions.Synthesis;

/// <summary>Whose densities and durations a corpus's long videos have.</summary>
public enum SyntheticPace
{
    /// <summary>CAS(ME)²'s: made for 30 fps.</summary>
    CasmeSquared,

    /// <summary>SAMM-LV's: made for 200 fps.</summary>
    SammLongVideos,
}

/// <summary>
/// Everything that determines a synthetic corpus. The defaults are those of <c>data-manifests/synthetic.json</c>, which lies
/// beside the library; variants use <c>with</c>.
/// </summary>
public sealed record SyntheticSettings
{
    /// <summary>
    /// Of the renderer: raised whenever the same settings give other frames or another truth, so that what was computed from older
    /// ones (features in a cache, a folder on disk) is never taken for this corpus's.
    /// </summary>
    public const int CurrentEdition = 2;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        WriteIndented = true,
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private static readonly Lazy<SyntheticSettings> Shipped = new(() => Load(Path.Combine(DataSetManifest.Folder, "synthetic.json")));

    /// <summary>What the corpus is, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary>Why the settings are what they are.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The edition of the renderer that these settings are for: <see cref="CurrentEdition"/>.</summary>
    public required int Edition { get; init; }

    /// <summary>Same seed, same corpus.</summary>
    public required ulong Seed { get; init; }

    /// <summary>People.</summary>
    public required int Subjects { get; init; }

    /// <summary>Long videos of each.</summary>
    public required int VideosPerSubject { get; init; }

    /// <summary>Shortest long video, seconds.</summary>
    public required double ShortestVideoSeconds { get; init; }

    /// <summary>Longest long video, seconds.</summary>
    public required double LongestVideoSeconds { get; init; }

    /// <summary>The long videos' rate: 30 or 200, as the real sets have.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>Width and height of every frame, pixels.</summary>
    public required int Size { get; init; }

    /// <summary>3 (colour), or 1 (grey, as SAMM's).</summary>
    public required int Channels { get; init; }

    /// <summary>Whose durations and apex positions the long videos' expressions have.</summary>
    public required SyntheticPace Pace { get; init; }

    /// <summary>Micro-expressions in a minute.</summary>
    public required double MicroPerMinute { get; init; }

    /// <summary>Macro-expressions in a minute.</summary>
    public required double MacroPerMinute { get; init; }

    /// <summary>Clips with one micro-expression, of each subject.</summary>
    public required int ClipsPerSubject { get; init; }

    /// <summary>The clips' rate.</summary>
    public required double ClipFramesPerSecond { get; init; }

    /// <summary>Video before onset and after offset in a clip, seconds.</summary>
    public required double ClipMarginSeconds { get; init; }

    /// <summary>Sensor noise, standard deviation in 8-bit steps.</summary>
    public required double Noise { get; init; }

    /// <summary>JPEG quality of the compression, 1..100; 0 for none.</summary>
    public required int JpegQuality { get; init; }

    /// <summary>Blinks, gaze, speech, head movement and flicker as a share of normal: 0 makes an easy corpus for tests.</summary>
    public required double Disturbance { get; init; }

    /// <summary>What is drawn from.</summary>
    public required SheetStatistics Statistics { get; init; }

    /// <summary>The corpus of <c>data-manifests/synthetic.json</c>: ten people, thirty videos at 30 fps, eighty clips.</summary>
    /// <exception cref="InputException">the file does not lie beside the library, or was made unreadable</exception>
    public static SyntheticSettings Default => Shipped.Value;

    /// <summary>Seconds instead of a minute to make: three people, one short video and two clips each, 64 × 64.</summary>
    public static SyntheticSettings Small => Default with
    {
        Subjects = 3,
        VideosPerSubject = 1,
        ShortestVideoSeconds = 8,
        LongestVideoSeconds = 10,
        Size = 64,
        MicroPerMinute = 7,
        MacroPerMinute = 9,
        ClipsPerSubject = 2,
    };

    /// <summary>Reads a manifest: one JSON object with every property of this record.</summary>
    /// <param name="path">a file laid out like <c>data-manifests/synthetic.json</c></param>
    /// <exception cref="InputException">no such file, not JSON, a setting missing, unknown or out of range</exception>
    public static SyntheticSettings Load(string path) =>
        KeptJson.Read<SyntheticSettings>(path, "a manifest like data-manifests/synthetic.json", "Correct the file, or check the path.", Json).Checked(path);

    /// <summary>As a manifest's text; <see cref="Load"/> reads it back.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    /// <summary>The same settings if they can be rendered.</summary>
    /// <exception cref="InputException">the setting that cannot be, and its range</exception>
    public SyntheticSettings Checked(string place)
    {
        Require(Edition == CurrentEdition, nameof(Edition), Edition, FormattableString.Invariant($"{CurrentEdition}, the renderer's"));
        Require(Subjects >= 1, nameof(Subjects), Subjects, "at least 1");
        Require(VideosPerSubject >= 0, nameof(VideosPerSubject), VideosPerSubject, "at least 0");
        Require(ClipsPerSubject >= 0, nameof(ClipsPerSubject), ClipsPerSubject, "at least 0");
        Require(ShortestVideoSeconds >= 2, nameof(ShortestVideoSeconds), ShortestVideoSeconds, "at least 2 s");
        Require(LongestVideoSeconds >= ShortestVideoSeconds, nameof(LongestVideoSeconds), LongestVideoSeconds, "at least the shortest");
        Require(FramesPerSecond is >= 10 and <= 1000, nameof(FramesPerSecond), FramesPerSecond, "10..1000");
        Require(ClipFramesPerSecond is >= 10 and <= 1000, nameof(ClipFramesPerSecond), ClipFramesPerSecond, "10..1000");
        Require(ClipMarginSeconds is >= 0 and <= 5, nameof(ClipMarginSeconds), ClipMarginSeconds, "0..5 s");
        Require(Size is >= 32 and <= 512, nameof(Size), Size, "32..512 pixels");
        Require(Channels is 1 or 3, nameof(Channels), Channels, "1 or 3");
        Require(Noise is >= 0 and <= 20, nameof(Noise), Noise, "0..20 8-bit steps");
        Require(JpegQuality is >= 0 and <= 100, nameof(JpegQuality), JpegQuality, "0..100");
        Require(Disturbance is >= 0 and <= 2, nameof(Disturbance), Disturbance, "0..2");
        Require(MicroPerMinute >= 0 && MacroPerMinute >= 0 && 0.5 * MicroPerMinute + 2 * MacroPerMinute <= 36,
            "MicroPerMinute, MacroPerMinute", MicroPerMinute + MacroPerMinute, "not negative, and few enough to fit side by side");
        Require(Statistics.IsWhole, nameof(Statistics), "tables of other lengths than the levels, or no action units", "a value at each level, and action units");
        return this;

        void Require(bool holds, string name, object value, string expected)
        {
            if (!holds)
                throw new InputException($"{place}, {name}", FormattableString.Invariant($"{value}"), expected, "Change this setting.");
        }
    }
}
