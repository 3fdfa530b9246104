using MicroExpressions.Annotations;
using MicroExpressions.Experiments;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>Controls that see no image, beside the paper's models: docs/method.md §2 "Numbers".</summary>
public static class IntensityControlsTable
{
    /// <summary>One block per data set: the controls, then the paper's rows.</summary>
    public static ResultTable Of(IReadOnlyList<IntensityControls> results) => new(
        "Intensity: what predictions without a single image reach",
        [new("Clips of"), new("Prediction"), new("ρ per clip", Format: "0.0000"), new("τ per clip", Format: "0.0000"),
            new("ρ pooled", Format: "0.0000"), new("τ pooled", Format: "0.0000"), new("Apex error", "frames", "0.0"), new("Clips"), new("Constant")],
        [.. results.SelectMany(Rows)])
    {
        Footnotes =
        [
            "Labels: the triangular pseudo label of 16 points, Eq. (1)–(3); the controls never open a frame.",
            "Mean curve: the mean label of all clips of the other subjects. Symmetric triangle: apex in the middle for every clip; \"tied\" makes mirrored points exactly equal, where binary arithmetic leaves differences in the last bit that rank correlations count as an order.",
            "The paper's rows are as printed; its abstract contradicts its tables. A constant prediction scores 0 and is counted.",
        ],
    };

    private static IEnumerable<ResultRow> Rows(IntensityControls result)
    {
        yield return Control(result, "leave-one-subject-out mean curve", result.MeanCurve);
        yield return Control(result, "symmetric triangle", result.SymmetricCurve);
        yield return Control(result, "symmetric triangle, tied", result.SymmetricCurveTied);
        foreach (var row in result.Paper)
            yield return new ResultRow(Title(result), "paper: " + row.Name, row.Spearman, row.Kendall, null, null, null, null, null) { Origin = RowOrigin.Paper };
    }

    private static ResultRow Control(IntensityControls result, string name, IntensityScore score) => new(
        Title(result), name, score.PerClip.Spearman, score.PerClip.Kendall, score.Pooled.Spearman, score.Pooled.Kendall,
        score.ApexErrorFrames, score.Clips.Length, score.ConstantPredictions)
    { Origin = RowOrigin.Control };

    private static string Title(IntensityControls result) => DataSetManifest.All.FirstOrDefault(m => m.Id == result.DataSet)?.Title ?? result.DataSet;
}
