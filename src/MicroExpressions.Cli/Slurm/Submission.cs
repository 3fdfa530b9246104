using System.Globalization;

namespace MicroExpressions.Cli.Slurm;

/// <summary>
/// One call's jobs and their folder: the scripts, <c>folds.tsv</c>, a log a task, and the jobs' numbers. Names and scripts are written
/// before sbatch is called and numbers after, each at once; where a call was ended in between, the queue knows the job by its name.
/// </summary>
/// <param name="Of">the table</param>
/// <param name="Number">from 1</param>
internal sealed record Submission(SlurmTable Of, int Number)
{
    /// <summary>Where its files lie.</summary>
    public string Folder => Path.Combine(Of.Folder, Number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The array's name in the queue.</summary>
    public string FoldsJob => string.Create(CultureInfo.InvariantCulture, $"mex-{Of.Name}-{Number}");

    /// <summary>The name of the job that makes the table.</summary>
    public string TableJob => FoldsJob + "-table";

    /// <summary>Which task does which folds; empty where it made only a table.</summary>
    public FoldTasks Tasks => File.Exists(List) ? FoldTasks.Read(List) : new([]);

    /// <summary>The file of <see cref="Tasks"/>.</summary>
    public string List => Path.Combine(Folder, "folds.tsv");

    /// <summary>A task's log.</summary>
    public string LogOf(string task) => Path.Combine(Folder, $"task-{task}.log");

    /// <summary>The log of the features' extraction.</summary>
    public string FeaturesLog => Path.Combine(Folder, "features.log");

    /// <summary>The log of the table's job.</summary>
    public string TableLog => Path.Combine(Folder, "table.log");

    /// <summary>The array's number, as far as it was told; the queue may know it too.</summary>
    public long? FoldsId => Read("folds");

    /// <summary>Writes a script.</summary>
    /// <returns>its file</returns>
    public string Script(string what, string text)
    {
        string file = Path.Combine(Folder, what + ".sh");
        WholeFile.WriteText(file, to => to.Write(text));
        return file;
    }

    /// <summary>Keeps a job's number.</summary>
    public void Told(string what, long id) => WholeFile.WriteText(FileOf(what), to => to.Write(string.Create(CultureInfo.InvariantCulture, $"{id}\n")));

    private long? Read(string what) =>
        !File.Exists(FileOf(what)) ? null : long.TryParse(File.ReadAllText(FileOf(what)).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id
        : throw new InputException(FileOf(what), "no number", "a job's number", "Delete the file; the job is known by its name too.");

    private string FileOf(string what) => Path.Combine(Folder, what + ".job");
}
