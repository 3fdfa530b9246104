using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>The first graphics processor, as NVIDIA's own <c>nvidia-smi</c> tells of it.</summary>
/// <param name="Name">the product</param>
/// <param name="Driver">the driver's version</param>
/// <param name="TotalMegabytes">its memory, in MiB as the program counts</param>
/// <param name="UsedMegabytes">taken of it at that moment, by all processes</param>
public sealed record Gpu(string Name, string Driver, double TotalMegabytes, double UsedMegabytes)
{
    private const int Fields = 4;

    private static readonly string[] Query = ["--query-gpu=name,driver_version,memory.total,memory.used", "--format=csv,noheader,nounits"];

    /// <summary>This machine's.</summary>
    /// <exception cref="InputException">nvidia-smi is not there or says something else</exception>
    public static Gpu Here()
    {
        string said;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("nvidia-smi", Query) { RedirectStandardOutput = true })!;
            said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
        }
        catch (Win32Exception e)
        {
            throw Unknown(e.Message);
        }
        return Of(said);
    }

    /// <summary>Reads the program's answer.</summary>
    /// <param name="said">a line a GPU: name, driver, memory in all, memory taken</param>
    /// <exception cref="InputException">it is something else</exception>
    public static Gpu Of(string said)
    {
        string[] fields = said.Split('\n')[0].Split(", ");
        return fields.Length == Fields && Number(2) is double total && Number(3) is double used ? new(fields[0].Trim(), fields[1].Trim(), total, used) : throw Unknown(said.Trim());

        double? Number(int i) => double.TryParse(fields[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : null;
    }

    private static InputException Unknown(string found) => new($"nvidia-smi {string.Join(' ', Query)}", found, "name, driver and memory of a GPU", "NVIDIA's driver brings the program; it must be on the path.");

    /// <summary>Name, driver and memory.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, driver {Driver}, {TotalMegabytes:0} MiB");
}
