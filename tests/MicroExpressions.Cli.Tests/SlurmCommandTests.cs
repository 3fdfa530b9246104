using System.Diagnostics;
using System.Text.RegularExpressions;

namespace MicroExpressions.Cli.Tests;

/// <summary>Tables on a cluster, against stand-ins for Slurm's programs; tests/Slurm/campaign.sh is the same against Slurm.</summary>
public sealed class SlurmCommandTests : IDisposable
{
    private const string Commas = "+MPLG, expressions and background apart";

    private readonly string _folder = Directory.CreateTempSubdirectory("mex slurm").FullName;     // with a blank
    private readonly FakeSlurm _slurm;
    private readonly SmokeFeatures _features;

    public SlurmCommandTests(SmokeFeatures features)
    {
        _features = features;
        _slurm = new FakeSlurm(Path.Combine(_folder, "bin"));
    }

    private string Runs => Path.Combine(_folder, "the lab's runs");

    private string TableFolder => Assert.Single(Directory.GetDirectories(Path.Combine(Runs, "slurm")));

    private string JobName => "mex-" + Path.GetFileName(TableFolder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Features_folds_and_table_are_three_jobs_that_wait_for_each_other()
    {
        Mex mex = Table("+MPLG", "--account", "lab", "--partition", "long", "--time", "2:00:00", "--mem", "900");
        Assert.True(mex.ExitCode == 0, mex.Error);
        string first = Path.Combine(TableFolder, "1");
        Assert.Equal(
        [
            $"sbatch --parsable {first}/features.sh",
            $"sbatch --parsable --dependency=afterok:101 {first}/folds.sh",
            $"sbatch --parsable --dependency=afterany:102 {first}/table.sh",
        ], _slurm.Calls);
        Assert.Equal(["1\t+MPLG\t1\ts01", "2\t+MPLG\t1\ts02", "3\t+MPLG\t1\ts03", "4\t+MPLG\t1\ts04"], File.ReadAllLines(Path.Combine(first, "folds.tsv")));
        string[] script = File.ReadAllLines(Path.Combine(first, "folds.sh"));
        foreach (string line in (string[])[$"#SBATCH --job-name={JobName}-1", "#SBATCH --array=1-4", "#SBATCH --account=lab", "#SBATCH --partition=long", "#SBATCH --time=2:00:00",
            "#SBATCH --mem=900M", "#SBATCH --cpus-per-task=1", "#SBATCH --requeue", "#SBATCH --kill-on-invalid-dep=yes", $"#SBATCH --output=\"{first}/task-%a.log\""])
            Assert.Contains(line, script);
        Assert.DoesNotContain(script, l => l.Contains("--gpus"));
        Assert.Contains("0 of 4 folds done, 0 under way, 4 to submit", mex.Out);
        Assert.Equal("102\n", File.ReadAllText(Path.Combine(first, "folds.job")));
    }

    [Fact]
    public void A_gpu_is_asked_for_where_folds_are_trained_and_nowhere_else_also_from_a_machine_without()
    {
        _features.CopyTo(Runs);
        Mex mex = Table("+MPLG", "--gpus", "a100:1");
        Assert.True(mex.ExitCode == 0, mex.Error);
        string Script(string name) => File.ReadAllText(Path.Combine(TableFolder, "1", name));
        Assert.Contains("\n#SBATCH --gpus=a100:1\n", Script("folds.sh"));
        Assert.Contains(" --device cuda ", Script("folds.sh"));
        Assert.DoesNotContain("--gpus", Script("table.sh"));
        Assert.Contains("4 folds are missing", Bash(Script("table.sh"), "", exit: 1));
        Assert.Contains("0 of 4 folds done", _slurm.Run("slurm", "status", Runs).Out);
    }

    [Fact]
    public void With_fewer_tasks_than_folds_each_fold_is_a_process_of_its_own_and_names_arrive_whole()
    {
        Mex mex = Table(Commas, "--array-size", "3");
        Assert.True(mex.ExitCode == 0, mex.Error);
        string first = Path.Combine(TableFolder, "1");
        Assert.Contains("\n#SBATCH --array=1-3\n", File.ReadAllText(Path.Combine(first, "folds.sh")));
        string[] tasks = [.. File.ReadAllLines(Path.Combine(first, "folds.tsv")).Select(l => l.Split('\t')[0])];
        Assert.Equal(["1", "1", "2", "3"], tasks);
        // the script as it is, but for the program, which only says what it was given
        string said = Bash(Regex.Replace(File.ReadAllText(Path.Combine(first, "folds.sh")), "(?m)^mex\\(\\).*$", "mex() { printf '<%s>' \"$@\"; echo; }"), "1");
        string[] calls = [.. said.Split('\n').Where(l => l.StartsWith('<'))];
        Assert.Equal(["s01", "s02"], calls.Select(c => c.Split('<', '>')[^2]));
        Assert.All(calls, c => Assert.Contains($"<--folder><{Runs}><--row><{Commas}><--seed><1><--fold>", c));
    }

    [Fact]
    public void Only_what_is_neither_done_nor_under_way_is_submitted_and_the_earlier_table_gives_way()
    {
        _features.CopyTo(Runs);
        Assert.Equal(0, Table("+MPLG").ExitCode);
        Assert.Equal(2, _slurm.Calls.Length);    // the features are there
        Assert.Equal(0, Mex.Run("reproduce", "spotting-table-1", "--scale", "smoke", "--row", "+MPLG", "--seed", "1", "--folder", Runs, "--fold", "s03").ExitCode);
        _slurm.Says("queue", $"101|1|RUNNING|None|{JobName}-1", $"101|2|PENDING|Resources|{JobName}-1", $"101|3|COMPLETED|None|{JobName}-1",
            $"101|4|CANCELLED|None|{JobName}-1", $"102|N/A|PENDING|Dependency|{JobName}-1-table");
        Mex again = Table("+MPLG");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Contains("1 of 4 folds done, 2 under way, 1 to submit", again.Out);
        Assert.Equal(["1\t+MPLG\t1\ts04"], File.ReadAllLines(Path.Combine(TableFolder, "2", "folds.tsv")));
        string second = Path.Combine(TableFolder, "2");
        Assert.Equal([$"sbatch --parsable {second}/folds.sh", $"sbatch --parsable --dependency=afterany:101:103 {second}/table.sh", "scancel 102"], _slurm.Calls);
        Assert.Contains("memory: up to", again.Error);
        Assert.Contains("measured on folds of these rows", again.Error);
    }

    [Fact]
    public void A_call_that_was_ended_before_it_kept_the_number_is_known_by_the_jobs_name()
    {
        Assert.Equal(0, Table("+MPLG").ExitCode);
        File.Delete(Path.Combine(TableFolder, "1", "folds.job"));
        File.Delete(Path.Combine(TableFolder, "1", "table.job"));
        _ = _slurm.Calls;
        _slurm.Says("queue", [.. Enumerable.Range(1, 4).Select(i => $"102|{i}|PENDING|Dependency|{JobName}-1")]);
        Mex again = Table("+MPLG");
        Assert.Contains("0 of 4 folds done, 4 under way, 0 to submit", again.Out);
        Assert.Equal([$"sbatch --parsable --dependency=afterany:102 {TableFolder}/2/table.sh"], _slurm.Calls);
    }

    [Fact]
    public void Features_that_another_call_is_extracting_are_waited_for_and_not_extracted_twice()
    {
        Mex dry = Table("+MPLG", "--dry-run");
        string features = Regex.Match(dry.Out, "--job-name=(mex-features-.*)").Groups[1].Value;
        _slurm.Says("queue", $"77|N/A|RUNNING|None|{features}");
        Assert.Equal(0, Table("+MPLG").ExitCode);
        Assert.Equal($"sbatch --parsable --dependency=afterok:77 {TableFolder}/1/folds.sh", _slurm.Calls[0]);
    }

    [Fact]
    public void A_refusal_is_told_in_Slurms_words_and_the_next_call_submits_again()
    {
        _features.CopyTo(Runs);
        _slurm.Says("refuses", "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified");
        Mex refused = Table("+MPLG", "--account", "nobody");
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("Invalid account or account/partition combination specified", refused.Error);
        _slurm.Forgets("refuses");
        Assert.Contains("4 to submit", Table("+MPLG").Out);
    }

    [Fact]
    public void A_number_is_read_beside_a_sites_greeting_and_a_clusters_name()
    {
        _features.CopyTo(Runs);
        _slurm.Says("greets", "Welcome! 3 projects, 12 users");
        _slurm.Says("cluster", ";north");
        Assert.Contains("folds: job 101,", Table("+MPLG").Out);
        Assert.Equal($"sbatch --parsable --dependency=afterany:101 {TableFolder}/1/table.sh", _slurm.Calls[1]);
    }

    [Theory]
    [InlineData("silent", "x", "Unable to contact slurm controller")]
    [InlineData("queue", "slurm says something else", "slurm says something else")]
    public void Where_the_queue_is_not_known_nothing_is_submitted(string what, string line, string told)
    {
        _slurm.Says(what, line);
        Mex mex = Table("+MPLG");
        Assert.Equal((2, ""), (mex.ExitCode, mex.Out));
        Assert.Contains(told, mex.Error);
        Assert.Empty(_slurm.Calls);
    }

    [Fact]
    public void Without_Slurm_it_is_said_what_to_do()
    {
        Mex mex = Mex.Finish(Mex.Start(null, Arguments("+MPLG"), ("PATH", Directory.CreateDirectory(Path.Combine(_folder, "nothing")).FullName)));
        Assert.Equal((2, ""), (mex.ExitCode, mex.Out));
        Assert.Contains("squeue: found no such program on the PATH", mex.Error);
        Assert.Contains("login node", mex.Error);
    }

    [Theory]
    [InlineData("--gpus", "2")]
    [InlineData("--array-size", "0")]
    [InlineData("--mem", "0")]
    [InlineData("--account", "two words")]
    [InlineData("--row", "no such row")]
    public void What_cannot_be_is_refused(string option, string value)
    {
        Mex mex = Table("+MPLG", option, value);
        Assert.Equal((2, ""), (mex.ExitCode, mex.Out));
        Assert.Contains("mex: ", mex.Error);
    }

    [Fact]
    public void A_dry_run_prints_the_scripts_and_leaves_nothing()
    {
        Mex mex = Table("+MPLG", "--dry-run");
        Assert.Equal(0, mex.ExitCode);
        Assert.Contains("--dependency=afterok:FEATURES", mex.Out);
        Assert.Contains("#SBATCH --array=1-4", mex.Out);
        Assert.Contains("1\t+MPLG\t1\ts01\n", mex.Out);
        Assert.Empty(_slurm.Calls);
        Assert.False(Directory.Exists(Runs));
    }

    [Fact]
    public void Status_tells_each_fold_and_where_a_failed_ones_log_is()
    {
        _features.CopyTo(Runs);
        Assert.Equal(0, Table("+MPLG").ExitCode);
        _slurm.Says("queue", $"101|1|RUNNING|None|{JobName}-1", $"101|2|PENDING|Priority|{JobName}-1", $"102|N/A|PENDING|Dependency|{JobName}-1-table");
        string log = Path.Combine(TableFolder, "1", "task-3.log");
        File.WriteAllText(log, "fold s03 of +MPLG, seed 1, on n7\nmex: the reason\nUnmounting\n");
        _slurm.Says("books", "101_3|FAILED", "101_4|CANCELLED by 1000");
        Mex status = _slurm.Run("slurm", "status", Runs);
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("0 of 4 folds done, 1 running, 1 queued (Priority), 2 failed, 0 not submitted", status.Out);
        Assert.Contains($"failed: s03 of +MPLG, seed 1: task 3 FAILED; log {log}: mex: the reason", status.Out);
        Assert.Contains($"failed: s04 of +MPLG, seed 1: task 4 CANCELLED by 1000; it never began, there is no {Path.Combine(TableFolder, "1", "task-4.log")}", status.Out);
        Assert.Contains("table: job 102 pending", status.Out);

        _slurm.Forgets("books");
        Assert.Contains("task 3 ended, Slurm no longer knows how", _slurm.Run("slurm", "status", Runs).Out);

        _slurm.Says("silent", "");
        Mex blind = _slurm.Run("slurm", "status", Runs);
        Assert.Equal(1, blind.ExitCode);
        Assert.Contains("4 not done, and whether their tasks live is not known", blind.Out);
        Assert.Contains("Unable to contact slurm controller", blind.Error);
    }

    [Fact]
    public void Status_of_a_folder_without_tables_says_so()
    {
        Mex status = _slurm.Run("slurm", "status", Runs);
        Assert.Equal((2, ""), (status.ExitCode, status.Out));
        Assert.Contains("no table of mex slurm", status.Error);
    }

    /// <summary>The scripts as they are, run by a shell in Slurm's place, one task after the other.</summary>
    [Fact]
    public void The_scripts_make_the_table_of_jobs_and_a_later_call_prints_it()
    {
        Assert.Equal(0, Table("+MPLG", "--array-size", "2").ExitCode);
        string Script(string name) => File.ReadAllText(Path.Combine(TableFolder, "1", name));
        Bash(Script("features.sh"), "");
        Bash(Script("folds.sh"), "1");
        Assert.Contains("mex: missing: s04 of +MPLG, seed 1", Bash(Script("table.sh"), "", exit: 1));
        Assert.Empty(Directory.GetFiles(TableFolder, "table.*"));
        Bash(Script("folds.sh"), "2");
        string table = Bash(Script("table.sh"), "");

        string place = Path.Combine(_folder, "jobs");
        _features.CopyTo(place);
        string[] same = ["reproduce", "spotting-table-1", "--scale", "smoke", "--row", "+MPLG", "--seed", "1", "--folder", place, "--jobs", "2"];
        Mex jobs = Mex.Run([.. same, "--markdown"]);
        Assert.Contains("2 folds at a time, each in a process on one thread: up to 250 MB a fold", jobs.Error);
        Assert.StartsWith(jobs.Out, table);
        Assert.Equal(jobs.Out, File.ReadAllText(Path.Combine(TableFolder, "table.md")));
        Assert.Equal(Mex.Run([.. same, "--json"]).Out, File.ReadAllText(Path.Combine(TableFolder, "table.json")));

        _ = _slurm.Calls;
        Assert.Equal((0, jobs.Out), (Table("+MPLG", "--array-size", "2") is var again ? again.ExitCode : -1, again.Out));
        Assert.Empty(_slurm.Calls);
        Mex status = _slurm.Run("slurm", "status", Runs);
        Assert.Equal(0, status.ExitCode);
        Assert.Contains("4 of 4 folds done", status.Out);
    }

    private string[] Arguments(string row, params string[] more) => ["slurm", "spotting-table-1", "--scale", "smoke", "--seed", "1", "--row", row, "--folder", Runs, .. more];

    private Mex Table(string row, params string[] more) => _slurm.Run(Arguments(row, more));

    /// <summary>Runs a script as Slurm does, which names the task; standard output and error together.</summary>
    private static string Bash(string script, string task, int exit = 0)
    {
        var start = new ProcessStartInfo("bash", ["-c", "exec 2>&1\n" + script]) { RedirectStandardOutput = true };
        start.Environment["SLURM_ARRAY_TASK_ID"] = task;
        using Process bash = Process.Start(start)!;
        string said = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.True(exit == bash.ExitCode, said);
        return said;
    }
}
