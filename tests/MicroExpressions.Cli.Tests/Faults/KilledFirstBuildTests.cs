using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>
/// The launcher's first call in a fresh copy of the sources, on a machine that has no package yet: it is killed with all its processes while packages are
/// fetched or the program is built, and called again. Only in a campaign, for each trial fetches half a gigabyte: <c>MEX_FAULTS=3</c>.
/// </summary>
public sealed class KilledFirstBuildTests(ITestOutputHelper output) : IDisposable
{
    private const string Name = "first build";

    private readonly string _folder = Directory.CreateTempSubdirectory("mex-first").FullName;

    public static IEnumerable<TheoryDataRow<string>> Names => FaultCampaign.Rows([Name], []);

    private string Kept => Path.Combine(_folder, "kit");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_launcher_that_is_killed_and_called_again_builds_the_files_of_an_undisturbed_one(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the launcher here is the shell's");
        Fresh();
        long begun = Stopwatch.GetTimestamp();
        Built();
        TimeSpan took = Stopwatch.GetElapsedTime(begun);
        Dictionary<string, string> expected = Files();
        foreach (int number in FaultCampaign.Numbers())
        {
            Fresh();
            TimeSpan after = took * new Random(number).NextDouble();
            bool killed = false;
            using (Process process = Start())
                if (!process.WaitForExit(after))
                {
                    process.Kill(entireProcessTree: true);
                    process.WaitForExit();
                    killed = true;
                }
            string[] packages = Directory.Exists(Packages) ? Directory.GetDirectories(Packages) : [];
            bool compiled = File.Exists(Path.Combine(Kept, "artifacts", "bin", "MicroExpressions", "release", "MicroExpressions.dll"));
            Built();
            KilledCommand.AssertSame($"{name}, trial {number}", expected, Files());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name}, trial {number}: {(killed ? $"killed after {after.TotalSeconds:0} of {took.TotalSeconds:0} s, {packages.Length} packages there, the library {(compiled ? "" : "not ")}built" : "ended before")}; nothing lost"));
        }
    }

    private string Packages => Path.Combine(_folder, "packages");

    private Dictionary<string, string> Files() => KilledCommand.Files(Path.Combine(Kept, "artifacts", "bin"));

    /// <summary>Sources as a checkout has them, no package, no build.</summary>
    private void Fresh()
    {
        foreach (string left in Directory.GetDirectories(_folder))
            Directory.Delete(left, recursive: true);
        foreach (string file in Directory.GetFiles(Kit.Root))
            Copy(file);
        foreach (string file in new[] { "src", "data-manifests", "docs" }.SelectMany(part => Directory.GetFiles(Path.Combine(Kit.Root, part), "*", SearchOption.AllDirectories)))
            Copy(file);

        void Copy(string file)
        {
            string copy = Path.Combine(Kept, Path.GetRelativePath(Kit.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private void Built()
    {
        using Process process = Start();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, File.ReadAllText(Path.Combine(_folder, "said")));
    }

    /// <summary>Its words go into a file: those whom it starts may live longer than a pipe.</summary>
    private Process Start()
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec '{Path.Combine(Kept, "mex")}' --version >'{Path.Combine(_folder, "said")}' 2>&1 </dev/null"]);
        start.Environment["NUGET_PACKAGES"] = Packages;
        start.Environment["NUGET_HTTP_CACHE_PATH"] = Path.Combine(_folder, "http");
        foreach (string own in new[] { "MEX_ROOT", "MEX_ARTIFACTS", "Torch" })
            start.Environment.Remove(own);
        return Process.Start(start)!;
    }
}
