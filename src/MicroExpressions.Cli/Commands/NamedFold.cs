using System.Globalization;
using System.Text.Json;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary>One fold of one row with one seed, by names alone: what a process is given to do.</summary>
/// <param name="Row">the row's name</param>
/// <param name="Seed">the seed</param>
/// <param name="Subject">who is left out</param>
internal sealed record NamedFold(string Row, int Seed, string Subject)
{
    /// <summary>A run's fold.</summary>
    public static NamedFold Of(SpottingFold fold) => new(fold.Experiment.Name, fold.Experiment.Seed, fold.Fold);

    /// <summary>What <see cref="Work"/> tells a process.</summary>
    public static NamedFold Read(string line) => JsonSerializer.Deserialize<NamedFold>(line)!;

    /// <summary>For a process that does folds of this row.</summary>
    /// <param name="table">the command line of the table, without rows</param>
    public FoldWork Work(IReadOnlyList<string> table) => new(ToString(), [.. table, "--row", Row, "--child"], JsonSerializer.Serialize(this));

    /// <summary>As people name it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Subject} of {Row}, seed {Seed}");
}
