using System.Runtime.CompilerServices;
using MicroExpressions.Experiments;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Experiments;

public class SyntheticDifficultyTests
{
    private static readonly SyntheticCorpus Corpus = SyntheticCorpus.Load(SyntheticSettings.Default);

    [Fact]
    public void The_truth_scores_1_and_the_truth_in_snippets_less_where_expressions_are_short()
    {
        var rows = new SyntheticDifficulty().Measure(Corpus);
        Assert.Equal((1.0, 1.0), (rows[2].Lab.F1, rows[2].OneToOne.F1));
        Assert.InRange(rows[1].Lab.F1, 0.9, 1.0);
        Assert.InRange(rows[1].Lab.F1At05, 0.8, 0.99);
    }

    [Fact]
    public void Chance_scores_little_and_no_motion_nothing()
    {
        var rows = new SyntheticDifficulty().Measure(Corpus, ("nothing", [.. Corpus.Videos.Select(v => new float[v.Count])]));
        Assert.InRange(rows[0].Lab.F1, 0.005, 0.08);
        Assert.Equal(0, rows[1].Lab.F1);
    }

    [Fact]
    public void Motion_that_is_the_truth_itself_is_found()
    {
        var motion = Corpus.Videos.Select(v => v.TrueIntensity.Select(i => 1 + 20 * i).ToArray()).ToList();
        var rows = new SyntheticDifficulty().Measure(Corpus, ("truth", motion));
        Assert.True(rows[1].OneToOne.F1 > 0.9, $"{rows[1].OneToOne}");
    }

    [Fact]
    public void Flow_is_larger_while_the_face_moves()
    {
        var settings = SyntheticSettings.Small with
        {
            Subjects = 1,
            ShortestVideoSeconds = 3,
            LongestVideoSeconds = 3,
            MicroPerMinute = 0,
            MacroPerMinute = 18,
            Disturbance = 0,
            Noise = 0,
        };
        var video = SyntheticCorpus.Load(settings).Videos[0];
        var (whole, rest) = SyntheticDifficulty.FlowMagnitude(video);
        var label = Assert.Single(video.Intervals);
        var (still, moving) = (whole[1..(label.Onset - 2)].Max(), whole[label.Onset..label.Apex!.Value].Max());
        Assert.True(moving > 2 * still, $"{moving} pixels moving, {still} still");
        Assert.Equal((0f, 0f), (whole[0], rest[0]));
    }

    // A quarter of an hour of flow: run it with -explicit only. Its table stands in docs/synthetic-corpus.md.
    [Fact(Explicit = true)]
    public void The_table_in_docs_is_the_default_corpuss()
    {
        var flows = Corpus.Videos.Select(v => SyntheticDifficulty.FlowMagnitude(v)).ToList();
        var rows = new SyntheticDifficulty().Measure(
            Corpus,
            ("frame difference", [.. Corpus.Videos.Select(SyntheticDifficulty.FrameDifference)]),
            ("mean flow", [.. flows.Select(f => f.Whole)]),
            ("mean flow without the head's", [.. flows.Select(f => f.WithoutHead)]));
        var table = SyntheticReport.Difficulty(rows).ToMarkdown();
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "synthetic-corpus.md"));
        Assert.True(File.Exists(path) && File.ReadAllText(path).Contains(table), $"{path} lacks this table:\n{table}");

        // well above chance, far from the truth: neither an easy corpus nor a hopeless one
        Assert.InRange(rows[3].Lab.F1, 2.5 * rows[0].Lab.F1, 0.35);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
