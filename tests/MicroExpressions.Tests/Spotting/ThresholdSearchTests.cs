using MicroExpressions.Annotations;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class ThresholdSearchTests
{
    private static readonly float[] Attention = [0, 0, 0, 0.95f, 0.95f, 0, 0, 0, 0.3f, 0];

    [Fact]
    public void A_run_scores_its_contrast_and_its_share_of_the_videos_score()
    {
        // macro scores 2 where attended, the others 0: A ⊙ S = 1.9 1.9 and 0.6, its top ⌊10/10⌋ = 1 is 1.9; softmax of (0, 1.9, 0)
        float[] scores = [.. Attention.SelectMany(_ => new float[] { 0, 2, 0 })];
        double video = Math.Exp(1.9) / (Math.Exp(1.9) + 2);

        IReadOnlyList<SpottedInterval> found = new ThresholdSearch().Find(Attention, scores, snippetLength: 8, framesPerSecond: 30);

        Assert.Equal([(25, 40), (65, 72)], found.Select(f => (f.Onset, f.Offset)));
        Assert.Equal(1.9 + 0.2 * video, found[0].Score, 5e-7);
        Assert.Equal(0.6 + 0.2 * video, found[1].Score, 5e-7);
        Assert.All(found, f => Assert.Equal(ExpressionKind.Micro, f.Kind));      // 16 frames at 30 a second: what scored it does not decide
    }

    [Fact]
    public void What_overlaps_a_better_run_loses_score()
    {
        float[] attention = [0, 0, 0.5f, 0.95f, 0.95f, 0.5f, 0, 0, 0, 0], scores = [.. attention.SelectMany(_ => new float[] { 3, 0, 0 })];

        IReadOnlyList<SpottedInterval> found = new ThresholdSearch { VideoScoreWeight = 0 }.Find(attention, scores, 8, 30);

        // inner run: 2.85 − 1.5; wide run: mean of 1.5 2.85 2.85 1.5, times exp(−(2/4)²/0.3)
        Assert.Equal([(17, 48), (25, 40)], found.Select(f => (f.Onset, f.Offset)));
        Assert.Equal(2.175, found[0].Score, 5e-7);
        Assert.Equal(1.35 * Math.Exp(-0.25 / 0.3), found[1].Score, 5e-7);
    }

    [Fact]
    public void A_video_of_background_has_nothing_unless_a_class_is_always_looked_for()
    {
        float[] scores = [.. Attention.SelectMany(_ => new float[] { 0.1f, 0, 5 })];

        Assert.Empty(new ThresholdSearch().Find(Attention, scores, 8, 30));
        Assert.NotEmpty(new ThresholdSearch { AlwaysAClass = true }.Find(Attention, scores, 8, 30));
    }

    [Fact]
    public void Scores_of_another_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => new ThresholdSearch().Find(Attention, new float[29], 8, 30));
}
