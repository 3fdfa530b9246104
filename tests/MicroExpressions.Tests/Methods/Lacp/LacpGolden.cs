using System.Text.Json;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.Lacp;

/// <summary>What the authors' public code says; golden/make_lacp_golden.py has its commit and how it was run.</summary>
internal static class LacpGolden
{
    public static JsonElement Sequences { get; } = Read("sequences.json");

    public static JsonElement Network { get; } = Read("network.json");

    public static JsonElement Proposals { get; } = Read("proposals.json");

    /// <summary>The script's weights and features: <c>sin(1.7 i + phase)</c>.</summary>
    public static Tensor Wave(double phase, params long[] shape) =>
        tensor(Enumerable.Range(0, (int)shape.Aggregate((a, b) => a * b)).Select(i => Math.Sin(1.7 * i + phase)).ToArray()).view(shape);

    /// <summary>The script writes a column of 0 and 1 as text.</summary>
    public static bool[] Marks(this JsonElement text) => [.. text.GetString()!.Select(m => m == '1')];

    /// <summary>Points of a column of 0 and 1 for each class.</summary>
    public static IReadOnlyList<SnippetPoint> Points(this JsonElement columns) =>
        [.. columns.EnumerateArray().Index().SelectMany(c => c.Item.Marks().Index().Where(m => m.Item).Select(m => new SnippetPoint(m.Index, (SnippetClass)c.Index)))];

    private static JsonElement Read(string name) => GoldenNumbers.Read("Lacp", name);
}
