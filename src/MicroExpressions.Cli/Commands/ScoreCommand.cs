using System.CommandLine;
using System.Globalization;
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
        var detections = new Option<string>("--detections") { Description = "what a model found: this kit's files, challenge submissions, lists of TP/FP/FN, lines without a header (docs/formats.md)", Required = true, HelpName = "FILE" };
        var protocol = new Option<string?>("--protocol") { Description = "lab or one-to-one; both when left out" };
        protocol.AcceptOnlyFromAmong("lab", "one-to-one");
        var threshold = new Option<double?>("--threshold") { Description = "only detections that score more count" };
        var sweep = new Option<bool>("--sweep") { Description = "every threshold: the best on the test set, and one chosen on the training folds" };
        var digit = new Option<bool>("--drop-score-digit") { Description = "read each score without its last digit, as LGSNet's published evaluation did" };
        var unlabelled = new Option<string[]>("--unlabelled") { Description = "videos that were searched though nothing is labelled in them: what is detected there is wrong", HelpName = "VIDEO", AllowMultipleArgumentsPerToken = true };
        var json = new Option<bool>("--json") { Description = "print JSON" };
        var command = new Command("score", "Score detections against labelled intervals.") { truth, detections, protocol, threshold, sweep, digit, unlabelled, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(threshold) is not null && result.GetValue(sweep))
                result.AddError("--threshold and --sweep exclude each other");
        });
        command.SetAction(parse => Run(
            parse.GetRequiredValue(truth), parse.GetRequiredValue(detections), parse.GetValue(protocol),
            parse.GetValue(threshold), parse.GetValue(sweep), parse.GetValue(digit), parse.GetValue(unlabelled) ?? [], parse.GetValue(json)));
        return command;
    }

    private static int Run(string truthFile, string detectionFile, string? protocol, double? threshold, bool sweep, bool dropDigit, string[] unlabelled, bool json)
    {
        IntervalList annotations = AnnotationFile.ReadIntervals(truthFile);
        IReadOnlyList<ExpressionInterval> truth = annotations.Intervals;
        VideoName[] empty = [.. unlabelled.Select(Unlabelled)];
        DetectionList list = DetectionList.Read(detectionFile, truth, empty, dropDigit);
        IReadOnlyList<Detection> detections = list.Detections;
        if (!list.IsScored && (sweep || threshold is not null))
            throw new InputException(
                Path.GetFileName(detectionFile), "no column of scores", "scores, of which a threshold can be taken",
                $"Leave {(sweep ? "--sweep" : "--threshold")} out: every detection then counts.");
        if (sweep && empty.FirstOrDefault(v => truth.All(i => i.Subject != v.Subject)) is { } nobody)
            throw new InputException(
                "--unlabelled", $"video {nobody.Video}, of no subject of the annotations", "a video of one of them: --sweep leaves out one subject at a time", "Leave it or --sweep out.");
        ScoringProtocol[] protocols = protocol switch
        {
            "lab" => [ScoringProtocol.Lab],
            "one-to-one" => [ScoringProtocol.OneToOne],
            _ => [ScoringProtocol.Lab, ScoringProtocol.OneToOne],
        };

        var lines = new List<SpottingScoreLine>();
        var options = new ScoringOptions { Threshold = threshold, UnlabelledVideos = empty };
        if (!list.IsScored)
            options = options with { MaximumPerVideo = int.MaxValue };
        var notes = new List<string>([About(annotations), .. list.Notes, .. DetectionRates.Check(truth, annotations.Frames, detections, Path.GetFileName(detectionFile))]);
        if (detections.GroupBy(d => (d.Subject, d.Video)).Sum(v => Math.Max(0, v.Count() - options.MaximumPerVideo)) is > 0 and int beyond)
            notes.Add($"{beyond} detections beyond the {options.MaximumPerVideo} best of their video do not count, as in the published evaluation.");
        foreach (ScoringOptions under in protocols.Select(p => options with { Protocol = p }))
            if (sweep)
                lines.AddRange(Sweep(truth, detections, under, notes));
            else
                lines.Add(new SpottingScoreLine(Name(under.Protocol), threshold, threshold is null ? "none" : "given", SpottingScore.Evaluate(truth, detections, under)));
        if (list.IsScored)
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

    /// <summary>Which list it was, what it holds and what was repaired in it.</summary>
    private static string About(IntervalList list)
    {
        AnnotationReport report = list.Report;
        string set = report.Set.Length > 0 ? $"{DataSetManifest.Of(report.Set).Title}, {report.List} ({report.Edition})" : report.Edition;
        string held = string.Join(", ", report.Counts.Select(c => $"{c.Found} {c.Name}"));
        string repaired = string.Concat(report.RepairsByRule.Select(rule => $"; {rule.Key} in {rule.Value} {(rule.Value == 1 ? "row" : "rows")}"));
        return $"Truth: {set}, {held}, {string.Create(CultureInfo.InvariantCulture, $"{list.Intervals[0].FramesPerSecond}")} frames per second{repaired}.";
    }

    /// <summary>A video as the sets name it; of any other name the subject is not known.</summary>
    private static VideoName Unlabelled(string name) =>
        CasmeSquared.Recognise(name) ?? CasmeCubed.Recognise(name) ?? SammLongVideos.Recognise(name) ?? new VideoName("", name);

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
