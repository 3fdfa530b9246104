using System.Diagnostics;
using System.Text.Json;

namespace MicroExpressions.Cli.Tests;

/// <summary>The processes of <c>--jobs</c>, and those above them.</summary>
public sealed class FoldProcessTests(SmokeFeatures features) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-folds").FullName;

    private static string[] Table => ["reproduce", "spotting-table-1", "--scale", "smoke", "--row", "+MPLG"];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task One_process_does_the_folds_that_it_is_told_one_after_the_other_and_ends_with_its_input()
    {
        features.CopyTo(_folder);
        using Process process = Start();
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach ((string person, int number) in new[] { ("s02", 1), ("s04", 2) })
        {
            Tell(process, person);
            while (!Said(process).Done)
                ;
            Assert.Equal(number, Results().Length);
        }
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (process.ExitCode, await errors));
        Assert.Equal(["s02.json", "s04.json"], Results());
        string alone = Path.Combine(_folder, "alone");
        features.CopyTo(alone);
        Assert.Equal(0, Mex.Run([.. Table, "--folder", alone, "--seed", "2", "--fold", "s02"]).ExitCode);
        string[] both = Directory.GetFiles(_folder, "s02.json", SearchOption.AllDirectories);
        Assert.Equal(2, both.Length);
        Assert.Equal(File.ReadAllText(both[0]), File.ReadAllText(both[1]));
    }

    [Fact]
    public void A_process_whose_input_ends_in_the_middle_of_a_fold_keeps_a_checkpoint()
    {
        features.CopyTo(_folder);
        using Process process = Start();
        Tell(process, "s01");
        Assert.StartsWith("step ", Said(process).Text);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Results());
        Assert.Single(Directory.GetFiles(_folder, "s01.checkpoint", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_process_that_is_killed_takes_its_fold_with_it_and_no_other()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for processes in /proc");
        features.CopyTo(_folder);
        using Process above = Mex.Start(null, [.. Table, "--folder", _folder, "--seed", "1", "--jobs", "2"]);
        int below = 0;
        for (var clock = Stopwatch.StartNew(); below == 0 && clock.Elapsed.TotalMinutes < 1; Thread.Sleep(10))      // killed as it starts: no fold is done yet
            below = Processes().FirstOrDefault(id => ParentOf(id) == above.Id);
        using (Process victim = Process.GetProcessById(below))
            victim.Kill();
        Mex failed = Mex.Finish(above);
        Assert.Equal((1, ""), (failed.ExitCode, failed.Out));
        Assert.Contains(" of +MPLG, seed 1: exit code 137: ", failed.Error);
        Assert.Contains("1 folds failed", failed.Error);
        Assert.Equal(3, Results().Length);
    }

    /// <summary>The small version of <c>mex bench jobs</c>: shares of the work instead of times, which a busy machine would falsify.</summary>
    [Fact]
    public async Task Two_processes_share_the_folds_and_what_memory_they_take_is_said_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for processes in /proc");
        features.CopyTo(_folder);
        using Process above = Mex.Start(null, [.. Table, "--folder", _folder, "--seeds", "2", "--jobs", "2"]);
        Task<string> table = above.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = above.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var took = new Dictionary<int, long>();         // processor time of each process below, in the system's ticks
        for (; !above.HasExited; await Task.Delay(20, TestContext.Current.CancellationToken))
            foreach (int below in Processes().Where(id => ParentOf(id) == above.Id))
                took[below] = Math.Max(took.GetValueOrDefault(below), TicksOf(below));
        Assert.Equal(0, above.ExitCode);
        Assert.Equal(8, Results().Length);
        Assert.Equal(2, took.Count);
        Assert.InRange(took.Values.Max() / (double)took.Values.Sum(), 0.5, 0.75);
        Assert.StartsWith("2 folds at a time, each in a process on one thread: up to ", await errors);
        Assert.Contains("+MPLG", await table);
    }

    private static IEnumerable<int> Processes() => Directory.GetDirectories("/proc").Select(f => Path.GetFileName(f)).Where(n => int.TryParse(n, out _)).Select(int.Parse);

    private static long TicksOf(int id)
    {
        try
        {
            string[] fields = File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ');       // from the third on
            return long.Parse(fields[11]) + long.Parse(fields[12]);
        }
        catch (IOException)
        {
            return 0;       // it has ended
        }
    }

    private static int ParentOf(int id)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{id}/stat").Split(')')[^1].Split(' ')[2]);
        }
        catch (IOException)
        {
            return 0;       // it has ended
        }
    }

    private string[] Results() => [.. Directory.GetFiles(_folder, "s0*.json", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Order()];

    private static void Tell(Process process, string person) => process.StandardInput.WriteLine(JsonSerializer.Serialize(new { Row = "+MPLG", Seed = 2, Subject = person }));

    private static Line Said(Process process) => JsonSerializer.Deserialize<Line>(process.StandardOutput.ReadLine()!)!;

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "mex.dll"), .. Table, "--folder", _folder, "--child"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MEX_DATA"] = "";
        return Process.Start(start)!;
    }

    private sealed record Line(string Text, bool Done);
}
