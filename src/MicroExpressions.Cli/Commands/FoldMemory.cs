using System.Globalization;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary>What a fold's process needs, said before many of them are started.</summary>
/// <param name="Megabytes">the most that one took</param>
/// <param name="Measured">by folds of the same rows in the same folder; else it is the scale's figure</param>
internal sealed record FoldMemory(double Megabytes, bool Measured)
{
    private const double Margin = 1.25, Step = 100;

    /// <summary>What to ask a scheduler for, in MB: a quarter more, in hundreds [chosen].</summary>
    public int Asked => (int)(Math.Ceiling(Megabytes * Margin / Step) * Step);

    /// <summary>What is known of a scale's folds.</summary>
    /// <param name="scale">how much is spent</param>
    /// <param name="measured">the most that a fold of these rows took; null where none was run</param>
    public static FoldMemory Of(SpottingScale scale, double? measured) => measured is double most ? new(most, true) : new(scale.FoldMegabytes, false);

    /// <summary>In words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"up to {Megabytes:0} MB a fold ({(Measured ? "measured on folds of these rows" : "the scale's figure, for the ablations' network; none of these rows was run here yet")})");

    /// <summary>For folds at a time on this machine, with a warning where they do not fit.</summary>
    /// <param name="jobs">folds at a time</param>
    /// <param name="available">bytes that this machine or container has in all</param>
    public string For(int jobs, long available) => string.Create(CultureInfo.InvariantCulture,
        $"{jobs} folds at a time, each in a process on one thread: {this}, so {jobs * Megabytes / 1000:0.0} of this machine's {available / 1e9:0.0} GB")
        + (jobs * Megabytes * 1e6 > available ? "; that is more than it has: give a smaller --jobs" : "");
}
