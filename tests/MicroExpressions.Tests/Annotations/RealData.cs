using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

/// <summary>The data root with the licensed sheets; tests that need it are reported as skipped where it is not named.</summary>
internal static class RealData
{
    public static DataRoot Root()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(DataRoot.Variable) is { Length: > 0 }, "needs real data: set MEX_DATA");
        return DataRoot.Resolve()!;
    }

    /// <summary>Found counts in the report's order, e.g. micro, macro, videos, subjects.</summary>
    public static int[] Found(this AnnotationReport report)
    {
        Assert.True(report.Holds, string.Join("; ", report.Counts.Where(count => !count.Holds)));
        return [.. report.Counts.Select(count => count.Found)];
    }
}
