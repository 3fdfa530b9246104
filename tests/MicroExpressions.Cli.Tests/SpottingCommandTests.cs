using System.Diagnostics;
using System.Runtime.InteropServices;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;

namespace MicroExpressions.Cli.Tests;

/// <summary>The spotting tables as a user calls them.</summary>
public sealed class SpottingCommandTests(SmokeFeatures features) : IDisposable
{
    private const string OneProcess = "one", Jobs = "jobs";
    private const int Interrupt = 2, Terminate = 15;    // SIGINT, SIGTERM

    private static bool InterruptIsIgnored => !OperatingSystem.IsLinux() || File.ReadLines("/proc/self/status")
        .Any(l => l.StartsWith("SigIgn:", StringComparison.Ordinal) && (Convert.ToUInt64(l[7..].Trim(), 16) & 1 << (Interrupt - 1)) != 0);

    private readonly string _folder = Directory.CreateTempSubdirectory("mex-spotting").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>One row, one seed, four folds: in one process, and with <c>--jobs 2</c> through a failure and an interruption.</summary>
    [Fact]
    public void Folds_as_processes_end_with_the_bits_of_one_process_through_a_failure_and_an_interruption()
    {
        Assert.SkipWhen(InterruptIsIgnored, "SIGINT is ignored here and so by all that these tests start, as in a shell's background job, or there is none");
        features.CopyTo(Path.Combine(_folder, OneProcess));
        using (Process process = Mex.Start(null, Table(OneProcess)))
            Assert.Equal((0, ""), Short(Mex.Finish(process)));
        string expected = Run(OneProcess);
        string run = Path.Combine(_folder, Jobs, Path.GetFileName(expected));
        Directory.CreateDirectory(Path.Combine(run, "folds"));
        features.CopyTo(Path.Combine(_folder, Jobs));

        using (Process process = Mex.Start(null, [.. Table(Jobs), "--jobs", "2"]))
        {
            string? line;
            do
                line = process.StandardError.ReadLine();
            while (line is not null && !line.Contains(" step ", StringComparison.Ordinal));
            Assert.Equal(0, Kill(process.Id, Interrupt));
            Mex stopped = Mex.Finish(process);
            Assert.Equal((130, ""), (stopped.ExitCode, stopped.Out));
            Assert.Contains("goes on from there", stopped.Error);
        }
        Assert.NotEmpty(Directory.GetFiles(run, "*.checkpoint", SearchOption.AllDirectories));

        // a checkpoint that is none: fold s04 fails, the others do not
        File.WriteAllText(Path.Combine(run, "folds", "s04.checkpoint"), "nothing");
        Mex failed = Mex.Run([.. Table(Jobs), "--jobs", "2"]);
        Assert.Equal((2, ""), (failed.ExitCode, failed.Out));
        Assert.Contains("fold s04 of +MPLG, seed 1: exit code 2: ", failed.Error);
        Assert.Contains("s04.checkpoint", failed.Error);
        Assert.Equal(["s01.json", "s02.json", "s03.json"], Directory.GetFiles(Path.Combine(run, "folds"), "*.json").Select(f => Path.GetFileName(f)).Order());
        File.Delete(Path.Combine(run, "folds", "s04.checkpoint"));

        Mex finished = Mex.Run([.. Table(Jobs), "--jobs", "2", "--by-fold"]);
        Assert.Equal(0, finished.ExitCode);
        Assert.Contains("random proposals", finished.Out);
        Assert.Contains("TP, one to one", finished.Out);
        string markdown = Mex.Run([.. Table(Jobs), "--by-fold", "--markdown"]).Out;
        Assert.StartsWith("**Spotting table I, synthetic corpus, smoke scale**\n\n| Row | F1(0.5) |", markdown);
        Assert.Contains("\n\n**The same by fold**\n\n| Row | Seed | Fold |", markdown);
        foreach (string file in Directory.GetFiles(expected, "*.json", SearchOption.AllDirectories))
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(run, Path.GetRelativePath(expected, file))));
        string[] people = ["s01", "s02", "s03", "s04"];
        Assert.Equal([.. people.SelectMany(p => new[] { p + ".cost", p + ".json" })], Directory.GetFiles(Path.Combine(run, "folds")).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--set", "samm-lv")]
    [InlineData("--set", "samm")]
    [InlineData("--jobs", "0")]
    [InlineData("--row", "no such row")]
    public void What_cannot_be_run_ends_with_code_2_and_nothing_on_standard_output(string option, string value)
    {
        Mex table = Mex.Run("reproduce", "spotting-table-1", "--scale", "smoke", "--folder", _folder, option, value);
        Assert.Equal((2, ""), (table.ExitCode, table.Out));
        Assert.Contains("mex: ", table.Error);
    }

    private string[] Table(string folder) =>
        ["reproduce", "spotting-table-1", "--scale", "smoke", "--row", "+MPLG", "--seed", "1", "--folder", Path.Combine(_folder, folder)];

    /// <summary>How a scheduler ends a job: the step in hand is kept, and the same call goes on from there.</summary>
    [Fact]
    public void A_fold_that_a_scheduler_ends_keeps_its_steps_and_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "SIGTERM is Unix's");
        features.CopyTo(Path.Combine(_folder, OneProcess));
        using (Process process = Mex.Start(null, [.. Table(OneProcess), "--fold", "s01"]))
        {
            string? line;
            do
                line = process.StandardError.ReadLine();
            while (line is not null && !line.Contains(" step ", StringComparison.Ordinal));
            Assert.Equal(0, Kill(process.Id, Terminate));
            Mex stopped = Mex.Finish(process);
            Assert.Equal(130, stopped.ExitCode);
            Assert.Contains("ended by SIGTERM", stopped.Error);
        }
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, OneProcess), "s01.checkpoint", SearchOption.AllDirectories));
        Assert.Equal((0, ""), Short(Mex.Run([.. Table(OneProcess), "--fold", "s01"])));
        Assert.Single(Directory.GetFiles(Path.Combine(_folder, OneProcess), "s01.json", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, OneProcess), "s01.c*point", SearchOption.AllDirectories));
    }

    /// <summary>A study of ours has no printed rows, and says beside each row what separates it from the one it is held against.</summary>
    [Fact]
    public void A_study_of_ours_prints_its_rows_against_the_reference()
    {
        string place = Path.Combine(_folder, "ours");
        features.CopyTo(place);
        string[] call = ["reproduce", "spotting-point-intervals", "--scale", "smoke", "--seed", "1", "--folder", place, "--row", "points only", "--row", "point intervals"];
        Mex table = Mex.Run([.. call, "--jobs", "2"]);
        Assert.Equal(0, table.ExitCode);
        Assert.Contains("Spotting point-intervals, synthetic corpus, smoke scale", table.Out);
        Assert.DoesNotContain("paper:", table.Out);
        using var json = System.Text.Json.JsonDocument.Parse(Mex.Run([.. call, "--json"]).Out);
        Assert.Equal("points only", json.RootElement.GetProperty("reference").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, json.RootElement.GetProperty("rows")[0].GetProperty("against_reference").ValueKind);
        Assert.False(json.RootElement.GetProperty("rows")[1].GetProperty("against_reference").GetProperty("told").GetBoolean());    // one seed tells nothing
    }

    /// <summary>Rows that name their features are run on them, a fold by itself or all, and nothing that was not asked for is extracted.</summary>
    [Fact]
    public void Each_row_of_the_study_of_features_is_shown_its_own()
    {
        string place = Path.Combine(_folder, "features");
        features.CopyTo(place);
        string[] call = ["reproduce", "spotting-features", "--scale", "smoke", "--folder", place, "--row", "HOOF, point intervals", "--seed", "1"];
        Assert.Equal((0, ""), Short(Mex.Run([.. call, "--fold", "s02"])));
        string fold = Assert.Single(Directory.GetFiles(place, "s02.json", SearchOption.AllDirectories));
        Mex table = Mex.Run([.. call, "--jobs", "2"]);
        Assert.True(table.ExitCode == 0, table.Error);
        Assert.Equal(4, Directory.GetFiles(Path.GetDirectoryName(fold)!, "*.json").Length);
        Assert.Contains("HOOF, point intervals", table.Out);
        Assert.All(Directory.GetFiles(Path.Combine(place, "features-smoke")), f => Assert.EndsWith(".hoof.npz", f));
        Mex real = Mex.Run("reproduce", "spotting-features", "--set", "casme-squared");
        Assert.Equal((2, ""), (real.ExitCode, real.Out));
    }

    private string Run(string folder) => Path.GetDirectoryName(Directory.GetFiles(Path.Combine(_folder, folder), "metrics.json", SearchOption.AllDirectories).Single())!;

    private static (int, string) Short(Mex mex) => (mex.ExitCode, mex.ExitCode == 0 ? "" : mex.Error);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
