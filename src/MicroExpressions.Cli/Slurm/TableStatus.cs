using System.Globalization;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Slurm;

/// <summary>How it stands with a table, in lines.</summary>
internal static class TableStatus
{
    /// <summary>Says it.</summary>
    /// <param name="table">the table</param>
    /// <param name="states">its folds</param>
    /// <param name="slurm">asked how tasks ended that the queue knows no more; null where it does not answer</param>
    /// <param name="say">takes a line</param>
    /// <returns>whether no fold failed</returns>
    public static bool Say(SlurmTable table, FoldStates states, SlurmPrograms? slurm, Action<string> say)
    {
        say($"{table.Request.Describe()} ({table.Name})");
        say($"  {Count(FoldState.Done)} of {states.Folds.Count} folds done, {Count(FoldState.Running)} running, {Count(FoldState.Queued)} queued{Reasons()}, "
            + $"{Count(FoldState.Failed)} {(slurm is null ? "not done, and whether their tasks live is not known" : "failed")}, {Count(FoldState.NotSubmitted)} not submitted");
        if (states.LivingFeatures is QueuedJob features)
            say($"  features: job {features.Id} {features.State.ToLowerInvariant()}");
        else if (!states.HasFeatures)
            say($"  features: not there, and no job is at work on them; logs: {string.Join(", ", states.Submissions.Select(s => s.FeaturesLog).Where(File.Exists))}");
        FoldStanding[] failed = [.. states.Folds.Where(f => f.State == FoldState.Failed)];
        if (slurm is not null)
        {
            var ends = failed.Length == 0 ? null : slurm.Ends([.. failed.Select(f => f.Job?.Id ?? f.By!.FoldsId).OfType<long>().Distinct()]);
            foreach (FoldStanding fold in failed)
                say($"  failed: {fold.Fold}: {End(fold, states.HasFeatures, ends)}");
        }
        if (File.Exists(table.Markdown))
            say($"  table: {table.Markdown}");
        else if (states.LivingTables is [.., QueuedJob job])
            say($"  table: job {job.Id} {job.State.ToLowerInvariant()}");
        else if (slurm is not null)
            say("  table: not made, and no job is to make it; call mex slurm for it again, and it goes on with what is missing");
        return failed.Length == 0;

        string Count(FoldState state) => states.Folds.Count(f => f.State == state).ToString(CultureInfo.InvariantCulture);

        string Reasons()
        {
            string[] reasons = [.. states.Folds.Where(f => f.State == FoldState.Queued).Select(f => f.Job!.Reason).Where(r => r != "None").Distinct().Order(StringComparer.Ordinal)];
            return reasons.Length == 0 ? "" : $" ({string.Join(", ", reasons)})";
        }
    }

    private static string End(FoldStanding fold, bool hasFeatures, IReadOnlyDictionary<(long Id, int Task), string>? ends)
    {
        string task = fold.Task.ToString(CultureInfo.InvariantCulture), log = fold.By!.LogOf(task);
        string state = fold.Job is { } job ? job.State + (job.Reason is "None" ? "" : $" ({job.Reason})")
            : fold.By.FoldsId is long id && ends?.GetValueOrDefault((id, fold.Task)) is string end ? end : "ended, Slurm no longer knows how";
        if (!File.Exists(log))
            return $"task {task} {state}; it never began, there is no {log}{(hasFeatures ? "" : $"; the features' log: {fold.By.FeaturesLog}")}";
        string last = File.ReadLines(log).LastOrDefault(l => l.StartsWith("mex: ", StringComparison.Ordinal) || l.StartsWith("slurmstepd", StringComparison.Ordinal)) ?? File.ReadLines(log).LastOrDefault() ?? "empty";
        return $"task {task} {state}; log {log}: {last}";
    }
}
