using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Features;
using MicroExpressions.Tests.Features.Weights;
using MicroExpressions.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Hostile;

/// <summary>Readers of arrays, features and weights.</summary>
internal static class NumberReaders
{
    private static readonly FeatureHeader Header = new()
    {
        Extractor = new() { Name = "grey/1", SnippetLength = 2, Stride = 2, FrameWidth = 8, FrameHeight = 8, Dimensions = new Dictionary<string, int> { ["flow"] = 2, ["rgb"] = 3 } },
        CropSettings = new(),
        Crop = new(1, 2, 3, 4),
        FramesPerSecond = 30,
        FrameSeconds = [0, 0.03, 0.07, 0.1, 0.13, 0.17],
        FrameCount = 5,
        Source = "v",
        SourceSha256 = "ab12",
    };

    public static IReadOnlyList<HostileReader> All { get; } =
    [
        new("npy", ".npy", () => NumpyGolden.All.Cases.Select(c => (c.Name, c.File)), path => NumpyFile.Read(path)),
        new("npz", ".npz", () => [("stored", NumpyGolden.All.Stored), ("deflated", NumpyGolden.All.Deflated)], path => NumpyArchive.Read(path)),
        new("feature file", ".npz", () => [("two modalities", Features())], path => _ = FeatureFile.Read(path).Header.Times),
        new("published features", ".npz", () => [("eight rows", Published())], path => PublishedFeatures.Read(path).WithoutOverlap(8)),
        new("unfinished features", ".part", () => [("two snippets", Partial())], path =>
        {
            using PartialFeatures partial = PartialFeatures.Open(path, Header);
            partial.Collect();
        }),
        new("safetensors", ".safetensors", () => [("four types", Tensors())], Weights),
        new("pt, zip", ".pt", () => Golden("zip", "zip_protocol_4", "network_zip", "checkpoint", "forbidden_zip", "whole_module"), Weights),
        new("pth, legacy", ".pth", () => Golden("legacy", "network_legacy", "forbidden_legacy"), Weights),
        new("onnx", ".onnx", () =>
        [
            ("two tensors", Protobuf.Onnx(Protobuf.Tensor("a", 1, [2, 2], Protobuf.Floats(1, 2, 3, 4)), Protobuf.Tensor("b", 7, [1], Protobuf.Raw(1, 2, 3, 4, 5, 6, 7, 8)))),
        ], path => OnnxFile.Read(path).Dispose()),
        new("checkpoint", ".checkpoint", () => [("one step", OfTraining(Write))], path => OfTraining((model, optimizer) => [.. Checkpoint.Read(path, "configured", model, optimizer).Select(l => (byte)l)])),
        new("spotter's weights", ".safetensors", () => [("no tensors", Recipe())], path => TrainedSpotter.Load(path).Dispose()),
    ];

    private static void Weights(string path)
    {
        using StateDict weights = StateDict.Read(path);
        long file = new FileInfo(path).Length, held = weights.Tensors.Values.Sum(t => t.bytes.Length);
        Assert.True(held <= 8 * file, $"{held} bytes of tensors from a file of {file}");
    }

    private static IEnumerable<(string, byte[])> Golden(params string[] names) => names.Select(name => (name, WeightsGolden.All.Files[name]));

    private static byte[] Features() => Written(path => new FeatureFile(Header, new Dictionary<string, SnippetMatrix>
    {
        ["flow"] = new(2, 2, [1, 2, 3, 4]),
        ["rgb"] = new(2, 3, [1, 2, 3, 4, 5, 6]),
    }).Write(path));

    private static byte[] Published() => Written(path => NumpyArchive.Write(path, new Dictionary<string, NumpyArray>
    {
        ["feature"] = new(new float[8 * 4], 1, 8, 4),
        ["frame_cnt"] = new(new long[] { 22 }),
        ["video_name"] = new("s1/v1"),
    }));

    private static byte[] Partial() => Written(path =>
    {
        using PartialFeatures partial = PartialFeatures.Open(path, Header);
        partial.Append(new Dictionary<string, float[]> { ["flow"] = [1, 2], ["rgb"] = [1, 2, 3] });
    });

    private static byte[] Tensors() => Written(path =>
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["a"] = arange(6).view(2, 3), ["b"] = ones(2, dtype: float16), ["c"] = zeros(0, 4), ["d"] = tensor(true) }, new Dictionary<string, string> { ["k"] = "v" });
    });

    /// <summary>The shipped spotter's recipe without the corpus, in a file that holds one tensor.</summary>
    private static byte[] Recipe() => Written(path =>
    {
        using var scope = NewDisposeScope();
        SafeTensors.Write(path, new Dictionary<string, Tensor> { ["gate_rgb.first.weight"] = zeros(1) }, new Dictionary<string, string> { ["mex.spotter"] = JsonReaders.SpotterRecipe() });
    });

    private static byte[] Write(nn.Module model, Adam optimizer) => Written(path => Checkpoint.Write(path, "configured", [0.5], model, optimizer));

    private static byte[] OfTraining(Func<nn.Module, Adam, byte[]> use)
    {
        using var scope = NewDisposeScope();
        using Linear model = nn.Linear(2, 1);
        using Adam optimizer = optim.Adam(model.parameters());
        return use(model, optimizer);
    }

    internal static byte[] Written(Action<string> write)
    {
        string path = Path.Combine(Path.GetTempPath(), $"mex-seed-{Guid.NewGuid():n}");
        try
        {
            write(path);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
