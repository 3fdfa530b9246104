using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Flow;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

[Collection(DefaultGenerator.Name)]      // random weights come from it
public sealed class TwoStreamExtractorTests : IDisposable
{
    private const int Side = 32, Length = 4;

    private static readonly TwoStreamSettings Small = new() { FrameSize = Side, SnippetLength = Length, Sampled = Length };

    private readonly TwoStreamExtractor extractor = new(Small);

    public void Dispose() => extractor.Dispose();

    [Fact]
    public void Rows_are_the_mean_vectors_of_the_snippets_frames_and_of_its_flows_as_pictures()
    {
        using var scope = NewDisposeScope();
        using GeneratedFrames video = Moving(Length + 1);
        IReadOnlyDictionary<string, float[]> row = Assert.Single(extractor.Extract(video, 0, default));

        FlowField[] fields = [.. FlowSequence.Compute(video)];
        Tensor frames = zeros(Length, 3, Side, Side), flows = zeros(Length, 3, Side, Side);
        for (int t = 0; t < Length; t++)
            for (int i = 0; i < Side * Side; i++)
                for (int c = 0; c < 3; c++)
                {
                    (float u, float v) = (fields[t].U[i], fields[t].V[i]);
                    frames[t, c, i / Side, i % Side] = video.Read(t).Pixels[i];
                    flows[t, c, i / Side, i % Side] = c switch { 0 => 127.5f + u * 6.375f, 1 => 127.5f + v * 6.375f, _ => MathF.Sqrt(u * u + v * v) * 12.75f };     // 255 of 40 and of 20 pixels
                }
        AssertClose(Mean(frames), row[FeatureFile.Rgb]);
        AssertClose(Mean(flows), row[FeatureFile.Flow]);
        Assert.Equal(fields.Average(f => f.U.Zip(f.V, (u, v) => Math.Sqrt(u * u + v * v)).Average()), Assert.Single(row[FeatureFile.Motion]), 1e-5);
    }

    [Fact]
    public void Of_sampled_frames_the_rows_are_those_of_their_places_in_the_snippet()
    {
        using var sampled = new TwoStreamExtractor(Small with { Sampled = 2 });
        using var each = new TwoStreamExtractor(Small with { SnippetLength = 1, Sampled = 1 });
        GeneratedFrames video = Moving(2 * Length + 1);
        IReadOnlyDictionary<string, float[]>[] rows = [.. sampled.Extract(video, 0, default)], singly = [.. each.Extract(Moving(2 * Length + 1), 0, default)];
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], video.Reads);
        foreach (string modality in (string[])[FeatureFile.Rgb, FeatureFile.Flow, FeatureFile.Motion])
            AssertClose([.. singly[5][modality].Zip(singly[7][modality], (a, b) => (a + b) / 2)], rows[1][modality]);
    }

    [Fact]
    public void Motion_beyond_the_bound_is_the_bound()
    {
        using var scope = NewDisposeScope();
        using var narrow = new TwoStreamExtractor(Small with { FlowBound = 1e-4f });
        using GeneratedFrames video = Moving(Length + 1);
        FlowField[] fields = [.. FlowSequence.Compute(video)];
        Tensor flows = zeros(Length, 3, Side, Side);
        for (int t = 0; t < Length; t++)
            for (int i = 0; i < Side * Side; i++)
            {
                (float u, float v) = (fields[t].U[i] / 1e-4f, fields[t].V[i] / 1e-4f);
                (flows[t, 0, i / Side, i % Side], flows[t, 1, i / Side, i % Side]) = (127.5f * (1 + Math.Clamp(u, -1, 1)), 127.5f * (1 + Math.Clamp(v, -1, 1)));
                flows[t, 2, i / Side, i % Side] = 255 * Math.Min(MathF.Sqrt(u * u + v * v), 1);
            }
        AssertClose(Mean(flows), Assert.Single(narrow.Extract(video, 0, default))[FeatureFile.Flow]);
    }

    [Fact]
    public void Beginning_later_gives_the_same_rows()
    {
        IReadOnlyDictionary<string, float[]>[] all = [.. extractor.Extract(Moving(21), 0, default)], later = [.. extractor.Extract(Moving(21), 3, default)];
        Assert.Equal((5, 2), (all.Length, later.Length));
        for (int t = 0; t < later.Length; t++)
            foreach ((string modality, float[] row) in later[t])
                Assert.Equal(all[t + 3][modality], row);
    }

    [Fact]
    public void Every_frame_is_read_once_and_in_order_up_to_the_end_of_the_last_flow()
    {
        GeneratedFrames video = Moving(15);
        Assert.Equal(3, extractor.Extract(video, 0, default).Count());
        Assert.Equal(Enumerable.Range(0, 13), video.Reads);
    }

    [Fact]
    public void The_description_has_the_weights_hash_and_every_setting()
    {
        Assert.Equal(PackagedResNet18.WeightsSha256, extractor.Description.Weights[FeatureFile.Flow]);
        Assert.Equal((512, 512, 1), (extractor.Description.Dimensions[FeatureFile.Rgb], extractor.Description.Dimensions[FeatureFile.Flow], extractor.Description.Dimensions[FeatureFile.Motion]));
        string[] settings = [.. new[] { Small, Small with { FlowBound = 15 }, Small with { FrameSize = 64 }, Small with { Flow = new() { Lambda = 0.1f } } }
            .Select(s =>
            {
                using var other = new TwoStreamExtractor(s);
                return other.Description.Settings!.ToJsonString();
            })];
        Assert.Equal(settings.Length, settings.Distinct().Count());
    }

    [Fact]
    public void Random_weights_are_the_seeds_and_another_extractor()
    {
        using TwoStreamExtractor one = new(Small with { RandomWeights = 1 }), again = new(Small with { RandomWeights = 1 }), other = new(Small with { RandomWeights = 2 });
        float[] Rgb(TwoStreamExtractor by) => Assert.Single(by.Extract(Moving(Length + 1), 0, default))[FeatureFile.Rgb];
        Assert.Equal(Rgb(one), Rgb(again));
        Assert.NotEqual(Rgb(one), Rgb(other));
        Assert.NotEqual(Rgb(one), Rgb(extractor));
        Assert.Equal(TwoStreamExtractor.RandomName, one.Description.Name);      // so that a cache keeps both
        Assert.Empty(one.Description.Weights);
        Assert.DoesNotContain("RandomWeights", extractor.Description.Settings!.ToJsonString());
    }

    [Fact]
    public void Weights_that_are_not_there_are_named() =>
        Assert.EndsWith("nowhere.onnx", Assert.Throws<InputException>(() => new TwoStreamExtractor(Small with { Weights = Path.Combine(AppContext.BaseDirectory, "nowhere.onnx") })).Place);

    [Fact]
    public void Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => extractor.Extract(Moving(21), 0, stop.Token).Count());
    }

    /// <summary>One picture after the other through a network of the packaged weights, <c>[3, H, W]</c> in 0..255 each.</summary>
    private static float[] Mean(Tensor pictures)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var network = new ResNet18(blocks: PackagedResNet18.Blocks);
        using StateDict weights = PackagedResNet18.Here().ReadWeights();
        WeightMapping.ResNet18(withClasses: false).Load(weights, network);
        network.eval();
        using var normalisation = FrameNormalisation.Packaged(PackagedResNet18.Here());
        float[][] vectors = [.. Enumerable.Range(0, Length).Select(t => network.Embed(normalisation.Of(pictures.narrow(0, t, 1), CPU)).data<float>().ToArray())];
        return [.. Enumerable.Range(0, ResNet18.Features).Select(i => vectors.Average(v => v[i]))];
    }

    private static void AssertClose(float[] expected, float[] found)
    {
        float largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(found), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / largest, 0, 1e-4));
    }

    /// <summary>A grey texture that drifts to the right and sinks.</summary>
    private static GeneratedFrames Moving(int count) => new(count, t => new Frame(Side, Side, 1,
        [.. Enumerable.Range(0, Side * Side).Select(i => (byte)(128 + 60 * Math.Sin((i % Side - 0.6 * t) * 0.5) + 50 * Math.Cos((i / Side - 0.3 * t) * 0.4)))]));
}
