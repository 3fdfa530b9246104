using System.Text.RegularExpressions;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests;

/// <summary>These tests lie beside the program's own copy in <c>ARTIFACTS/bin/MicroExpressions.Cli.Tests/CONFIGURATION</c>.</summary>
public partial class KitTests
{
    [Fact]
    public void The_program_knows_its_repository_and_how_it_was_built_by_its_own_place()
    {
        Assert.True(File.Exists(Path.Combine(Kit.Root, "Notebooks.sln")));
        Assert.Equal(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), Path.Combine(Kit.Artifacts, "bin", "MicroExpressions.Cli.Tests", Kit.Configuration));
        Assert.StartsWith(Kit.Root + Path.DirectorySeparatorChar, Kit.Artifacts);
        Assert.Contains(Kit.Torch, new[] { "cpu", "cuda" });
    }

    [Fact]
    public void The_launcher_sets_how_memory_is_kept_by_the_variables_that_the_program_knows() =>
        Assert.Equal(Kit.MemorySettings.Order(StringComparer.Ordinal), LauncherSetting().Matches(File.ReadAllText(Path.Combine(Kit.Root, "mex"))).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\b(MALLOC_\w+|GLIBC_\w+)=\$\{")]
    private static partial Regex LauncherSetting();
}
