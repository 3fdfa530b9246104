using System.Diagnostics;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests.Setup;

/// <summary>Clusters like to have NuGet's packages elsewhere, by NUGET_PACKAGES. NuGet writes that folder into MSBuild's property as it stands there.</summary>
public class PackagesFolderTests
{
    [Theory]
    [InlineData("/scratch/packages")]
    [InlineData("/scratch/packages/")]
    public void A_folder_of_packages_is_found_with_and_without_a_slash_at_its_end(string folder)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", Path.Combine(Kit.Root, "src", "MicroExpressions"), "-getProperty:ImageNetModels"]) { RedirectStandardOutput = true };
        start.Environment["NuGetPackageRoot"] = folder;
        using Process process = Process.Start(start)!;
        string models = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        Assert.StartsWith("/scratch/packages/microsoft.ml.", models.Replace('\\', '/'));
    }
}
