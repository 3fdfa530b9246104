using System.Globalization;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>A table of PWES as rows that differ in one thing each. Their names are those of the printed rows.</summary>
/// <param name="Name">what follows <c>mex reproduce spotting-</c></param>
/// <param name="Number">the paper's number</param>
/// <param name="Question">what it answers, in a sentence</param>
/// <param name="Rows">the experiments, made from a scale's full method</param>
public sealed record SpottingStudy(string Name, string Number, string Question, Func<SpottingMethod, IReadOnlyList<SpottingExperiment>> Rows)
{
    private const double PaperSteps = 1000;

    /// <summary>The printed table.</summary>
    public SpottingTable Paper => SpottingTable.All.Single(t => t.Number == Number);

    /// <summary>Table I.</summary>
    public static SpottingStudy Table1 { get; } = new("table-1", "I", "What is each part worth?", full =>
    [
        new("Baseline", WithoutContrast(full) with { PseudoLabels = null }),
        new("+PPLM", WithoutContrast(full) with { PseudoLabels = new ProbabilisticMining() }),
        new("+MPLG", WithoutContrast(full)),
        new("+MPLG+DFCL", full),
    ]);

    /// <summary>Table II.</summary>
    public static SpottingStudy Table2 { get; } = new("table-2", "II", "Which steps of the pseudo label generation matter?", full =>
    [
        new("c", WithoutContrast(full) with { PseudoLabels = MultiRefined.C }),
        new("ca", WithoutContrast(full) with { PseudoLabels = MultiRefined.Ca }),
        new("caf1", WithoutContrast(full) with { PseudoLabels = MultiRefined.Caf1 }),
        new("caf2", WithoutContrast(full) with { PseudoLabels = MultiRefined.Caf2 }),
        new("MPLG", WithoutContrast(full)),
    ]);

    /// <summary>Table III; with fewer steps than the paper's as large a share of them.</summary>
    public static SpottingStudy Table3 { get; } = new("table-3", "III", "How long should pre-training be?", full =>
    [
        .. new[] { 30, 50, 80, 100, 120 }.Select(steps => new SpottingExperiment(Text(steps),
            full with { PreTraining = Math.Max(1, (int)(steps * full.Training.Steps / PaperSteps)) })),
    ]);

    /// <summary>Table IV.</summary>
    public static SpottingStudy Table4 { get; } = new("table-4", "IV", "Which threshold of the pseudo labels?", full =>
    [
        .. new[] { 0.5, 0.6, 0.7, 0.8, 0.9 }.Select(θ => new SpottingExperiment(Text(θ), full with { PseudoLabels = new MultiRefined { Threshold = θ } })),
    ]);

    /// <summary>Table V.</summary>
    public static SpottingStudy Table5 { get; } = new("table-5", "V", "How many snippets may be foreground?", full =>
    [
        .. new[] { 0.1, 0.2, 0.3 }.Select(share => new SpottingExperiment(Text(share), full with { PseudoLabels = new MultiRefined { TopShare = share } })),
    ]);

    /// <summary>Table VI.</summary>
    public static SpottingStudy Table6 { get; } = new("table-6", "VI", "Which temperature of the contrast?", full =>
    [
        .. new[] { 0.07, 0.2, 0.5, 0.8, 1.0, 1.5 }.Select(τ => new SpottingExperiment(τ == 1 ? "1.0" : Text(τ), full with { Loss = full.Loss with { Temperature = τ } })),
    ]);

    /// <summary>Table VII.</summary>
    public static SpottingStudy Table7 { get; } = new("table-7", "VII", "Into how many regions should the background be cut?", full =>
    [
        .. new[] { 5, 8, 10, 12, 15 }.Select(n => new SpottingExperiment(Text(n), full with { Regions = full.Regions with { Background = n } })),
    ]);

    /// <summary>Table VIII, and the two biased positions that the paper has not.</summary>
    public static SpottingStudy Table8 { get; } = new("table-8", "VIII", "Does it matter which frame is labelled?", full =>
    [
        new("Apex", At(full, PointPosition.Apex)),
        new("Random", At(full, PointPosition.Random)),
        new("Towards the onset", At(full, PointPosition.TowardsOnset)),
        new("Towards the offset", At(full, PointPosition.TowardsOffset)),
    ]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SpottingStudy> All { get; } = [Table1, Table2, Table3, Table4, Table5, Table6, Table7, Table8];

    private static SpottingMethod WithoutContrast(SpottingMethod full) => full with { Loss = full.Loss with { Contrastive = 0 } };

    private static SpottingMethod At(SpottingMethod full, PointPosition position) => full with { Points = full.Points with { Position = position } };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
