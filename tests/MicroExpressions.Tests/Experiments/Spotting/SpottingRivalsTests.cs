using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Pwes;

namespace MicroExpressions.Tests.Experiments.Spotting;

public class SpottingRivalsTests
{
    public static TheoryData<string> Learning => [.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.Published.Id)];

    [Fact]
    public void Each_table_has_the_oracle_and_every_method_that_is_built()
    {
        foreach (SpottingStudy table in SpottingRivals.All)
        {
            string[] rows = [.. table.Rows(SpottingScale.Demo.Base).Select(r => r.Name)];
            Assert.Contains(SpottingStudy.Oracle, rows);
            Assert.All(SpottingMethods.All, m => Assert.Contains(m.Published.Name, rows));
            Assert.Equal(rows.Distinct(), rows);
        }
    }

    [Fact]
    public void No_two_methods_share_an_id() => Assert.Equal(SpottingMethods.All.Count, SpottingMethods.All.Select(m => m.Published.Id).Distinct().Count());

    [Theory]
    [MemberData(nameof(Learning))]
    public void At_demo_scale_a_method_has_pwess_budget_and_at_paper_scale_its_own(string id)
    {
        ILearningMethod published = (ILearningMethod)SpottingMethods.Named(id), demo = (ILearningMethod)SpottingRivals.At(published, SpottingScale.Demo.Base);

        Assert.Same(published, SpottingRivals.At(published, SpottingScale.Paper.Base));
        Assert.Equal((200, 8, 5e-4), (demo.Training.Steps, demo.Training.BatchSize, demo.Training.LearningRate));
        Assert.True(demo.Width < published.Width, $"{demo.Width} is not narrower than {published.Width}");
    }

    [Theory]
    [MemberData(nameof(Learning))]
    public void Settings_and_seed_tell_runs_apart(string id)
    {
        var method = (ILearningMethod)SpottingMethods.Named(id);
        var row = new SpottingExperiment("row", method);

        Assert.NotEqual(row.WithSeed(1).Hash("d"), row.WithSeed(2).Hash("d"));
        Assert.Equal(row.WithSeed(2).Hash("d"), row.WithSeed(1).WithSeed(2).Hash("d"));
        Assert.NotEqual(row.Hash("d"), (row with { Method = method.Narrowed(0.5) }).Hash("d"));
        Assert.NotEqual(row.Hash("d"), (row with { VideosOnOwnScale = true }).Hash("d"));
    }

    [Fact]
    public void A_name_that_no_method_has_is_refused_with_those_that_there_are()
    {
        var e = Assert.Throws<InputException>(() => SpottingMethods.Named("nobody"));

        Assert.Contains("pwes", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Pwes_as_a_method_among_others_is_the_row_of_table_i() => Assert.Equal(
        SpottingStudy.Table1.Rows(SpottingScale.Demo.Base).Single(r => r.Name == "+MPLG+DFCL").Hash("d"),
        SpottingRivals.All[0].Rows(SpottingScale.Demo.Base).Single(r => r.Name == SpottingRivals.Pwes).Hash("d"));

    [Fact]
    public void Printed_rows_have_the_methods_names() =>
        Assert.All(SpottingMethods.All.Where(m => m.Published.Id is not ("gim" or "crrc-net")), m => Assert.Contains(SpottingTable.All.SelectMany(t => t.Rows), r => r.Name == m.Published.Name));
}
