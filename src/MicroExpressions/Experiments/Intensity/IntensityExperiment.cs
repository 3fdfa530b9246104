using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>How a set is divided into learning and testing.</summary>
public enum IntensitySplit
{
    /// <summary>One subject is tested, the others teach [paper].</summary>
    LeaveOneSubjectOut,

    /// <summary>k folds of whole subjects.</summary>
    BySubject,

    /// <summary>k folds of clips, whoever they show: the same faces on both sides. To be compared with, never to be reported.</summary>
    LeakyClipwise,

    /// <summary>One set teaches, another is tested.</summary>
    Transfer,

    /// <summary>Everything teaches and nothing is tested: the model that is then used on new videos.</summary>
    Everything,
}

/// <summary>One row of an experiment: everything that decides its numbers. A variant is a <c>with</c>.</summary>
public sealed record IntensityExperiment
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new ShapeConverter() },
    };

    /// <summary>What the row is called.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "ResNet18 + GRU";

    /// <summary>SHA-256 of frames and labels: other data, other run.</summary>
    public string Data { get; init; } = "";

    /// <summary><see cref="NumericBasis"/>: another torch or device, other run.</summary>
    public string Basis { get; init; } = "";

    /// <summary>From frames to vectors.</summary>
    public EncoderSettings Encoder { get; init; } = new();

    /// <summary>With the GRU; false is the paper's frame-wise baseline.</summary>
    public bool Temporal { get; init; } = true;

    /// <summary>GRU width in each direction [chosen: 128, docs/method.md §2 "Training the curve"].</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>The pseudo labels' shape [paper: triangular].</summary>
    public IntensityShape Shape { get; init; } = new TriangularShape();

    /// <summary>The loss and its weights.</summary>
    public IntensityLoss Loss { get; init; } = new();

    /// <summary>Optimiser, batch, steps, seed.</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000 };

    /// <summary>Changes to frames while an encoder is trained; a frozen encoder's vectors cannot be changed.</summary>
    public ClipAugmentation Augmentation { get; init; } = new();

    /// <summary>Who teaches, who is tested.</summary>
    public IntensitySplit Split { get; init; }

    /// <summary>k, where the split has one [chosen: 5].</summary>
    public int Folds { get; init; } = 5;

    /// <summary>All that decides the result, as text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Name of the run's folder: SHA-256 of <see cref="ToJson"/>, shortened.</summary>
    [JsonIgnore]
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson())))[..16];

    /// <summary>The set's divisions.</summary>
    /// <param name="subjects">whose each clip is</param>
    /// <param name="taught">clips of the set that teaches, which come first, in a transfer; else not used</param>
    /// <exception cref="InputException">too few subjects or clips</exception>
    public IReadOnlyList<Fold> Divide(IReadOnlyList<string> subjects, int taught) => Split switch
    {
        IntensitySplit.LeaveOneSubjectOut => MicroExpressions.Training.Folds.LeaveOneSubjectOut(subjects),
        IntensitySplit.BySubject => MicroExpressions.Training.Folds.BySubject(subjects, Folds, Training.Seed),
        IntensitySplit.LeakyClipwise => MicroExpressions.Training.Folds.LeakyClipwise(subjects.Count, Folds, Training.Seed),
        IntensitySplit.Transfer => [new Fold("transfer", [.. Enumerable.Range(0, taught)], [.. Enumerable.Range(taught, subjects.Count - taught)])],
        IntensitySplit.Everything => [new Fold("everything", [.. Enumerable.Range(0, subjects.Count)], [])],
        _ => throw new ArgumentOutOfRangeException(nameof(subjects), Split, "no such split"),
    };

    /// <summary>A shape as its name and its own settings.</summary>
    private sealed class ShapeConverter : JsonConverter<IntensityShape>
    {
        public override IntensityShape Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            throw new NotSupportedException("records are written, never read");

        public override void Write(Utf8JsonWriter writer, IntensityShape value, JsonSerializerOptions options)
        {
            JsonObject settings = JsonSerializer.SerializeToNode(value, value.GetType())!.AsObject();
            settings.Insert(0, "Name", value.GetType().Name);
            settings.WriteTo(writer);
        }
    }
}
