using System.Text.Json.Serialization;

namespace MicroExpressions.Synthesis;

/// <summary>Aggregates of one kind of expression in one set's annotation sheet. No single label can be read from them.</summary>
public sealed record ExpressionStatistics
{
    /// <summary>Rows with onset &lt; offset.</summary>
    public required int Count { get; init; }

    /// <summary>Quantiles of <c>(offset − onset)/fps</c>, seconds, at <see cref="SheetStatistics.Levels"/>.</summary>
    public required IReadOnlyList<double> DurationSeconds { get; init; }

    /// <summary>Rows of these with an apex between onset and offset.</summary>
    public required int ApexCount { get; init; }

    /// <summary>Quantiles of <c>α = (a − o)/(f − o)</c>, Eq. (2) of the intensity paper, at <see cref="SheetStatistics.Levels"/>.</summary>
    public required IReadOnlyList<double> ApexPosition { get; init; }
}

/// <summary>Aggregates of a spotting set's long videos.</summary>
public sealed record VideoStatistics
{
    /// <summary>Micro-expressions.</summary>
    public required ExpressionStatistics Micro { get; init; }

    /// <summary>Macro-expressions.</summary>
    public required ExpressionStatistics Macro { get; init; }

    /// <summary>Videos with at least one expression.</summary>
    public required int Videos { get; init; }

    /// <summary>Their length together.</summary>
    public required double Minutes { get; init; }

    /// <summary>Micro-expressions in a minute of video.</summary>
    public required double MicroPerMinute { get; init; }

    /// <summary>Macro-expressions in a minute of video.</summary>
    public required double MacroPerMinute { get; init; }
}

/// <summary>A set of action units seen together and in how many rows.</summary>
/// <param name="Units">FACS numbers, rising</param>
/// <param name="Count">rows</param>
public sealed record ActionUnitCount(IReadOnlyList<int> Units, int Count)
{
    /// <summary>As the sheets write it: <c>6+12</c>.</summary>
    [JsonIgnore]
    public string Text => string.Join('+', Units);
}

/// <summary>Which action units come together, by kind.</summary>
public sealed record ActionUnitStatistics
{
    /// <summary>In the micro-expressions of long videos.</summary>
    public required IReadOnlyList<ActionUnitCount> Micro { get; init; }

    /// <summary>In the macro-expressions of long videos.</summary>
    public required IReadOnlyList<ActionUnitCount> Macro { get; init; }

    /// <summary>In the sets of clips.</summary>
    public required IReadOnlyList<ActionUnitCount> Clips { get; init; }
}

/// <summary>What the corpus borrows from the real sets: numbers computed from their sheets, stored in the manifest.</summary>
public sealed record SheetStatistics
{
    /// <summary>Where the numbers come from and how to compute them again.</summary>
    public required string Source { get; init; }

    /// <summary>The probabilities of all quantiles, from 0 to 1.</summary>
    public required IReadOnlyList<double> Levels { get; init; }

    /// <summary>CAS(ME)², 30 fps.</summary>
    public required VideoStatistics CasmeSquared { get; init; }

    /// <summary>SAMM Long Videos, 200 fps.</summary>
    public required VideoStatistics SammLongVideos { get; init; }

    /// <summary>CASME II, 200 fps.</summary>
    public required ExpressionStatistics Casme2 { get; init; }

    /// <summary>SAMM, 200 fps.</summary>
    public required ExpressionStatistics Samm { get; init; }

    /// <summary>Sets of units in CAS(ME)² and SAMM-LV (micro, macro) and in CASME II and SAMM (clips).</summary>
    public required ActionUnitStatistics ActionUnits { get; init; }

    /// <summary>Whether every table has a value at each level, the levels rise from 0 to 1, and there are action units to choose from.</summary>
    internal bool IsWhole => Levels is [0, .., 1] && Levels.Zip(Levels.Skip(1)).All(pair => pair.First < pair.Second)
        && new[] { CasmeSquared.Micro, CasmeSquared.Macro, SammLongVideos.Micro, SammLongVideos.Macro, Casme2, Samm }.SelectMany(e => new[] { e.DurationSeconds, e.ApexPosition })
            .All(table => table.Count == Levels.Count && table.All(double.IsFinite))
        && new[] { ActionUnits.Micro, ActionUnits.Macro, ActionUnits.Clips }.All(sets => sets.Any(set => set.Count > 0) && sets.All(set => set.Count >= 0));

    /// <summary>The quantile function, linear between the stored levels.</summary>
    /// <param name="quantiles">values at <see cref="Levels"/></param>
    /// <param name="probability">0..1</param>
    public double Quantile(IReadOnlyList<double> quantiles, double probability)
    {
        var i = 1;
        while (i < Levels.Count - 1 && probability > Levels[i])
            i++;
        var u = (probability - Levels[i - 1]) / (Levels[i] - Levels[i - 1]);
        return quantiles[i - 1] + u * (quantiles[i] - quantiles[i - 1]);
    }
}
