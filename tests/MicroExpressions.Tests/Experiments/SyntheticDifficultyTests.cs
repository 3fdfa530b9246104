using MicroExpressions.Experiments;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Experiments;

public class SyntheticDifficultyTests
{
    [Fact]
    public void The_truth_scores_1_and_the_truth_in_snippets_a_little_less()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        var rows = new SyntheticDifficulty().Measure(corpus, [.. corpus.Videos.Select(v => new float[v.Count])], "nothing");
        Assert.Equal((1.0, 1.0), (rows[3].Lab.F1, rows[3].OneToOne.F1));
        Assert.InRange(rows[2].Lab.F1, 0.9, 1.0);
    }

    [Fact]
    public void Chance_scores_little_and_no_motion_nothing()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        var rows = new SyntheticDifficulty().Measure(corpus, [.. corpus.Videos.Select(v => new float[v.Count])], "nothing");
        Assert.InRange(rows[0].Lab.F1, 0.005, 0.08);
        Assert.Equal(0, rows[1].Lab.F1);
    }

    [Fact]
    public void Motion_that_is_the_truth_itself_is_found()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        var rows = new SyntheticDifficulty().Measure(corpus, [.. corpus.Videos.Select(v => v.TrueIntensity.Select(i => 1 + 20 * i).ToArray())], "truth");
        Assert.True(rows[1].OneToOne.F1 > 0.9, $"{rows[1].OneToOne}");
    }
}
