using System.Globalization;
using System.Text.RegularExpressions;
using MicroExpressions.Cli.Diagnosis;
using MicroExpressions.Cli.Terminal;
using TorchSharp;

namespace MicroExpressions.Cli.Tests.Diagnosis;

public class KeepAliveCallsTests
{
    /// <summary>What the build says that it added, by another library that writes and reads dlls (Mono.Cecil).</summary>
    [Fact]
    public void The_TorchSharp_that_runs_has_all_the_calls_that_the_build_added()
    {
        string said = File.ReadAllText(Path.Combine(Kit.Artifacts, "torch", "mended.txt"));
        int added = int.Parse(Regex.Match(said, @"by (\d+) calls").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(KeepAliveCalls.In(typeof(torch).Assembly.Location), added, added + 100);     // a few are its authors' own
    }

    [Fact]
    public void A_dll_without_any_has_none() => Assert.Equal(0, KeepAliveCalls.In(typeof(Assert).Assembly.Location));
}
