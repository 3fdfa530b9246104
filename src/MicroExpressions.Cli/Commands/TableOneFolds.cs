using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary>Rows of Table I with as many folds at a time as there are processors: for the demo, and for weights.</summary>
internal static class TableOneFolds
{
    /// <summary>Makes the synthetic corpus's features and the folds that are not there yet.</summary>
    /// <param name="scale">how much to spend</param>
    /// <param name="rows">of <see cref="SpottingStudy.Table1"/>, with their seeds</param>
    /// <param name="place">where features and runs are kept</param>
    /// <param name="device">a GPU is not shared: there the folds are left to whoever reads them next</param>
    /// <param name="live">shows how far it is</param>
    /// <param name="cancel">stops after a step; the same call goes on from there</param>
    /// <returns>the corpus</returns>
    internal static async Task<SpottingDataSet> RunAsync(
        SpottingScale scale, IReadOnlyList<SpottingExperiment> rows, string place, Device device, LiveProgress live, CancellationToken cancel)
    {
        SpottingDataSet data = SpottingStudyCommand.Load(scale, SpottingDataSet.Synthetic, place, null, null, false, live, cancel);
        await RunAsync(data, [], scale, rows, place, device, live, cancel);
        return data;
    }

    /// <summary>Makes the folds of any set that are not there yet.</summary>
    /// <param name="data">the set</param>
    /// <param name="options">the options that name it, <see cref="SpottingStudyCommand.SetOptions"/></param>
    /// <param name="scale">how much to spend</param>
    /// <param name="rows">of <see cref="SpottingStudy.Table1"/>, with their seeds</param>
    /// <param name="place">where runs are kept</param>
    /// <param name="device">a GPU is not shared: there the folds are left to whoever reads them next</param>
    /// <param name="live">shows how far it is</param>
    /// <param name="cancel">stops after a step; the same call goes on from there</param>
    internal static async Task RunAsync(
        SpottingDataSet data, IReadOnlyList<string> options, SpottingScale scale, IReadOnlyList<SpottingExperiment> rows, string place, Device device,
        LiveProgress live, CancellationToken cancel)
    {
        int jobs = Environment.ProcessorCount;
        if (jobs == 1 || device.type != TorchSharp.DeviceType.CPU)
            return;
        // what failed here is run again where the folds are read, and says there what is wrong
        await new FoldProcesses(jobs, live).RunAsync(
            [.. new SpottingRun(data, place, device).Missing(rows).Select(f => NamedFold.Of(f).Work(["reproduce", "spotting-" + SpottingStudy.Table1.Name, .. options, "--scale", scale.Name, "--folder", place]))],
            cancel);
    }
}
