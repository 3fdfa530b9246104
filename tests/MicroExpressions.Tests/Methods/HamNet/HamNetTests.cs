using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Metrics;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.HamNet;

[Collection(DefaultGenerator.Name)]
public sealed class HamNetTests : IDisposable
{
    private static readonly HamNetMethod Small = new()
    {
        Width = 16,
        AttentionWidth = 8,
        Training = new() { Steps = 8, BatchSize = 3, LearningRate = 2e-3, WeightDecay = 1e-4, CheckpointEvery = 4 },
    };

    private readonly TestFolder folder = new();
    private readonly OneThread small = new();

    public void Dispose()
    {
        small.Dispose();
        folder.Dispose();
    }

    /// <summary>Golden: the authors' code, golden/make_hamnet_golden.py; single precision here, double there.</summary>
    [Fact]
    public void Network_and_loss_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", "HamNet", "golden", "hamnet.json")));
        using var network = new HamNetNetwork(new() { Width = 8, Dropout = 0 }, features: 8);
        ScatteredNumbers.SetTo(network);
        Tensor videos = (3 * ScatteredNumbers.Of([2, 23, 8], 100)).to(float32), mask = ones(2, 23);
        var (attention, scores) = network.call(new(videos.narrow(2, 0, 4), videos.narrow(2, 4, 4), mask, [23, 23]));
        LossTerms terms = new HamNetLoss().Of(attention, scores, tensor(new float[] { 1, 0, 1, 1 }).view(2, 2), mask, [23, 23]);
        Tensor total = terms.Sum();
        total.backward();

        Near(Numbers("attention"), attention);
        Near(Numbers("scores"), scores);
        Near(Numbers("dropped"), new HamNetLoss().SemiSoft(attention));
        Assert.Equal(4, Numbers("dropped").Count(a => a > 0));      // or the hybrid terms would say nothing
        Assert.Equal(Number("loss1"), 0.8 * Term("L_bcl") + 0.2 * Term("L_hal"), 5e-5);
        Assert.Equal(Number("loss2"), 0.8 * Term("L_sal") + 0.2 * Term("L_ssal"), 5e-5);
        Assert.Equal(Number("norm"), Term("L_norm"), 1e-5);
        Assert.Equal(Number("guide"), Term("L_guide"), 1e-5);
        Assert.Equal(Number("total"), total.item<float>(), 5e-5);
        double[] gradients = [.. network.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).Select(p => (double)p.parameter.grad!.norm().item<float>())];
        Assert.All(Numbers("gradients").Zip(gradients), g => Assert.Equal(g.First, g.Second, 1e-4 * (1 + g.First)));

        double Term(string name) => terms.Terms.Single(t => t.Name == name).Value.item<float>();
        double Number(string name) => golden.RootElement.GetProperty(name).GetDouble();
        double[] Numbers(string name) => [.. golden.RootElement.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

        static void Near(double[] expected, Tensor found) =>
            Assert.All(expected.Zip(ProposalSearch.Values(found)), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }

    /// <summary>Each term over a video of 6 snippets and one of 4, in double precision.</summary>
    [Fact]
    public void Gradients_of_every_term_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        Tensor mask = SpotterInput.MaskOf([6, 4], 6).to(float64);
        var loss = new HamNetLoss { DropThreshold = 0.6, Pooling = new() { MicroDivisor = 2, MacroDivisor = 2, BackgroundDivisor = 2 } };
        Tensor a = (0.5 + 0.45 * ScatteredNumbers.Of([2, 6], 1)) * mask, s = ScatteredNumbers.Of([2, 6, 3], 2) * mask.unsqueeze(2);
        Assert.InRange(loss.SemiSoft(a).gt(0).sum().item<long>(), 2, 8);
        foreach (string name in new[] { "L_bcl", "L_hal", "L_sal", "L_ssal", "L_norm", "L_guide" })
            FiniteDifferences.Agree(name, inputs => loss.Of(inputs[0], inputs[1], tensor(new[] { 1.0, 0, 1, 1 }).view(2, 2), mask, [6, 4])
                .Terms.Single(t => t.Name == name).Value, a, s);
    }

    [Fact]
    public void A_snippet_is_taken_away_from_a_share_of_its_videos_largest_attention_on()
    {
        using var scope = NewDisposeScope();
        Tensor attention = tensor(new[] { 0.9, 0.17, 0.19, 0.5, 0.04, 0.2 }).view(2, 3);
        Assert.Equal([0, 0.17, 0, 0, 0.04, 0], new HamNetLoss().SemiSoft(attention).data<double>().ToArray());       // below 0.18, below 0.1
    }

    [Fact]
    public void What_is_said_of_a_video_does_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        using var network = new HamNetNetwork(Small, features: 12);
        network.eval();
        VideoFeatures[] videos = [.. SmallSpotting.Videos().Select(v => v.Features)];
        var (attention, scores) = network.call(SpotterInput.Pad(videos));
        for (int b = 0; b < videos.Length; b++)
        {
            var (aloneA, aloneS) = network.call(SpotterInput.Pad([videos[b]]));
            Same(aloneA[0], attention[b].narrow(0, 0, videos[b].Snippets));
            Same(aloneS[0], scores[b].narrow(0, 0, videos[b].Snippets));
            Assert.Equal(0, attention[b].narrow(0, videos[b].Snippets, attention.shape[1] - videos[b].Snippets).abs().sum().item<float>());
        }

        // libtorch's sums round the last digit by where a number stands
        static void Same(Tensor one, Tensor among) => Assert.True(allclose(one, among, rtol: 0, atol: 1e-6), $"{one.cstr()} is not {among.cstr()}");
    }

    [Fact]
    public void Clear_expressions_of_unseen_videos_are_found()
    {
        var method = Small with { Training = Small.Training with { Steps = 150, BatchSize = 6, LearningRate = 5e-3 } };
        using MethodTraining training = method.Begin(VideosOfOneKind.Taught(15));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > losses.TakeLast(10).Average() + 0.2, "the loss should fall");
        SpottingVideo[] unseen = SmallSpotting.Videos(19)[15..];
        var detections = unseen.SelectMany(v => training.Learnt.Spotter.Find(v).Select(f => f.In(v.Subject, v.Name))).ToList();
        Assert.InRange(ThresholdSweep.Run([.. unseen.SelectMany(v => v.Intervals)], detections, new ScoringOptions()).BestOnTestSet.Score.F1, 0.6, 1);
    }

    [Fact]
    public void An_interrupted_training_goes_on_to_the_same_bits()
    {
        using MethodTraining whole = Small.Begin(VideosOfOneKind.Taught(6));
        IReadOnlyList<double> losses = whole.Run();
        using var stop = new CancellationTokenSource();
        using (MethodTraining first = Small.Begin(VideosOfOneKind.Taught(6)))
            Assert.Throws<OperationCanceledException>(() => first.Run(folder["fold.checkpoint"], new StopAt(5, stop), stop.Token));
        using MethodTraining second = Small.Begin(VideosOfOneKind.Taught(6));
        Assert.Equal(losses, second.Run(folder["fold.checkpoint"]));
        foreach ((string name, Tensor value) in whole.state_dict())
            Assert.Equal(ProposalSearch.Values(value), ProposalSearch.Values(second.state_dict()[name]));
    }

    [Fact]
    public void Weights_read_into_an_untrained_network_find_the_same()
    {
        using MethodTraining training = Small.Begin(VideosOfOneKind.Taught(6));
        training.Run();
        LearntSpotter other = Small.Untrained(6, 6);
        using nn.Module weights = other.Weights;
        weights.load_state_dict(training.Learnt.Weights.state_dict());
        SpottingVideo video = SmallSpotting.Videos(1)[0];
        Assert.Equal(training.Learnt.Spotter.Curve(video), other.Spotter.Curve(video));
        Assert.Equal(training.Learnt.Spotter.Find(video), other.Spotter.Find(video));
    }

    [Fact]
    public void Features_of_another_width_are_named()
    {
        using var network = new HamNetNetwork(Small, features: 12);
        using nn.Module kept = network;
        SpotterInput narrower = new(zeros(1, 5, 6), zeros(1, 5, 5), ones(1, 5), [5]);
        Assert.Contains("6 numbers a snippet of appearance and 5 of motion", Assert.Throws<InputException>(() => network.call(narrower)).Message);
    }

    [Fact]
    public void A_kind_that_no_training_video_has_is_named() => Assert.Contains(
        "no micro-expression", Assert.Throws<InputException>(() => Small.Begin([VideosOfOneKind.Taught(3)[2]])).Message);
}
