using System.Text.Json;
using MicroExpressions.Losses;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Models;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Ftcl;

[Collection(DefaultGenerator.Name)]
public sealed class FtclTests : IDisposable
{
    private static readonly FtclMethod Small = new()
    {
        Width = 16,
        AlignmentWidth = 8,
        Dropout = 0.3,
        PreTraining = 0.5,
        Contrast = new() { AlignedSnippets = 3, MatchedSnippets = 6 },
        Training = new() { Steps = 8, BatchSize = 3, LearningRate = 2e-3, WeightDecay = 1e-4 },
    };

    private readonly OneThread one = new();

    public void Dispose() => one.Dispose();

    /// <summary>Golden: the authors' code, golden/make_ftcl_golden.py; single precision here, double there.</summary>
    [Fact]
    public void Network_and_losses_give_what_the_authors_code_gives()
    {
        using var scope = NewDisposeScope();
        JsonElement golden = GoldenNumbers.Read("Ftcl", "ftcl.json");
        using var network = new FtclNetwork(new() { Width = 8, AlignmentWidth = 6, Dropout = 0 }, features: 8);
        ScatteredNumbers.SetTo(network);
        Tensor videos = (3 * ScatteredNumbers.Of([6, 17, 8], 100)).to(float32), mask = ones(6, 17);
        int[] lengths = [.. Enumerable.Repeat(17, 6)];
        FtclOutput output = network.call(new(videos.narrow(2, 0, 4), videos.narrow(2, 4, 4), mask, lengths));
        LossTerms acm = new ActionContextLoss().Of(output, tensor(new float[] { 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1 }).view(6, 2), mask, lengths);
        var contrast = new FineGrainedContrast { AlignedSnippets = 3, MatchedSnippets = 6, SameSnippet = 0.8 };
        IReadOnlyList<FtclCandidates> candidates = contrast.Candidates(output, lengths, network.Aligned);
        LossTerms pairs = contrast.Of([(candidates[0], candidates[3], true), (candidates[1], candidates[4], true), (candidates[2], candidates[5], false)]);
        Tensor total = new LossTerms([.. acm.Terms, .. pairs.Terms]).Sum();
        total.backward();

        GoldenNumbers.Near(golden.Numbers("attention"), output.Attention);
        GoldenNumbers.Near(golden.Numbers("attended"), output.Attended(0).softmax(2));
        double[] fsd = golden.Numbers("fsd"), lcs = golden.Numbers("lcs");
        Assert.Equal(fsd[2] - (fsd[0] + fsd[1]) / 2, Term(pairs, "L_fsd"), 5e-5);
        Assert.Equal(lcs[2] - (lcs[0] + lcs[1]) / 2, Term(pairs, "L_lcs"), 5e-5);
        Assert.Equal(golden.Number("fsdLoss"), 0.8 * Term(pairs, "L_fsd"), 5e-5);
        Assert.Equal(golden.Number("lcsLoss"), 0.1 * Term(pairs, "L_lcs"), 5e-5);
        foreach ((string name, string theirs) in new[] { ("L_exp", "exp"), ("L_con", "con"), ("L_bak", "bak") })
            Assert.Equal(golden.Number(theirs), Term(acm, name), 5e-5);
        Assert.Equal(golden.Number("guide"), Term(acm, "L_guide"), 5e-4);
        Assert.Equal(golden.Number("sparse"), Term(acm, "L_sparse"), 5e-4);
        Assert.Equal(golden.Number("feat"), Term(acm, "L_feat"), 0.1);
        Assert.Equal(golden.Number("total"), total.item<float>(), 2e-4);
        double[] gradients = [.. network.named_parameters().OrderBy(p => p.name, StringComparer.Ordinal).Select(p => (double)p.parameter.grad!.norm().item<float>())];
        Assert.All(golden.Numbers("gradients").Zip(gradients), g => Assert.Equal(g.First, g.Second, 2e-4 * (1 + g.First)));

        static double Term(LossTerms of, string name) => of.Terms.Single(t => t.Name == name).Value.item<float>();
    }

    /// <summary>Over a video of 9 snippets and one of 7, in double precision.</summary>
    [Fact]
    public void Gradients_of_every_term_of_a_video_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        Tensor mask = SpotterInput.MaskOf([9, 7], 9).to(float64);
        Tensor a = (0.5 + 0.45 * ScatteredNumbers.Of([2, 9, 3], 1)) * mask.unsqueeze(2), s = ScatteredNumbers.Of([2, 9, 3], 2) * mask.unsqueeze(2);
        Tensor e = ScatteredNumbers.Of([2, 9, 4], 3) * mask.unsqueeze(2);
        foreach (string name in new[] { "L_exp", "L_con", "L_bak", "L_sparse" })
            FiniteDifferences.Agree(name, i => Of(name, i[0], i[1], e), a, s);
        FiniteDifferences.Agree("L_feat", i => Of("L_feat", a, s, i[0]), e);        // which snippets are taken has no gradient

        Tensor Of(string name, Tensor attention, Tensor scores, Tensor embedded) => new ActionContextLoss { Margin = 0.3, ExpressionDivisor = 4 }
            .Of(new(attention, scores, embedded), tensor(new[] { 1.0, 0, 1, 1 }).view(2, 2), mask, [9, 7]).Terms.Single(t => t.Name == name).Value;
    }

    [Fact]
    public void The_agreement_with_background_teaches_the_scores_alone_as_its_slope_says()
    {
        using var scope = NewDisposeScope();
        Tensor a = 0.5 + 0.45 * ScatteredNumbers.Of([1, 5, 3], 1), s = ScatteredNumbers.Of([1, 5, 3], 2).requires_grad_();
        Tensor expression = a.select(2, 0);
        FiniteDifferences.Agree("L_guide", i => Of(a, i[0]), s);
        Assert.Equal((1 - expression - (s * expression.unsqueeze(2)).softmax(2).select(2, 2)).abs().sum().item<double>(), Of(a, s).item<double>(), 1e-12);

        static Tensor Of(Tensor attention, Tensor scores) => new ActionContextLoss()
            .Of(new(attention, scores, ones(1, 5, 2, dtype: float64)), ones(1, 2, dtype: float64), ones(1, 5, dtype: float64), [5]).Terms.Single(t => t.Name == "L_guide").Value;
    }

    /// <summary>The aligned score is computed in single precision, so that its slope is only known to some digits: a step of a thousandth.</summary>
    [Fact]
    public void Gradients_of_the_pairs_agree_with_finite_differences()
    {
        using var scope = NewDisposeScope();
        var contrast = new FineGrainedContrast { SameSnippet = 0.1 };
        Tensor[] inputs = [.. Enumerable.Range(0, 4).Select(k => ScatteredNumbers.Of([4, 6], 10 + k))];
        foreach ((string name, int[] which) in new[] { ("L_fsd", new[] { 2, 3 }), ("L_lcs", new[] { 0, 1 }) })
        {
            Tensor[] leaves = [.. inputs.Select(i => i.clone().requires_grad_())];
            Of(name, leaves).backward();
            foreach (int k in which)
                for (int i = 0; i < 24; i++)
                    Assert.Equal((At(name, k, i, 1e-3) - At(name, k, i, -1e-3)) / 2e-3, leaves[k].grad!.flatten()[i].item<double>(), 5e-3);
        }

        double At(string name, int k, int element, double change)
        {
            Tensor[] moved = [.. inputs.Select(i => i.clone())];
            moved[k].view(-1)[element] += change;
            return Of(name, moved).item<double>();
        }

        Tensor Of(string name, Tensor[] i) => contrast.Of([(new(i[0], i[2], null), new(i[1], i[3], null), true)]).Terms.Single(t => t.Name == name).Value;
    }

    [Fact]
    public void Candidates_are_the_most_attended_in_their_order_and_a_short_video_has_no_background()
    {
        using var scope = NewDisposeScope();
        Tensor attention = zeros(2, 5, 3), embedded = arange(10, dtype: float32).view(2, 5, 1);
        attention[0, .., 0] = tensor(new float[] { 0.1f, 0.9f, 0.3f, 0.8f, 0.2f });
        attention[1, .., 0] = tensor(new float[] { 0.4f, 0.9f, 0, 0, 0 });
        var contrast = new FineGrainedContrast { AlignedSnippets = 2, MatchedSnippets = 3 };
        IReadOnlyList<FtclCandidates> candidates = contrast.Candidates(new(attention, attention, embedded), [5, 2], x => x);
        Assert.Equal([1, 2, 3], ProposalSearch.Values(candidates[0].Matched));
        Assert.Equal([1, 3], ProposalSearch.Values(candidates[0].Expression));
        Assert.Equal([2, 4], ProposalSearch.Values(candidates[0].Background!));
        Assert.Equal([5, 6], ProposalSearch.Values(candidates[1].Expression));
        Assert.Null(candidates[1].Background);
    }

    [Fact]
    public void Pairs_join_after_the_pre_training()
    {
        using var scope = NewDisposeScope();
        using MethodTraining training = Small.Begin(VideosOfOneKind.Taught(6));
        Assert.Equal(["L_exp", "L_con", "L_bak", "L_guide", "L_feat", "L_sparse"], Names(3));
        Assert.Equal(["L_exp", "L_con", "L_bak", "L_guide", "L_feat", "L_sparse", "L_fsd", "L_lcs"], Names(4));

        IEnumerable<string> Names(int step) => training.Step(new(step, [0, 1, 2], new Random(1))).Terms.Select(t => t.Name);
    }

    [Fact]
    public void What_is_said_of_a_video_does_not_depend_on_its_batch()
    {
        using var scope = NewDisposeScope();
        using var network = new FtclNetwork(Small, features: 12);
        network.eval();
        VideoFeatures[] videos = [.. SmallSpotting.Videos().Select(v => v.Features)];
        FtclOutput all = network.call(SpotterInput.Pad(videos));
        for (int b = 0; b < videos.Length; b++)
        {
            FtclOutput alone = network.call(SpotterInput.Pad([videos[b]]));
            foreach ((Tensor one, Tensor among) in new[] { (alone.Attention, all.Attention), (alone.Scores, all.Scores), (alone.Embedded, all.Embedded) })
            {
                Assert.True(allclose(one[0], among[b].narrow(0, 0, videos[b].Snippets), rtol: 0, atol: 1e-5), "libtorch's sums round the last digit by where a number stands, no more");
                Assert.Equal(0, among[b].narrow(0, videos[b].Snippets, among.shape[1] - videos[b].Snippets).abs().sum().item<float>());
            }
        }
    }

    /// <summary>On each video's own scale, as the tables have it. The seed matters: the authors say of ACM-Net that its training "is not very stable with different random seeds".</summary>
    [Fact]
    public void Expressions_of_unseen_videos_are_attended_and_found()
    {
        var method = Small with { Width = 32, PreTraining = 0.7, Training = Small.Training with { Steps = 200, BatchSize = 6, LearningRate = 2e-3, WeightDecay = 0, Seed = 3 } };
        using MethodTraining training = method.Begin([.. VideosOfOneKind.Of(24).Select(v => TaughtVideo.Of(v.OnOwnScale(), Supervision.Video, new()))]);
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(10).Average() > losses.Skip(130).Take(10).Average() + 0.5, "the loss of pre-training should fall");
        SpottingVideo[] unseen = [.. SmallSpotting.Videos(28)[24..].Select(v => v.OnOwnScale())];
        var attention = unseen.SelectMany(v => training.Learnt.Spotter.Curve(v).Select((a, t) => (A: a, In: v.Intervals.Any(i => 8 * (t + 1) >= i.Onset && 8 * t < i.Offset)))).ToLookup(x => x.In, x => x.A);
        Assert.True(attention[true].Average() > 2 * attention[false].Average(), $"{attention[true].Average()} in expressions, {attention[false].Average()} elsewhere");
        Assert.InRange(training.Learnt.Spotter.BestF1(unseen), 0.5, 1);
    }

    [Fact]
    public void Videos_that_make_no_pair_are_refused() =>
        Assert.Contains("no two of which", Assert.Throws<InputException>(() => Small.Begin(VideosOfOneKind.Taught(2))).Message);
}
