using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A table or figure of the intensity paper, or a question that it leaves open, as rows that differ in one thing each.</summary>
/// <param name="Name">what follows <c>mex reproduce intensity-</c></param>
/// <param name="Question">what it answers, in a sentence</param>
/// <param name="PaperSet">the set whose printed table this is; null: the paper has no such table</param>
/// <param name="Rows">the experiments, made from a scale's base</param>
public sealed record IntensityStudy(string Name, string Question, string? PaperSet, Func<IntensityExperiment, IReadOnlyList<IntensityExperiment>> Rows)
{
    /// <summary>Whether another set is tested than the one that teaches.</summary>
    public bool IsTransfer => Name == "transfer";

    /// <summary>
    /// The paper's rows to stand beside ours: the whole table where it has one; else its full model and the abstract's figures, on the
    /// set that is tested or, where the paper does not use it, on both of its own.
    /// </summary>
    /// <param name="tested">the tested set's id</param>
    public IReadOnlyList<IntensityRow> PaperRows(string tested)
    {
        if (PaperSet is not null)
            return IntensityTable.Of(PaperSet);
        IReadOnlyList<IntensityRow> own = IntensityTable.Of(tested);
        return [.. (own.Count > 0 ? own : IntensityTable.Rows).Where(row => row.Name is IntensityTable.FullModel or IntensityTable.Abstract)];
    }

    /// <summary>Every row with every seed, row by row.</summary>
    /// <param name="start">what the rows start from</param>
    /// <param name="seeds">how many, from 1</param>
    public IReadOnlyList<IntensityExperiment> Experiments(IntensityExperiment start, int seeds) =>
        [.. Rows(start).SelectMany(row => Enumerable.Range(1, seeds).Select(seed => row with { Training = row.Training with { Seed = seed } }))];

    /// <summary>The six shapes; the paper's first.</summary>
    public static IReadOnlyList<IntensityShape> AllShapes { get; } =
    [
        new TriangularShape(), new GaussianShape(), new RaisedCosineShape(), new SmoothstepShape(), new TrapezoidShape(), new AsymmetricExponentialShape(),
    ];

    /// <summary>Table 2: SAMM.</summary>
    public static IntensityStudy Table2 { get; } = new("table-2", "The paper's Table 2: the model, its baseline and its ablations.", Samm.Id, Variants);

    /// <summary>Table 3: CASME II.</summary>
    public static IntensityStudy Table3 { get; } = Table2 with { Name = "table-3", Question = "The paper's Table 3: the model, its baseline and its ablations.", PaperSet = CasmeTwo.Id };

    /// <summary>The label-shape ablation.</summary>
    public static IntensityStudy Shapes { get; } = new("shapes", "Which shape of pseudo label teaches best, and which is nearest to the truth?", null,
        start => [.. AllShapes.Select(shape => start with { Name = ShapeName(shape), Shape = shape }), Untrained(start with { Name = ShapeName(start.Shape) })]);

    /// <summary>From one set to another; the paper leaves it open.</summary>
    public static IntensityStudy Transfer { get; } = new("transfer", "Does a model that one set taught do on another?", null,
        start => [.. Variants(start).Select(row => row with { Split = IntensitySplit.Transfer })]);

    /// <summary>What leakage does.</summary>
    public static IntensityStudy Split { get; } = new("split", "How much better does a model look on faces that it has learnt from?", null, start =>
    [
        start with { Name = "leave one subject out" },
        start with { Name = $"{start.Folds} folds by subject", Split = IntensitySplit.BySubject },
        start with { Name = $"{start.Folds} folds by clip (leaky)", Split = IntensitySplit.LeakyClipwise },
        Untrained(start with { Name = "leave one subject out" }),
    ]);

    /// <summary>Does the model look at the frames at all?</summary>
    public static IntensityStudy Shuffled { get; } = new("shuffled", "Does the model look at the frames, or does it only count them?", null,
        start => [.. Variants(start).Where(row => row.Loss == start.Loss)]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<IntensityStudy> All { get; } = [Table2, Table3, Shapes, Transfer, Split, Shuffled];

    /// <summary>A shape's name in a table: <c>asymmetric exponential</c>.</summary>
    public static string ShapeName(IntensityShape shape) =>
        string.Concat(shape.GetType().Name[..^"Shape".Length].Select((c, i) => char.IsUpper(c) && i > 0 ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>
    /// The paper's rows; then what ImageNet's weights bring, as the full model without them; and of a frozen encoder, which cannot learn
    /// what to look at, both with the other thing that it can be given.
    /// </summary>
    private static IReadOnlyList<IntensityExperiment> Variants(IntensityExperiment start)
    {
        IntensityExperiment baseline = start with { Name = "ResNet18 frame-wise", Temporal = false }, full = start with { Name = "ResNet18 + GRU" };
        ImmutableArray<IntensityExperiment> rows =
        [
            baseline,
            full,
            start with { Name = "without smoothness", Loss = start.Loss with { Smoothness = 0 } },
            start with { Name = "without apex ranking", Loss = start.Loss with { ApexRanking = 0 } },
            Untrained(full),
        ];
        if (!start.Encoder.Frozen)
            return rows;
        // given as a change, a frame knows the onset: the baseline in the paper's sense sees one frame only
        return [.. start.Encoder.ChangeSinceOnset ? [Otherwise(baseline)] : Array.Empty<IntensityExperiment>(), .. rows, Otherwise(full), Untrained(Otherwise(full))];
    }

    private static IntensityExperiment Otherwise(IntensityExperiment row) => row with
    {
        Name = row.Name + (row.Encoder.ChangeSinceOnset ? ", the frame alone" : ", the frame's change"),
        Encoder = row.Encoder with { ChangeSinceOnset = !row.Encoder.ChangeSinceOnset },
    };

    private static IntensityExperiment Untrained(IntensityExperiment row) => row with
    {
        Name = row.Name + ", random weights",
        Encoder = row.Encoder with { RandomWeights = true },
    };
}
