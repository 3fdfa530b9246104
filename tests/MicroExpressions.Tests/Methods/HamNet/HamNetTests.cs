using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
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
        Training = new() { Steps = 8, BatchSize = 3, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    /// <summary>Golden: the authors' code, golden/make_hamnet_golden.py; single precision here, double there.</summary>
    [Fact]
    public void Network_and_loss_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        JsonElement golden = GoldenNumbers.Read("HamNet", "hamnet.json");
        using var network = new HamNetNetwork(new() { Width = 8, Dropout = 0 }, features: 8);
        ScatteredNumbers.SetTo(network);
        Tensor videos = (3 * ScatteredNumbers.Of([2, 23, 8], 100)).to(float32), mask = ones(2, 23);
        var (attention, scores) = network.call(new(videos.narrow(2, 0, 4), videos.narrow(2, 4, 4), mask, [23, 23]));
        LossTerms terms = new HamNetLoss().Of(attention, scores, tensor(new float[] { 1, 0, 1, 1 }).view(2, 2), mask, [23, 23]);
        Tensor total = terms.Sum();
        total.backward();

        GoldenNumbers.Near(golden.Numbers("attention"), attention);
        GoldenNumbers.Near(golden.Numbers("scores"), scores);
        GoldenNumbers.Near(golden.Numbers("dropped"), new HamNetLoss().SemiSoft(attention));
        Assert.Equal(4, golden.Numbers("dropped").Count(a => a > 0));      // or the hybrid terms would say nothing
        Assert.Equal(golden.Number("loss1"), 0.8 * Term("L_bcl") + 0.2 * Term("L_hal"), 5e-5);
        Assert.Equal(golden.Number("loss2"), 0.8 * Term("L_sal") + 0.2 * Term("L_ssal"), 5e-5);
        Assert.Equal(golden.Number("norm"), Term("L_norm"), 1e-5);
        Assert.Equal(golden.Number("guide"), Term("L_guide"), 1e-5);
        Assert.Equal(golden.Number("total"), total.item<float>(), 5e-5);
        double[] gradients = [.. network.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).Select(p => (double)p.parameter.grad!.norm().item<float>())];
        Assert.All(golden.Numbers("gradients").Zip(gradients), g => Assert.Equal(g.First, g.Second, 1e-4 * (1 + g.First)));

        double Term(string name) => terms.Terms.Single(t => t.Name == name).Value.item<float>();
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
        Assert.InRange(training.Learnt.Spotter.BestF1(unseen), 0.6, 1);
    }
}
