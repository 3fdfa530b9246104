using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Experiments.PaperTables;

public class SpottingTableTests
{
    private static SpottingTable Table(string number) => SpottingTable.All.Single(t => t.Number == number);

    [Fact]
    public void There_are_the_eleven_tables_in_order_with_their_number_of_rows() => Assert.Equal(
        [("I", 4), ("II", 5), ("III", 5), ("IV", 5), ("V", 3), ("VI", 6), ("VII", 5), ("VIII", 2), ("IX", 16), ("X", 16), ("XI", 10)],
        SpottingTable.All.Select(t => (t.Number, t.Rows.Count)));

    /// <summary>Tables VI and VII print F1(0.5) as 0.202 and Table VI the recall as 0.306; all else is the same.</summary>
    [Theory]
    [InlineData("I", "+MPLG+DFCL"), InlineData("III", "80"), InlineData("IV", "0.8"), InlineData("V", "0.3"), InlineData("VI", "1.0")]
    [InlineData("VII", "10"), InlineData("VIII", "Random"), InlineData("IX", "PWES")]
    public void The_main_row_is_the_same_in_every_table_that_repeats_it(string table, string name)
    {
        var (row, main) = (Table(table).Row(name), Table("IX").Row("PWES"));
        Assert.Equal(main.F1At05!.Value, row.F1At05!.Value, 0.0011);
        Assert.Equal(main.Recall!.Value, row.Recall!.Value, 0.0011);
        Assert.Equal(
            (main.F1At10, main.F1AtBestOverall, main.Precision, main.F1),
            (row.F1At10, row.F1AtBestOverall, row.Precision, row.F1));
    }

    [Fact]
    public void Every_figure_is_a_share_and_no_row_repeats_a_name() => Assert.All(SpottingTable.All, table =>
    {
        Assert.Distinct(table.Rows.Select(r => r.Name));
        Assert.All(
            table.Rows.SelectMany(r => (double?[])[r.F1At05, r.F1At10, r.F1AtBestOverall, r.Recall, r.Precision, r.F1]),
            figure => Assert.True(figure is null or (>= 0 and <= 1)));
    });

    /// <summary>131 of 357 intervals found by 208 detections: see PublishedDetectionsTests.</summary>
    [Fact]
    public void The_figure_printed_for_full_supervision_is_the_one_that_its_published_detections_give() => Assert.Equal(
        Math.Round(new SpottingScore(131, 208, 357, 0, 0, 0, 57).F1, 3),
        Table("IX").Row("LGSNet").F1);

    /// <summary>LGSNet's printed recall and precision, .367 and .630 on CAS(ME)², .355 and .429 on SAMM-LV, imply its printed F1.</summary>
    [Fact]
    public void What_is_printed_of_the_fully_supervised_agrees_with_itself() =>
        Assert.DoesNotContain(PrintedF1.Disagreements(SpottingTable.All), d => d.Row is "LGSNet" or "MTSN" or "Zhang 2020" or "He 2020");

    [Fact]
    public void A_row_that_is_not_there_is_refused_with_those_that_are() =>
        Assert.Contains("Apex, Random", Assert.Throws<ArgumentException>(() => Table("VIII").Row("Middle")).Message);
}
