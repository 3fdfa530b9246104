using MicroExpressions.Experiments.Spotting;
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
        Assert.Equal(study.Paper.Rows.Select(r => r.Name), study.Rows(new SpottingMethod()).Select(r => r.Name).Take(study.Paper.Rows.Count));
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
    public void The_same_row_of_two_tables_is_one_run() => Assert.Equal(
        Study("table-1").Rows(new()).Single(r => r.Name == "+MPLG").Hash("d"), Study("table-2").Rows(new()).Single(r => r.Name == "MPLG").Hash("d"));

    [Fact]
    public void A_seed_decides_weights_and_points()
    {
        var row = new SpottingExperiment("", new SpottingMethod()).WithSeed(3);
        Assert.Equal((3, 3UL), (row.Method.Training.Seed, row.Method.Points.Seed));
        Assert.NotEqual(row.Hash("d"), row.WithSeed(4).Hash("d"));
        Assert.NotEqual(row.Hash("d"), row.Hash("e"));
    }
}
