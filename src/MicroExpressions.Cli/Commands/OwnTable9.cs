using System.Text.Json;
using MicroExpressions.Methods;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary>What the methods reached side by side in our own run of Table IX, docs/results/spotting-table-9.json, which is within this program.</summary>
internal static class OwnTable9
{
    private static readonly Lazy<JsonElement> Table = new(() =>
    {
        using Stream kept = typeof(OwnTable9).Assembly.GetManifestResourceStream("spotting-table-9.json")!;
        using JsonDocument table = JsonDocument.Parse(kept);
        return table.RootElement.Clone();
    });

    /// <summary>F1 at the fixed threshold: over the seeds, or a number where nothing is learnt; null where the table has no row of the method.</summary>
    public static object? F1(ISpottingMethod method)
    {
        double[] seeds = [.. Rows.Where(row => row.GetProperty("name").GetString() == method.Published.Name).SelectMany(row => row.GetProperty("seeds").EnumerateArray())
            .Select(seed => seed.GetProperty("lab").GetProperty("total").GetProperty("f1").GetDouble())];
        return seeds.Length == 0 ? null : method is ILearningMethod ? MeanAndDeviation.Of(seeds) : seeds[0];
    }

    private static IEnumerable<JsonElement> Rows => Table.Value.GetProperty("rows").EnumerateArray();

    /// <summary>The set, the scale and how many seeds.</summary>
    public static string Conditions =>
        $"{Table.Value.GetProperty("set").GetString()}, {Table.Value.GetProperty("scale").GetString()} scale, {Rows.First().GetProperty("seeds").GetArrayLength()} seeds";
}
