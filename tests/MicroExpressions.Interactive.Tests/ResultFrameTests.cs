using MicroExpressions.Reporting;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive.Tests;

public class ResultFrameTests
{
    private static readonly ResultTable Table = new("Table I",
        [new("method"), new("F1", "Lab", "0.000", Best.Highest), new("seconds", Format: "0.0"), new("videos"), new("remark")],
        [
            new("ours", new MeanAndDeviation(0.381, 0.011, 3), 12.5f, 98, null),
            new("one seed", new MeanAndDeviation(0.4, 0, 1), 3, 98, null) { Origin = RowOrigin.Leaky },
            new("paper", 0.266, null, null, null) { Origin = RowOrigin.Paper },
            new(null, "not given", 0.1, 1L << 40, null) { Origin = RowOrigin.Control },
        ])
    { Footnotes = ["[chosen] 200 steps"] };

    [Fact]
    public void A_table_comes_back_from_its_frame_as_it_was()
    {
        ResultTable back = Table.ToDataFrame().ToResultTable(like: Table);
        Assert.Equal((Table.Title, Table.Columns, Table.Footnotes), (back.Title, back.Columns, back.Footnotes));
        Assert.Equal(Table.Rows.Select(r => r.Origin), back.Rows.Select(r => r.Origin));
        Assert.Equal(Table.Rows.SelectMany(r => r.Cells), back.Rows.SelectMany(r => r.Cells));      // boxed: 3, 3f and 3.0 are not the same
    }

    [Fact]
    public void Nothing_in_a_table_is_null_in_the_frame_and_nothing_again_in_the_table()
    {
        DataFrame frame = Table.ToDataFrame();
        Assert.Equal(1, frame["method"].NullCount);
        Assert.Equal(4, frame["remark"].NullCount);
        Assert.Null(frame["seconds"][2]);
        Assert.Equal("–", frame.ToResultTable("any").CellText(2, 2));
    }

    [Fact]
    public void Numbers_stay_numbers_where_words_stand_among_them()
    {
        DataFrame frame = Table.ToDataFrame();
        Assert.Equal((0.381 + 0.4 + 0.266) / 3, (double)frame["F1 (Lab)"].DropNulls().Mean(), 1e-12);
        Assert.Equal("not given", frame["F1 (Lab) words"][3]);
        Assert.Equal([0.011, 0.0, null, null], Cells(frame, "F1 (Lab) ±"));
        Assert.Equal([3, 1, null, null], Cells(frame, "F1 (Lab) n"));
        Assert.Equal(["ours", "leaky", "paper", "control"], Cells(frame, "origin"));
    }

    [Fact]
    public void A_column_of_one_type_of_number_is_a_column_of_that_type()
    {
        DataFrame frame = new ResultTable("t", [new("a"), new("b"), new("c"), new("d")], [new(1, 2L, 3f, 4.0), new(null, null, null, null)]).ToDataFrame();
        Assert.Equal([typeof(int), typeof(long), typeof(float), typeof(double), typeof(string)], frame.Columns.Select(c => c.DataType));
    }

    [Fact]
    public void Rows_that_were_filtered_keep_the_tables_formats()
    {
        DataFrame frame = Table.ToDataFrame();
        ResultTable ours = frame.Filter(frame["origin"].ElementwiseEquals("ours")).ToResultTable(like: Table);
        Assert.Equal("0.381 ± 0.011", ours.CellText(0, 1));
        Assert.Single(ours.Rows);
    }

    [Fact]
    public void A_frame_of_anybodys_becomes_a_table()
    {
        var frame = new DataFrame(new StringDataFrameColumn("who", ["a", null]), new BooleanDataFrameColumn("moved", [true, false]), new Int32DataFrameColumn("n", [1, 2]));
        ResultTable table = frame.ToResultTable("theirs");
        Assert.Equal(["who", "moved", "n"], table.Columns.Select(c => c.Heading));
        Assert.Equal(["–", "False", "2"], Enumerable.Range(0, 3).Select(c => table.CellText(1, c)));
    }

    [Fact]
    public void An_origin_that_is_none_is_refused_with_its_row()
    {
        DataFrame frame = Table.ToDataFrame();
        frame["origin"][2] = "theirs";
        InputException wrong = Assert.Throws<InputException>(() => frame.ToResultTable("t"));
        Assert.Contains("row 3, column 'origin'", wrong.Message);
        Assert.Contains("'theirs'", wrong.Message);
    }

    [Fact]
    public void A_frame_that_lost_a_column_of_the_table_is_refused_with_its_name()
    {
        DataFrame frame = Table.ToDataFrame();
        frame.Columns.Remove("seconds");
        Assert.Contains("Add seconds.", Assert.Throws<InputException>(() => frame.ToResultTable(like: Table)).Message);
    }

    private static object?[] Cells(DataFrame frame, string column) => [.. Enumerable.Range(0, (int)frame.Rows.Count).Select(r => frame[column][r])];
}
