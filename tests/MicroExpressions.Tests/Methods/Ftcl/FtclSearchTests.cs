using MicroExpressions.Annotations;
using MicroExpressions.Methods.Ftcl;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Methods.Ftcl;

public class FtclSearchTests
{
    /// <summary>
    /// Attention 1 at snippets 2 to 4, 0 elsewhere: between 1 and 2 it rises straight, so that at 0.5 it begins in the middle between the
    /// snippets' points. With 4 points a snippet the runs above 0.15, … end between frames.
    /// </summary>
    [Fact]
    public void A_run_is_found_between_snippets()
    {
        float[] attention = [0, 0, 1, 1, 1, 0, 0, 0], scores = [.. attention.SelectMany(a => new[] { 0.1f, 0.1f + 0.8f * a, 0.1f })];
        var search = new FtclSearch { PointsASnippet = 4, LowestThreshold = 0.4, HighestThreshold = 0.9, Thresholds = 2, LowerScoreThreshold = 2, UpperScoreThreshold = 2 };

        IReadOnlyList<SpottedInterval> found = search.Find(attention, scores, videoScores: [0.1f, 0.8f], snippetLength: 8, framesPerSecond: 30);

        // above 0.9: points 8 to 16; above 0.4: 6 to 18 (each point is two frames). The inner one stands out less: its surroundings are 1 point, worth 0.75
        Assert.Equal([(13, 38)], found.Select(f => (f.Onset, f.Offset)));
        Assert.Equal(ExpressionKind.Macro, found[0].Kind);
    }

    [Fact]
    public void A_class_that_scores_too_little_is_not_looked_for_but_the_likelier_always()
    {
        float[] attention = [0, 0, 0, 0, 0, 0], micro = [.. new float[] { 0, 0, 1, 1, 0, 0 }.SelectMany(a => new[] { 0.9f * a, 0.05f, 0.05f })];

        Assert.Empty(new FtclSearch().Find(attention, micro, [0.2f, 0.5f], 8, 30));      // macro alone, whose curve is nowhere high
        Assert.NotEmpty(new FtclSearch().Find(attention, micro, [0.3f, 0.5f], 8, 30));
        Assert.NotEmpty(new FtclSearch().Find(attention, micro, [0.2f, 0.1f], 8, 30));
    }

    [Fact]
    public void A_video_of_one_snippet_has_no_straight_to_go_on()
    {
        SpottedInterval found = Assert.Single(new FtclSearch().Find([0.9f], [0.8f, 0.1f, 0.1f], [0.8f, 0.1f], 8, 30));
        Assert.Equal((1, 8), (found.Onset, found.Offset));
    }

    [Fact]
    public void Scores_of_another_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => new FtclSearch().Find(new float[4], new float[11], [0.5f, 0.5f], 8, 30));
}
