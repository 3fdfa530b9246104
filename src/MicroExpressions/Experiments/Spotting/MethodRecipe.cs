using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>How the weights of a method other than PWES were made, and all that is needed to use them: it stands in the weights' file. PWES's is <see cref="SpotterRecipe"/>.</summary>
public sealed record MethodRecipe
{
    private static readonly JsonSerializerOptions Json = KeptJson.Strict(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Version of this record.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The kit's version.</summary>
    public string Kit { get; init; } = typeof(MethodRecipe).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The method's id: <c>ham-net</c>.</summary>
    public required string Method { get; init; }

    /// <summary>All its settings, one a line. Weights are read into the network of these settings and of no others.</summary>
    public required string Settings { get; init; }

    /// <summary>How much was spent: <see cref="SpottingScale.Name"/>.</summary>
    public required string Scale { get; init; }

    /// <summary>Which share of its published widths its layers have.</summary>
    public required double Share { get; init; }

    /// <summary>Steps, batches, rate, seed.</summary>
    public required TrainingSettings Training { get; init; }

    /// <summary>The set that taught, for people.</summary>
    public required string Data { get; init; }

    /// <summary><see cref="SpottingDataSet.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Videos that taught.</summary>
    public required int Videos { get; init; }

    /// <summary>People in them.</summary>
    public required int People { get; init; }

    /// <summary>Rate of those videos.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>What made their features.</summary>
    public required ExtractorDescription Extractor { get; init; }

    /// <summary>How the face is to be cut out of other videos.</summary>
    public required FaceCropSettings Crop { get; init; }

    /// <summary>Whether each video's features are brought to a scale of their own first.</summary>
    public required bool VideosOnOwnScale { get; init; }

    /// <summary>What counts as found.</summary>
    public required SpotterThreshold Threshold { get; init; }

    /// <summary>As it stands in a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads it.</summary>
    /// <param name="json">the text</param>
    /// <param name="place">what messages call it</param>
    /// <exception cref="InputException">it is no recipe of ours</exception>
    public static MethodRecipe Parse(string json, string place)
    {
        try
        {
            MethodRecipe recipe = KeptJson.Parse<MethodRecipe>(Encoding.UTF8.GetBytes(json), Json);
            if (recipe.Format != 1)
                throw new JsonException($"format {recipe.Format}");
            if (recipe.Share is not (> 0 and <= 1))
                throw new JsonException("a share of the published widths that is not above 0 and at most 1");
            recipe.Extractor.Check();
            return recipe;
        }
        catch (JsonException e)
        {
            throw new InputException(place, $"a recipe that cannot be read ({e.Message})", "a method's recipe, format 1", "Train again: mex train spotter --method NAME.", e);
        }
    }
}
