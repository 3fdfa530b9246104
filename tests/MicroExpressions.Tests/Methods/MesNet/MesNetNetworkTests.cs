using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Methods.MesNet;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.MesNet;

/// <summary>The parts of MESNet; the (2+1)D convolution against golden/mesnet.json, which golden/make_mesnet_golden.py made with PyTorch.</summary>
public class MesNetNetworkTests
{
    private static readonly MesNetMethod Small = new() { Channels = 2, Hidden = 6, Window = 24 };

    [Fact]
    public void The_convolution_of_space_then_time_is_PyTorchs_in_training_and_in_evaluation()
    {
        using var scope = NewDisposeScope();
        JsonElement golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "MesNet", "golden", "mesnet.json"))).RootElement;
        using var block = new FactorisedConvolution(input: 3, output: 4, stride: 2, dilation: 2);
        Assert.Equal(golden.GetProperty("parameters").GetInt64(), block.parameters().Sum(p => p.numel()));
        ScatteredNumbers.SetTo(block);
        Tensor maps = ScatteredNumbers.Of([2, 3, 5, 5, 5], 9).to(float32).requires_grad_();
        AssertClose(golden, "training", block.call(maps));
        block.call(maps).square().sum().backward();
        AssertClose(golden, "gradient", maps.grad!);
        block.eval();
        AssertClose(golden, "evaluation", block.call(maps));
    }

    /// <summary>3·9·64·128 weights of a whole convolution (kernels of 3) are 221,184; 9·64·M + 3·M·128 with M = 230 are 220,800.</summary>
    [Fact]
    public void Between_space_and_time_are_as_many_channels_as_keep_the_number_of_weights() => Assert.Equal(230, FactorisedConvolution.Between(64, 128));

    [Fact]
    public void Windows_of_maps_become_scores_and_shifts_of_anchors_and_of_clips()
    {
        using var scope = NewDisposeScope();
        using MesNetNetwork network = Small.Network(36, 72);
        MesNetOutput output = network.call(rand(3, 24, 108), [[], [new(2, 9)], []]);
        Assert.Equal([3, 24 * 6], output.AnchorScores.shape);
        Assert.Equal([3, 24 * 6, 2], output.AnchorShifts.shape);
        long clips = output.Clips.Sum(c => c.Count);
        Assert.Equal([clips], output.ClipScores.shape);
        Assert.Equal([clips, 2], output.ClipShifts.shape);
        Assert.Equal(new TemporalSegment(2, 9), output.Clips[1][^1]);
        Assert.All(output.Clips.SelectMany(c => c), c => Assert.True(c.Start >= 0 && c.End <= 24 && c.Length >= 1, $"{c}"));
        Assert.All(output.Clips, c => Assert.InRange(c.Count, 1, 33));
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(35, 70)]
    [InlineData(36, 36)]
    public void Features_that_are_no_maps_are_refused(int rgb, int flow) =>
        Assert.Contains($"features of {rgb} and {flow}", Assert.Throws<InputException>(() => Small.Untrained(rgb, flow)).Found);

    [Fact]
    public void A_clips_vectors_lie_evenly_within_it_and_around_it()
    {
        using var scope = NewDisposeScope();
        Tensor middles = (arange(20, dtype: float32) + 0.5).view(1, 1, 20).repeat(2, 1, 1);       // each snippet says where its middle is
        Tensor pooled = ClassificationRegressionNetwork.Pooled(middles, [[], [new(4, 12), new(0, 2)]], points: 4, around: 0.5);
        Assert.Equal([2, 4, 1], pooled.shape);
        // 0 to 16 in four parts; −1 to 3, held within the window
        Assert.Equal([2, 6, 10, 14, 0.5f, 0.5f, 1.5f, 2.5f], pooled.data<float>().ToArray());
    }

    [Fact]
    public void A_clip_moved_by_the_shift_to_another_is_the_other()
    {
        var (from, to) = (new TemporalSegment(10, 20), new TemporalSegment(12, 18));
        ClipShift shift = ClipShift.Of(from, to);
        Assert.Equal((0, Math.Log(0.6)), (shift.Move, shift.Growth));
        TemporalSegment moved = shift.Of(from, window: 30);
        Assert.Equal((12, 18), (Math.Round(moved.Start, 9), Math.Round(moved.End, 9)));
        Assert.Equal(new TemporalSegment(4, 9), new ClipShift(-0.5, 0).Of(from, window: 9) with { Start = 4 });
    }

    [Fact]
    public void Clips_are_an_expression_none_or_teach_nothing()
    {
        using var scope = NewDisposeScope();
        // IoU with 10–20: 1, 0.5, 0.25, 0; with 30–31, of which it is the best: 0.1
        TemporalSegment[] clips = [new(10, 20), new(10, 15), new(18, 20.5), new(50, 60), new(25, 35)];
        WindowExpression[] expressions = [new(new(10, 20), SnippetClass.Macro), new(new(30, 31), SnippetClass.Micro)];
        ClipTargets targets = ClipTargets.Of([new(clips, expressions), new(clips[..1], [])], 0.7, 0.3, bestCounts: true);
        Assert.Equal([1, 0, 0, 0, 1, 0], targets.Labels.data<float>().ToArray());
        Assert.Equal([1, 0, 1, 1, 1, 1], targets.Taught.data<float>().ToArray());
        float[] shifts = targets.Shifts.flatten().data<float>().ToArray();
        Assert.Equal([0, 0], shifts[..2]);
        Assert.Equal([0.05f, MathF.Log(0.1f)], shifts[8..10]);
        ClipTargets plain = ClipTargets.Of([new(clips, expressions)], 0.5, 0.5, bestCounts: false);
        Assert.Equal([1, 1, 0, 0, 0], plain.Labels.data<float>().ToArray());
        Assert.Equal([1, 1, 1, 1, 1], plain.Taught.data<float>().ToArray());
    }

    [Fact]
    public void Gradients_of_the_loss_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        TemporalSegment[] anchors = [new(0, 4), new(3, 9), new(8, 12), new(9, 20)];
        TemporalSegment[][] clips = [[new(3, 10), new(12, 14)], [new(9, 19)]];
        WindowExpression[][] expressions = [[new(new(3, 10), SnippetClass.Micro)], [new(new(8, 19), SnippetClass.Macro), new(new(0, 4.5), SnippetClass.Micro)]];
        FiniteDifferences.Agree("MESNet's loss", t => new MesNetLoss().Of(new(t[0], t[1], clips, t[2], t[3]), anchors, expressions).Sum(),
            ScatteredNumbers.Of([2, 4], 1), ScatteredNumbers.Of([2, 4, 2], 2), ScatteredNumbers.Of([3], 3), ScatteredNumbers.Of([3, 2], 4));
    }

    [Fact]
    public void A_window_without_expressions_teaches_classes_only()
    {
        using var scope = NewDisposeScope();
        LossTerms terms = new MesNetLoss().Of(new(zeros(1, 2), zeros(1, 2, 2), [[new(0, 4)]], zeros(1), zeros(1, 2)), [new(0, 3), new(3, 6)], [[]]);
        Assert.All(terms.Terms, t => Assert.True(double.IsFinite(t.Value.item<float>())));
        Assert.All(terms.Terms.Where(t => t.Name.StartsWith("L_reg", StringComparison.Ordinal)), t => Assert.Equal(0, t.Value.item<float>()));
        Assert.All(terms.Terms.Where(t => t.Name.StartsWith("L_cls", StringComparison.Ordinal)), t => Assert.True(t.Value.item<float>() > 0));
    }

    /// <summary>Stripes that move right by one pixel a frame: two pixels from a snippet of two frames to the next.</summary>
    [Fact]
    public void Maps_are_means_of_squares_and_the_flow_to_the_next_snippet()
    {
        var settings = new FaceMapSettings { FrameSize = 32, Side = 4 };
        using var video = new GeneratedFrames(9, t => Striped(32, t));
        IReadOnlyDictionary<string, float[]>[] rows = [.. new FaceMaps(settings).Extract(video, 0, TestContext.Current.CancellationToken)];
        Assert.Equal(4, rows.Length);
        byte[] third = Striped(32, 4).Pixels;
        float mean = (float)Enumerable.Range(0, 64).Average(i => third[(8 + i / 8) * 32 + 16 + i % 8] / 255.0);
        Assert.Equal(mean, rows[2][FeatureFile.Rgb][4 + 2], 1e-5);
        float[] flow = rows[2][FeatureFile.Flow];
        Assert.Equal(32, flow.Length);
        Assert.InRange(flow[4 + 1], 1.5f, 2.5f);
        Assert.InRange(flow[16 + 4 + 1], -0.3f, 0.3f);
        IReadOnlyDictionary<string, float[]> later = new FaceMaps(settings).Extract(video, 3, TestContext.Current.CancellationToken).Single();
        Assert.Equal(rows[3][FeatureFile.Rgb], later[FeatureFile.Rgb]);
        Assert.Equal(rows[3][FeatureFile.Flow], later[FeatureFile.Flow]);
    }

    [Theory]
    [InlineData(30, 2)]
    [InlineData(200, 13)]
    [InlineData(10, 1)]
    public void A_snippet_is_a_fifteenth_of_a_second(double rate, int frames) => Assert.Equal(frames, FaceMapSettings.At(rate).SnippetLength);

    private static Frame Striped(int side, int t) => new(side, side, 1,
        [.. Enumerable.Range(0, side * side).Select(i => (byte)(128 + 60 * Math.Sin(0.5 * (i % side - t)) + 40 * Math.Sin(0.4 * (i / side) + 0.1 * (i % side - t))))]);

    private static void AssertClose(JsonElement golden, string name, Tensor actual)
    {
        double[] expected = [.. golden.GetProperty(name).EnumerateArray().Select(e => e.GetDouble())];
        float[] found = actual.detach().contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, found.Length);
        double largest = expected.Max(Math.Abs), difference = expected.Zip(found, (e, f) => Math.Abs(e - f)).Max();
        Assert.True(difference <= 1e-4 * largest, $"{name} differs by {difference} where the largest value is {largest}");
    }
}
