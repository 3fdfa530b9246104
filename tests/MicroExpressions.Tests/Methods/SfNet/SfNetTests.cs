using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.SfNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.SfNet;

[Collection(DefaultGenerator.Name)]
public sealed class SfNetTests : IDisposable
{
    private static readonly SfNetMethod Small = new()
    {
        Hidden = 16,
        Training = new() { Steps = 12, BatchSize = 2, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    /// <summary>What the authors' code says; golden/make_sfnet_golden.py has its commit and how it was run. The formula of the weights is good to some 1e-8.</summary>
    private static readonly JsonElement Golden = GoldenNumbers.Read("SfNet", "sfnet.json");

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    [Fact]
    public void Network_and_losses_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        using SfNetNetwork network = new SfNetNetwork(new() { Hidden = 4 }, 4, 4).to(float64);
        ScatteredNumbers.SetTo(network);
        network.eval();
        SfNetOutput output = network.call(new(3 * ScatteredNumbers.Of([2, 23, 4], 100), 3 * ScatteredNumbers.Of([2, 23, 4], 101), ones(2, 23, dtype: float64), [23, 23]));
        var loss = new SfNetLoss { Mined = 2 };
        foreach (var (name, scores, actionness) in new[] { "rgb", "flow", "fused" }.Zip(output.Scores.All, output.Actionness.All))
        {
            JsonElement golden = Golden.GetProperty("streams").GetProperty(name);
            Near(golden.GetProperty("scores"), Values(scores));
            Near(golden.GetProperty("actionness"), Values(actionness));
            Assert.Equal(golden.GetProperty("video").GetDouble(), loss.VideoTerm(scores, Labelled, [23, 17]).item<double>(), 1e-6);
            Assert.Equal(golden.GetProperty("frame").GetDouble(), loss.FrameTerm(scores, Labelled).item<double>(), 1e-6);
            Assert.Equal(golden.GetProperty("action").GetDouble(), loss.ActionnessTerm(actionness, Labelled).item<double>(), 1e-6);
        }
    }

    [Fact]
    public void Gradients_agree_with_finite_differences()
    {
        Tensor scores = ScatteredNumbers.Of([2, 23, 3], 1), actionness = ScatteredNumbers.Of([2, 23], 2);
        foreach (bool hardest in new[] { false, true })
        {
            var loss = new SfNetLoss { Mined = 2, HardestActionness = hardest };
            FiniteDifferences.Agree("L_vid", t => loss.VideoTerm(t[0], Labelled, [23, 17]), scores);
            FiniteDifferences.Agree("L_frame", t => loss.FrameTerm(t[0], Labelled), scores);
            FiniteDifferences.Agree("L_act", t => loss.ActionnessTerm(t[0], Labelled), actionness);
        }
    }

    [Fact]
    public void The_papers_background_of_the_actionness_is_where_it_is_highest()
    {
        using var scope = NewDisposeScope();
        var labelled = new LabelledSnippets([new bool[,] { { true, false }, { false, false }, { false, false } }], 3);
        Tensor actionness = tensor(new[] { 0.0, 2, 1 }).view(1, 3);
        Assert.Equal(-Math.Log(0.5) - Math.Log(1.001 - Sigmoid(1)), new SfNetLoss { Mined = 1 }.ActionnessTerm(actionness, labelled).item<double>(), 1e-12);
        Assert.Equal(-Math.Log(0.5) - Math.Log(1.001 - Sigmoid(2)), new SfNetLoss { Mined = 1, HardestActionness = true }.ActionnessTerm(actionness, labelled).item<double>(), 1e-12);

        static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Labels_expand_as_in_the_authors_code(int number)
    {
        JsonElement golden = Golden.GetProperty("expanded")[number];
        bool[,] given = Marks(golden.GetProperty("given"));
        Assert.Equal(Marks(golden.GetProperty("grown")), new LabelExpansion().Of(Rows(golden.GetProperty("scores")), given));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Cut_at_the_mean_proposals_are_those_of_the_authors_code(int number)
    {
        JsonElement golden = Golden.GetProperty("found")[number];
        float[] actionness = [.. golden.GetProperty("actionness").EnumerateArray().Select(n => n.GetSingle())];
        var found = new SfNetProposals { CutBelow = null, LargestOverlap = 1 }.Find(Rows(golden.GetProperty("scores")), actionness, snippetLength: 1, framesPerSecond: 30);
        var expected = golden.GetProperty("segments").EnumerateArray().Select(s => (First: s[0].GetInt32(), Last: s[1].GetInt32(), Score: s[2].GetDouble())).OrderByDescending(s => s.Score).ToArray();
        Assert.Equal(expected.Select(s => (s.First + 1, s.Last + 1)), found.Select(f => (f.Onset, f.Offset)));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
    }

    [Fact]
    public void The_papers_cut_is_half_way_between_the_highest_and_the_lowest()
    {
        float[,] scores = new float[10, 2];
        for (int t = 0; t < 10; t++)
            (scores[t, 0], scores[t, 1]) = (-1, t is 4 or 5 or 6 ? 3 : t == 3 ? 1.4f : 0);
        SpottedInterval found = Assert.Single(new SfNetProposals().Find(scores, new float[10], 8, 30));
        Assert.Equal((33, 56, ExpressionKind.Macro), (found.Onset, found.Offset, found.Kind));
        Assert.Empty(new SfNetProposals { Shortest = 4 }.Find(scores, new float[10], 8, 30));
    }

    [Fact]
    public void It_finds_the_expressions_of_the_videos_that_taught_it()
    {
        SfNetMethod method = Small with { Training = Small.Training with { Steps = 200, LearningRate = 5e-3, BatchSize = 4 } };
        SpottingVideo[] videos = SmallSpotting.Videos();
        using var training = new SfNetTraining(method, videos.Taught(Supervision.Point));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.TakeLast(10).Average() < losses.Skip(50).Take(10).Average());
        training.Learnt.Spotter.FindsEach(videos);
        Assert.All(videos.Index(), video => Assert.All(video.Item.Points(new()), p => Assert.True(training.Labels(video.Index)[p.Snippet, (int)p.Class])));
        Assert.True(videos.Index().Sum(video => training.Labels(video.Index).Cast<bool>().Count(l => l)) > 8, "no label has expanded");
    }

    [Fact]
    public void After_a_quarter_of_the_steps_a_new_network_learns_and_the_first_stays()
    {
        using var training = new SfNetTraining(Small, SmallSpotting.Videos().Taught(Supervision.Point));
        Dictionary<string, float[]> before = Values(training);
        training.Run();
        Dictionary<string, float[]> after = Values(training);
        Assert.All(before.Keys.Where(k => k.EndsWith("classifier.weight", StringComparison.Ordinal)), k => Assert.NotEqual(before[k], after[k]));
        Assert.StartsWith("second", training.named_modules().Single(m => ReferenceEquals(m.module, training.Learnt.Weights)).name, StringComparison.Ordinal);

        static Dictionary<string, float[]> Values(SfNetTraining training) => training.named_parameters().ToDictionary(p => p.name, p => p.parameter.data<float>().ToArray());
    }

    [Fact]
    public void A_videos_scores_do_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        SpottingVideo[] videos = SmallSpotting.Videos();
        var network = new SfNetNetwork(Small, 6, 6);
        ScatteredNumbers.SetTo(network);
        network.eval();
        SfNetOutput all = network.call(SpotterInput.Pad([.. videos.Select(v => v.Features)]));
        foreach (var (b, video) in videos.Index())
        {
            SfNetOutput alone = network.call(SpotterInput.Pad([video.Features]));
            Assert.True(alone.Scores.Fused[0].allclose(all.Scores.Fused[b].narrow(0, 0, video.Features.Snippets), 1e-4, 1e-5));
            Assert.True(alone.Actionness.Fused[0].allclose(all.Actionness.Fused[b].narrow(0, 0, video.Features.Snippets), 1e-4, 1e-5));
        }
    }

    [Fact]
    public void Of_videos_that_are_too_long_a_stretch_teaches()
    {
        using var training = new SfNetTraining(Small with { LongestVideo = 6, LongestVideoBetween = 9 }, SmallSpotting.Videos().Taught(Supervision.Point));
        Assert.All(training.Run(), loss => Assert.True(double.IsFinite(loss)));
    }

    [Fact]
    public void A_video_without_a_point_is_refused() => Assert.Equal(
        "no point label", Assert.Throws<InputException>(() => new SfNetTraining(Small, SmallSpotting.Videos().Taught(Supervision.Video))).Found);

    /// <summary>As in the script: two videos of 23 and 17 snippets, one snippet with both labels.</summary>
    private static LabelledSnippets Labelled
    {
        get
        {
            var (one, two) = (new bool[23, 2], new bool[17, 2]);
            (one[4, 0], one[15, 1], two[0, 1], two[6, 0], two[6, 1], two[16, 1]) = (true, true, true, true, true, true);
            return new([one, two], 23);
        }
    }


    private static double[] Values(Tensor t) => t.detach().contiguous().data<double>().ToArray();

    private static void Near(JsonElement expected, double[] values)
    {
        double[] numbers = [.. expected.EnumerateArray().Select(n => n.GetDouble())];
        Assert.Equal(numbers.Length, values.Length);
        Assert.All(numbers.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private static bool[,] Marks(JsonElement list)
    {
        var marks = new bool[list.GetArrayLength() / 2, 2];
        foreach (var (i, mark) in list.EnumerateArray().Index())
            marks[i / 2, i % 2] = mark.GetInt32() != 0;
        return marks;
    }

    private static float[,] Rows(JsonElement list)
    {
        var rows = new float[list.GetArrayLength() / 2, 2];
        foreach (var (i, number) in list.EnumerateArray().Index())
            rows[i / 2, i % 2] = number.GetSingle();
        return rows;
    }
}
