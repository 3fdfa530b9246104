using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.Spotting;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>How a spotter's weights were made, and all that is needed to use them: it stands in the weights' file.</summary>
public sealed record SpotterRecipe
{
    private static readonly JsonSerializerOptions Json = KeptJson.Strict(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Version of this record.</summary>
    public int Format { get; init; } = 1;

    /// <summary>The kit's version.</summary>
    public string Kit { get; init; } = typeof(SpotterRecipe).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>The set that taught, for people.</summary>
    public required string Data { get; init; }

    /// <summary><see cref="SpottingDataSet.Fingerprint"/>.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The synthetic corpus's settings, where that was the set.</summary>
    public JsonNode? Corpus { get; init; }

    /// <summary>How much was spent: <see cref="SpottingScale.Name"/>.</summary>
    public required string Scale { get; init; }

    /// <summary>Videos that taught.</summary>
    public required int Videos { get; init; }

    /// <summary>People in them.</summary>
    public required int People { get; init; }

    /// <summary>Rate of those videos.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>What made their features.</summary>
    public required ExtractorDescription Extractor { get; init; }

    /// <summary>How the face is to be cut out of other videos, so that it fills the picture as in training; who is followed is asked for each video.</summary>
    public required FaceCropSettings Crop { get; init; }

    /// <summary>The network.</summary>
    public required SpotterSettings Model { get; init; }

    /// <summary>Whether the network scales its features itself.</summary>
    public required bool Scaling { get; init; }

    /// <summary>From attention to intervals.</summary>
    public required ProposalSearch Search { get; init; }

    /// <summary>Which row of the paper's Table I it is.</summary>
    public required string Row { get; init; }

    /// <summary>All settings of the method, to be read.</summary>
    public required string Method { get; init; }

    /// <summary>What counts as found.</summary>
    public required SpotterThreshold Threshold { get; init; }

    /// <summary>As it stands in a file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads it.</summary>
    /// <param name="json">the text</param>
    /// <param name="place">what messages call it</param>
    /// <exception cref="InputException">it is no recipe of ours, or contradicts itself</exception>
    public static SpotterRecipe Parse(string json, string place)
    {
        const string remedy = "Train again: mex train spotter.";
        SpotterRecipe recipe;
        try
        {
            recipe = KeptJson.Parse<SpotterRecipe>(Encoding.UTF8.GetBytes(json), Json);
            if (recipe.Format != 1)
                throw new JsonException($"format {recipe.Format}");
            recipe.Extractor.Check();
        }
        catch (JsonException e)
        {
            throw new InputException(place, $"a recipe that cannot be read ({e.Message})", "a spotter's recipe, format 1", remedy, e);
        }
        (int rgb, int flow) = (recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Rgb), recipe.Extractor.Dimensions.GetValueOrDefault(FeatureFile.Flow));
        return (rgb, flow) == (recipe.Model.RgbDimension, recipe.Model.FlowDimension) ? recipe : throw new InputException(
            place, $"a network for {recipe.Model.RgbDimension} and {recipe.Model.FlowDimension} numbers a snippet, and features of {rgb} and {flow}", "the same", remedy);
    }

    /// <summary>Whether features were made as the spotter's training features were; only L may differ, since it goes by the video's rate.</summary>
    /// <param name="header">of the features</param>
    /// <exception cref="InputException">they were made otherwise</exception>
    public void Check(FeatureHeader header) => Check(header.Extractor, header.Source);

    /// <summary>The same before anything is extracted.</summary>
    /// <param name="extractor">what would make the features</param>
    /// <param name="source">the video</param>
    /// <exception cref="InputException">it would make them otherwise</exception>
    public void Check(ExtractorDescription extractor, string source) => CheckAlike(extractor, Extractor, source);

    /// <summary>Whether two extractors make the same of the same frames, but for L.</summary>
    internal static void CheckAlike(ExtractorDescription extractor, ExtractorDescription taught, string source)
    {
        string found = Made(extractor), expected = Made(taught);
        if (found != expected)
            throw new InputException($"features of {source}", found, expected, "Extract the features with the settings that the weights name, or train a spotter on such features.");
    }

    /// <summary>All that decides what a snippet's numbers mean, but for L: extractor, its weights, size of the frames, settings.</summary>
    internal static string Made(ExtractorDescription extractor)
    {
        JsonObject settings = extractor.Settings is JsonObject given ? (JsonObject)given.DeepClone() : [];
        settings.Remove(nameof(HoofSettings.SnippetLength));
        return $"{extractor.Name}, {extractor.FrameWidth} × {extractor.FrameHeight}, {string.Concat(extractor.Weights.Select(w => $"{w.Key} weights {w.Value[..Math.Min(12, w.Value.Length)]}, "))}{settings.ToJsonString()}";
    }
}
