using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class GeneratedAnnotationsTests
{
    private static readonly GeneratedAnnotations Large = GeneratedAnnotations.Draw(seed: 1, subjects: 60, videosPerSubject: 10, clipsPerSubject: 30);

    [Fact]
    public void The_same_seed_gives_the_same_set_and_another_seed_another()
    {
        GeneratedAnnotations first = GeneratedAnnotations.Draw(7);
        GeneratedAnnotations again = GeneratedAnnotations.Draw(7);
        Assert.Equal(first.Intervals, again.Intervals);
        Assert.Equal(first.Clips, again.Clips);
        Assert.Equal(first.Guesses, again.Guesses);
        Assert.NotEqual(first.Intervals, GeneratedAnnotations.Draw(8).Intervals);
    }

    [Fact]
    public void The_set_has_the_subjects_and_videos_asked_for_and_both_kinds()
    {
        GeneratedAnnotations set = GeneratedAnnotations.Draw(3, subjects: 2, videosPerSubject: 1, clipsPerSubject: 1);
        Assert.Equal(["g01", "g02"], set.Clips.Select(clip => clip.Subject));
        Assert.Equal(["g01_1", "g02_1"], set.VideoFrames.Keys.Order());
        Assert.Equal(2, set.Intervals.Select(i => i.Kind).Distinct().Count());
    }

    [Fact]
    public void Movements_lie_inside_their_video_in_order_and_do_not_overlap() =>
        Assert.All(Large.Intervals.GroupBy(i => i.Video), video =>
        {
            Assert.All(video, i => Assert.True(1 <= i.Onset && i.Onset <= i.Apex && i.Apex <= i.Offset && i.Offset <= Large.VideoFrames[i.Video]));
            Assert.All(video.Zip(video.Skip(1)), pair => Assert.True(pair.First.Offset < pair.Second.Onset));
        });

    [Fact]
    public void The_kind_follows_from_the_duration_as_in_the_spotting_protocol() =>
        Assert.All(Large.Intervals, i => Assert.Equal(i.Kind == ExpressionKind.Micro, i.DurationSeconds <= 0.5));

    [Fact]
    public void Durations_apexes_and_shares_resemble_the_real_sheets()
    {
        ExpressionInterval[] micro = [.. Large.Intervals.Where(i => i.Kind == ExpressionKind.Micro)];
        ExpressionInterval[] macro = [.. Large.Intervals.Where(i => i.Kind == ExpressionKind.Macro)];
        Assert.InRange(micro.Average(i => i.Offset - i.Onset), 11.0, 13.5);
        Assert.InRange(macro.Average(i => i.Offset - i.Onset), 36, 43);
        Assert.InRange(micro.Length / (double)Large.Intervals.Count, 0.12, 0.20);
        Assert.InRange(Large.Intervals.Count / (double)Large.VideoFrames.Count, 3.0, 4.5);
        Assert.InRange(Large.Clips.Average(clip => clip.Offset - clip.Onset), 65, 75);
        Assert.InRange(Large.Clips.Average(clip => clip.ApexPosition), 0.45, 0.51);
    }

    [Fact]
    public void Some_guesses_overlap_a_movement_by_half_and_some_do_not()
    {
        ILookup<string, ExpressionInterval> truth = Large.Intervals.ToLookup(i => i.Video);
        int hits = Large.Guesses.Count(g => truth[g.Video].Any(i =>
            (Math.Min(g.Offset, i.Offset) - Math.Max(g.Onset, i.Onset)) / (Math.Max(g.Offset, i.Offset) - Math.Min(g.Onset, i.Onset)) >= 0.5));
        Assert.InRange(hits / (double)Large.Guesses.Count, 0.25, 0.75);
        Assert.All(Large.Guesses, g => Assert.True(g.Score is > 0 and < 1 && g.Offset > g.Onset && g.Offset <= Large.VideoFrames[g.Video]));
    }

    [Fact]
    public void A_set_without_a_subject_to_leave_out_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GeneratedAnnotations.Draw(1, subjects: 1));
}
