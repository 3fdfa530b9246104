using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>Rows with the machine they were measured on: what is printed, and what <c>docs/benchmarks</c> keeps.</summary>
/// <param name="Processor">the processor's name</param>
/// <param name="Cores">cores that the process sees</param>
/// <param name="Runtime">the .NET runtime</param>
/// <param name="Rows">what was measured</param>
/// <param name="Gpu">the graphics processor that was measured; null where none was</param>
public sealed record BenchmarkRun(string Processor, int Cores, string Runtime, IReadOnlyList<BenchmarkRow> Rows, Gpu? Gpu = null)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The rows, measured on this machine.</summary>
    /// <param name="rows">what was measured</param>
    /// <param name="gpu">on which graphics processor; null where on none</param>
    public static BenchmarkRun Of(IReadOnlyList<BenchmarkRow> rows, Gpu? gpu = null) => new(
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? "unnamed processor"
            : "unnamed processor",
        Environment.ProcessorCount,
        System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription,
        rows, gpu);

    /// <summary>Writes <c>2026-01-31-flow.json</c> into the folder; the same day's earlier run of that name is replaced.</summary>
    /// <returns>the file's path</returns>
    public string Keep(string folder, string name)
    {
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{DateTime.UtcNow:yyyy-MM-dd}-{name}.json"));
        WholeFile.WriteText(path, to => to.Write(JsonSerializer.Serialize(this, Json) + "\n"));
        return path;
    }
}
