namespace MicroExpressions.Experiments.PaperTables;

/// <summary>A printed row: Spearman's ρ and Kendall's τ on one data set.</summary>
/// <param name="DataSet">the data set's id</param>
/// <param name="Name">the model, as the paper calls it</param>
/// <param name="Spearman">ρ</param>
/// <param name="Kendall">τ</param>
public sealed record IntensityRow(string DataSet, string Name, double Spearman, double Kendall);

/// <summary>The printed numbers of the intensity paper (arXiv 2512.01145), as docs/method.md §2 "Numbers" gives them.</summary>
public static class IntensityTable
{
    /// <summary>The name of the row of the paper's whole model.</summary>
    public const string FullModel = "ResNet18 + GRU";

    /// <summary>The name of the row that holds the figures of the abstract, which contradict the tables.</summary>
    public const string Abstract = "abstract";

    /// <summary>All rows, SAMM first.</summary>
    public static IReadOnlyList<IntensityRow> Rows { get; } =
    [
        new("samm", "ResNet18 frame-wise", 0.8130, 0.6697),
        new("samm", FullModel, 0.9789, 0.9222),
        new("samm", "without smoothness", 0.9804, 0.9252),
        new("samm", "without apex ranking", 0.9791, 0.9221),
        new("samm", Abstract, 0.9014, 0.7999),
        new("casme2", "ResNet18 frame-wise", 0.9172, 0.7957),
        new("casme2", FullModel, 0.9884, 0.9468),
        new("casme2", "without smoothness", 0.9876, 0.9446),
        new("casme2", "without apex ranking", 0.9894, 0.9487),
        new("casme2", Abstract, 0.9116, 0.8168),
    ];

    /// <summary>The rows of a data set; none for one that the paper does not use.</summary>
    public static IReadOnlyList<IntensityRow> Of(string dataSet) => [.. Rows.Where(row => row.DataSet == dataSet)];
}
