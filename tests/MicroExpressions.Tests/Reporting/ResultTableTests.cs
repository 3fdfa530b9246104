using MicroExpressions.Reporting;

namespace MicroExpressions.Tests.Reporting;

public class ResultTableTests
{
    private static readonly ResultTable Table = new("F1 & friends",
        [new("Model"), new("F1", Format: "0.000", Best: Best.Highest), new("Error", "frames", "0.0", Best.Lowest)],
        [
            new ResultRow("base_line", 0.3, 4.0),
            new ResultRow("ours", new MeanAndDeviation(0.5, 0.01, 3), 2.5),
            new ResultRow("paper", 0.9, null) { Origin = RowOrigin.Paper },
        ])
    { Footnotes = ["θ = 0.8 [chosen]"] };

    [Fact]
    public void A_row_with_another_number_of_cells_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ResultTable("t", [new("a"), new("b")], [new ResultRow("only one")]));

    [Fact]
    public void A_cell_of_an_unknown_type_is_refused() =>
        Assert.Throws<ArgumentException>(() => new ResultTable("t", [new("a")], [new ResultRow(new Uri("http://x"))]).CellText(0, 0));

    [Fact]
    public void The_best_is_sought_among_our_rows_only_and_not_the_papers()
    {
        Assert.True(Table.IsBest(1, 1));
        Assert.False(Table.IsBest(2, 1));
        Assert.True(Table.IsBest(1, 2));
    }

    [Fact]
    public void A_single_row_of_ours_is_never_called_the_best()
    {
        var table = new ResultTable("t", [new("x", Best: Best.Highest)], [new ResultRow(1.0), new ResultRow(0.5) { Origin = RowOrigin.Control }]);
        Assert.False(table.IsBest(0, 0));
    }

    [Fact]
    public void A_deviation_from_one_seed_is_not_shown() =>
        Assert.Equal("0.50", new ResultTable("t", [new("x", Format: "0.00")], [new ResultRow(new MeanAndDeviation(0.5, double.NaN, 1))]).CellText(0, 0));

    [Fact]
    public void Text_aligns_numbers_to_the_right_and_marks_the_best() => Assert.Equal(
        """
        F1 & friends
        Model                  F1  Error (frames)
        ─────────  ──────────────  ──────────────
        base_line           0.300             4.0
        ours       0.500 ± 0.010*            2.5*
        paper               0.900               –
          · θ = 0.8 [chosen]

        """, Table.ToText());

    [Fact]
    public void Markdown_is_a_pipe_table() => Assert.Equal(
        """
        **F1 & friends**

        | Model | F1 | Error (frames) |
        |---|---:|---:|
        | base_line | 0.300 | 4.0 |
        | ours | **0.500 ± 0.010** | **2.5** |
        | paper | 0.900 | – |

        - θ = 0.8 [chosen]

        """, Table.ToMarkdown());

    [Fact]
    public void Latex_escapes_what_LaTeX_would_read_as_markup() => Assert.Equal(
        """
        \begin{table}
        \centering
        \caption{F1 \& friends}
        \begin{tabular}{lrr}
        \toprule
        Model & F1 & Error (frames) \\
        \midrule
        base\_line & 0.300 & 4.0 \\
        ours & \textbf{0.500 $\pm$ 0.010} & \textbf{2.5} \\
        paper & 0.900 & -- \\
        \bottomrule
        \end{tabular}
        \par\footnotesize $\theta$ = 0.8 [chosen]
        \end{table}

        """, Table.ToLatex());

    [Fact]
    public void Csv_keeps_full_precision_the_deviation_and_the_origin() => Assert.Equal(
        """
        Model,F1,F1 sd,Error (frames),origin
        base_line,0.3,,4,ours
        ours,0.5,0.01,2.5,ours
        paper,0.9,,,paper

        """, Table.ToCsv());

    [Fact]
    public void Csv_quotes_separators_quotes_and_line_breaks() =>
        Assert.Contains("\"a,\"\"b\"\"\nc\"", new ResultTable("t", [new("x")], [new ResultRow("a,\"b\"\nc")]).ToCsv());

    [Fact]
    public void Html_encodes_text_and_sets_the_best_in_bold()
    {
        string html = Table.ToHtml();
        Assert.Contains("<caption>F1 &amp; friends</caption>", html);
        Assert.Contains("<td class=\"number\"><strong>0.500 &#177; 0.010</strong></td>", html);
        Assert.Contains("<tr class=\"paper\">", html);
    }
}
