using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>
/// Disks that fill up, folders that cannot be written, drives that vanish while a command works on them, and a clock that is set back: the command says in
/// a sentence which file it could not write and leaves nothing half written, and when it is called again and all is well it ends with the bytes
/// of a run that nobody disturbed. Linux's mount namespaces make the disks. One trial here, <c>MEX_FAULTS=20</c> of them for each command in a campaign.
/// </summary>
public sealed class FailingDiskTests(SmokeFeatures features, ITestOutputHelper output)
{
    private const int Page = 4096;       // what the smallest file takes of a disk in memory

    /// <summary>More than any of the commands writes.</summary>
    private const string Ample = "size=256m";

    private static readonly string[] Quick = ["features"];

    /// <summary>Of each command: what it leaves where nothing goes wrong, in which time, and pages of a disk before and after.</summary>
    private static readonly ConcurrentDictionary<string, (Dictionary<string, string> Files, TimeSpan Took, (long Before, long After) Pages)> Undisturbed = [];

    public static IEnumerable<TheoryDataRow<string>> Names => FaultCampaign.Rows(["features", "training", "merging", "weights", "a notebook"], Quick);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_disk_that_is_full_is_named_and_with_room_the_command_ends_as_if_nothing_had_been(string name) => Tries(name, (command, random, pages) =>
    {
        string size = string.Create(CultureInfo.InvariantCulture, $"size={(long)(pages.Before + random.NextDouble() * (pages.After - pages.Before)) * Page}");
        return new($"mount -t tmpfs -o {size} tmpfs \"$folder\"; cp -a \"$prepared/.\" \"$folder\"", "", $"mount -o remount,{Ample} \"$folder\"");
    }, "No space left on device");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_folder_that_cannot_be_written_is_named_and_is_left_as_it_was(string name) => Tries(name, (_, _, _) =>
        new($"mount -t tmpfs -o {Ample} tmpfs \"$folder\"; cp -a \"$prepared/.\" \"$folder\"; mount -o remount,ro \"$folder\"", "", "mount -o remount,rw \"$folder\""), "Read-only file system");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_drive_that_vanishes_is_named_and_when_it_is_back_the_command_ends_as_if_nothing_had_been(string name) => Tries(name, (command, random, _) =>
    {
        // under the drive lies what a mount point is without one: an empty folder that nobody writes
        string after = string.Create(CultureInfo.InvariantCulture, $"{command.Took.TotalSeconds * random.NextDouble():0.000}");
        return new("""mount -t tmpfs -o ro tmpfs "$folder"; cp -a "$prepared/." "$drive"; mount --bind "$drive" "$folder" """, $"(sleep {after}; umount -l \"$folder\") &", """mount --bind "$drive" "$folder" """);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_clock_that_was_set_back_by_years_changes_no_byte(string name)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/faketime"), "needs faketime: apt-get install faketime");
        Tries(name, (command, random, _) => new(
            $"mount -t tmpfs -o {Ample} tmpfs \"$folder\"; cp -a \"$prepared/.\" \"$folder\"", "", "export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1 FAKETIME='-4000d' FAKETIME_DONT_FAKE_MONOTONIC=1")
        {
            KilledAfter = command.Took * random.NextDouble(),
        });
    }

    /// <summary>What happens around a command.</summary>
    /// <param name="Before">lays the disk and what the command starts from</param>
    /// <param name="Meanwhile">runs beside the command</param>
    /// <param name="Mended">before it is called again</param>
    private sealed record Misfortune(string Before, string Meanwhile, string Mended)
    {
        /// <summary>After how long the first call is killed; null for never.</summary>
        public TimeSpan? KilledAfter { get; init; }
    }

    private sealed record Measured(KilledCommand Command, TimeSpan Took, Dictionary<string, string> Files);

    private void Tries(string name, Func<Measured, Random, (long Before, long After), Misfortune> misfortune, string reason = "")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && MayMount(), "needs Linux and the right to mount: root, or namespaces of one's own (unshare --mount)");
        KilledCommand command = KilledCommand.All(features).Single(c => c.Name == name);
        (Dictionary<string, string> files, TimeSpan took, (long, long) sizes) = Undisturbed.GetOrAdd(name, _ =>
        {
            var (files, took) = command.Undisturbed(out (long, long) sizes);
            return (files, took, sizes);
        });
        int stopped = 0, trials = 0;
        foreach (int number in FaultCampaign.Numbers())
        {
            trials++;
            stopped += Trial(new(command, took, files), number, misfortune, sizes, reason) ? 1 : 0;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {trials} trials, of which {stopped} stopped the command, nothing lost"));
    }

    private static bool Trial(Measured measured, int number, Func<Measured, Random, (long Before, long After), Misfortune> misfortune, (long, long) sizes, string reason)
    {
        KilledCommand command = measured.Command;
        string trial = Directory.CreateTempSubdirectory("mex-disk").FullName;
        string Sub(string name) => Directory.CreateDirectory(Path.Combine(trial, name)).FullName;
        string folder = Sub("folder"), prepared = Sub("prepared"), result = Sub("result");
        command.Prepare(prepared);
        Misfortune what = misfortune(measured, new Random(number), sizes);
        string call = string.Join(' ', command.Arguments(folder).Select(Quoted)), seconds = string.Create(CultureInfo.InvariantCulture, $"{what.KilledAfter?.TotalSeconds ?? 0:0.000}");
        string script = $"""
            set -eu
            folder={Quoted(folder)} prepared={Quoted(prepared)} drive={Quoted(Sub("drive"))}
            {what.Before}
            {what.Meanwhile}
            set +e
            {(what.KilledAfter is null ? "" : $"timeout -s KILL {seconds} ")}dotnet {Quoted(Path.Combine(AppContext.BaseDirectory, "mex.dll"))} {call} >{Quoted(Path.Combine(trial, "first.out"))} 2>{Quoted(Path.Combine(trial, "first.err"))}
            echo $? >{Quoted(Path.Combine(trial, "first"))}
            wait
            {what.Mended}
            find "$folder" -name '*.unfinished' >{Quoted(Path.Combine(trial, "unfinished"))}
            dotnet {Quoted(Path.Combine(AppContext.BaseDirectory, "mex.dll"))} {call} >{Quoted(Path.Combine(trial, "again.out"))} 2>{Quoted(Path.Combine(trial, "again.err"))}
            echo $? >{Quoted(Path.Combine(trial, "again"))}
            cp -a "$folder/." {Quoted(result)}
            """;
        Mex ran = Unshared(script, command.Surroundings(folder));
        string title = $"{command.Name}, trial {number}";
        Assert.True(ran.ExitCode == 0, $"{title}: {ran.Error}");

        string Told(string file) => File.ReadAllText(Path.Combine(trial, file)).Trim();
        bool Said(string words) => words.Contains(folder, StringComparison.Ordinal) && words.Contains(reason, StringComparison.Ordinal) && !words.Contains("Unhandled exception", StringComparison.Ordinal);
        bool stopped = Told("first") != "0";
        if (stopped && what.KilledAfter is null)
        {
            string words = Told("first.out") + Told("first.err");      // a notebook that fails is a line of the result
            Assert.True(Told("first") == $"{ExitCode.WrongUse}" && Said(words), $"{title} ended with {Told("first")}: {words}");
            Assert.True(Told("unfinished").Length == 0, $"{title} left {Told("unfinished")}");
        }
        Assert.True(Told("again") == "0", $"{title}, called again, ended with {Told("again")}: {Told("again.err")}");
        KilledCommand.AssertSame(title, measured.Files, KilledCommand.Files(result));
        Directory.Delete(trial, recursive: true);
        return stopped;
    }

    private static bool MayMount() => Unshared("true", []).ExitCode == 0;

    private static Mex Unshared(string script, (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("unshare", [.. Environment.IsPrivilegedProcess ? (string[])[] : ["--map-root-user"], "--mount", "bash", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MEX_DATA"] = "" },
        };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        return Mex.Finish(process);
    }

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
