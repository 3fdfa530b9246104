using System.Text.Json;
using MicroExpressions.Spotting;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>What the authors' code of a method says: golden/*.json beside its tests; the script there has the commit and how it was run.</summary>
internal static class GoldenNumbers
{
    /// <param name="method">the folder</param>
    /// <param name="file">in its folder golden</param>
    public static JsonElement Read(string method, string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Methods", method, "golden", file))).RootElement;

    public static double[] Numbers(this JsonElement list) => [.. list.EnumerateArray().Select(n => n.GetDouble())];

    public static double[] Numbers(this JsonElement golden, string name) => golden.GetProperty(name).Numbers();

    public static double Number(this JsonElement golden, string name) => golden.GetProperty(name).GetDouble();

    /// <summary>Single precision here, double there.</summary>
    public static void Near(double[] expected, Tensor found)
    {
        float[] values = ProposalSearch.Values(found);
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 5e-5));
    }
}
