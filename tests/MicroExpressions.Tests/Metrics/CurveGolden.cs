using System.Text.Json;

namespace MicroExpressions.Tests.Metrics;

/// <summary>Pairs of curves and what scipy and numpy say about them: golden/curves.json, made by golden/make_curve_golden.py.</summary>
public sealed record CurveGolden(
    string Name, double[] X, double[] Y, double[] Ranks,
    double Spearman, double Kendall, double Pearson, double Concordance, double Mae)
{
    private sealed record Golden(string Scipy, CurveGolden[] Cases);

    public static CurveGolden[] All { get; } = JsonSerializer.Deserialize<Golden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Metrics", "golden", "curves.json")),
        JsonSerializerOptions.Web)!.Cases;

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    public static CurveGolden Named(string name) => All.Single(c => c.Name == name);
}
