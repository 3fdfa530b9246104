using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Pwes;

[Collection(DefaultGenerator.Name)]
public sealed class PwesTrainingTests : IDisposable
{
    private static readonly PwesMethod Small = SmallSpotting.Method;

    private readonly TestFolder folder = new();
    private readonly OneThread one = new();

    public void Dispose()
    {
        one.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Pre_training_knows_four_terms_and_then_there_are_six()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small, SmallSpotting.Videos());
        Assert.Equal(["L_vid", "L_guide", "L_sparse", "L_mut"], Names(2));
        Assert.Equal(["L_vid", "L_snip", "L_fcl", "L_guide", "L_sparse", "L_mut"], Names(3));

        IEnumerable<string> Names(int step) => training.Step(new(step, [0, 1], new Random(1))).Terms.Select(t => t.Name);
    }

    [Fact]
    public void Video_labels_alone_leave_out_what_snippets_teach()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small with { Supervision = Supervision.Video }, SmallSpotting.Videos());
        Assert.Equal(["L_vid", "L_guide", "L_sparse", "L_mut"], training.Step(new(5, [0, 1], new Random(1))).Terms.Select(t => t.Name));
        Assert.DoesNotContain(training.state_dict().Keys, k => k.StartsWith("bank", StringComparison.Ordinal));
    }

    [Fact]
    public void Points_can_teach_while_pre_training_and_nothing_else_does()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small with { PointsWhilePreTraining = true }, SmallSpotting.Videos());
        Assert.Equal(["L_vid", "L_snip", "L_guide", "L_sparse", "L_mut"], training.Step(new(0, [0, 1], new Random(1))).Terms.Select(t => t.Name));
    }

    [Fact]
    public void The_oracle_is_told_every_snippet_and_where_the_points_lie_does_not_matter()
    {
        using var scope = NewDisposeScope();
        double[] losses = [.. new[] { PointPosition.Random, PointPosition.TowardsOffset }.Select(position =>
        {
            using var training = new PwesTraining(
                Small with { Supervision = Supervision.Full, PseudoLabels = null, Points = new() { Position = position } }, SmallSpotting.Videos());
            return (double)training.Step(new(5, [0, 1], new Random(1))).Terms.Single(t => t.Name == "L_snip").Value.item<float>();
        })];
        Assert.Equal(losses[0], losses[1]);
        using var points = new PwesTraining(Small with { PseudoLabels = null }, SmallSpotting.Videos());
        Assert.NotEqual(losses[0], points.Step(new(5, [0, 1], new Random(1))).Terms.Single(t => t.Name == "L_snip").Value.item<float>());
    }

    [Fact]
    public void An_oracle_for_videos_that_have_points_only_is_refused()
    {
        SpottingVideo[] pointed = [.. SmallSpotting.Videos().Select(v => v with { Intervals = [.. v.Intervals.Select(i => i with { Offset = i.Onset })] })];
        var e = Assert.Throws<InputException>(() => new PwesTraining(Small with { Supervision = Supervision.Full }, pointed));
        Assert.Equal("8 expressions of one frame each in 4 videos, which are points", e.Found);
        Assert.Contains("--row", e.Message);
        using var byPoints = new PwesTraining(Small, pointed);
    }

    [Fact]
    public void A_loss_that_cannot_teach_is_refused_before_the_first_step() =>
        Assert.StartsWith("λ₁", Assert.Throws<InputException>(() => new PwesTraining(Small with { Loss = new() { Snippet = 0 } }, SmallSpotting.Videos())).Found);

    [Theory]
    [InlineData("regions from pseudo labels alone")]
    [InlineData("regions without dropout")]
    [InlineData("dropout before the attention's sigmoid")]
    [InlineData("classes summed")]
    public void Each_reading_changes_the_loss_and_trains(string reading)
    {
        PwesMethod read = reading switch
        {
            "regions from pseudo labels alone" => Small with { PointsInRegions = false },
            "regions without dropout" => Small with { RegionsWithoutDropout = true },
            "dropout before the attention's sigmoid" => Small with { Model = Small.Model with { AttentionScoreDropout = 0.5 } },
            _ => Small with { Loss = new() { Classes = OverClasses.Sum } },
        };
        Assert.NotEqual(Small.Describe(), read.Describe());
        using var usual = new PwesTraining(Small, SmallSpotting.Videos());
        using var other = new PwesTraining(read, SmallSpotting.Videos());
        IReadOnlyList<double> losses = other.Run();
        Assert.NotEqual(usual.Run(), losses);
        Assert.All(losses, l => Assert.True(double.IsFinite(l)));
    }

    [Fact]
    public void A_video_whose_labels_are_all_of_one_class_teaches()
    {
        SpottingVideo[] videos = SmallSpotting.Videos();
        videos[0] = videos[0] with { Intervals = [videos[0].Intervals[0]] };       // micro only
        foreach (SnippetAveraging averaging in Enum.GetValues<SnippetAveraging>())
        {
            using var training = new PwesTraining(Small with { Loss = new() { Averaging = averaging } }, videos);
            using var scope = NewDisposeScope();
            Tensor sum = training.Step(new(5, [0], new Random(1))).Sum();
            sum.backward();
            Assert.All(training.parameters(), p => Assert.True(p.grad is null || p.grad.isfinite().all().item<bool>()));
        }
    }

    [Fact]
    public void Without_weight_there_is_neither_contrast_nor_bank()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small with { Loss = new() { Contrastive = 0 }, PseudoLabels = null }, SmallSpotting.Videos());
        Assert.DoesNotContain(training.state_dict().Keys, k => k.StartsWith("bank", StringComparison.Ordinal));
        Assert.DoesNotContain(training.Step(new(5, [0, 1], new Random(1))).Terms, t => t.Name == "L_fcl");
    }

    [Fact]
    public void The_bank_holds_the_videos_that_were_seen_after_pre_training()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small, SmallSpotting.Videos());
        training.Step(new(0, [0, 1], new Random(1)));
        Assert.Equal(0, Filled().Sum());
        LossTerms first = training.Step(new(3, [0, 2], new Random(1)));
        Assert.Equal(0, first.Terms.Single(t => t.Name == "L_fcl").Value.item<float>());
        Assert.Equal([true, false, true, false], Filled().Select(f => f > 0));
        Assert.True(training.Step(new(4, [1, 2], new Random(1))).Terms.Single(t => t.Name == "L_fcl").Value.item<float>() > 0);

        float[] Filled() => training.state_dict()["bank.filled"].amax([1]).data<float>().ToArray();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_same_seed_and_number_of_threads_give_the_same_bits(int number)
    {
        set_num_threads(number);
        using var first = new PwesTraining(Small, SmallSpotting.Videos());
        using var second = new PwesTraining(Small, SmallSpotting.Videos());
        Assert.Equal(first.Run(), second.Run());
        foreach ((string name, Tensor value) in first.state_dict())
            Assert.Equal(value.cpu().data<float>().ToArray(), second.state_dict()[name].cpu().data<float>().ToArray());
        using var other = new PwesTraining(Small with { Training = Small.Training with { Seed = 2 } }, SmallSpotting.Videos());
        Assert.NotEqual(first.Run(), other.Run());
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused()
    {
        string checkpoint = folder["fold.checkpoint"];
        using var stop = new CancellationTokenSource();
        using var one = new PwesTraining(Small, SmallSpotting.Videos());
        Assert.Throws<OperationCanceledException>(() => one.Run(checkpoint, new StopAt(5, stop), stop.Token));
        using var other = new PwesTraining(Small with { Model = Small.Model with { LeakySlope = 0.1 } }, SmallSpotting.Videos());
        string message = Assert.Throws<InputException>(() => other.Run(checkpoint)).Message;
        Assert.Contains("a checkpoint of another configuration", message);
        Assert.Contains("LeakySlope = 0.1", message);
    }

    [Fact]
    public void Clear_expressions_of_an_unseen_video_are_found()
    {
        SpottingVideo[] videos = SmallSpotting.Videos(12);
        var method = Small with { Training = Small.Training with { Steps = 90, BatchSize = 4, LearningRate = 5e-3 }, PreTraining = 30, Scaling = true };
        using var training = new PwesTraining(method, videos[..9]);
        IReadOnlyList<double> losses = training.Run();
        Assert.True(losses.Take(30).Average() > losses.Skip(25).Take(5).Average(), "the loss of pre-training should fall");
        Assert.InRange(training.Learnt.Spotter.BestF1(videos[9..]), 0.6, 1);
    }

    [Fact]
    public void Pseudo_labels_can_be_looked_at_between_steps_and_the_training_does_not_notice()
    {
        using var plain = new PwesTraining(Small, SmallSpotting.Videos());
        IReadOnlyList<double> losses = plain.Run();
        using var watched = new PwesTraining(Small, SmallSpotting.Videos());
        var seen = new List<float[]>();
        Assert.Equal(losses, watched.Run(progress: new Each(() => seen.Add(watched.PseudoLabels(1)))));
        Assert.Equal(8, seen.Count);
        Assert.All(seen, labels => Assert.Equal(3 * SmallSpotting.Videos()[1].Features.Snippets, labels.Length));
        Assert.Contains(seen[^1], value => value == 1);
    }

    [Fact]
    public void A_video_without_labels_is_tested_but_does_not_teach()
    {
        SpottingVideo[] videos = SmallSpotting.Videos();
        SpottingVideo unlabelled = videos[0] with { Intervals = [] };
        Assert.Contains("v0", Assert.Throws<InputException>(() => new PwesTraining(Small, [unlabelled, .. videos[1..]])).Message);
        using var spotter = new ExpressionSpotter(Small.Model);
        Assert.NotEmpty(SnippetCurves.Of(spotter, [unlabelled])[0].Find(Small.Search));
    }

    [Fact]
    public void Features_that_disagree_with_the_settings_are_named()
    {
        var method = Small with { Model = Small.Model with { RgbDimension = 7 } };
        Assert.Contains("7 and 6", Assert.Throws<InputException>(() => new PwesTraining(method, SmallSpotting.Videos())).Message);
    }

    [Fact]
    public void All_background_attention_still_teaches()
    {
        using var scope = NewDisposeScope();
        using var training = new PwesTraining(Small, SmallSpotting.Videos());
        using (no_grad())
            foreach (string bias in new[] { "spotter.attention_rgb.score.bias", "spotter.attention_flow.score.bias" })
                training.get_parameter(bias)!.fill_(-60);
        Tensor sum = training.Step(new(5, [0, 1], new Random(1))).Sum();
        sum.backward();
        Assert.True(double.IsFinite(sum.item<float>()));
        Assert.All(training.parameters(), p => Assert.True(p.grad is null || p.grad.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Two_generators_make_two_runs()
    {
        Assert.Contains("TopShare = 0.3", Small.Describe());
        Assert.NotEqual(Small.Describe(), (Small with { PseudoLabels = MultiRefined.Caf1 }).Describe());
        Assert.NotEqual(Small.Describe(), (Small with { PseudoLabels = new ProbabilisticMining() }).Describe());
    }

    private sealed class Each(Action action) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => action();
    }
}
