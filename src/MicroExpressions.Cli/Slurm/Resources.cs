using System.Text.RegularExpressions;

namespace MicroExpressions.Cli.Slurm;

/// <summary>What a task is to be given, as sbatch's options have it.</summary>
/// <param name="Memory">MB a task</param>
internal sealed partial record Resources(int Memory)
{
    /// <summary>Whose share it is; null for the user's own.</summary>
    public string? Account { get; init; }

    /// <summary>Which machines; null for the cluster's usual ones.</summary>
    public string? Partition { get; init; }

    /// <summary>The longest a task may take; null for what the partition gives.</summary>
    public string? Time { get; init; }

    /// <summary>A GPU for each task that trains: <c>1</c>, or <c>a100:1</c>; null for none.</summary>
    public string? Gpus { get; init; }

    /// <summary>Whether a text is one GPU, of any kind or of a named one: a fold trains on one.</summary>
    public static bool IsOneGpu(string text) => OneGpu().IsMatch(text);

    /// <summary>As lines of a script.</summary>
    /// <param name="trains">whether the job trains; else it needs no GPU</param>
    public IEnumerable<string> Directives(bool trains) =>
    [
        "#SBATCH --ntasks=1", "#SBATCH --cpus-per-task=1", $"#SBATCH --mem={Memory}M",
        .. Account is null ? (string[])[] : ["#SBATCH --account=" + Account],
        .. Partition is null ? (string[])[] : ["#SBATCH --partition=" + Partition],
        .. Time is null ? (string[])[] : ["#SBATCH --time=" + Time],
        .. Gpus is null || !trains ? (string[])[] : ["#SBATCH --gpus=" + Gpus],
    ];

    [GeneratedRegex("^([A-Za-z0-9_.-]+:)?1$")]
    private static partial Regex OneGpu();
}
