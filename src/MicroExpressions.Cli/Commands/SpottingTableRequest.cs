using System.Globalization;
using System.Text.Json.Serialization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Synthesis;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary>A row and where and on what it is run.</summary>
/// <param name="Row">the experiment, without seed</param>
/// <param name="Run">set and folder</param>
internal sealed record WantedRow(SpottingExperiment Row, SpottingRun Run);

/// <summary>A spotting table as it was asked for: all that decides which folds there are and what is in them.</summary>
internal sealed record SpottingTableRequest
{
    /// <summary>The study's name, without <c>spotting-</c>.</summary>
    public required string Study { get; init; }

    /// <summary>The data set.</summary>
    public required string Set { get; init; }

    /// <summary>The scale's name.</summary>
    public required string Scale { get; init; }

    /// <summary>Only these rows; empty for all.</summary>
    public IReadOnlyList<string> Rows { get; init; } = [];

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary><c>cpu</c> or <c>cuda</c>.</summary>
    public required string Device { get; init; }

    /// <summary>Where runs are kept.</summary>
    public required string Folder { get; init; }

    /// <summary>The data root; null where the set needs none.</summary>
    public string? Data { get; init; }

    /// <summary>A real set's features; null for those of the data root.</summary>
    public string? Features { get; init; }

    /// <summary>Whether a real set may lack features of videos.</summary>
    public bool Partial { get; init; }

    /// <summary>All studies that the commands know.</summary>
    public static IEnumerable<SpottingStudy> Studies => SpottingStudy.All.Concat(SpottingRivals.All).Concat(SpottingReadings.All);

    /// <summary>Everything but rows and seeds, for a process of this program that does a part of it.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Arguments =>
    [
        "reproduce", "spotting-" + Study, .. SpottingStudyCommand.SetOptions(Set, Data, Features, Partial), "--scale", Scale, "--device", Device, "--folder", Folder,
    ];

    /// <summary>Rows and seeds.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> RowsAndSeeds =>
    [
        .. Rows.SelectMany(row => (string[])["--row", row]),
        .. Seeds.SequenceEqual(Enumerable.Range(1, Seeds.Count)) ? (string[])["--seeds", Text(Seeds.Count)] : ["--seed", Text(Seeds.Single())],
    ];

    /// <summary>The study.</summary>
    [JsonIgnore]
    public SpottingStudy Table => Studies.Single(s => s.Name == Study);

    /// <summary>How much is spent.</summary>
    [JsonIgnore]
    public SpottingScale Spent => SpottingScale.All.Single(s => s.Name == Scale);

    /// <summary>A login node may have no GPU; it still must know which runs are a GPU's.</summary>
    private Device On => Device == "cpu" ? CPU : cuda.is_available() ? CUDA : new Device(TorchSharp.DeviceType.CUDA);

    /// <summary>In words.</summary>
    public string Describe() => $"spotting-{Study}, {Set}, {Scale} scale, seed{(Seeds.Count == 1 ? "" : "s")} {string.Join(' ', Seeds.Select(Text))}{(Rows.Count == 0 ? "" : $", rows {string.Join(" · ", Rows)}")}{(Device == "cpu" ? "" : ", " + Device)}";

    /// <summary>The rows, each with its set, features extracted where they are not there.</summary>
    /// <param name="live">shows the extraction</param>
    /// <param name="cancel">ends it between two frames</param>
    public IReadOnlyList<WantedRow> Wanted(LiveProgress live, CancellationToken cancel) =>
        Wanted(first => SpottingStudyCommand.Load(Spent, Set, Folder, Data, Features, Partial, live, cancel, first))!;

    /// <summary>The same of features that are there; null where some are still to be extracted.</summary>
    /// <param name="live">shows how far it is</param>
    public IReadOnlyList<WantedRow>? Kept(LiveProgress live) => Wanted(first => Set != SpottingDataSet.Synthetic
        ? SpottingStudyCommand.Load(Spent, Set, Folder, Data, Features, Partial, live, default, first)
        : SpottingDataSet.OfKeptSynthetic(Spent.Corpus, first.Features ?? CorpusFeatures.Hoof, new FeatureCache(SpottingStudyCommand.FeaturesOf(Spent, Folder))));

    /// <summary>All folds there are, also before there are features. What two rows or seeds share is listed once.</summary>
    /// <param name="wanted">the rows; null before there are features</param>
    public IReadOnlyList<NamedFold> Folds(IReadOnlyList<WantedRow>? wanted)
    {
        if (wanted is not null)
            return OfRuns(wanted, (run, rows) => run.All(rows));
        IReadOnlyList<string> people = [.. MicroExpressions.Training.Folds.LeaveOneSubjectOut([.. SyntheticCorpus.Load(Spent.Corpus).Videos.Select(v => v.Subject.Name)]).Select(f => f.Name)];
        return [.. Asked(Table.Rows(Spent.Base)).SelectMany(row => Seeds.Select(row.WithSeed)).DistinctBy(row => (row.Features, row.Hash("")))
            .SelectMany(row => people.Select(person => new NamedFold(row.Name, row.Seed, person)))];
    }

    /// <summary>What remains to be done.</summary>
    /// <param name="wanted">the rows; null before there are features: then everything</param>
    public IReadOnlyList<NamedFold> Missing(IReadOnlyList<WantedRow>? wanted) => wanted is null ? Folds(null) : OfRuns(wanted, (run, rows) => run.Missing(rows));

    /// <summary>The most memory that a fold of these rows took, in MB: of those that were run, else what the scale says.</summary>
    /// <param name="wanted">the rows; null before there are features</param>
    public FoldMemory Memory(IReadOnlyList<WantedRow>? wanted) =>
        FoldMemory.Of(Spent, wanted?.GroupBy(w => w.Run, w => w.Row).Max(rows => rows.Key.MostMemory(rows.SelectMany(row => Seeds.Select(row.WithSeed)))));

    private IReadOnlyList<NamedFold> OfRuns(IReadOnlyList<WantedRow> wanted, Func<SpottingRun, IEnumerable<SpottingExperiment>, IReadOnlyList<SpottingFold>> which) =>
    [
        .. wanted.GroupBy(w => w.Run, w => w.Row).SelectMany(rows => which(rows.Key, rows.SelectMany(row => Seeds.Select(row.WithSeed))))
            .Select(NamedFold.Of),
    ];

    private IReadOnlyList<WantedRow>? Wanted(Func<SpottingExperiment, SpottingDataSet?> load)
    {
        var wanted = new List<WantedRow>();
        foreach (SpottingExperiment first in Asked(Table.Rows(Spent.Base)).DistinctBy(row => row.Features))
        {
            if (load(first) is not SpottingDataSet data)
                return null;
            var run = new SpottingRun(data, Folder, On);
            wanted.AddRange(Asked(Table.Rows(Spent.MethodFor(data))).Where(row => row.Features == first.Features).Select(row => new WantedRow(row, run)));
        }
        string[] order = [.. Table.Rows(Spent.Base).Select(row => row.Name)];
        return [.. wanted.OrderBy(w => Array.IndexOf(order, w.Row.Name))];
    }

    private IEnumerable<SpottingExperiment> Asked(IReadOnlyList<SpottingExperiment> rows) => rows.Where(row => Rows.Count == 0 || Rows.Contains(row.Name));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
