using System.Globalization;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Commands;

/// <summary>Rows of Table I on the synthetic corpus with as many folds at a time as there are processors: for the demo, and for weights.</summary>
internal static class SyntheticFolds
{
    /// <summary>Makes the corpus's features and the folds that are not there yet.</summary>
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
        int jobs = Environment.ProcessorCount;
        if (jobs == 1 || device.type != TorchSharp.DeviceType.CPU)
            return data;
        var processes = new FoldProcesses(jobs, f =>
        [
            "reproduce", "spotting-" + SpottingStudy.Table1.Name, "--scale", scale.Name, "--precision", f.Experiment.Method.Model.Precision.Name(), "--folder", place,
            "--row", f.Experiment.Name, "--seed", f.Experiment.Method.Training.Seed.ToString(CultureInfo.InvariantCulture), "--fold", f.Fold, "--child",
        ], live);
        // what failed here is run again where the folds are read, and says there what is wrong
        await processes.RunAsync(new SpottingRun(data, place, device).Missing(rows), cancel);
        return data;
    }
}
