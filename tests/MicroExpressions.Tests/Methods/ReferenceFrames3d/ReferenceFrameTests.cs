using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Methods.ReferenceFrames3d;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.ReferenceFrames3d;

[Collection(DefaultGenerator.Name)]
public class ReferenceFrameTests
{
    /// <summary>What a restatement with PyTorch and SciPy says; golden/make_reference_frame_golden.py has their versions.</summary>
    private static readonly JsonElement Golden =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "ReferenceFrames3d", "golden", "reference-frames.json"))).RootElement;

    [Fact]
    public void Network_and_loss_give_what_their_restatement_gives()
    {
        using var scope = NewDisposeScope();
        using ReferenceFrameNetwork network = new ReferenceFrameNetwork(new(2, 3, 4), 0.5, 16).to(float64);
        ScatteredNumbers.SetTo(network);
        network.eval();
        Tensor scores = network.call(ScatteredNumbers.Of([3, 3, 16, 16], 100), ScatteredNumbers.Of([3, 3, 16, 16], 101));
        Near(Golden.GetProperty("scores"), scores.flatten().data<double>().ToArray(), 1e-7);
        Tensor labels = tensor(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } });
        Near(Golden.GetProperty("loss"), [.. ReferenceFrameTraining.Loss(scores, labels).Terms.Select(t => t.Value.item<double>())], 1e-7);
    }

    [Fact]
    public void Gradients_agree_with_finite_differences() => FiniteDifferences.Agree(
        "L", t => ReferenceFrameTraining.Loss(t[0], tensor(new[,] { { 1.0, 0 }, { 0, 1 }, { 0, 0 } })).Sum(), 3 * ScatteredNumbers.Of([3, 2], 1));

    [Fact]
    public void Contrast_is_normalised_as_its_restatement_does()
    {
        using var scope = NewDisposeScope();
        float[] picture = [.. ((ScatteredNumbers.Of([12, 12], 300) + 1) * 127).flatten().data<double>().ToArray().Select(p => (float)p)];
        Near(Golden.GetProperty("contrast"), [.. LocalContrast.Of(picture, 12, kernel: 5, sigma: 1.5).Select(x => (double)x)], 1e-4);
    }

    [Fact]
    public void Neither_light_nor_contrast_of_the_whole_picture_matter_and_a_flat_one_is_nothing()
    {
        float[] picture = [.. Enumerable.Range(0, 400).Select(i => 100 + 20 * MathF.Sin(i % 20) + 10 * MathF.Cos(i / 20 * 0.7f))];
        float[] normalised = LocalContrast.Of(picture, 20, 9, 2), brighter = LocalContrast.Of([.. picture.Select(p => 1.5f * p + 20)], 20, 9, 2);
        Assert.All(normalised.Zip(brighter), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        Assert.True(normalised.Max() > 0.5f);
        Assert.All(LocalContrast.Of([.. picture.Select(_ => 77f)], 20, 9, 2), x => Assert.Equal(0, x));
    }

    [Fact]
    public void Reference_frames_lie_as_far_before_as_after_and_within_the_video()
    {
        Assert.Equal([7, 10, 13], ReferenceFrameClips.Rows(10, 3, 40));
        Assert.Equal([0, 1, 10], ReferenceFrameClips.Rows(1, 9, 40));
        Assert.Equal([30, 39, 39], ReferenceFrameClips.Rows(39, 9, 40));
    }

    [Theory]
    [InlineData(30, 2, 3, 9)]       // .2 and .6 seconds at 15 rows a second
    [InlineData(200, 13, 3, 9)]
    [InlineData(25, 2, 3, 8)]
    public void Their_distance_is_so_many_seconds_at_any_rate(double rate, int length, int micro, int macro) =>
        Assert.Equal((micro, macro), new ReferenceFrameMethod().Distances(FrameVideos.Of(4, 1)[0] with { FramesPerSecond = rate, SnippetLength = length }));

    [Fact]
    public void A_row_is_a_normalised_face_and_beginning_later_gives_the_same_rows()
    {
        var video = new GeneratedFrames(21, Fading);
        var extractor = new NormalisedFaceExtractor(new() { Side = 8, Kernel = 3 }, 30);
        Assert.Equal((16, 16), (extractor.Description.FrameWidth, extractor.Description.FrameHeight));
        IReadOnlyDictionary<string, float[]>[] all = [.. extractor.Extract(video, 0, default)];
        Assert.Equal(10, all.Length);
        Assert.Equal(video.Reads.Distinct().Order(), video.Reads);
        Assert.All(all, row => Assert.Equal((64, 1), (row[FeatureFile.Rgb].Length, row[FeatureFile.Flow].Length)));
        IReadOnlyDictionary<string, float[]>[] later = [.. extractor.Extract(new GeneratedFrames(21, Fading), 6, default)];
        Assert.Equal(all.Skip(6).SelectMany(row => row[FeatureFile.Rgb].Concat(row[FeatureFile.Flow])), later.SelectMany(row => row[FeatureFile.Rgb].Concat(row[FeatureFile.Flow])));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<InputException>(() => new ReferenceFrameNetwork(new(2, 3, 4), 0, 16).call(zeros(2, 3, 16, 16), zeros(2, 3, 16, 15)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NormalisedFaceExtractor(new() { Kernel = 4 }, 30));
    }

    private static Frame Fading(int number) => new(16, 16, 3, [.. Enumerable.Range(0, 16 * 16 * 3).Select(i => (byte)(100 + 40 * Math.Sin(i / 3 % 16 + 0.4 * number) + 2 * number))]);

    private static void Near(JsonElement expected, double[] values, double within)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(n => n.GetDouble())];
        Assert.Equal(numbers.Length, values.Length);
        Assert.All(numbers.Zip(values), pair => Assert.Equal(pair.First, pair.Second, within));
    }
}
