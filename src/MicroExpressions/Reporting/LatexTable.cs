using System.Text;

namespace MicroExpressions.Reporting;

/// <summary>A <see cref="ResultTable"/> as a LaTeX <c>table</c> with <c>booktabs</c> rules.</summary>
public static class LatexTable
{
    /// <summary>A float with caption, <c>tabular</c> and footnotes; the preamble needs <c>\usepackage{booktabs}</c>.</summary>
    public static string ToLatex(this ResultTable table)
    {
        var text = new StringBuilder("\\begin{table}\n\\centering\n");
        text.Append("\\caption{").Append(Escape(table.Title)).Append("}\n\\begin{tabular}{");
        for (int c = 0; c < table.Columns.Count; c++)
            text.Append(Enumerable.Range(0, table.Rows.Count).Any(r => table.IsNumeric(r, c)) ? 'r' : 'l');
        text.Append("}\n\\toprule\n").AppendJoin(" & ", table.Columns.Select(c => Escape(c.Heading))).Append(" \\\\\n\\midrule\n");
        for (int r = 0; r < table.Rows.Count; r++)
            text.AppendJoin(" & ", table.Columns.Select((_, c) =>
                table.IsBest(r, c) ? $"\\textbf{{{Escape(table.CellText(r, c))}}}" : Escape(table.CellText(r, c)))).Append(" \\\\\n");
        text.Append("\\bottomrule\n\\end{tabular}\n");
        foreach (string note in table.Footnotes)
            text.Append("\\par\\footnotesize ").Append(Escape(note)).Append('\n');
        return text.Append("\\end{table}\n").ToString();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in text)
            escaped.Append(c switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '±' => "$\\pm$",
                '–' => "--",
                'ρ' => "$\\rho$",
                'τ' => "$\\tau$",
                'λ' => "$\\lambda$",
                'θ' => "$\\theta$",
                '²' => "$^2$",
                '³' => "$^3$",
                '≤' => "$\\le$",
                '≥' => "$\\ge$",
                '×' => "$\\times$",
                _ => c.ToString(),
            });
        return escaped.ToString();
    }
}
