using System.Diagnostics;
using System.Text.Json;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// What a fold cost. It stands in a file of its own beside the fold's, which must come out the same whoever runs it. Memory is the whole process's,
/// with what the folds before it in the same process left there.
/// </summary>
/// <param name="ProcessorSeconds">of training and of looking at the held-out videos meanwhile, on all threads</param>
/// <param name="Parameters">numbers that are trained</param>
/// <param name="PeakMegabytes">the most memory that the process had</param>
public sealed record FoldCost(double ProcessorSeconds, long Parameters, double PeakMegabytes)
{
    /// <summary>Does some work and adds what it cost to the file, also where it was stopped.</summary>
    /// <param name="file">where the fold's cost stands</param>
    /// <param name="network">what is trained</param>
    /// <param name="work">the training</param>
    internal static T Of<T>(string file, nn.Module network, Func<T> work)
    {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        try
        {
            return work();
        }
        finally
        {
            process.Refresh();
            var cost = new FoldCost(
                (process.TotalProcessorTime - before).TotalSeconds + (Read(file)?.ProcessorSeconds ?? 0), network.parameters().Sum(p => p.numel()), process.PeakWorkingSet64 / 1e6);
            WholeFile.WriteText(file, to => to.Write(JsonSerializer.Serialize(cost)));
        }
    }

    /// <summary>What stands there; null where nothing does.</summary>
    /// <exception cref="InputException">it is damaged</exception>
    internal static FoldCost? Read(string file) =>
        File.Exists(file) ? KeptJson.Read<FoldCost>(file, "what a fold cost", "Delete the file; the cost is then not known.") : null;
}
