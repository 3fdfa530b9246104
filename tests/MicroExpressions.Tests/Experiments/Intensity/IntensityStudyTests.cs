using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Training;

namespace MicroExpressions.Tests.Experiments.Intensity;

[Collection(DefaultGenerator.Name)]
public sealed class IntensityStudyTests(SmallInputs small) : IClassFixture<SmallInputs>
{
    [Fact]
    public void Table_2_stands_beside_both_controls_the_labels_and_the_papers_rows()
    {
        IntensityStudyResult result = Run(IntensityStudy.Table2, seeds: 2);
        Assert.Equal(
            [
                "ResNet18 frame-wise, the frame alone", "ResNet18 frame-wise", "ResNet18 + GRU", "without smoothness", "without apex ranking",
                "ResNet18 + GRU, random weights", "ResNet18 + GRU, the frame alone", "ResNet18 + GRU, the frame alone, random weights",
            ],
            result.Rows.Select(r => r.Name));
        Assert.All(result.Rows, row => Assert.Equal([1L, 2L], row.Seeds.Select(s => s.Experiment.Training.Seed)));
        string table = IntensityStudyTable.Of(result).ToText();
        foreach (string expected in (string[])[
            "leave-one-subject-out mean curve", "one symmetric curve", "the pseudo label itself, trapezoid", "paper: abstract (samm)", "0.9014",
            " ± ", "[chosen]", "ImageNet's weights [paper]", "what ImageNet brings", "2 seeds", "ρ with truth pooled"])
            Assert.Contains(expected, table);
    }

    [Fact]
    public void Every_table_has_a_row_that_differs_from_another_in_ImageNets_weights_alone() => Assert.All(IntensityStudy.All, study => Assert.All(
        (IntensityScale[])[IntensityScale.Demo, IntensityScale.Paper], scale =>
        {
            IReadOnlyList<IntensityExperiment> rows = study.Rows(scale.Base);
            IntensityExperiment[] random = [.. rows.Where(row => row.Encoder.RandomWeights)];
            Assert.NotEmpty(random);
            Assert.All(random, row => Assert.Contains((row with { Encoder = row.Encoder with { RandomWeights = false } }).Hash, rows.Select(r => r.Hash)));
            Assert.Equal(rows.Count, rows.Select(r => r.Hash).Distinct().Count());
        }));

    [Theory, InlineData("table-2"), InlineData("table-3"), InlineData("shapes"), InlineData("split"), InlineData("shuffled")]
    public void Every_table_carries_controls_both_poolings_clips_seeds_and_the_papers_figures(string name)
    {
        IntensityStudyResult result = Run(IntensityStudy.All.Single(s => s.Name == name), seeds: 2);
        ResultTable table = IntensityStudyTable.Of(result);
        Assert.Equal(["ρ per clip", "τ per clip", "ρ pooled", "τ pooled"], table.Columns.Skip(1).Take(4).Select(c => c.Name));
        int clips = table.Columns.Index().Single(c => c.Item.Name == "Clips").Index;
        foreach (ResultRow row in table.Rows.Take(result.Rows.Length))
        {
            Assert.All(row.Cells.Skip(1).Take(4), cell => Assert.Equal(2, Assert.IsType<MeanAndDeviation>(cell).Count));
            Assert.Equal(6, row.Cells[clips]);
        }
        string[] controls = [.. table.Rows.Where(r => r.Origin == RowOrigin.Control).Select(r => (string)r.Cells[0]!)];
        Assert.Contains(controls, c => c.StartsWith("leave-one-subject-out mean curve"));
        Assert.Contains(controls, c => c.StartsWith("one symmetric curve"));
        string[] paper = [.. table.Rows.Where(r => r.Origin == RowOrigin.Paper).Select(r => (string)r.Cells[0]!)];
        Assert.Contains(paper, p => p.StartsWith("paper: ResNet18 + GRU"));
        Assert.Contains(paper, p => p.StartsWith("paper: abstract"));
        Assert.Contains(table.Footnotes, n => n.Contains("its abstract contradicts its tables"));
    }

    [Fact]
    public void All_rows_of_a_study_have_one_augmentation_and_one_training()
    {
        foreach (IntensityStudy study in IntensityStudy.All)
            foreach (IntensityScale scale in IntensityScale.All)
                Assert.Single(study.Rows(scale.Base).Select(row => (row.Augmentation, row.Training, row.Data)).Distinct());
    }

    [Fact]
    public void Clips_of_fewer_frames_than_points_are_counted_under_the_table()
    {
        IntensityDataSet data = SmallInputs.Data with
        {
            Clips = [.. SmallInputs.Data.Clips.Select((c, i) => i > 1 ? c : c with { Label = c.Label with { Apex = c.Label.Onset + 7, Offset = c.Label.Onset + 12 } })],
        };
        using var inputs = new IntensityInputs([data], SmallInputs.Frames);
        var result = IntensityStudyResult.Run(IntensityStudy.Shuffled, IntensityScale.Smoke, inputs, SmallInputs.Start, 1, small.Place("short"));
        Assert.Equal(2, result.RepeatingClips);
        Assert.Contains("2 have fewer than 16 frames, some of which stand for two points. All are kept.", IntensityStudyTable.Of(result).ToText());
    }

    [Fact]
    public void The_notes_state_the_settings_that_were_run()
    {
        var start = SmallInputs.Start with { Hidden = 24, Loss = SmallInputs.Start.Loss with { Smoothness = 0.25, ApexMargin = 0.05 } };
        var result = IntensityStudyResult.Run(IntensityStudy.Table2, IntensityScale.Smoke, small.Inputs, start, 1, small.Place("notes"));
        Assert.Contains(IntensityStudyTable.Of(result).Footnotes, n => n.Contains("6 Adam steps, batch 8 [paper], learning rate 0.001, λ = (1, 0.25, 0.1), m = 0.05, GRU 24 wide; frames 64²"));
    }

    [Fact]
    public void The_labels_own_rows_are_their_correlation_with_the_truth()
    {
        ImageFreeRow label = Run(IntensityStudy.Table2).Controls.Single(c => c.Name == "the pseudo label itself, triangular");
        Assert.Null(label.Score);
        Assert.InRange(label.Truth!.PerClip.Spearman, 0.9, 1);
    }

    [Fact]
    public void Six_shapes_are_compared_each_with_controls_of_its_own()
    {
        IntensityStudyResult result = Run(IntensityStudy.Shapes);
        Assert.Equal(["triangular", "gaussian", "raised cosine", "smoothstep", "trapezoid", "asymmetric exponential", "triangular, random weights"], result.Rows.Select(r => r.Name));
        Assert.Contains(result.Controls, c => c.Name == "one symmetric curve, asymmetric exponential");
    }

    [Fact]
    public void A_transfer_tests_the_other_set_only()
    {
        using var both = new IntensityInputs(
            [SmallInputs.Data, IntensityDataSet.Of(SyntheticSettings.Small with { Seed = 5, Channels = 1, Subjects = 2, ClipsPerSubject = 1 })], SmallInputs.Frames);
        var result = IntensityStudyResult.Run(IntensityStudy.Transfer, IntensityScale.Smoke, both, SmallInputs.Start, 1, small.Place("transfer"));
        Assert.All(result.Rows, row => Assert.Equal(2, row.Seeds[0].Score.Clips.Length));
        Assert.Equal("mean curve of the set that teaches", result.Controls[0].Name);
        Assert.Equal(2, result.Controls[0].Score!.Clips.Length);
        Assert.Equal(["samm", "samm", "casme2", "casme2"], result.Paper.Select(row => row.DataSet));   // neither set is the paper's: both of its own
    }

    [Fact]
    public void The_split_study_has_the_leaky_division_by_name()
    {
        IntensityStudyResult result = Run(IntensityStudy.Split);
        Assert.Equal(["leave one subject out", "3 folds by subject", "3 folds by clip (leaky)", "leave one subject out, random weights"], result.Rows.Select(r => r.Name));
        Assert.Equal(IntensitySplit.LeakyClipwise, result.Rows.Single(r => r.Name.Contains("leaky")).Seeds[0].Experiment.Split);
        Assert.All(result.Rows, row => Assert.Equal(6, row.Seeds[0].Score.Clips.Length));
    }

    [Fact]
    public void A_leaky_row_is_never_set_in_bold_though_it_scores_highest()
    {
        IntensityStudyResult result = Run(IntensityStudy.Split);
        IntensityResult[] ranked = [.. result.Rows.Select(r => r.Seeds[0]).OrderBy(s => s.Score.PerClip.Spearman)];
        // whichever of them scores highest in this short run is given to the leaky row
        result = result with { Rows = [.. result.Rows.Select((row, i) => row with { Seeds = [ranked[i < 2 ? i : 5 - i] with { Experiment = row.Seeds[0].Experiment }] })] };
        ResultTable table = IntensityStudyTable.Of(result);
        int leaky = table.Rows.Index().Single(r => r.Item.Cells[0]!.ToString()!.Contains("leaky")).Index;
        Assert.Equal(2, leaky);
        Assert.DoesNotContain(Enumerable.Range(0, table.Columns.Count), c => table.IsBest(leaky, c));
        Assert.True(table.IsBest(3, 1));
        Assert.Contains(table.Footnotes, n => n.Contains("never set in bold"));
    }

    [Fact]
    public void The_shuffled_study_tells_both_figures()
    {
        string table = IntensityStudyTable.Of(Run(IntensityStudy.Shuffled)).ToText();
        Assert.Contains("ρ shuffled, by position", table);
        Assert.Contains("ρ shuffled, by frame", table);
    }

    [Fact]
    public void Trajectories_show_label_prediction_and_truth()
    {
        Figure figure = TrajectoryFigure.Of(Run(IntensityStudy.Table2).Rows[2].Seeds[0], clips: 3);
        Assert.Equal(3, figure.Panels.Count);
        Assert.All(figure.Panels, p => Assert.Equal(["true intensity", "pseudo label", "prediction"], p.Traces.Select(t => t.Name)));
    }

    private IntensityStudyResult Run(IntensityStudy study, int seeds = 1) =>
        IntensityStudyResult.Run(study, IntensityScale.Smoke, small.Inputs, SmallInputs.Start, seeds, small.Place("studies"));
}
