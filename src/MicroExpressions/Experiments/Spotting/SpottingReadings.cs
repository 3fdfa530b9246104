using System.Globalization;
using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>Studies of ours: what the paper leaves open, and what each way to read it is worth.</summary>
public static class SpottingReadings
{
    /// <summary>λ₁ of the weights study.</summary>
    public static IReadOnlyList<double> WeightsTried { get; } = [1, 3, 10, 30];

    /// <summary>
    /// λ₁ for all rows alike, then, at the λ₁ that is set, the averaging of (16) and λ₂: what a labelled snippet counts. To be run at the
    /// scale <see cref="SpottingScale.Development"/>, on people that stand in no table.
    /// </summary>
    public static SpottingStudy Weights { get; } = new("weights", "", "How much should a labelled snippet count, if it counts alike in all rows?", NameOf("+MPLG", 1), full =>
    [
        .. from row in Weighed(full)
           from λ in WeightsTried
           select new SpottingExperiment(NameOf(row.Name, λ), row.Pwes with { Loss = row.Pwes.Loss with { Snippet = λ } }),
        .. from row in Weighed(full)
           where row.Pwes.Loss.Contrastive == 0 && row.Name != SpottingStudy.PointsOnly       // points are all of one side
           select new SpottingExperiment($"{row.Name}, expressions and background apart", row.Pwes with { Loss = row.Pwes.Loss with { Averaging = SnippetAveraging.Classes } }),
        .. from λ in new[] { 0.3, 1 }
           select new SpottingExperiment(string.Create(CultureInfo.InvariantCulture, $"+MPLG+DFCL, λ₂ = {λ}"), full with { Loss = full.Loss with { Contrastive = λ } }),
    ]);

    /// <summary>What the parts of our own generator are worth.</summary>
    public static SpottingStudy Intervals { get; } = new("point-intervals", "", "What makes the intervals through the points teach?", SpottingStudy.PointsOnly, full =>
    [
        new(SpottingStudy.PointsOnly, SpottingStudy.Points(full)),
        Variant("the point, and background out of its reach", full, new() { SeeksRuns = false, LabelsTheRest = false }),
        Variant("runs, and background out of reach", full, new() { LabelsTheRest = false }),
        Variant("runs without likeness, and all the rest", full, new() { UseLikeness = false }),
        Variant(SpottingStudy.Intervals, full, new()),
        SpottingStudy.OracleRow(full),
    ]);

    /// <summary>Each way to read the paper, alone against the default.</summary>
    public static SpottingStudy Readings { get; } = new("readings", "", "Which gaps of the paper's text matter?", Default, full =>
    [
        new(Default, full),
        .. Losses(full), .. Labels(full), .. Contrast(full),
        new("dropout 0.5 before the attention's sigmoid", full with { Model = full.Model with { AttentionScoreDropout = 0.5 } }),
        new("no video score in the intervals' score", full with { Search = full.Search with { VideoScoreWeight = 0 } }),
        SpottingStudy.OracleRow(full),
    ]);

    /// <summary>The labels that teach most, the paper's whole method and the most that labels can give, each with other features of the same videos.</summary>
    public static SpottingStudy Features { get; } = new("features", "", "What should a spotter be shown?", Shown(CorpusFeatures.Hoof, SpottingStudy.Intervals), full =>
    [
        .. from features in CorpusFeatures.All
           from row in SpottingStudy.Table1.Rows(full)
           where row.Name is "+MPLG+DFCL" or SpottingStudy.Intervals or SpottingStudy.Oracle
           select row with { Name = Shown(features, row.Name), Features = features },
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SpottingStudy> All { get; } = [Weights, Intervals, Readings, Features];

    private const string Default = "+MPLG+DFCL, as set";

    /// <summary>A row of the weights study.</summary>
    /// <param name="row">Table I's</param>
    /// <param name="weight">λ₁</param>
    public static string NameOf(string row, double weight) => string.Create(CultureInfo.InvariantCulture, $"{row}, λ₁ = {weight}");

    private static string Shown(CorpusFeatures features, string row) => $"{features.Name}, {row}";

    /// <summary>The rows of Table I that λ₁ decides, without the rival and the oracle's contrast.</summary>
    private static IEnumerable<SpottingExperiment> Weighed(PwesMethod full) =>
        SpottingStudy.Table1.Rows(full).Where(r => r.Name is "+MPLG" or "+MPLG+DFCL" or SpottingStudy.PointsOnly or SpottingStudy.Intervals or SpottingStudy.Oracle);

    private static SpottingExperiment Variant(string name, PwesMethod full, PointIntervals labels) => new(name, SpottingStudy.WithoutContrast(full) with { PseudoLabels = labels });

    private static IEnumerable<SpottingExperiment> Losses(PwesMethod full)
    {
        var names = new Dictionary<SnippetAveraging, string>
        {
            [SnippetAveraging.Batch] = "(16) over the batch's labelled snippets",
            [SnippetAveraging.Video] = "(16) video by video",
            [SnippetAveraging.Classes] = "(16) expressions and background apart",
        };
        foreach (var (averaging, name) in names.Where(n => n.Key != full.Loss.Averaging))
            yield return new(name, full with { Loss = full.Loss with { Averaging = averaging } });
        yield return new("(12), (13) summed over the classes", full with { Loss = full.Loss with { Classes = OverClasses.Sum } });
        yield return new("points teach while pre-training", full with { PointsWhilePreTraining = true });
    }

    private static IEnumerable<SpottingExperiment> Labels(PwesMethod full)
    {
        yield return new("(8) absolute", full with { PseudoLabels = new MultiRefined { Scale = ThresholdScale.Absolute } });
        yield return new("(8) relative where both classes are", full with { PseudoLabels = new MultiRefined { Scale = ThresholdScale.RelativeWhereBoth } });
        yield return new("a snippet may be of both classes", full with { PseudoLabels = new MultiRefined { OneClass = false } });
        yield return new("(9) background from S alone", full with { PseudoLabels = new MultiRefined { Background = BackgroundSource.ActivationMap } });
        yield return new("Table II's c, background from the attention", SpottingStudy.WithoutContrast(full) with { PseudoLabels = MultiRefined.C });
        yield return new("Table II's c, background from S alone", SpottingStudy.WithoutContrast(full) with { PseudoLabels = MultiRefined.C with { Background = BackgroundSource.ActivationMap } });
        yield return new("labels with dropout", full with { LabelsWithoutDropout = false });
    }

    private static IEnumerable<SpottingExperiment> Contrast(PwesMethod full)
    {
        yield return new("(10) from pseudo labels alone", full with { PointsInRegions = false });
        yield return new("regions without dropout", full with { RegionsWithoutDropout = true });
        yield return new("no contrast", SpottingStudy.WithoutContrast(full));
    }
}
