using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Slurm;

/// <summary>
/// A table that is made on a cluster, and its folder <c>slurm/NAME</c> beside the runs: <c>request.json</c>, what was asked for; a folder
/// for each submission, from 1; in the end <c>table.md</c> and <c>table.json</c>. What was done is told by the runs' own files.
/// </summary>
/// <param name="Request">what was asked for, paths in full</param>
/// <param name="Folder">where its files lie</param>
internal sealed record SlurmTable(SpottingTableRequest Request, string Folder)
{
    private const string RequestFile = "request.json";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Name of folder and jobs: <c>table-1-smoke-3fa9c204</c>; the digits tell other rows, seeds and folders apart.</summary>
    public string Name => Path.GetFileName(Folder);

    /// <summary>The table's file without its ending.</summary>
    public string Table => Path.Combine(Folder, "table");

    /// <summary>The printed table; not there until all folds are.</summary>
    public string Markdown => Table + ".md";

    /// <summary>The name of the job that extracts the features: the same for all tables that are shown the same, so that one is enough.</summary>
    public string FeaturesJob => $"mex-features-{Request.Scale}-{Digest($"{Request.Folder}\n{string.Join('\n', Request.Table.Rows(Request.Spent.Base).Select(r => r.Features?.Name).Distinct())}")}";

    /// <summary>The submissions so far.</summary>
    public IReadOnlyList<Submission> Submissions => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.GetDirectories(Folder).Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : 0)
            .Where(n => n > 0).Order().Select(n => new Submission(this, n)),
    ];

    /// <summary>The next submission's place.</summary>
    public Submission Next => new(this, Submissions.Select(s => s.Number).DefaultIfEmpty(0).Max() + 1);

    /// <summary>Where a table is made.</summary>
    /// <param name="request">what was asked for</param>
    public static SlurmTable Of(SpottingTableRequest request)
    {
        request = request with
        {
            Folder = Path.GetFullPath(request.Folder),
            Data = request.Data is null ? null : Path.GetFullPath(request.Data),
            Features = request.Features is null ? null : Path.GetFullPath(request.Features),
        };
        string name = $"{request.Study}-{request.Scale}-{Digest(ShellWord.Line([.. request.Arguments, .. request.RowsAndSeeds]))}";
        return new(request, Path.Combine(request.Folder, "slurm", name));
    }

    /// <summary>The tables that were begun in a folder of runs.</summary>
    /// <param name="runs">the folder</param>
    /// <exception cref="InputException">a damaged file</exception>
    public static IReadOnlyList<SlurmTable> In(string runs)
    {
        string all = Path.Combine(Path.GetFullPath(runs), "slurm");
        return !Directory.Exists(all) ? [] : [.. Directory.GetDirectories(all).Where(d => File.Exists(Path.Combine(d, RequestFile))).Order(StringComparer.Ordinal).Select(Read)];
    }

    /// <summary>Keeps what was asked for, and the table for this process: nobody else submits it meanwhile.</summary>
    /// <exception cref="InputException">another process has it, or the folder cannot be written</exception>
    public IDisposable Hold()
    {
        WholeFile.WriteText(Path.Combine(Folder, RequestFile), to => to.Write(JsonSerializer.Serialize(Request, Json)));
        string file = Path.Combine(Folder, "submitting");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InputException(file, e.Message, "nobody else who submits this table", "Wait for the other mex slurm to end, and call again.", e);
        }
    }

    /// <summary>Takes an earlier table away, before folds are run that it does not hold.</summary>
    public void Outdate()
    {
        File.Delete(Markdown);
        File.Delete(Table + ".json");
    }

    private static SlurmTable Read(string folder)
    {
        string file = Path.Combine(folder, RequestFile);
        try
        {
            return new(JsonSerializer.Deserialize<SpottingTableRequest>(File.ReadAllText(file), Json) ?? throw new JsonException("null"), folder);
        }
        catch (JsonException e)
        {
            throw new InputException(file, e.Message, "a table that was asked for", "Call mex slurm for the table again: it writes the file anew.", e);
        }
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
}
