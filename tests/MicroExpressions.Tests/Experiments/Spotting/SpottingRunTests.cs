using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Experiments.Spotting;

[Collection(DefaultGenerator.Name)]
public sealed class SpottingRunTests : IDisposable
{
    private static readonly SpottingScale Tiny = SpottingScale.Smoke with
    {
        Base = SpottingScale.Smoke.Base with { PreTraining = 2, Training = SpottingScale.Smoke.Base.Training with { Steps = 4, BatchSize = 2 } },
    };

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_runs_from_frames_to_figures_and_is_read_the_second_time()
    {
        SpottingDataSet data = SpottingDataSet.OfSynthetic(Tiny.Corpus, new FeatureCache(folder["features"]));
        SpottingRun run = new(data, folder["runs"]);
        var steps = new Count();
        SpottingStudyResult first = SpottingStudyResult.Run(SpottingStudy.Table1, Tiny, data, seeds: 1, run, steps);
        Assert.Equal(9 * 4 * 4, steps.Number);              // rows, folds, steps
        SpottingStudyResult second = SpottingStudyResult.Run(SpottingStudy.Table1, Tiny, data, seeds: 1, run, steps);
        Assert.Equal(9 * 4 * 4, steps.Number);

        Assert.All(first.Rows, row => Assert.Equal(4, row.Costs.Count));     // folds
        Assert.All(first.Rows.SelectMany(row => row.Costs), cost => Assert.True(cost is { ProcessorSeconds: > 0, Parameters: > 1000, PeakMegabytes: > 1 }));
        Assert.Equal(first.Rows.Count, SpottingStudyTable.Costs(second)!.Rows.Count);
        Assert.Equal(first.Rows[0].Costs.Max(c => c.PeakMegabytes), run.MostMemory([first.Rows[0].Seeds[0].Experiment]));
        Assert.Null(run.MostMemory([first.Rows[0].Seeds[0].Experiment.WithSeed(7)]));

        ResultTable table = SpottingStudyTable.Of(first);
        Assert.Equal(MarkdownTable.ToMarkdown(table), MarkdownTable.ToMarkdown(SpottingStudyTable.Of(second)));
        Assert.Equal(9 + 4 + 4, table.Rows.Count);           // ours, controls, paper
        SpottingResult full = first.Rows[3].Seeds[0];
        ThresholdsComeFromTheFoldsOwnSpotter(data, full);
        Assert.Equal("reference", table.Rows[0].Cells[^1]);
        Assert.EndsWith(", one seed", (string)table.Rows[1].Cells[^1]!);
        Assert.Contains(table.Footnotes, f => f.StartsWith("In the paper's order, fixed threshold: Baseline ≈ +PPLM ≈ +MPLG ≈ +MPLG+DFCL", StringComparison.Ordinal));
        Assert.Contains(table.Footnotes, f => f.StartsWith("Ours, not the paper's: points only, +MPLG, expressions and background apart, point intervals, oracle labels, oracle labels+DFCL.", StringComparison.Ordinal));
        Assert.Equal(data.Truth.Count, full.Lab.Total.Labelled);
        Assert.All(full.Folds, fold => Assert.NotEmpty(fold.Detections));
        string metrics = File.ReadAllText(Directory.EnumerateFiles(folder["runs"], "metrics.json", SearchOption.AllDirectories).First());
        Assert.Contains("\"GT\":", metrics);
        Assert.Empty(Directory.EnumerateFiles(folder["runs"], "*.checkpoint", SearchOption.AllDirectories));

        Assert.All(full.Folds, fold => Assert.Equal([1, 2, 3, 4], fold.Epochs.Select(e => e.Step)));
        Assert.Empty(run.Missing(first.Rows.Select(r => r.Seeds[0].Experiment)));
        Assert.Equal(5 * 9, SpottingStudyTable.ByFold(first).Rows.Count);      // four folds and their sum, nine rows

        FoldsRunSingly(data, full);
        AnInterruptedFoldGoesOn(data, full);
        HowOftenItIsLookedAtChangesNothingElse(data, full);
    }

    [Fact]
    public void Features_that_are_there_are_read_and_others_are_not_made()
    {
        SpottingScale brief = Tiny with { Corpus = Tiny.Corpus with { Subjects = 2, VideosPerSubject = 1, ShortestVideoSeconds = 8, LongestVideoSeconds = 8 } };
        var cache = new FeatureCache(folder["features"]);
        Assert.Null(SpottingDataSet.OfKeptSynthetic(brief.Corpus, CorpusFeatures.Hoof, cache));
        Assert.False(Directory.Exists(folder["features"]));
        SpottingDataSet made = SpottingDataSet.OfSynthetic(brief.Corpus, cache);
        Assert.Equal(made.Fingerprint, SpottingDataSet.OfKeptSynthetic(brief.Corpus, CorpusFeatures.Hoof, cache)!.Fingerprint);
        File.Delete(Directory.GetFiles(folder["features"])[0]);
        Assert.Null(SpottingDataSet.OfKeptSynthetic(brief.Corpus, CorpusFeatures.Hoof, cache));
    }

    [Fact]
    public void Where_methods_are_compared_a_printed_row_stands_beneath_ours_and_the_others_after_the_controls()
    {
        SpottingDataSet data = SpottingDataSet.OfSynthetic(Tiny.Corpus, new FeatureCache(folder["features"]));
        SpottingExperiment[] rows = [.. SpottingRivals.All[0].Rows(Tiny.Base).Where(r => r.Name is "HAM-Net" or "CRRC-Net" or "LACP")];

        ResultTable table = SpottingStudyTable.Of(SpottingStudyResult.Run(SpottingRivals.All[0], Tiny, data, rows, [1], new(data, folder["runs"])));

        string[] names = [.. table.Rows.Select(r => (string)r.Cells[0]!)];
        Assert.Equal(
            ["HAM-Net (video labels)", "paper: HAM-Net (casme-squared)", "LACP (points)", "paper: LACP (casme-squared)", "CRRC-Net (points)", "random proposals"], names[..6]);
        Assert.Equal(SpottingRivals.All[0].Paper.Rows.Count - 2, names[6..].Count(n => n.StartsWith("paper: ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Each_scale_of_the_commands_says_what_memory_a_fold_takes() => Assert.All(SpottingScale.All, scale => Assert.True(scale.FoldMegabytes > 0, scale.Name));

    [Fact]
    public void Rows_are_shown_their_own_features_of_the_same_videos_and_each_has_its_own_runs()
    {
        KnownFaces.Needed();
        SpottingScale brief = Tiny with { Corpus = Tiny.Corpus with { Size = 128, Subjects = 3, ShortestVideoSeconds = 8, LongestVideoSeconds = 8 } };
        var cache = new FeatureCache(folder["features"]);
        var rows = new List<(SpottingExperiment Row, SpottingRun Run)>();
        foreach (CorpusFeatures shown in new[] { CorpusFeatures.Hoof, CorpusFeatures.Regions })
        {
            SpottingRun run = new(SpottingDataSet.OfSynthetic(brief.Corpus, shown, cache), folder["runs"]);
            rows.AddRange(SpottingReadings.Features.Rows(brief.MethodFor(run.Data)).Where(r => r.Features == shown && r.Name.EndsWith(SpottingStudy.Intervals, StringComparison.Ordinal)).Select(r => (r, run)));
        }
        SpottingStudyResult result = SpottingStudyResult.Run(SpottingReadings.Features, brief, rows, [1]);
        Assert.Equal([(576, 576), (576, 96)], rows.Select(r => (r.Row.Pwes.Model.RgbDimension, r.Row.Pwes.Model.FlowDimension)));
        Assert.Equal(["HOOF, point intervals", "region motion, point intervals"], result.Rows.Select(r => r.Name));
        Assert.Equal(rows[0].Run.Data.Truth, rows[1].Run.Data.Truth);
        Assert.All(rows, r => Assert.Empty(r.Run.Missing([r.Row.WithSeed(1)])));
        Assert.Distinct(result.Rows.Select(r => r.Seeds[0].Run));
        Assert.All(result.Rows, r => Assert.True(System.IO.File.Exists(System.IO.Path.Combine(folder["runs"], r.Seeds[0].Run, "metrics.json"))));
        Assert.Equal(
            ["random proposals", "thresholded flow magnitude, HOOF", "thresholded flow magnitude, region motion", "truth, in snippets of 8 frames", "truth"], result.Controls.Select(c => c.Method));
        ResultTable table = SpottingStudyTable.Of(result);
        Assert.Equal("reference", table.Rows[0].Cells[^1]);
        Assert.Contains(table.Footnotes, f => f.Contains("HOOF: 576 and 576; region motion: 576 and 96. All are brought to one scale", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_in_which_nothing_is_found_scores_0_and_has_its_table()
    {
        SpottingDataSet data = TwoSubjects();
        var experiment = new SpottingExperiment("Baseline", Tiny.MethodFor(data));
        SpottingFoldResult[] folds = [.. new SpottingRun(data, folder.Path).Folds.Select(f => new SpottingFoldResult(f, [new(4, [])], [], [], 1))];
        SpottingResult nothing = SpottingResult.Of(experiment, data, folds);
        Assert.Equal((0.0, 0.0, 0.0, 0), (nothing.Sweep.BestOnTestSet.Score.F1, nothing.Lab.Total.F1, nothing.OneToOne.Total.Precision, nothing.Lab.Total.Predicted));
        ResultTable table = SpottingStudyTable.Of(new(SpottingStudy.Table1, [data], Tiny, [new("Baseline", [nothing])]));
        Assert.Equal("0.000", table.CellText(0, 6));
    }

    [Fact]
    public void A_damaged_result_of_a_fold_is_named()
    {
        SpottingDataSet data = TwoSubjects();
        SpottingExperiment experiment = new SpottingExperiment("Baseline", Tiny.MethodFor(data)).On(null);
        string file = System.IO.Path.Combine(folder.Path, experiment.Hash(data.Fingerprint), "folds", "spNO.1.json");
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        foreach (string content in new[] { "{", "null", "{}", """{"fold":"spNO.1","threads":1,"losses":[],"taught":{},"epochs":[{"step":4,"videos":{"spNO.1/a":[[1,2]]}}]}""" })
        {
            File.WriteAllText(file, content);
            Assert.Equal(file, Assert.Throws<InputException>(() => new SpottingRun(data, folder.Path).RunFold(experiment, "spNO.1")).Place);
        }
    }

    [Fact]
    public void A_kind_that_only_the_subject_left_out_shows_is_named()
    {
        SpottingDataSet data = TwoSubjects();
        SpottingVideo onlyMacro = data.Videos[0] with { Intervals = [data.Videos[0].Intervals[0]] };
        var run = new SpottingRun(data with { Videos = [onlyMacro, data.Videos[1]] }, folder.Path);
        var e = Assert.Throws<InputException>(() => run.RunFold(new("Baseline", Tiny.MethodFor(data)), data.Videos[1].Subject));
        Assert.Equal("no micro-expression in 1 videos", e.Found);
    }

    [Fact]
    public void A_watched_fold_shows_both_videos_at_every_moment_and_goes_on_where_it_was_interrupted()
    {
        SpottingDataSet data = TwoSubjects();
        var experiment = new SpottingExperiment("+MPLG", Tiny.MethodFor(data));
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => WatchedFold.Run(experiment, data, "spNO.12/b", folder["watched"], progress: new Count { Stop = (3, stop) }, cancellation: stop.Token));
        var steps = new Count();
        WatchedFold fold = WatchedFold.Run(experiment, data, "spNO.12/b", folder["watched"], progress: steps);
        Assert.Equal(1, steps.Number);
        WatchedFold whole = WatchedFold.Run(experiment, data, "spNO.12/b", folder["whole"]);
        Assert.Equal([1, 2, 3, 4], fold.HeldOut.Select(m => m.Step));
        Assert.Equal(whole.HeldOut.SelectMany(m => m.Curves.ActivationMap), fold.HeldOut.SelectMany(m => m.Curves.ActivationMap));
        Assert.All(fold.Taught, m => Assert.Equal((data.Videos[0], 3 * m.Curves.Attention.Length), (m.Curves.Video, m.PseudoLabels.Length)));

        fold.Write("two subjects", folder["page"]);
        Assert.Equal(["evolution-held-out.svg", "evolution-taught.svg", "index.html", "spotting.svg"],
            Directory.GetFiles(folder["page"]).Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.Contains("spNO.12 is left out of the training", File.ReadAllText(System.IO.Path.Combine(folder["page"], "index.html")));
        Assert.Contains("spNO.1/a", Assert.Throws<InputException>(() => WatchedFold.Run(experiment, data, "nothing", folder.Path)).Message);
    }

    /// <summary>Two videos of noise with their labels, without rendering a frame.</summary>
    private static SpottingDataSet TwoSubjects()
    {
        using RealSetFolder set = new RealSetFolder().CasmeCubed();
        set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305);
        set.Features("casme-cubed", "spNO.12/b.i3d.npz", 305);
        return RealSpottingSet.CasmeCubed.Load(set.Root);
    }

    /// <summary>A fold's threshold is the best of what its own spotter found in the other people's videos.</summary>
    private static void ThresholdsComeFromTheFoldsOwnSpotter(SpottingDataSet data, SpottingResult full) => Assert.All(full.Folds.Zip(full.Lab.Folds), pair =>
    {
        (SpottingFoldResult fold, MicroExpressions.Metrics.FoldScore score) = pair;
        Assert.DoesNotContain(fold.Taught, d => d.Subject == fold.Fold);
        Assert.Equal(data.Videos.Select(v => v.Subject).Distinct().Except([fold.Fold]).Order(), fold.Taught.Select(d => d.Subject).Distinct().Order());
        Assert.Equal(
            MicroExpressions.Metrics.ThresholdSweep.Run(
                [.. data.Truth.Where(i => i.Subject != fold.Fold)], fold.Taught, data.Scoring(MicroExpressions.Metrics.ScoringProtocol.Lab)).BestOnTestSet.Threshold,
            score.Threshold);
    });

    /// <summary>Folds in another folder, one at a time and out of order, give the same.</summary>
    private void FoldsRunSingly(SpottingDataSet data, SpottingResult full)
    {
        var run = new SpottingRun(data, folder["singly"]);
        foreach (string subject in run.Folds.Reverse())
            run.RunFold(full.Experiment, subject);
        Assert.Equal(full.Folds.SelectMany(f => f.Detections), run.Run(full.Experiment).Folds.SelectMany(f => f.Detections));
        Assert.Contains("one of", Assert.Throws<InputException>(() => run.RunFold(full.Experiment, "nobody")).Message);
    }

    private void AnInterruptedFoldGoesOn(SpottingDataSet data, SpottingResult full)
    {
        var run = new SpottingRun(data, folder["interrupted"]);
        using var stop = new CancellationTokenSource();
        string subject = run.Folds[1];
        Assert.Throws<OperationCanceledException>(() => run.RunFold(full.Experiment, subject, new Count { Stop = (3, stop) }, stop.Token));
        Assert.Single(Directory.EnumerateFiles(folder["interrupted"], "*.checkpoint", SearchOption.AllDirectories));
        var steps = new Count();
        SpottingFoldResult resumed = run.RunFold(full.Experiment, subject, steps);
        Assert.Equal(1, steps.Number);
        Assert.Equal(full.Folds[1].Losses, resumed.Losses);
        Assert.Equal(full.Folds[1].Detections, resumed.Detections);
        Assert.Equal(full.Folds[1].Epochs.Select(e => e.Step), resumed.Epochs.Select(e => e.Step));
        Assert.Equal(full.Folds[1].Epochs.SelectMany(e => e.Detections), resumed.Epochs.SelectMany(e => e.Detections));
        Assert.Equal(["record.txt", subject + ".cost", subject + ".json"], Directory.EnumerateFiles(folder["interrupted"], "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetFileName(f)).Order());
    }

    private void HowOftenItIsLookedAtChangesNothingElse(SpottingDataSet data, SpottingResult full)
    {
        SpottingExperiment once = full.Experiment with { Evaluations = 1 };
        Assert.NotEqual(full.Experiment.Hash(data.Fingerprint), once.Hash(data.Fingerprint));
        SpottingFoldResult fold = new SpottingRun(data, folder["once"]).RunFold(once, full.Folds[0].Fold);
        Assert.Single(fold.Epochs);
        Assert.Equal(full.Folds[0].Losses, fold.Losses);
        Assert.Equal(full.Folds[0].Detections, fold.Detections);
    }

    private sealed class Count : IProgress<SpottingProgress>
    {
        public int Number { get; private set; }

        public (int At, CancellationTokenSource Source)? Stop { get; init; }

        public void Report(SpottingProgress value)
        {
            Number++;
            if (Stop is var (at, source) && value.Training.Step == at)
                source.Cancel();
        }
    }
}
