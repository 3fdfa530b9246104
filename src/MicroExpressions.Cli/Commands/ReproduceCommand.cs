using System.CommandLine;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex reproduce</c>: an experiment of the papers, by name.</summary>
public static class ReproduceCommand
{
    public static Command Create()
    {
        var command = new Command("reproduce", "Reproduce an experiment of the papers.") { IntensityControlsCommand(), DifficultyCommand.Create(), LandmarksCommand.Create() };
        foreach (IntensityStudy study in IntensityStudy.All)
            command.Add(IntensityStudyCommand.Create(study));
        command.Add(SpottingFigureCommand.Create());
        foreach (SpottingStudy study in SpottingTableRequest.Studies)
            command.Add(SpottingStudyCommand.Create(study));
        return command;
    }

    private static Command IntensityControlsCommand()
    {
        var data = DataOption.Create();
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("intensity-controls", "What predictions that see no image reach on SAMM and CASME II.") { data, json };
        command.SetAction(parse =>
        {
            DataRoot root = DataRoot.Resolve(parse.GetValue(data))
                ?? throw new InputException("mex reproduce intensity-controls", "no data root", "the sheets of SAMM or CASME II", DataRoot.HowToName);
            IReadOnlyList<IntensityControls> results =
            [
                IntensityControls.Run(Samm.Id, Samm.LoadClips(root).Clips),
                IntensityControls.Run(CasmeTwo.Id, CasmeTwo.LoadFiveClassList(root).Clips),
            ];
            if (parse.GetValue(json))
                Output.PrintJson(results.Select(r => new
                {
                    r.DataSet,
                    r.Clips,
                    r.Subjects,
                    r.MonotoneClips,
                    MeanCurve = Figures(r.MeanCurve),
                    SymmetricTriangle = Figures(r.SymmetricCurve),
                    SymmetricTriangleTied = Figures(r.SymmetricCurveTied),
                    r.Paper,
                }));
            else
                Output.Print(IntensityControlsTable.Of(results));
            return ExitCode.Done;
        });
        return command;
    }

    private static object Figures(Metrics.IntensityScore score) => new { score.PerClip, score.Pooled, score.ApexErrorFrames, score.ConstantPredictions };
}
