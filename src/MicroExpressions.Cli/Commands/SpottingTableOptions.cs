using System.CommandLine;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;

namespace MicroExpressions.Cli.Commands;

/// <summary>The options that say which table is wanted: the same wherever its folds are run.</summary>
internal sealed class SpottingTableOptions
{
    private readonly SpottingStudy study;
    private readonly Option<string> set, scale = SpottingStudyCommand.Scale(), folder = SpottingStudyCommand.Folder();
    private readonly Option<int> seeds = TrainingOptions.Seeds();
    private readonly Option<int?> seed = new("--seed") { Description = "only this seed, instead of --seeds" };
    private readonly Option<string?> features = SpottingStudyCommand.Features(), data = DataOption.Create();
    private readonly Option<bool> partial = SpottingStudyCommand.Partial();
    private readonly Option<string[]> rows = new("--row") { Description = "only this row; can be given several times", HelpName = "NAME" };

    public SpottingTableOptions(SpottingStudy study)
    {
        this.study = study;
        IReadOnlyList<SpottingExperiment> all = study.Rows(SpottingScale.Paper.Base);
        set = all.Any(r => r.Features is not null && r.OwnFeatures(SpottingScale.Paper.Corpus.FramesPerSecond) is null) ? SyntheticSet() : SpottingStudyCommand.Set();
        rows.AcceptOnlyFromAmong([.. all.Select(r => r.Name)]);
    }

    public IEnumerable<Option> All => [set, scale, rows, seeds, seed, folder, data, features, partial];

    /// <summary>What was asked for.</summary>
    /// <param name="parse">the command line</param>
    /// <param name="device"><c>cpu</c> or <c>cuda</c></param>
    public SpottingTableRequest Read(ParseResult parse, string device) => new()
    {
        Study = study.Name,
        Set = parse.GetValue(set)!,
        Scale = parse.GetValue(scale)!,
        Rows = parse.GetValue(rows) ?? [],
        Seeds = parse.GetValue(seed) is int one ? [one] : [.. Enumerable.Range(1, parse.GetValue(seeds))],
        Device = device,
        Folder = parse.GetValue(folder)!,
        Data = parse.GetValue(data),
        Features = parse.GetValue(features),
        Partial = parse.GetValue(partial),
    };

    /// <summary>For a study whose rows name features: a real set's are those of its files.</summary>
    private static Option<string> SyntheticSet()
    {
        var set = new Option<string>("--set") { Description = "the data set: the synthetic corpus, whose features are made here", DefaultValueFactory = _ => SpottingDataSet.Synthetic };
        set.AcceptOnlyFromAmong(SpottingDataSet.Synthetic);
        return set;
    }
}
