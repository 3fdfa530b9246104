using System.Globalization;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Losses;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>A table of PWES as rows that differ in one thing each. Their names are those of the printed rows; what the paper has not, follows them.</summary>
/// <param name="Name">what follows <c>mex reproduce spotting-</c></param>
/// <param name="Number">the paper's number; empty for a study of ours</param>
/// <param name="Question">what it answers, in a sentence</param>
/// <param name="Reference">the row that the others are held against</param>
/// <param name="Rows">the experiments, made from a scale's full method</param>
public sealed record SpottingStudy(string Name, string Number, string Question, string Reference, Func<PwesMethod, IReadOnlyList<SpottingExperiment>> Rows)
{
    /// <summary>The row that learns from every snippet's true label: how much labels can give at all.</summary>
    public const string Oracle = "oracle labels";

    /// <summary>The row that learns from the points, without pseudo labels.</summary>
    public const string PointsOnly = "points only";

    /// <summary>The row of our own generator.</summary>
    public const string Intervals = "point intervals";

    /// <summary>The printed table; one without rows for a study of ours.</summary>
    public SpottingTable Paper => SpottingTable.All.SingleOrDefault(t => t.Number == Number) ?? new(Number, Question, "", []);

    /// <summary>Table I: as the paper reads, its baseline learns from video labels; beside it what labels of snippets can give.</summary>
    public static SpottingStudy Table1 { get; } = new("table-1", "I", "What is each part worth?", "Baseline", full =>
    [
        new("Baseline", VideoLabels(full)),
        new("+PPLM", WithoutContrast(full) with { PseudoLabels = new ProbabilisticMining() }),
        new("+MPLG", WithoutContrast(full)),
        new("+MPLG+DFCL", full),
        new(PointsOnly, Points(full)),
        new("+MPLG, expressions and background apart", WithoutContrast(full) with { Loss = full.Loss with { Contrastive = 0, Averaging = SnippetAveraging.Classes } }),
        new(Intervals, WithoutContrast(full) with { PseudoLabels = new PointIntervals() }),
        OracleRow(full),
        new("oracle labels+DFCL", full with { Supervision = Supervision.Full, PseudoLabels = null }),
    ]);

    /// <summary>Table II.</summary>
    public static SpottingStudy Table2 { get; } = new("table-2", "II", "Which steps of the pseudo label generation matter?", "MPLG", full =>
    [
        new("c", WithoutContrast(full) with { PseudoLabels = MultiRefined.C }),
        new("ca", WithoutContrast(full) with { PseudoLabels = MultiRefined.Ca }),
        new("caf1", WithoutContrast(full) with { PseudoLabels = MultiRefined.Caf1 }),
        new("caf2", WithoutContrast(full) with { PseudoLabels = MultiRefined.Caf2 }),
        new("MPLG", WithoutContrast(full)),
        OracleRow(full),
    ]);

    /// <summary>Table III; with fewer steps than the paper's as large a share of them.</summary>
    public static SpottingStudy Table3 { get; } = new("table-3", "III", "How long should pre-training be?", "80", full =>
    [
        .. new[] { 30, 50, 80, 100, 120 }.Select(steps => AfterPreTraining(full, steps)),
        OracleRow(full),
    ]);

    /// <summary>Table IV.</summary>
    public static SpottingStudy Table4 { get; } = new("table-4", "IV", "Which threshold of the pseudo labels?", "0.8", full =>
    [
        .. new[] { 0.5, 0.6, 0.7, 0.8, 0.9 }.Select(θ => new SpottingExperiment(Text(θ), full with { PseudoLabels = new MultiRefined { Threshold = θ } })),
        OracleRow(full),
    ]);

    /// <summary>Table V.</summary>
    public static SpottingStudy Table5 { get; } = new("table-5", "V", "How many snippets may be foreground?", "0.3", full =>
    [
        .. new[] { 0.1, 0.2, 0.3 }.Select(share => new SpottingExperiment(Text(share), full with { PseudoLabels = new MultiRefined { TopShare = share } })),
        OracleRow(full),
    ]);

    /// <summary>Table VI.</summary>
    public static SpottingStudy Table6 { get; } = new("table-6", "VI", "Which temperature of the contrast?", "1.0", full =>
    [
        .. new[] { 0.07, 0.2, 0.5, 0.8, 1.0, 1.5 }.Select(τ => new SpottingExperiment(τ == 1 ? "1.0" : Text(τ), full with { Loss = full.Loss with { Temperature = τ } })),
        OracleRow(full),
    ]);

    /// <summary>Table VII.</summary>
    public static SpottingStudy Table7 { get; } = new("table-7", "VII", "Into how many regions should the background be cut?", "10", full =>
    [
        .. new[] { 5, 8, 10, 12, 15 }.Select(n => new SpottingExperiment(Text(n), full with { Regions = full.Regions with { Background = n } })),
        OracleRow(full),
    ]);

    /// <summary>Table VIII, and the two biased positions that the paper has not.</summary>
    public static SpottingStudy Table8 { get; } = new("table-8", "VIII", "Does it matter which frame is labelled?", "Random", full =>
    [
        new("Apex", At(full, PointPosition.Apex)),
        new("Random", At(full, PointPosition.Random)),
        new("Towards the onset", At(full, PointPosition.TowardsOnset)),
        new("Towards the offset", At(full, PointPosition.TowardsOffset)),
        OracleRow(full),
    ]);

    /// <summary>The paper's eight.</summary>
    public static IReadOnlyList<SpottingStudy> All { get; } = [Table1, Table2, Table3, Table4, Table5, Table6, Table7, Table8];

    /// <summary>The paper's full method without the contrast.</summary>
    internal static PwesMethod WithoutContrast(PwesMethod full) => full with { Loss = full.Loss with { Contrastive = 0 } };

    /// <summary>What learns from video labels alone: L_snip and the contrast left out.</summary>
    internal static PwesMethod VideoLabels(PwesMethod full) => WithoutContrast(full) with { Supervision = Supervision.Video, PseudoLabels = null };

    /// <summary>What learns from the points, without pseudo labels.</summary>
    internal static PwesMethod Points(PwesMethod full) => WithoutContrast(full) with { PseudoLabels = null };

    /// <summary>What learns from every snippet's true label.</summary>
    internal static SpottingExperiment OracleRow(PwesMethod full) => new(Oracle, WithoutContrast(full) with { Supervision = Supervision.Full, PseudoLabels = null });

    private static SpottingExperiment AfterPreTraining(PwesMethod full, int steps)
    {
        int paper = new PwesMethod().Training.Steps, ran = Math.Max(1, steps * full.Training.Steps / paper);
        return new(Text(steps), full with { PreTraining = ran }) { Note = ran == steps ? "" : $"{Text(ran)} of {Text(full.Training.Steps)} steps" };
    }

    private static PwesMethod At(PwesMethod full, PointPosition position) => full with { Points = full.Points with { Position = position } };

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
