using MicroExpressions.Experiments.PaperTables;

namespace MicroExpressions.Tests.Experiments.PaperTables;

public class IntensityTableTests
{
    [Theory, InlineData("samm", 0.9789, 0.9222), InlineData("casme2", 0.9884, 0.9468)]
    public void Each_data_set_has_the_full_model_among_its_five_rows(string dataSet, double spearman, double kendall)
    {
        var rows = IntensityTable.Of(dataSet);
        Assert.Equal(5, rows.Count);
        Assert.Contains(new IntensityRow(dataSet, "ResNet18 + GRU", spearman, kendall), rows);
    }

    /// <summary>docs/method.md §2 "Numbers": the abstract's figures contradict the tables.</summary>
    [Theory, InlineData("samm"), InlineData("casme2")]
    public void The_abstracts_figures_are_no_row_of_the_tables(string dataSet)
    {
        var stated = IntensityTable.Of(dataSet).Single(r => r.Name == IntensityTable.Abstract);
        Assert.DoesNotContain(IntensityTable.Of(dataSet), r => r.Name != IntensityTable.Abstract && r.Spearman == stated.Spearman);
    }
}
