using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MicroExpressions.Cli.Slurm;

/// <summary>A job, or a task of an array, as squeue tells it.</summary>
/// <param name="Name">the job's name</param>
/// <param name="Id">the job's or the array's number</param>
/// <param name="Task">the task's number in its array; null for a job without</param>
/// <param name="State">Slurm's word: PENDING, RUNNING, …</param>
/// <param name="Reason">why it waits or how it ended; None where there is nothing to say</param>
internal sealed record QueuedJob(string Name, long Id, int? Task, string State, string Reason)
{
    private static readonly HashSet<string> Final =
        ["COMPLETED", "CANCELLED", "FAILED", "TIMEOUT", "PREEMPTED", "NODE_FAIL", "BOOT_FAIL", "DEADLINE", "OUT_OF_MEMORY", "REVOKED"];

    /// <summary>Whether it may still do its work. A word that is not known here counts as that: rather wait than do a fold twice.</summary>
    public bool Lives => !Final.Contains(State);

    /// <summary>Whether it has not begun, or is to begin again.</summary>
    public bool Waits => State is "PENDING" or "REQUEUED" or "REQUEUE_FED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "RESV_DEL_HOLD";
}

/// <summary>Slurm's own programs, and what they answer.</summary>
internal sealed partial class SlurmPrograms
{
    // names that a user's shell may have set for other uses, and that would make the answers or a job's place another
    private static readonly string[] Misleading =
        ["SBATCH_ARRAY_INX", "SBATCH_JOB_NAME", "SBATCH_OUTPUT", "SBATCH_ERROR", "SBATCH_INPUT", "SBATCH_OPEN_MODE", "SBATCH_WAIT", "SBATCH_DEPENDENCY", "SBATCH_NO_REQUEUE", "SBATCH_TEST_ONLY"];

    /// <summary>Submits a script.</summary>
    /// <param name="script">its file</param>
    /// <param name="after">what must be over before it starts, as <c>--dependency</c> has it; null for nothing</param>
    /// <returns>the job's number</returns>
    /// <exception cref="InputException">no Slurm here, or it refuses</exception>
    public long Submit(string script, string? after)
    {
        Answer answer = Ask("sbatch", ["--parsable", .. after is null ? (string[])[] : ["--dependency=" + after], script]);
        if (answer.ExitCode != 0)
            throw new InputException($"sbatch {script}", $"exit code {answer.ExitCode}: {answer.Error}", "a job's number",
                "Change what it names (--account, --partition, --time, --gpus; sbatch also heeds SBATCH_QOS, SBATCH_CONSTRAINT and their like) and call again.");
        // a site's own wrapper may say something before
        if (answer.Lines.Select(line => JobNumber().Match(line)).LastOrDefault(m => m.Success) is not Match number)
            throw new InputException($"sbatch {script}", $"'{answer.Out.Trim()}'", "a job's number", "Look with squeue whether it was submitted; it is known by its name, and the same call finds it.");
        return long.Parse(number.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The jobs of these names that Slurm knows: waiting, running, and for some minutes those that ended.</summary>
    /// <param name="names">the jobs' names</param>
    /// <exception cref="InputException">no Slurm here, no answer, or one that is not understood</exception>
    public IReadOnlyList<QueuedJob> Queue(IReadOnlyCollection<string> names)
    {
        Answer answer = Ask("squeue", ["--noheader", "--array", "--states=all", "--name=" + string.Join(',', names), "--format=%F|%K|%T|%r|%j"]);
        if (answer.ExitCode != 0)
            throw new InputException("squeue", $"exit code {answer.ExitCode}: {answer.Error}", "the queue", "Call again when Slurm's controller answers; nothing was submitted.");
        return [.. answer.Lines.Select(Read).Where(job => names.Contains(job.Name))];
    }

    /// <summary>Takes a job out of the queue.</summary>
    public void Cancel(long id)
    {
        Answer answer = Ask("scancel", [id.ToString(CultureInfo.InvariantCulture)]);
        if (answer.ExitCode != 0)
            throw new InputException($"scancel {id}", $"exit code {answer.ExitCode}: {answer.Error}", "the job out of the queue", "It may have ended meanwhile: mex slurm status tells.");
    }

    /// <summary>How tasks ended, where the cluster keeps books.</summary>
    /// <param name="ids">of arrays</param>
    /// <returns>by array and task; null where there are no books or no sacct</returns>
    public IReadOnlyDictionary<(long Id, int Task), string>? Ends(IReadOnlyCollection<long> ids)
    {
        Answer answer;
        try
        {
            answer = Ask("sacct", ["--noheader", "--parsable2", "--allocations", "--jobs=" + string.Join(',', ids), "--format=JobID,State"]);
        }
        catch (InputException)
        {
            return null;    // a cluster without sacct is one without books
        }
        if (answer.ExitCode != 0)
            return null;
        var ends = new Dictionary<(long, int), string>();
        foreach (Match task in answer.Lines.Select(line => AccountedTask().Match(line)).Where(m => m.Success))
            ends[(long.Parse(task.Groups[1].Value, CultureInfo.InvariantCulture), int.Parse(task.Groups[2].Value, CultureInfo.InvariantCulture))] = task.Groups[3].Value;
        return ends;
    }

    private static QueuedJob Read(string line)
    {
        string[] parts = line.Split('|', 5);
        if (parts.Length < 5 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long id) || parts[2].Length == 0)
            throw new InputException("squeue", $"'{line}'", "a job's number, task, state, reason and name with | between", "Report which Slurm this is: squeue --version.");
        int? task = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;     // N/A for a job without array
        return new(parts[4].TrimEnd(), id, task, parts[2], parts[3]);
    }

    private static Answer Ask(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(k => k.StartsWith("SQUEUE_", StringComparison.Ordinal) || k.StartsWith("SACCT_", StringComparison.Ordinal) || Misleading.Contains(k)).ToList())
            start.Environment.Remove(name);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return new(process.ExitCode, output, string.Join("; ", error.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        }
        catch (Win32Exception e)
        {
            throw new InputException(program, $"no such program on the PATH ({e.Message})", "Slurm's programs",
                "Call this on a cluster's login node (there perhaps after: module load slurm); on one machine use mex reproduce … --jobs N.", e);
        }
    }

    private sealed record Answer(int ExitCode, string Out, string Error)
    {
        public IEnumerable<string> Lines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    // with several clusters under one roof, the cluster's name follows
    [GeneratedRegex(@"^([0-9]+)(?:;\S*)?$")]
    private static partial Regex JobNumber();

    [GeneratedRegex(@"^([0-9]+)_([0-9]+)\|(.+)$")]
    private static partial Regex AccountedTask();
}
