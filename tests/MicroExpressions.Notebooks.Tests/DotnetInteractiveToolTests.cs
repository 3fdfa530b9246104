using System.Reflection;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>The genuine kernel's private copy.</summary>
public sealed class DotnetInteractiveToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_has_the_FSharp_Core_that_Plotly_NET_6_is_compiled_against()
    {
        string dll = Path.Combine(Path.GetDirectoryName(GenuineTool.OrSkip().Dll)!, "FSharp.Core.dll");
        Assert.Equal(new Version(10, 1, 0, 0), AssemblyName.GetAssemblyName(dll).Version); // the tool ships 10.0.0.0
    }

    [Fact]
    public void Where_no_source_has_it_the_reason_is_given_and_nothing_half_made_stays()
    {
        File.WriteAllText(Path.Combine(_folder, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
        Assert.Null(DotnetInteractiveTool.Fetch(_folder, out string missing));
        Assert.StartsWith($"dotnet tool install could not install microsoft.dotnet-interactive {DotnetInteractiveTool.Version}: ", missing);
        Assert.Equal(["nuget.config"], Directory.GetFileSystemEntries(_folder).Select(Path.GetFileName));
    }
}
