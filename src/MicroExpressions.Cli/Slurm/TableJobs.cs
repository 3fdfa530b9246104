using System.Globalization;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Slurm;

/// <summary>Submits what a table still needs: the features where they are not there, an array of the folds that are neither done nor under way, and the job that makes the table.</summary>
/// <param name="table">the table, held by this process</param>
/// <param name="rows">its rows; null before there are features</param>
/// <param name="resources">for each task</param>
/// <param name="arraySize">tasks of an array at most</param>
internal sealed class TableJobs(SlurmTable table, IReadOnlyList<WantedRow>? rows, Resources resources, int arraySize)
{
    private readonly BatchScripts scripts = new(table.Request, resources);

    /// <summary>Submits.</summary>
    /// <param name="slurm">the cluster</param>
    /// <param name="say">takes a line for each job</param>
    /// <param name="cancel">heeded between two jobs</param>
    /// <exception cref="InputException">Slurm is not there or refuses</exception>
    public void Submit(SlurmPrograms slurm, Action<string> say, CancellationToken cancel)
    {
        FoldStates states = FoldStates.Of(table, rows, slurm);
        NamedFold[] wanted = Wanted(states);
        int done = states.Folds.Count(f => f.State == FoldState.Done), under = states.Folds.Count - done - wanted.Length;
        say($"{table.Request.Describe()}: {done} of {states.Folds.Count} folds done, {under} under way, {wanted.Length} to submit");
        if (wanted.Length == 0 && states.LivingTables.Count > 0)
        {
            say($"nothing to submit; job {states.LivingTables[^1].Id} makes the table when they are over");
            return;
        }
        if (done < states.Folds.Count)
            table.Outdate();
        Submission next = table.Next;
        long[] before = [.. states.LivingArrays, .. wanted.Length == 0 ? (long[])[] : [SubmitFolds(slurm, states, next, wanted, say, cancel)]];
        cancel.ThrowIfCancellationRequested();
        string script = next.Script("table", scripts.Table(next.TableJob, table.Table, next.TableLog));
        long made = slurm.Submit(script, before.Length == 0 ? null : "afterany:" + string.Join(':', before));
        next.Told("table", made);
        say($"table: job {made}{(before.Length == 0 ? "" : ", when they are over")}, writes {table.Markdown}");
        foreach (QueuedJob earlier in states.LivingTables.Where(j => j.Waits))
            slurm.Cancel(earlier.Id);   // it would come before the new array's end, and find folds missing
    }

    /// <summary>The scripts as they would be submitted; nothing is written.</summary>
    /// <param name="slurm">the cluster; null where there is none to ask</param>
    /// <param name="say">takes the text</param>
    public void Show(SlurmPrograms? slurm, Action<string> say)
    {
        FoldStates states = FoldStates.Of(table, rows, slurm);
        NamedFold[] wanted = Wanted(states);
        Submission next = table.Next;
        if (wanted.Length > 0)
        {
            if (!states.HasFeatures && states.LivingFeatures is null)
                File("features.sh", "", scripts.Features(table.FeaturesJob, next.FeaturesLog));
            FoldTasks tasks = FoldTasks.Deal(wanted, arraySize);
            File("folds.sh", states.HasFeatures ? "" : "--dependency=afterok:FEATURES ", scripts.Folds(next.FoldsJob, tasks, next.List, next.LogOf));
            File("folds.tsv", null, tasks.ToTsv());
        }
        if (wanted.Length > 0 || states.LivingTables.Count == 0)
            File("table.sh", wanted.Length == 0 ? "" : "--dependency=afterany:FOLDS ", scripts.Table(next.TableJob, table.Table, next.TableLog));

        void File(string name, string? options, string text)
        {
            string path = Path.Combine(next.Folder, name);
            say(options is null ? $"### {path}" : $"### sbatch --parsable {options}{ShellWord.Quote(path)}");
            say(text);
        }
    }

    private static NamedFold[] Wanted(FoldStates states) => [.. states.Folds.Where(f => f.State is FoldState.NotSubmitted or FoldState.Failed).Select(f => f.Fold)];

    private long SubmitFolds(SlurmPrograms slurm, FoldStates states, Submission next, NamedFold[] wanted, Action<string> say, CancellationToken cancel)
    {
        long? features = states.LivingFeatures?.Id;
        if (!states.HasFeatures && features is null)
        {
            cancel.ThrowIfCancellationRequested();
            features = slurm.Submit(next.Script("features", scripts.Features(table.FeaturesJob, next.FeaturesLog)), after: null);
            next.Told("features", features.Value);
            say($"features: job {features}, log {next.FeaturesLog}");
        }
        cancel.ThrowIfCancellationRequested();
        FoldTasks tasks = FoldTasks.Deal(wanted, arraySize);
        WholeFile.WriteText(next.List, to => to.Write(tasks.ToTsv()));
        long id = slurm.Submit(next.Script("folds", scripts.Folds(next.FoldsJob, tasks, next.List, next.LogOf)), states.HasFeatures ? null : $"afterok:{features}");
        next.Told("folds", id);
        say(string.Create(CultureInfo.InvariantCulture,
            $"folds: job {id}, {tasks.Count} tasks of {(tasks.Count == wanted.Length ? "a fold" : $"up to {(wanted.Length + tasks.Count - 1) / tasks.Count} folds")} each, one core and {resources.Memory} MB a task; logs {next.LogOf("*")}"));
        return id;
    }
}
