using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>Rows with the machine they were measured on: what is printed, and what <c>docs/benchmarks</c> keeps.</summary>
/// <param name="Processor">the processor's name</param>
/// <param name="Cores">cores that the process sees</param>
/// <param name="Runtime">the .NET runtime</param>
/// <param name="Rows">what was measured</param>
public sealed record BenchmarkRun(string Processor, int Cores, string Runtime, IReadOnlyList<BenchmarkRow> Rows)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The rows, measured on this machine.</summary>
    public static BenchmarkRun Of(IReadOnlyList<BenchmarkRow> rows) => new(
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unnamed processor"
            : "unnamed processor",
        Environment.ProcessorCount,
        System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        rows);

    /// <summary>Writes <c>2026-01-31-flow.json</c> into the folder; the same day's earlier run of that name is replaced.</summary>
    /// <returns>the file's path</returns>
    public string Keep(string folder, string name)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}-{name}.json"));
        File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");
        return path;
    }
}
