using System.Globalization;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>
/// How many trials of a fault there are: one of the quick commands in the usual tests, of all commands <c>MEX_FAULTS=200</c>, or <c>MEX_FAULTS=17-17</c>
/// for the seventeenth alone. A trial's number is the seed of all its chance.
/// </summary>
internal static class FaultCampaign
{
    private const string Variable = "MEX_FAULTS";

    private static string? Said => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } said ? said : null;

    /// <summary>The commands as a theory's rows.</summary>
    /// <param name="names">all of them</param>
    /// <param name="quick">those of the usual tests</param>
    public static IEnumerable<TheoryDataRow<string>> Rows(IEnumerable<string> names, IReadOnlyList<string> quick) => names.Select(name => new TheoryDataRow<string>(name)
    {
        Skip = Said is not null || quick.Contains(name) ? null : $"takes long: set {Variable}=1",
    });

    /// <summary>The trials.</summary>
    public static IEnumerable<int> Numbers()
    {
        int[] ends = [.. (Said ?? "1").Split('-').Select(end => int.Parse(end, CultureInfo.InvariantCulture))];
        return ends is [int first, int last] ? Enumerable.Range(first, last - first + 1) : Enumerable.Range(1, ends[0]);
    }
}
