using System.CommandLine;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex score</c>: detections of any model against labelled intervals.</summary>
public static class ScoreCommand
{
    public static Command Create()
    {
        var truth = new Option<string>("--truth") { Description = "labelled intervals: a data set's sheet, a lab's list or the kit's CSV", Required = true, HelpName = "FILE" };
        var detections = new Option<string>("--detections") { Description = "CSV with subject, video, start, end, score", Required = true, HelpName = "FILE" };
        var protocol = new Option<string?>("--protocol") { Description = "lab or one-to-one; both when left out" };
        protocol.AcceptOnlyFromAmong("lab", "one-to-one");
        var threshold = new Option<double?>("--threshold") { Description = "only detections that score more count" };
        var sweep = new Option<bool>("--sweep") { Description = "every threshold: the best on the test set, and one chosen on the training folds" };
        var digit = new Option<bool>("--drop-score-digit") { Description = "read each score without its last digit, as LGSNet's published evaluation did" };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("score", "Score detections against labelled intervals.") { truth, detections, protocol, threshold, sweep, digit, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(threshold) is not null && result.GetValue(sweep))
                result.AddError("--threshold and --sweep exclude each other");
        });
        command.SetAction(parse => Run(
            parse.GetRequiredValue(truth), parse.GetRequiredValue(detections), parse.GetValue(protocol),
            parse.GetValue(threshold), parse.GetValue(sweep), parse.GetValue(digit), parse.GetValue(json)));
        return command;
    }

    private static int Run(string truthFile, string detectionFile, string? protocol, double? threshold, bool sweep, bool dropDigit, bool json)
    {
        IReadOnlyList<ExpressionInterval> truth = AnnotationFile.ReadIntervals(truthFile).Intervals;
        IReadOnlyList<Detection> detections = DetectionFile.Read(detectionFile, dropDigit);
        ScoringProtocol[] protocols = protocol switch
        {
            "lab" => [ScoringProtocol.Lab],
            "one-to-one" => [ScoringProtocol.OneToOne],
            _ => [ScoringProtocol.Lab, ScoringProtocol.OneToOne],
        };

        var lines = new List<SpottingScoreLine>();
        var notes = new List<string>();
        foreach (ScoringOptions options in protocols.Select(p => new ScoringOptions { Protocol = p, Threshold = threshold }))
            if (sweep)
                lines.AddRange(Sweep(truth, detections, options, notes));
            else
                lines.Add(new SpottingScoreLine(Name(options.Protocol), threshold, threshold is null ? "none" : "given", SpottingScore.Evaluate(truth, detections, options)));
        notes.Add(dropDigit
            ? "Scores read without their last digit, as the published evaluation did (0.4853 counts as 0.485)."
            : "Scores read as written.");

        if (json)
            Output.PrintJson(new
            {
                Truth = truthFile,
                Detections = detectionFile,
                DropScoreDigit = dropDigit,
                Scores = lines.Select(l => new { Protocol = l.Name, l.Threshold, l.Selection, Counts = l.Score }),
                Notes = notes,
            });
        else
            Output.Print(SpottingScoreTable.Of(Path.GetFileName(detectionFile), lines, [], notes));
        return ExitCode.Done;
    }

    private static IEnumerable<SpottingScoreLine> Sweep(
        IReadOnlyList<ExpressionInterval> truth, IReadOnlyList<Detection> detections, ScoringOptions options, List<string> notes)
    {
        string name = Name(options.Protocol);
        ThresholdSweep sweep = ThresholdSweep.Run(truth, detections, options);
        notes.Add(SpottingScoreTable.SweepNote(name, sweep));
        yield return new SpottingScoreLine(name, sweep.BestOnTestSet.Threshold, "on the test set", sweep.BestOnTestSet.Score);
        TrainingFoldThresholds honest = TrainingFoldThresholds.Run(TrainingFoldThresholds.BySubject(truth, detections), options);
        yield return new SpottingScoreLine(name, null, "on the training folds", honest.Total);
    }

    private static string Name(ScoringProtocol protocol) => protocol == ScoringProtocol.Lab ? "lab" : "one-to-one";
}
