using MicroExpressions.Annotations;

namespace MicroExpressions.Reporting;

/// <summary><see cref="DataCheck"/>'s results as tables: what was found beside what a complete copy has, then every repair and refusal.</summary>
public static class DataCheckTable
{
    /// <summary>One row per list: its edition, what it holds, and what a complete copy holds where that differs.</summary>
    public static ResultTable Counts(IReadOnlyList<DataCheckResult> results) => new(
        "Annotations: found beside a complete copy",
        [new("Set"), new("List"), new("Edition"), new("Found"), new("Expected")],
        [.. results.Select(Row)])
    {
        Footnotes = [.. results.Where(r => r.State == DataCheckState.Unreadable).Select(r => r.Error!.Message)],
    };

    /// <summary>One row per rule that applied: how many rows it repaired or refused, and what it does.</summary>
    public static ResultTable Rules(IReadOnlyList<DataCheckResult> results) => new(
        "Rows repaired or refused, by rule",
        [new("Set"), new("List"), new("Rule"), new("Rows"), new("Expected"), new("What the rule does")],
        [.. results.SelectMany(r => r.Rules.Select(rule =>
            new ResultRow(r.Manifest.Title, r.List?.Name, rule.Rule.ToString(), rule.Found, rule.Expected, rule.Treatment)))]);

    /// <summary>One row per row of a sheet that gave nothing, with the reason.</summary>
    public static ResultTable Refusals(IReadOnlyList<DataCheckResult> results) => new(
        "Rows refused",
        [new("Set"), new("Sheet"), new("Row"), new("Why")],
        [.. results.Where(r => r.Report is not null).SelectMany(r => r.Report!.Refused.Select(refused =>
            new ResultRow(r.Manifest.Title, refused.Sheet, refused.Row, refused.Why.Message)))]);

    private static ResultRow Row(DataCheckResult result) => new(
        result.Manifest.Title,
        result.List?.Name ?? (result.State == DataCheckState.PassedOver ? null : Path.GetFileName(result.File)),
        result.Report?.Edition,
        result.Report is null
            ? result.State switch
            {
                DataCheckState.Missing => "no file in this data root",
                DataCheckState.PassedOver => $"{Path.GetFileName(result.File)} passed over: {result.Reason}",
                _ => "unreadable, see below",
            }
            : string.Join(" · ", result.Report.Counts.Select(c => $"{c.Found} {c.Name}")),
        result.State switch
        {
            DataCheckState.Holds => "✓ the same",
            DataCheckState.Differs => string.Join(" · ", result.Report!.Counts.Where(c => !c.Holds).Select(c => $"{c.Expected} {c.Name}")
                .Concat(result.Rules.Where(r => !r.Holds).Select(r => $"{r.Expected} rows by {r.Rule}"))
                .DefaultIfEmpty("no row refused without a rule")),
            _ => null,
        });
}
