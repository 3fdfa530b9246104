using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SpottingStudyTests
{
    public static TheoryData<string> Names => [.. SpottingStudy.All.Select(s => s.Name)];

    private static SpottingStudy Study(string name) => SpottingStudy.All.Single(s => s.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_printed_row_has_one_of_ours(string name)
    {
        SpottingStudy study = Study(name);
        Assert.Equal(study.Paper.Rows.Select(r => r.Name), study.Rows(new PwesMethod()).Select(r => r.Name).Take(study.Paper.Rows.Count));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_two_rows_are_the_same_and_the_full_method_is_one_of_them(string name)
    {
        foreach (SpottingScale scale in SpottingScale.All)
        {
            var rows = Study(name).Rows(scale.Base);
            Assert.Equal(rows.Count, rows.Select(r => r.Hash("")).Distinct().Count());
            var full = name == "table-2" ? scale.Base with { Loss = scale.Base.Loss with { Contrastive = 0 } } : scale.Base;
            Assert.Contains(rows, r => r.Method.Describe() == full.Describe());
        }
    }

    [Fact]
    public void The_papers_baseline_is_told_video_labels_and_the_oracle_stands_in_every_table()
    {
        Assert.Equal(Supervision.Video, Study("table-1").Rows(new()).Single(r => r.Name == "Baseline").Pwes.Supervision);
        string[] oracles = [.. SpottingStudy.All.Select(s => s.Rows(new()).Single(r => r.Name == SpottingStudy.Oracle).Hash("d")).Distinct()];
        Assert.Single(oracles);
    }

    [Fact]
    public void Pre_training_at_a_scale_of_fewer_steps_says_what_really_ran()
    {
        Assert.Equal(["6 of 200 steps", "10 of 200 steps", "16 of 200 steps", "20 of 200 steps", "24 of 200 steps", ""],
            Study("table-3").Rows(SpottingScale.Demo.Base).Select(r => r.Note));
        Assert.All(Study("table-3").Rows(new()), r => Assert.Equal("", r.Note));
    }

    [Fact]
    public void Every_reading_differs_from_the_default_and_from_every_other()
    {
        IReadOnlyList<SpottingExperiment> rows = SpottingReadings.Readings.Rows(new());
        Assert.Equal(rows.Count, rows.Select(r => r.Hash("d")).Distinct().Count());
        Assert.Equal(new PwesMethod().Describe(), rows.Single(r => r.Name == SpottingReadings.Readings.Reference).Method.Describe());
    }

    [Fact]
    public void One_weight_is_tried_for_all_rows_alike()
    {
        IReadOnlyList<SpottingExperiment> rows = SpottingReadings.Weights.Rows(new());
        Assert.Distinct(rows.Select(r => r.Name));
        foreach (string row in new[] { "+MPLG", "+MPLG+DFCL", SpottingStudy.PointsOnly, SpottingStudy.Intervals, SpottingStudy.Oracle })
            Assert.Equal([1, 3, 10, 30], rows.Where(r => r.Name.StartsWith(row + ", λ₁", StringComparison.Ordinal)).Select(r => r.Pwes.Loss.Snippet));
    }

    [Fact]
    public void Each_of_the_features_is_shown_to_the_same_methods_the_oracle_among_them()
    {
        IReadOnlyList<SpottingExperiment> rows = SpottingReadings.Features.Rows(new());
        Assert.Distinct(rows.Select(r => r.Name));
        Assert.Equal(["HOOF", "region motion", "two streams", "two streams, random weights"], rows.Select(r => r.Features!.Name).Distinct());
        foreach (var shown in rows.GroupBy(r => r.Features))
        {
            Assert.Equal(["+MPLG+DFCL", SpottingStudy.Intervals, SpottingStudy.Oracle], shown.Select(r => r.Name[(shown.Key!.Name.Length + 2)..]));
            Assert.Equal(shown.Select(r => r.Hash("d")), rows.Take(3).Select(r => r.Hash("d")));
        }
        Assert.Contains(rows, r => r.Name == SpottingReadings.Features.Reference);
    }

    [Fact]
    public void Weights_are_chosen_on_people_and_videos_that_no_table_shows() => Assert.Distinct(
        new[] { SpottingScale.Demo, SpottingScale.Development, SpottingScale.Elsewhere }.Select(s => s.Corpus.Seed));

    [Fact]
    public void The_same_row_of_two_tables_is_one_run() => Assert.Equal(
        Study("table-1").Rows(new()).Single(r => r.Name == "+MPLG").Hash("d"), Study("table-2").Rows(new()).Single(r => r.Name == "MPLG").Hash("d"));

    [Fact]
    public void A_seed_decides_weights_and_points()
    {
        var row = new SpottingExperiment("", new PwesMethod()).WithSeed(3);
        Assert.Equal((3, 3UL), (row.Pwes.Training.Seed, row.Pwes.Points.Seed));
        Assert.NotEqual(row.Hash("d"), row.WithSeed(4).Hash("d"));
        Assert.NotEqual(row.Hash("d"), row.Hash("e"));
    }
}
