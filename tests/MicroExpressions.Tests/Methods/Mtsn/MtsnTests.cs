using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Flow;
using MicroExpressions.Methods.Mtsn;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Mtsn;

[Collection(DefaultGenerator.Name)]
public class MtsnTests
{
    /// <summary>What the authors' code says; golden/make_mtsn_golden.py has its commit and how it was run.</summary>
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "Mtsn", "golden", "mtsn.json"))).RootElement;

    private static readonly MotionMapSettings Small = new() { Side = 12, FrameSize = 36 };

    [Fact]
    public void Network_and_losses_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        using MtsnNetwork network = new MtsnNetwork(new(), 128, 28).to(float64);
        ScatteredNumbers.SetTo(network);
        Tensor longer = 0.2 * ScatteredNumbers.Of([5, 3, 28, 28], 100), shorter = 0.2 * ScatteredNumbers.Of([5, 3, 28, 28], 101);
        var soft_net = (SoftNet)network.named_children().Single(c => c.module is SoftNet).module;
        Near(Golden.GetProperty("streams"), soft_net.call(longer).flatten());
        Tensor scores = network.call(longer.flatten(1), shorter.flatten(1));
        Near(Golden.GetProperty("scores"), scores);
        Tensor hard = tensor(new[] { 1.0, 0, 1, 1, 0 }), soft = tensor(new[] { 0.5, 0, 1, 0.25, 0 });
        Assert.Equal(Golden.GetProperty("loss").GetDouble(), new MtsnLoss().Of(scores, hard, soft).Sum().item<double>(), 1e-7);
        Assert.Equal(Golden.GetProperty("meant").GetDouble(), new MtsnLoss { UsesSoftLabels = true }.Of(scores, hard, soft).Sum().item<double>(), 1e-7);
    }

    [Fact]
    public void Labels_of_frames_are_those_of_the_authors_code()
    {
        // as in the script: 40 and 30 frames
        ExpressionInterval[][] videos = [[Of(3, 7, 12), Of(20, 22, 31)], [Of(5, 6, 9)]];
        (int Video, int Frame)[] frames = [.. Enumerable.Range(0, 40).Select(f => (0, f)), .. Enumerable.Range(0, 30).Select(f => (1, f))];
        Assert.Equal(Golden.GetProperty("hard").EnumerateArray().Select(n => n.GetSingle()), frames.Select(f => MtsnLoss.HardLabel(f.Frame, videos[f.Video])));
        Assert.All(Golden.GetProperty("soft").EnumerateArray().Select(n => n.GetSingle()).Zip(frames), pair =>
            Assert.Equal(pair.First, MtsnLoss.SoftLabel(pair.Second.Frame, videos[pair.Second.Video]), 1e-6f));

        static ExpressionInterval Of(int onset, int apex, int offset) => new("s", "v", ExpressionKind.Micro, onset, apex, offset, 30);
    }

    [Fact]
    public void Without_a_labelled_apex_the_soft_label_is_highest_in_the_middle()
    {
        ExpressionInterval[] intervals = [new("s", "v", ExpressionKind.Macro, 10, null, 20, 30)];
        Assert.Equal([0, 0.4f, 1, 0.4f, 0, 0], new[] { 10, 12, 15, 18, 20, 21 }.Select(frame => MtsnLoss.SoftLabel(frame, intervals)));
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Tensor hard = tensor(new[] { 1.0, 0, 1, 1 }), soft = tensor(new[] { 0.5, 0, 1, 0.25 });
        foreach (bool uses in new[] { false, true })
            FiniteDifferences.Agree("L", t => new MtsnLoss { UsesSoftLabels = uses }.Of(t[0].sigmoid(), hard, soft).Sum(), ScatteredNumbers.Of([4], 1));
    }

    [Fact]
    public void What_the_whole_face_does_shows_in_no_map() =>
        Assert.All(MotionMaps.Of(Field((_, _) => (2.5f, -1)), 28), value => Assert.Equal(0, value, 1e-5f));

    [Fact]
    public void What_the_mouth_does_shows_in_the_lower_half_of_the_maps_alone()
    {
        float[] maps = MotionMaps.Of(Field((x, y) => y is > 0.6 and < 0.9 ? (-3, 1) : (0, 0)), 28);
        const int half = 14 * 28, whole = 28 * 28;
        Assert.All(maps[..half], value => Assert.Equal(0, value));
        Assert.All(maps[half..whole], value => Assert.Equal(3, value, 1e-5f));                   // |u|
        Assert.All(maps[(whole + half)..(2 * whole)], value => Assert.Equal(1, value, 1e-5f));   // |v|
        Assert.All(maps[(2 * whole + half)..], value => Assert.Equal(0, value, 1e-5f));          // nothing is deformed within it
    }

    [Fact]
    public void Eyes_are_covered_and_brows_are_not()
    {
        float[] blink = MotionMaps.Of(Field((x, y) => Math.Abs(y - 0.42) < 0.03 && Math.Abs(Math.Abs(x - 0.5) - 0.16) < 0.08 ? (0, 4) : (0, 0)), 28);
        float[] frown = MotionMaps.Of(Field((x, y) => y is > 0.25 and < 0.35 ? (0, 4) : (0, 0)), 28);
        Assert.All(blink[784..1568], value => Assert.Equal(0, value));
        Assert.True(frown[784..1568].Max() > 3.9f);
    }

    [Fact]
    public void Each_row_has_the_motion_over_both_spans_and_beginning_later_gives_the_same_rows()
    {
        var video = new GeneratedFrames(41, Moving);
        var extractor = new MotionMapExtractor(Small, 30);
        IReadOnlyDictionary<string, float[]>[] all = [.. extractor.Extract(video, 0, default)];
        Assert.Equal(20, all.Length);
        Assert.Equal(video.Reads.Distinct().Order(), video.Reads);      // once and forwards, as a face is followed
        Assert.All(all, row => Assert.Equal((432, 432), (row[FeatureFile.Rgb].Length, row[FeatureFile.Flow].Length)));
        // the lower half moves by a fifth of a pixel a frame: over six frames more than to the next
        Assert.True(all[5][FeatureFile.Rgb][..144].Max() > 0.6f && all[5][FeatureFile.Flow][..144].Max() < 0.5f, $"{all[5][FeatureFile.Rgb][..144].Max()} and {all[5][FeatureFile.Flow][..144].Max()}");
        IReadOnlyDictionary<string, float[]>[] later = [.. extractor.Extract(new GeneratedFrames(41, Moving), 13, default)];
        Assert.Equal(7, later.Length);
        foreach (var (t, row) in later.Index())
            foreach ((string modality, float[] numbers) in row)
                Assert.Equal(all[t + 13][modality], numbers);
    }

    [Fact]
    public void Maps_that_poolings_leave_nothing_of_and_faces_smaller_than_the_maps_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new MotionMapExtractor(new() { Side = 5 }, 30));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MotionMapExtractor(new() { FrameSize = 64 }, 30));
        using var scope = NewDisposeScope();
        Assert.Throws<InputException>(() => new MtsnNetwork(new(), 4, 12).call(zeros(2, 432), zeros(2, 431)));
    }

    private static FlowField Field(Func<double, double, (float, float)> motion)
    {
        const int side = 128;
        (float U, float V)[] all = [.. Enumerable.Range(0, side * side).Select(i => motion((i % side + 0.5) / side, (i / side + 0.5) / side))];
        return new(side, side, [.. all.Select(m => m.U)], [.. all.Select(m => m.V)]);
    }

    /// <summary>A texture whose lower half moves to the right, a fifth of a pixel a frame.</summary>
    private static Frame Moving(int number) => new(36, 36, 1, [.. Enumerable.Range(0, 36 * 36).Select(i =>
    {
        double x = i % 36 - (i / 36 >= 20 ? 0.2 * number : 0), y = i / 36;
        return (byte)(128 + 50 * Math.Sin(0.9 * x) + 50 * Math.Cos(0.7 * y + 0.3 * x));
    })]);

    private static void Near(JsonElement expected, Tensor values)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(n => n.GetDouble())], found = values.detach().contiguous().data<double>().ToArray();
        Assert.Equal(numbers.Length, found.Length);
        Assert.All(numbers.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-7));
    }
}
