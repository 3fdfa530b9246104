using System.Diagnostics;
using System.Text.Json;

namespace MicroExpressions.Notebooks.Tests;

/// <summary>The one project whose packages not every registry has: it must never stand in the way of a build.</summary>
public class InteropProjectTests
{
    [Fact]
    public void Left_out_by_default_with_a_line_that_says_so()
    {
        string said = Evaluated("-t:Build", "-p:Torch=system", "-p:Interop=", "-v:minimal");
        Assert.Contains("MicroExpressions.Interop is left out: build it with Interop=true", said);
        Assert.Empty(Packages("-p:Torch=system", "-p:Interop="));
    }

    [Theory, InlineData("-p:Torch=system", "-p:Interop=true"), InlineData("-p:Torch=cpu", "-v:quiet")]
    public void Asked_for_it_takes_the_packages_that_it_is_there_for(string torch, string option) => Assert.Empty(
        ((string[])["Microsoft.DotNet.Interactive", "Plotly.NET", "Plotly.NET.Interactive", "Microsoft.Data.Analysis"]).Except(Packages(torch, option)));

    private static string[] Packages(params string[] options)
    {
        using var items = JsonDocument.Parse(Evaluated(["-getItem:PackageReference", .. options]));
        return [.. items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!)];
    }

    private static string Evaluated(params string[] options)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Root(), "src/MicroExpressions.Interop/MicroExpressions.Interop.csproj"), "-nologo", .. options])
        {
            RedirectStandardOutput = true,
        };
        start.Environment.Remove("Interop");
        start.Environment.Remove("Torch");
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        return output;
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Notebooks.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("the tests must run inside the repository");
        return folder;
    }
}
