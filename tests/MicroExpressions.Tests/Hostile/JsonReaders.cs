using System.Text;
using System.Text.Json.Nodes;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features.Weights;
using MicroExpressions.Metrics;
using MicroExpressions.Synthesis;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Hostile;

/// <summary>Readers of manifests, recipes and results.</summary>
internal static class JsonReaders
{
    public static IReadOnlyList<HostileReader> All { get; } =
    [
        new("manifest of a data set", ".json", () => DataSetManifest.All.Select(m => (m.Id, File.ReadAllBytes(Path.Combine(DataSetManifest.Folder, m.Id + ".json")))), path => DataSetManifest.Read(path)),
        new("manifest of a corpus", ".json", () => [("synthetic", Bytes(SyntheticSettings.Small.ToJson()))], path => SyntheticSettings.Load(path)),
        new("spotter's recipe", ".json", () => [("shipped", Bytes(SpotterRecipe()))], path => MicroExpressions.Experiments.Spotting.SpotterRecipe.Parse(File.ReadAllText(path), path)),
        new("method's recipe", ".json", () => [("small", Bytes(MethodRecipe()))], path => MicroExpressions.Experiments.Spotting.MethodRecipe.Parse(File.ReadAllText(path), path)),
        new("result of a spotting fold", ".json", () => [("two epochs", NumberReaders.Written(path => new SpottingFoldResult("s1", [Epoch(1), Epoch(2)], Epoch(3).Detections, [0.5, 0.25], 1).Write(path)))],
            path => SpottingFoldResult.Read(path)),
        new("result of an intensity fold", ".json", () => [("two clips", NumberReaders.Written(path => new FoldResult("s1", [0, 1], [[0.1, 0.2], [0.3]], [[0.1, 0.2], [0.3]], [0.5]).Write(path)))],
            path => FoldResult.Read(path)),
        new("cost of a fold", ".cost", () => [("one", Bytes("{\"ProcessorSeconds\":1.5,\"Parameters\":12,\"PeakMegabytes\":200}"))], path => FoldCost.Read(path)),
    ];

    /// <summary>The recipe that the shipped spotter's weights hold, without the corpus.</summary>
    public static string SpotterRecipe()
    {
        string path = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(typeof(StateDict).Assembly.Location)!, "weights"), "spotter-*.safetensors").Single();
        using StateDict weights = StateDict.Read(path);
        JsonNode recipe = JsonNode.Parse(weights.Metadata["mex.spotter"])!;
        recipe["Corpus"] = null;
        return recipe.ToJsonString();
    }

    private static string MethodRecipe()
    {
        JsonNode spotter = JsonNode.Parse(SpotterRecipe())!;
        return new JsonObject
        {
            ["Format"] = 1,
            ["Method"] = "ham-net",
            ["Settings"] = "Steps = 4",
            ["Scale"] = "smoke",
            ["Share"] = 0.5,
            ["Training"] = System.Text.Json.JsonSerializer.SerializeToNode(new TrainingSettings { Steps = 4, BatchSize = 2, LearningRate = 1e-3, WeightDecay = 0 }),
            ["Data"] = "corpus",
            ["Fingerprint"] = "ab12",
            ["Videos"] = 3,
            ["People"] = 3,
            ["FramesPerSecond"] = 30,
            ["Extractor"] = spotter["Extractor"]!.DeepClone(),
            ["Crop"] = spotter["Crop"]!.DeepClone(),
            ["VideosOnOwnScale"] = true,
            ["Threshold"] = spotter["Threshold"]!.DeepClone(),
        }.ToJsonString();
    }

    private static SpottedEpoch Epoch(int step) => new(step, [new Detection("s1", "v1", 10, 20, 0.5), new Detection("s1", "v2", 30, 40, 0.25)]);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
