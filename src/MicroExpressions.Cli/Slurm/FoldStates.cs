using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Slurm;

/// <summary>How it stands with a fold.</summary>
internal enum FoldState
{
    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>A task that has it is at work, on it or on a neighbour.</summary>
    Running,

    /// <summary>A task that has it waits.</summary>
    Queued,

    /// <summary>The last task that had it is no more, and there is no result.</summary>
    Failed,

    /// <summary>No task has had it.</summary>
    NotSubmitted,
}

/// <summary>How it stands with one fold.</summary>
/// <param name="Fold">which</param>
/// <param name="State">how</param>
internal sealed record FoldStanding(NamedFold Fold, FoldState State)
{
    /// <summary>The last submission that had it; null where none had.</summary>
    public Submission? By { get; init; }

    /// <summary>The task of it.</summary>
    public int Task { get; init; }

    /// <summary>The task in the queue; null where Slurm knows it no more.</summary>
    public QueuedJob? Job { get; init; }
}

/// <summary>What is known of a table's folds: by the runs' files what is done, by the queue what is under way.</summary>
internal sealed class FoldStates
{
    private readonly IReadOnlyList<QueuedJob> queue;

    private FoldStates(SlurmTable table, IReadOnlyList<WantedRow>? rows, IReadOnlyList<QueuedJob> queue)
    {
        this.queue = queue;
        HasFeatures = rows is not null;
        Submissions = table.Submissions;
        var had = new Dictionary<NamedFold, (Submission By, int Task)>();
        foreach (Submission submission in Submissions.Where(s => s.FoldsId is not null || JobsOf(s).Any()))
            foreach (var (task, fold) in submission.Tasks.Folds)
                had[fold] = (submission, task);
        HashSet<NamedFold> missing = [.. table.Request.Missing(rows)];
        Folds = [.. table.Request.Folds(rows).Select(fold => !missing.Contains(fold) ? new FoldStanding(fold, FoldState.Done) : Standing(fold, had.TryGetValue(fold, out var last) ? last : null))];
    }

    /// <summary>Whether the features are extracted.</summary>
    public bool HasFeatures { get; }

    /// <summary>The table's submissions.</summary>
    public IReadOnlyList<Submission> Submissions { get; }

    /// <summary>All folds, in the table's order.</summary>
    public IReadOnlyList<FoldStanding> Folds { get; }

    /// <summary>The arrays that may still do something.</summary>
    public IReadOnlyList<long> LivingArrays => [.. Submissions.SelectMany(JobsOf).Where(j => j.Lives).Select(j => j.Id).Distinct()];

    /// <summary>The jobs that wait to make the table, or are making it.</summary>
    public IReadOnlyList<QueuedJob> LivingTables => [.. queue.Where(j => j.Lives && Submissions.Any(s => s.TableJob == j.Name))];

    /// <summary>The job that extracts the features; null where none is under way.</summary>
    public QueuedJob? LivingFeatures { get; private init; }

    /// <summary>Looks.</summary>
    /// <param name="table">the table</param>
    /// <param name="rows">its rows; null before there are features</param>
    /// <param name="slurm">asked once; null where there is none to ask</param>
    public static FoldStates Of(SlurmTable table, IReadOnlyList<WantedRow>? rows, SlurmPrograms? slurm)
    {
        string[] names = [table.FeaturesJob, .. table.Submissions.SelectMany(s => (string[])[s.FoldsJob, s.TableJob])];
        IReadOnlyList<QueuedJob> queue = slurm?.Queue(names) ?? [];
        return new(table, rows, queue) { LivingFeatures = queue.FirstOrDefault(j => j.Lives && j.Name == table.FeaturesJob) };
    }

    private IEnumerable<QueuedJob> JobsOf(Submission submission) => queue.Where(j => j.Name == submission.FoldsJob);

    private FoldStanding Standing(NamedFold fold, (Submission By, int Task)? last)
    {
        if (last is not var (by, task))
            return new(fold, FoldState.NotSubmitted);
        // a task that was put back keeps its number: should Slurm show the earlier try too, the living one counts
        QueuedJob? job = JobsOf(by).Where(j => j.Task == task).OrderByDescending(j => j.Lives).FirstOrDefault();
        FoldState state = job is not { Lives: true } ? FoldState.Failed : job.Waits ? FoldState.Queued : FoldState.Running;
        return new(fold, state) { By = by, Task = task, Job = job };
    }
}
