using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests;

/// <summary>These tests lie beside the program's own copy in <c>ARTIFACTS/bin/MicroExpressions.Cli.Tests/CONFIGURATION</c>.</summary>
public class KitTests
{
    [Fact]
    public void The_program_knows_its_repository_and_how_it_was_built_by_its_own_place()
    {
        Assert.True(File.Exists(Path.Combine(Kit.Root, "Notebooks.sln")));
        Assert.Equal(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), Path.Combine(Kit.Artifacts, "bin", "MicroExpressions.Cli.Tests", Kit.Configuration));
        Assert.StartsWith(Kit.Root + Path.DirectorySeparatorChar, Kit.Artifacts);
        Assert.Contains(Kit.Torch, new[] { "cpu", "cuda" });
    }
}
