using System.Text.Json;
using MicroExpressions.Features;

namespace MicroExpressions.Tests.Features;

/// <summary>Files that NumPy wrote: golden/numpy.json, made by golden/make_numpy_golden.py.</summary>
public sealed record NumpyGolden(string Numpy, NumpyGolden.Case[] Cases, byte[] Stored, byte[] Deflated)
{
    public sealed record Case(string Name, int[] Shape, JsonElement[]? Values, byte[] File);

    public static NumpyGolden All { get; } = JsonSerializer.Deserialize<NumpyGolden>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Features", "golden", "numpy.json")), JsonSerializerOptions.Web)!;

    public static TheoryData<string> Readable => [.. All.Cases.Where(c => c.Values is not null).Select(c => c.Name)];

    public static TheoryData<string> Refused => [.. All.Cases.Where(c => c.Values is null).Select(c => c.Name)];

    /// <summary>Those that we write in just NumPy's bytes: little endian, C order, the oldest format.</summary>
    public static TheoryData<string> Plain =>
        [.. All.Cases.Where(c => c.Values is not null && !c.Name.StartsWith("big") && !c.Name.Contains("order") && !c.Name.StartsWith("format"))
            .Select(c => c.Name)];

    public static Case Named(string name) => All.Cases.Single(c => c.Name == name);
}
