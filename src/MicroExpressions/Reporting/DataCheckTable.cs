using MicroExpressions.Annotations;

namespace MicroExpressions.Reporting;

/// <summary><see cref="DataCheck"/>'s results as tables: what was found beside what a complete copy has, then every repair and refusal.</summary>
public static class DataCheckTable
{
    /// <summary>One row per count: set, list, what is counted, found, expected.</summary>
    public static ResultTable Counts(IReadOnlyList<DataCheckResult> results) => new(
        "Annotations: found beside a complete copy",
        [new("Set"), new("List"), new("Edition"), new("Counted"), new("Found"), new("Expected"), new("")],
        [.. results.SelectMany(Rows)])
    {
        Footnotes = [.. results.Where(r => r.Error is not null).Select(r => r.Error!.Message)],
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

    private static IEnumerable<ResultRow> Rows(DataCheckResult result)
    {
        string set = result.Manifest.Title;
        string? list = result.List?.Name ?? Path.GetFileName(result.File);
        return result.Report is null
            ? [new ResultRow(set, list, null, result.State == DataCheckState.Missing ? "no file in this data root" : "unreadable, see below", null, null, null)]
            : result.Report.Counts.Select(count =>
                new ResultRow(set, list, result.Report.Edition, count.Name, count.Found, count.Expected, count.Holds ? "✓" : "differs"));
    }
}
