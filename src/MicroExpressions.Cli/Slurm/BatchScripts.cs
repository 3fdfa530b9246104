using System.Globalization;
using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Slurm;

/// <summary>
/// The text of the batch scripts. Each can be read, and submitted again, by hand: everything but the order among them stands in the file. They
/// start the program as it is built now, so that a hundred tasks do not build it at once.
/// </summary>
/// <param name="request">the table</param>
/// <param name="resources">for each task</param>
internal sealed class BatchScripts(SpottingTableRequest request, Resources resources)
{
    // set by the launcher before this process began, for the sake of memory and speed: see ./mex
    private static readonly string[] FromLauncher =
        ["DOTNET_ROOT", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO", .. Kit.MemorySettings, "TORCH_CPP_LOG_LEVEL"];

    /// <summary>Extracts the features.</summary>
    /// <param name="name">the job's</param>
    /// <param name="log">its file</param>
    public string Features(string name, string log) => $"""
        {Head(name, log, trains: false)}

        # Extracts the features that the rows of {request.Describe()} are shown; what is there already stays.
        {Program}
        mex {ShellWord.Line([.. request.Arguments, .. request.RowsAndSeeds, "--extract"])}

        """;

    /// <summary>Runs folds, one process after the other.</summary>
    /// <param name="name">the job's</param>
    /// <param name="tasks">who does which</param>
    /// <param name="list">the file that says so</param>
    /// <param name="log">a file a task, <c>{0}</c> where the task's number goes</param>
    public string Folds(string name, FoldTasks tasks, string list, Func<string, string> log) => $$"""
        {{Head(name, log("%a"), trains: true)}}
        #SBATCH --array=1-{{Text(tasks.Count)}}
        #SBATCH --kill-on-invalid-dep=yes

        # {{tasks.Folds.Count}} folds of {{request.Describe()}}, in {{tasks.Count}} tasks. A task runs the lines of folds.tsv that
        # begin with its number, each in a process of its own. A fold that is done is not run again; one that was ended goes on from its checkpoint.
        {{Program}}
        ended=0 failed=0
        trap 'ended=1' TERM    # Slurm asks to stop: the fold in hand keeps its last step, the others are not begun
        while IFS=$'\t' read -r task row seed subject; do
            [ "$task" = "$SLURM_ARRAY_TASK_ID" ] && [ "$ended" = 0 ] || continue
            echo "fold $subject of $row, seed $seed, on $(hostname)"
            mex {{ShellWord.Line(request.Arguments)}} \
                --row "$row" --seed "$seed" --fold "$subject" </dev/null || failed=1
        done < {{ShellWord.Quote(list)}}
        [ "$ended" = 0 ] || exit 143
        exit $failed

        """;

    /// <summary>Puts the table together.</summary>
    /// <param name="name">the job's</param>
    /// <param name="table">the table's file without its ending</param>
    /// <param name="log">the job's</param>
    public string Table(string name, string table, string log) => $$"""
        {{Head(name, log, trains: false)}}

        # Reads the folds of {{request.Describe()}} and writes the table; trains nothing. Where folds are missing it names them and ends with 1.
        {{Program}}
        table={{ShellWord.Quote(table)}}
        write() {
            if mex {{ShellWord.Line([.. request.Arguments, .. request.RowsAndSeeds])}} \
                --merge "$1" > "$2.unfinished"; then
                mv "$2.unfinished" "$2"
            else
                local code=$?
                rm -f "$2.unfinished"
                return $code
            fi
        }
        write --markdown "$table.md" && write --json "$table.json" && cat "$table.md"

        """;

    private string Head(string name, string log, bool trains) => string.Join('\n',
    [
        "#!/bin/bash",
        "#SBATCH --job-name=" + name,
        $"#SBATCH --output=\"{ShellWord.Path(Path.GetDirectoryName(log)!)}/{Path.GetFileName(log)}\"",
        "#SBATCH --open-mode=append",
        "#SBATCH --requeue",
        .. resources.Directives(trains),
    ]);

    /// <summary>On one thread, as <c>--jobs</c> has it: other numbers of threads give other last bits.</summary>
    private static string Program => string.Join('\n',
    [
        "export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1",
        .. FromLauncher.Where(n => Environment.GetEnvironmentVariable(n) is { Length: > 0 }).Select(n => $"export {n}={ShellWord.Quote(Environment.GetEnvironmentVariable(n)!)}"),
        $"mex() {{ {ShellWord.Line(FoldProcesses.Program)} \"$@\"; }}",
    ]);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
