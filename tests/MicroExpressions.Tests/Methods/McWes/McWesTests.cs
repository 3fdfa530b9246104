using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.McWes;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.McWes;

[Collection(DefaultGenerator.Name)]
public sealed class McWesTests : IDisposable
{
    private static readonly McWesMethod Small = new()
    {
        Model = new() { Projection = 8, GateDropout = 0.1, AttentionDropout = 0.1, FusionDropout = 0.2 },
        Training = new() { Steps = 8, BatchSize = 4, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    /// <summary>Every term over videos of 6, 4 and 5 snippets, in double precision; of L_mut what each modality does not learn is left out.</summary>
    [Fact]
    public void Gradients_of_every_term_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        int[] lengths = [6, 4, 5];
        Tensor mask = SpotterInput.MaskOf(lengths, 6).to(float64);
        var loss = new McWesLoss { Pooling = new() { MicroDivisor = 3, MacroDivisor = 2, BackgroundDivisor = 2 } };
        Tensor r = (0.5 + 0.45 * ScatteredNumbers.Of([3, 6], 1)) * mask, f = (0.5 + 0.45 * ScatteredNumbers.Of([3, 6], 2)) * mask;
        Tensor x = ScatteredNumbers.Of([3, 6, 4], 3) * mask.unsqueeze(2), s = (0.5 + 0.45 * ScatteredNumbers.Of([3, 6, 3], 4)) * mask.unsqueeze(2);
        foreach (string name in new[] { "L_vid", "L_guide", "L_sparse", "L_dur", "L_feat" })
            FiniteDifferences.Agree(name, inputs => Terms(inputs).Terms.Single(t => t.Name == name).Value, r, f, x, s);

        LossTerms Terms(Tensor[] i) =>
            loss.Of(new(i[0], i[1], (i[0] + i[1]) / 2, i[2], i[3]), tensor(new[] { 1.0, 0, 1, 1, 0, 1 }).view(3, 2), mask, lengths, [2, 2, 1]);
    }

    /// <summary>PWES's baseline is MC-WES without two losses [PWES]: the other terms are those of its loss, one for one.</summary>
    [Fact]
    public void Without_its_two_losses_it_is_pwess_baseline()
    {
        using var scope = NewDisposeScope();
        using ExpressionSpotter network = Small.Network(6, 6, CPU);
        network.eval();
        SpotterInput input = SpotterInput.Pad([.. SmallSpotting.Videos(3).Select(v => v.Features)]);
        SpotterOutput output = network.call(input);
        Tensor presence = tensor(new float[] { 1, 0, 1, 1, 0, 1 }).view(3, 2);
        double baseline = new SpottingLoss().Of(output, input, presence, null, null).Sum().item<float>();
        McWesLoss without = new() { Duration = 0, Features = 0 };
        Assert.Equal(baseline, without.Of(output, presence, input.Mask, input.Lengths, [2, 2, 2]).Sum().item<float>(), 1e-5);
    }

    /// <summary>By hand: of 0 .4 .8 .6 0 three in a row have at least 0, .4, 0; so .4 thrice lasts longer than two snippets: 1.2 of 1.8.</summary>
    [Fact]
    public void What_lasts_longer_than_a_micro_expression_counts_against_micro_and_for_macro()
    {
        using var scope = NewDisposeScope();
        Tensor curve = tensor(new float[] { 0, 0.4f, 0.8f, 0.6f, 0 }), attention = ones(1, 5);
        Assert.Equal([0, 0.4f, 0.4f, 0.4f, 0], ProposalSearch.Values(DurationConsistencyLoss.Lasting(curve, 3)));
        Tensor map = stack([curve, curve, zeros(5)], 1).unsqueeze(0);                       // [1, 5, 3]
        Assert.Equal(2.0 / 3, Of(1, 0), 1e-6);
        Assert.Equal(1.0 / 3, Of(0, 1), 1e-6);
        Assert.Equal(0.5, Of(1, 1), 1e-6);
        Assert.Equal(0, Of(0, 0));

        double Of(float micro, float macro) =>
            DurationConsistencyLoss.Of(attention, map, tensor(new[] { micro, macro }).view(1, 2), [5], [2]).item<float>();
    }

    /// <summary>By hand: of 1 1 0 1 1 1 the first two are a micro-expression of two snippets and no macro-expression.</summary>
    [Fact]
    public void Each_expression_of_a_video_has_its_own_duration()
    {
        using var scope = NewDisposeScope();
        Tensor curve = tensor(new float[] { 1, 1, 0, 1, 1, 1 });
        Assert.Equal([0, 0, 0, 1f, 1, 1], ProposalSearch.Values(DurationConsistencyLoss.Lasting(curve, 3)));
        Assert.Equal(ProposalSearch.Values(curve), ProposalSearch.Values(DurationConsistencyLoss.Lasting(curve, 2)));
    }

    [Fact]
    public void A_video_as_short_as_a_micro_expression_says_nothing_about_duration()
    {
        using var scope = NewDisposeScope();
        Tensor loss = DurationConsistencyLoss.Of(rand(1, 5), rand(1, 5, 3), ones(1, 2), [2], [2]);
        Assert.Equal(0, loss.item<float>());
    }

    /// <summary>As many snippets as <see cref="SpottedInterval.Of"/> still calls micro: 8 frames at 30 fps (CAS(ME)²), 32 at 200 (SAMM-LV).</summary>
    [Theory]
    [InlineData(8, 30)]
    [InlineData(32, 200)]
    [InlineData(8, 25)]
    public void The_longest_micro_expression_is_the_longest_interval_called_micro(int snippetLength, double rate)
    {
        int longest = DurationConsistencyLoss.LongestMicro(snippetLength, rate);
        Assert.Equal(ExpressionKind.Micro, SpottedInterval.Of(new(0, longest - 1), 0, snippetLength, rate).Kind);
        Assert.Equal(ExpressionKind.Macro, SpottedInterval.Of(new(0, longest), 0, snippetLength, rate).Kind);
    }

    /// <summary>
    /// By hand, k = 1 of two snippets: segments e₁ and e₁, backgrounds e₂ and e₂, d − d' + ½ = 0 − 1 + ½, so nothing; with segments e₁ and e₂
    /// 1 − 1 + ½ one way and 1 − 0 + ½ the other, their mean 1.
    /// </summary>
    [Fact]
    public void Segments_of_one_label_should_be_alike_and_unlike_the_background()
    {
        using var scope = NewDisposeScope();
        Tensor e1 = tensor(new float[] { 1, 0 }), e2 = tensor(new float[] { 0, 1 }), first = stack([e1, e2], 0);        // [T, D]
        Tensor attention = tensor(new float[] { 0.9f, 0.2f, 0.9f, 0.2f }).view(2, 2), map = ones(2, 2, 3), y = tensor(new float[] { 1, 0, 1, 0 }).view(2, 2);
        Assert.Equal(0, Of(stack([first, first], 0), y), 1e-6);
        Assert.Equal(1, Of(stack([first, stack([e2, e2], 0)], 0), y), 1e-6);
        Assert.Equal(0, Of(stack([first, stack([e2, e2], 0)], 0), tensor(new float[] { 1, 0, 0, 1 }).view(2, 2)));      // no class in common

        double Of(Tensor x, Tensor presence) => FeatureConsistencyLoss.Of(x, attention, map, presence, [2, 2], new(), 0.5).item<float>();
    }

    /// <summary>By hand, k = 2: both segments are .9 e₁ + .3 e₂, both backgrounds .1 e₁ + .7 e₂; 0 − (1 − cos) + 1.</summary>
    [Fact]
    public void Attention_weighs_the_snippets_of_a_segment()
    {
        using var scope = NewDisposeScope();
        Tensor x = eye(2).unsqueeze(0).repeat(2, 1, 1), attention = tensor(new float[] { 0.9f, 0.3f }).repeat(2).view(2, 2);
        var all = new ClassPooling { MicroDivisor = 1, MacroDivisor = 1, BackgroundDivisor = 1 };
        double cosine = (0.9 * 0.1 + 0.3 * 0.7) / Math.Sqrt((0.81 + 0.09) * (0.01 + 0.49));
        double loss = FeatureConsistencyLoss.Of(x, attention, ones(2, 2, 3), tensor(new float[] { 0, 1, 0, 1 }).view(2, 2), [2, 2], all, 1).item<float>();
        Assert.Equal(cosine, loss, 1e-5);
    }

    /// <summary>Filled up with three times as much, both losses and what is said of each video stay.</summary>
    [Fact]
    public void What_is_said_of_a_video_does_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        using ExpressionSpotter network = Small.Network(6, 6, CPU);
        network.eval();
        VideoFeatures[] videos = [.. SmallSpotting.Videos().Select(v => v.Features)];
        SpotterInput batch = SpotterInput.Pad(videos);
        SpotterOutput all = network.call(batch);
        for (int b = 0; b < videos.Length; b++)
        {
            SpotterOutput alone = network.call(SpotterInput.Pad([videos[b]])), among = all.Of(b, videos[b].Snippets);
            Assert.True(allclose(alone.Attention, among.Attention, rtol: 0, atol: 1e-6), "libtorch's sums round the last digit by where a number stands, no more");
            Assert.True(allclose(alone.ActivationMap, among.ActivationMap, rtol: 0, atol: 1e-5), "libtorch's sums round the last digit by where a number stands, no more");
        }
        SpotterOutput filled = new(Filled(all.RgbAttention), Filled(all.FlowAttention), Filled(all.Attention), Filled(all.Features), Filled(all.ActivationMap));
        Tensor y = ones(4, 2);
        int[] longest = [2, 2, 2, 2];
        LossTerms before = new McWesLoss().Of(all, y, batch.Mask, batch.Lengths, longest), after = new McWesLoss().Of(filled, y, Filled(batch.Mask), batch.Lengths, longest);
        Assert.All(before.Terms.Zip(after.Terms), pair => Assert.Equal(pair.First.Value.item<float>(), pair.Second.Value.item<float>(), 1e-6f));

        static Tensor Filled(Tensor of) => cat([of, zeros_like(of), zeros_like(of)], 1);
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

    [Theory]
    [InlineData("L_dur")]
    [InlineData("L_feat")]
    public void Each_of_its_two_losses_falls_more_with_its_weight_than_without(string term)
    {
        Assert.True(After(1) < After(0), $"{term} does not teach");

        double After(double weight)
        {
            McWesLoss loss = term == "L_dur" ? new() { Duration = weight } : new() { Features = weight };
            McWesMethod method = Small with { Loss = loss, Training = Small.Training with { Steps = 60, BatchSize = 6, LearningRate = 5e-3 } };
            using MethodTraining training = method.Begin(VideosOfOneKind.Taught(6));
            training.Run();
            using var scope = NewDisposeScope();
            using IDisposable untracked = no_grad();
            return training.Step(new(0, [0, 1, 2, 3, 4, 5], new Random(1))).Terms.Single(t => t.Name == term).Value.item<float>();
        }
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(2)]
    public void A_longest_micro_expression_of_each_video_is_asked_for(params int[] longest)
    {
        using var scope = NewDisposeScope();
        var e = Assert.Throws<InputException>(() => DurationConsistencyLoss.Of(rand(2, 5), rand(2, 5, 3), ones(2, 2), [5, 4], longest));
        Assert.Equal("2 of them, from 1", e.Expected);
    }

    [Fact]
    public void More_snippets_than_a_curve_has_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<InputException>(() => DurationConsistencyLoss.Lasting(rand(4), 5));
        Assert.Throws<InputException>(() => DurationConsistencyLoss.Lasting(rand(4), 0));
    }

    [Fact]
    public void Modalities_of_different_width_need_a_projection()
    {
        Assert.Contains("or a projection", Assert.Throws<InputException>(() => new McWesMethod().Untrained(6, 8)).Message);
        using nn.Module projected = ((McWesMethod)new McWesMethod().Narrowed(1.0 / 64)).Untrained(6, 8).Weights;
    }
}
