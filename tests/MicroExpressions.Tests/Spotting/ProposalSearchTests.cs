using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Spotting;

public class ProposalSearchTests
{
    [Fact]
    public void Contrast_is_inner_mean_less_the_mean_of_both_sides()
    {
        var contrast = new OuterInnerContrast([0.1, 0.2, 0.8, 0.6, 0.4, 0.3], 0.25);
        Assert.Equal(0.7 - (0.2 + 0.4) / 2, contrast.Of(new(2, 3)), 6);
        Assert.Equal(0.15 - 0.8, contrast.Of(new(0, 1)), 6);       // nothing on the left
        Assert.Equal(0.4, contrast.Of(new(0, 5)), 6);              // nothing outside
    }

    [Fact]
    public void The_surroundings_of_a_long_run_are_a_quarter_of_it_on_each_side()
    {
        double[] scores = [9, 1, 1, 5, 5, 5, 5, 5, 5, 5, 5, 2, 2, 9];
        Assert.Equal(5 - 1.5, new OuterInnerContrast(scores, 0.25).Of(new(3, 10)), 6);
    }

    [Theory]
    [InlineData(0, 1, 8, 30, 1, 16, ExpressionKind.Micro)]       // 15 of at most 15 frames
    [InlineData(2, 4, 8, 30, 17, 40, ExpressionKind.Macro)]
    [InlineData(0, 2, 32, 200, 1, 96, ExpressionKind.Micro)]     // 95 of at most 100
    [InlineData(1, 4, 32, 200, 33, 160, ExpressionKind.Macro)]
    public void A_run_becomes_frames_and_its_kind_follows_from_its_duration(int i, int j, int l, double fps, int onset, int offset, ExpressionKind kind) =>
        Assert.Equal(new SpottedInterval(onset, offset, kind, 0.5), SpottedInterval.Of(new(i, j), 0.5, l, fps));

    [Fact]
    public void Of_overlapping_proposals_the_best_stays()
    {
        var kept = NonMaximumSuppression.Keep([(new(0, 5), 0.3), (new(4, 6), 0.9), (new(7, 8), 0.2), (new(6, 7), 0.8)], 0.01);
        Assert.Equal([(new SnippetRun(4, 6), 0.9), (new SnippetRun(7, 8), 0.2)], kept);
    }

    [Fact]
    public void A_clear_expression_is_found_first_with_its_class_score()
    {
        float[] attention = [0.1f, 0.1f, 0.9f, 0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f];
        float[] map = [.. attention.SelectMany(a => new[] { a, 0.05f, 1 - a })];
        IReadOnlyList<SpottedInterval> found = new ProposalSearch().Find(attention, map, 8, 30);
        Assert.Equal((17, 32, ExpressionKind.Micro), (found[0].Onset, found[0].Offset, found[0].Kind));
        // inner (0.81 + 0.64)/2, outer 0.01, 0.2 · the best snippet's 0.81
        Assert.Equal(0.725 - 0.01 + 0.2 * 0.81, found[0].Score, 5);
    }

    [Fact]
    public void Whatever_the_attention_what_is_found_is_apart_sorted_and_inside_the_video() =>
        Prop.ForAll(Gen.Choose(0, 8).Select(v => v / 8f).NonEmptyListOf().ToArbitrary(), list =>
        {
            float[] attention = [.. list], map = [.. list.SelectMany(a => new[] { a, 1 - a, 0.5f })];
            IReadOnlyList<SpottedInterval> found = new ProposalSearch().Find(attention, map, 8, 30);
            var inTime = found.OrderBy(f => f.Onset).ToList();
            return found.Count > 0 && inTime.Zip(inTime.Skip(1)).All(p => p.First.Offset < p.Second.Onset)
                && found.Zip(found.Skip(1)).All(p => p.First.Score >= p.Second.Score)
                && inTime[0].Onset >= 1 && inTime[^1].Offset <= 8 * attention.Length && found.All(f => double.IsFinite(f.Score));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_videos_score_is_pooled_as_in_training()
    {
        using var scope = NewDisposeScope();
        float[] attention = [0.9f, 0.5f, 0.7f, 0.2f], map = [0.9f, 0.1f, 0, 0.5f, 0.1f, 0, 0.6f, 0.3f, 0, 0.1f, 0.2f, 0];
        var pooling = new ClassPooling { MicroDivisor = 2, MacroDivisor = 4 };
        Tensor suppressed = AttendedClassLoss.Suppressed(tensor(attention).view(1, 4), tensor(map).view(1, 4, 3));
        double micro = pooling.Scores(suppressed, [4])[0, 0].item<float>();
        var only = new ProposalSearch { Pooling = pooling, VideoScoreWeight = 1 };
        double difference = only.Find(attention, map, 8, 30)[0].Score - (only with { VideoScoreWeight = 0 }).Find(attention, map, 8, 30)[0].Score;
        Assert.Equal(micro, difference, 5);
    }

    [Fact]
    public void A_batch_is_searched_video_by_video_without_what_was_filled_up()
    {
        using var scope = NewDisposeScope();
        Tensor attention = tensor(new[] { 0.1f, 0.9f, 0.2f, 0.3f, 0.8f, 0.9f, 0, 0 }).view(2, 4), map = rand(2, 4, 3);
        var output = new SpotterOutput(attention, attention, attention, map, map);
        var found = new ProposalSearch().Find(output, [4, 2], 8, [30, 30]);
        var alone = new ProposalSearch().Find([0.8f, 0.9f], ProposalSearch.Values(map[1].narrow(0, 0, 2)), 8, 30);
        Assert.Equal(alone, found[1]);
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public void Ninety_eight_videos_take_less_than_a_second()
    {
        var random = new Random(1);
        float[] attention = Values(400), map = Values(1200);
        new ProposalSearch().Find(attention, map, 8, 30);
        long start = Stopwatch.GetTimestamp();
        for (int video = 0; video < 98; video++)
            new ProposalSearch().Find(attention, map, 8, 30);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 1);

        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.NextDouble())];
    }

    [Fact]
    public void A_map_of_another_length_is_an_error() =>
        Assert.Throws<ArgumentException>(() => new ProposalSearch().Find([0.5f], [0.5f], 8, 30));
}
