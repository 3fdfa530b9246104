using System.Diagnostics;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Setup;

/// <summary>Builds other parts of the repository as this program was built: <c>mex test</c> needs the test projects.</summary>
internal static class Build
{
    private static readonly string[] Sources = ["src", "tests", "data-manifests"];

    /// <summary>Builds unless nothing in the sources is newer than the last build; quietly, but for one line on standard error.</summary>
    /// <param name="target">project or solution, from the repository's root</param>
    /// <exception cref="InputException">the build failed; its log is on standard error</exception>
    public static void Ensure(string target)
    {
        string stamp = Path.Combine(Kit.Artifacts, $".built-{Path.GetFileName(target)}-{Kit.Configuration}");
        if (IsFresh(stamp))
            return;
        using BuildLock ours = BuildLock.Take(Kit.Artifacts);
        if (IsFresh(stamp))
            return;
        Console.Error.WriteLine($"mex: building {Path.GetFileName(target)}");
        DateTime started = DateTime.UtcNow;
        var start = new ProcessStartInfo("dotnet", ["build", Path.Combine(Kit.Root, target), "-c", Kit.Configuration, $"-p:Torch={Kit.Torch}", "-v", "quiet", "-clp:NoSummary"])
        {
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && output.Contains("error NU1301"))
            throw new InputException(target, "no source of packages answered", "the packages of its tests, which are not all on this machine",
                "Connect to the network and start again, or name a folder that holds them: dotnet nuget add source FOLDER.");
        if (process.ExitCode != 0)
        {
            Console.Error.WriteLine(output);
            throw new InputException(target, "a build that failed, as above", "one without errors", "Mend what it names.");
        }
        File.WriteAllText(stamp, "");
        File.SetLastWriteTimeUtc(stamp, started);
    }

    /// <summary>What is changed while the build runs is newer than its beginning, and built the next time.</summary>
    private static bool IsFresh(string stamp)
    {
        if (!File.Exists(stamp))
            return false;
        DateTime built = File.GetLastWriteTimeUtc(stamp);
        var root = new DirectoryInfo(Kit.Root);
        IEnumerable<FileInfo> all = root.EnumerateFiles().Where(f => f.Extension is ".props" or ".targets" or ".sln" or ".json")
            .Concat(Sources.SelectMany(folder => new DirectoryInfo(Path.Combine(root.FullName, folder)).EnumerateFiles("*", SearchOption.AllDirectories).Where(f => f.Extension != ".md")));
        return all.All(f => f.LastWriteTimeUtc <= built);
    }
}
