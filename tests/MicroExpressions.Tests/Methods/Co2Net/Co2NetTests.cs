using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Co2Net;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Co2Net;

[Collection(DefaultGenerator.Name)]
public sealed class Co2NetTests : IDisposable
{
    private static readonly Co2NetMethod Small = new()
    {
        Model = new() { Projection = 8, GateDropout = 0.1, AttentionDropout = 0.1, AttentionScoreDropout = 0.1, FusionDropout = 0.2 },
        Training = new() { Steps = 8, BatchSize = 7, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    private static readonly (int, int)[] Pairs = [(0, 1), (2, 3), (4, 5)];

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    /// <summary>Golden: the authors' code, golden/make_co2net_golden.py; single precision here, double there.</summary>
    [Fact]
    public void Network_and_loss_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        JsonElement golden = GoldenNumbers.Read("Co2Net", "co2net.json");
        using ExpressionSpotter network = new Co2NetMethod().Network(8, 8, CPU);
        ScatteredNumbers.SetTo(network);
        network.eval();
        Tensor videos = (3 * ScatteredNumbers.Of([7, 15, 16], 100)).to(float32), mask = ones(7, 15);
        int[] lengths = [.. Enumerable.Repeat(15, 7)];
        SpotterOutput output = network.Scored(new(videos.narrow(2, 0, 8), videos.narrow(2, 8, 8), mask, lengths));
        Tensor presence = tensor(new float[] { 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 0, 1 }).view(7, 2);
        LossTerms terms = new Co2NetLoss().Of(output, presence, mask, lengths, Pairs);
        Tensor total = terms.Sum();
        total.backward();

        GoldenNumbers.Near(golden.Numbers("rgb"), output.RgbAttention);
        GoldenNumbers.Near(golden.Numbers("flow"), output.FlowAttention);
        GoldenNumbers.Near(golden.Numbers("scores"), output.ActivationMap);
        GoldenNumbers.Near(golden.Numbers("features"), output.Features.norm(2));
        Assert.Equal(golden.Number("mil"), Term("L_mil"), 5e-5);
        Assert.Equal(golden.Number("attended"), Term("L_mil^A"), 5e-5);
        Assert.Equal(golden.Number("co"), Term("L_co"), 5e-5);
        Assert.Equal(golden.Number("total"), total.item<float>(), 1e-4);
        double[] gradients = [.. network.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).Select(p => (double)p.parameter.grad!.norm().item<float>())];
        Assert.All(golden.Numbers("gradients").Zip(gradients), g => Assert.Equal(g.First, g.Second, 1e-4 * (1 + g.First)));

        double Term(string name) => terms.Terms.Single(t => t.Name == name).Value.item<float>();
    }

    /// <summary>Each term over videos of 6, 4 and 5 snippets, in double precision; of L_mut what each modality does not learn is left out.</summary>
    [Fact]
    public void Gradients_of_every_term_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        int[] lengths = [6, 4, 5];
        Tensor mask = SpotterInput.MaskOf(lengths, 6).to(float64);
        var loss = new Co2NetLoss { Pooling = new() { MicroDivisor = 2, MacroDivisor = 2, BackgroundDivisor = 2 } };
        Tensor r = (0.5 + 0.45 * ScatteredNumbers.Of([3, 6], 1)) * mask, f = (0.5 + 0.45 * ScatteredNumbers.Of([3, 6], 2)) * mask;
        Tensor x = ScatteredNumbers.Of([3, 6, 4], 3) * mask.unsqueeze(2), s = ScatteredNumbers.Of([3, 6, 3], 4) * mask.unsqueeze(2);
        foreach (string name in new[] { "L_mil", "L_mil^A", "L_co", "L_norm", "L_guide" })
            FiniteDifferences.Agree(name, inputs => Terms(inputs).Terms.Single(t => t.Name == name).Value, r, f, x, s);

        LossTerms Terms(Tensor[] i) =>
            loss.Of(new(i[0], i[1], (i[0] + i[1]) / 2, i[2], i[3]), tensor(new[] { 1.0, 0, 1, 1, 0, 1 }).view(3, 2), mask, lengths, [(0, 1), (2, 1)]);
    }

    [Fact]
    public void Pairs_without_a_class_in_common_teach_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor loss = CoActivityLoss.Of(rand(2, 4, 3), rand(2, 4, 3), tensor(new float[] { 1, 0, 0, 1 }).view(2, 2), [4, 3], [(0, 1)], 0.5);
        Assert.Equal(0, loss.item<float>());
    }

    /// <summary>Two videos alike: d(h, h') = 0. Their features are e₁ where the class is, e₂ elsewhere, so that h is nearly e₁ and l nearly e₂.</summary>
    [Fact]
    public void Videos_that_show_their_class_alike_and_unlike_their_rest_lose_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 0, 1, 1, 0, 0, 1 }).view(1, 3, 2).repeat(2, 1, 1), y = tensor(new float[] { 1, 0, 1, 0 }).view(2, 2);
        Tensor there = tensor(new float[] { 0, 0, 0, 20, 0, 0, 0, 0, 0 }).view(1, 3, 3).repeat(2, 1, 1), nowhere = zeros_like(there);
        Assert.Equal(0, CoActivityLoss.Of(x, there, y, [3, 3], [(0, 1)], 0.5).item<float>(), 1e-5f);
        Assert.Equal(0.5, CoActivityLoss.Of(x, nowhere, y, [3, 3], [(0, 1)], 0.5).item<float>(), 1e-5f);      // h and l alike: the margin stands
    }

    [Fact]
    public void What_is_said_of_a_video_does_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        using ExpressionSpotter network = Small.Network(6, 6, CPU);
        network.eval();
        VideoFeatures[] videos = [.. SmallSpotting.Videos().Select(v => v.Features)];
        SpotterOutput all = network.Scored(SpotterInput.Pad(videos));
        for (int b = 0; b < videos.Length; b++)
        {
            SpotterOutput alone = network.Scored(SpotterInput.Pad([videos[b]])), among = all.Of(b, videos[b].Snippets);
            Assert.True(allclose(alone.Attention, among.Attention, rtol: 0, atol: 1e-6), "libtorch's sums round the last digit by where a number stands, no more");
            Assert.True(allclose(alone.ActivationMap, among.ActivationMap, rtol: 0, atol: 1e-5), "libtorch's sums round the last digit by where a number stands, no more");
        }
    }

    [Fact]
    public void The_class_scores_are_those_that_pwes_squeezes()
    {
        using var scope = NewDisposeScope();
        using ExpressionSpotter network = Small.Network(6, 6, CPU);
        network.eval();
        SpotterInput input = SpotterInput.Pad([.. SmallSpotting.Videos(2).Select(v => v.Features)]);
        Tensor squeezed = network.Scored(input).ActivationMap.sigmoid() * input.Mask.unsqueeze(2);
        Assert.Equal(ProposalSearch.Values(network.call(input).ActivationMap), ProposalSearch.Values(squeezed));
    }

    [Fact]
    public void Clear_expressions_of_unseen_videos_are_found()
    {
        var method = Small with { Training = Small.Training with { Steps = 150, BatchSize = 8, LearningRate = 5e-3 } };
        using MethodTraining training = method.Begin(VideosOfOneKind.Taught(15));
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > losses.TakeLast(10).Average() + 0.2, "the loss should fall");
        SpottingVideo[] unseen = SmallSpotting.Videos(19)[15..];
        Assert.InRange(training.Learnt.Spotter.BestF1(unseen), 0.6, 1);
    }

    [Fact]
    public void Videos_without_a_kind_in_common_are_refused()
    {
        TaughtVideo[] videos = VideosOfOneKind.Taught(3);
        Assert.Contains("no two of which", Assert.Throws<InputException>(() => Small.Begin(videos[1..])).Message);
        using MethodTraining one = Small.Begin(videos);     // v0 has both kinds
    }

    [Fact]
    public void Modalities_of_different_width_need_a_projection()
    {
        Assert.Contains("or a projection", Assert.Throws<InputException>(() => new Co2NetMethod().Untrained(6, 8)).Message);
        using nn.Module projected = ((Co2NetMethod)new Co2NetMethod().Narrowed(1.0 / 64)).Untrained(6, 8).Weights;
    }
}
