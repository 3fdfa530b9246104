using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Demo;

/// <summary>The intensity paper's table on the synthetic corpus with a frozen encoder, and what its curves look like.</summary>
public static class IntensityDemo
{
    public static IEnumerable<DemoPart> Parts()
    {
        yield return new DemoPart("Intensity on faces whose truth is known",
            "Ten synthetic people, eighty clips, each predicted by a model that never saw its person. The controls see no frame; the pseudo labels' own rows say how near they are to the intensity that moved the faces.",
            Items);
    }

    /// <summary>The baseline, the model, and the one row above the controls; the ablations are <c>mex reproduce intensity-table-2</c>'s.</summary>
    private static bool IsShown(IntensityExperiment row) => row.Name is "ResNet18 frame-wise" or "ResNet18 + GRU" or "ResNet18 + GRU, random weights";

    private static IEnumerable<DemoItem> Items(CancellationToken cancel)
    {
        var place = new RunPlace(Path.Combine(Kit.Artifacts, "intensity"), CPU);
        IntensityStudyResult result = IntensityStudyCommand.Run(
            IntensityStudy.Table2 with { Rows = start => [.. IntensityStudy.Table2.Rows(start).Where(IsShown)] }, IntensityScale.Demo, IntensityDataSet.Synthetic, root: null, seeds: 1, place, cancel);
        yield return IntensityStudyTable.Of(result);
        yield return TrajectoryFigure.Of(result.Rows.Single(r => r.Name == "ResNet18 + GRU").Seeds[0]);
    }
}
