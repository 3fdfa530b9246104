namespace MicroExpressions.Cli.Tests;

/// <summary>The data root of the environment; tests that need it are skipped by name where there is none.</summary>
internal static class RealData
{
    internal static string Root
    {
        get
        {
            string? root = Environment.GetEnvironmentVariable("MEX_DATA");
            Assert.SkipUnless(!string.IsNullOrEmpty(root), "needs real data: set MEX_DATA to a data root");
            return root!;
        }
    }
}
