using MicroExpressions.Annotations;
using MicroExpressions.Experiments;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;

namespace MicroExpressions.Cli.Demo;

/// <summary>Numbers that stand in print, from the real sheets and a published model's real detections, as far as the data root has them.</summary>
public static class RealAnnotationsDemo
{
    /// <summary>LGSNet's published operating point on CAS(ME)² [source: its published evaluation].</summary>
    private const double PublishedThreshold = 0.485;

    public static IEnumerable<DemoPart> Parts(DataRoot root)
    {
        yield return new DemoPart("Annotation sheets",
            "Every sheet of the data root, read by what it contains, not by its name; what was found stands beside what a complete copy has. Real sheets have gaps: each repair has a name.",
            cancel =>
            {
                IReadOnlyList<DataCheckResult> results = DataCheck.Run(root, cancellation: cancel);
                return [DataCheckTable.Counts(results), DataCheckTable.Rules(results)];
            });

        string detections = root.At("detections", "lgsnet-casme-squared", "lgsnet_casme2_epoch23_predictions.csv");
        if (File.Exists(detections) && root.AnnotationFiles(CasmeSquared.Id).Count > 0)
            yield return new DemoPart("A published model's detections",
                "LGSNet's own detections on CAS(ME)², scored by the published protocol and by one in which every detection can be right only once.",
                _ => [Detections(root, detections)]);
        if (root.AnnotationFiles(Samm.Id).Count > 0 && root.AnnotationFiles(CasmeTwo.Id).Count > 0)
            yield return new DemoPart("Intensity without looking",
                "How far a prediction gets that never opens a frame. A model that has learnt to see must beat these rows.",
                _ => [IntensityControlsTable.Of(
                [
                    IntensityControls.Run(Samm.Id, Samm.LoadClips(root).Clips),
                    IntensityControls.Run(CasmeTwo.Id, CasmeTwo.LoadFiveClassList(root).Clips),
                ])]);
    }

    private static ResultTable Detections(DataRoot root, string file)
    {
        IReadOnlyList<ExpressionInterval> truth = CasmeSquared.LoadLabList(root).Intervals;
        var lines = new List<SpottingScoreLine>();
        foreach (bool drop in new[] { true, false })
        {
            IReadOnlyList<Detection> detections = DetectionFile.Read(file, drop);
            foreach (ScoringProtocol protocol in Enum.GetValues<ScoringProtocol>())
                lines.Add(new SpottingScoreLine(
                    $"{(protocol == ScoringProtocol.Lab ? "lab" : "one-to-one")}, scores {(drop ? "without their last digit" : "as written")}",
                    PublishedThreshold, "given", SpottingScore.Evaluate(truth, detections, new ScoringOptions { Protocol = protocol, Threshold = PublishedThreshold })));
        }
        var printed = Experiments.PaperTables.SpottingTable.All.Single(t => t.Number == "IX").Row("LGSNet");
        return SpottingScoreTable.Of("LGSNet's detections on CAS(ME)², the lab's list of 357", lines,
            [new ResultRow("printed for LGSNet in PWES, Table IX", null, "", null, null, null, printed.Recall, printed.Precision, printed.F1, printed.F1At05, printed.F1At10) { Origin = RowOrigin.Paper }],
            [
                "The published evaluation read each score without its last digit (0.4853 counts as 0.485): with it the published row comes out exactly.",
                "lab: one detection may find several intervals. one-to-one: each detection and each interval is used once.",
            ]);
    }
}
