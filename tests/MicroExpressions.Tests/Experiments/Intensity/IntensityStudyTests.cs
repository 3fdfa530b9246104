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
            ["ResNet18 frame-wise, the frame alone", "ResNet18 frame-wise", "ResNet18 + GRU", "without smoothness", "without apex ranking"],
            result.Rows.Select(r => r.Name));
        Assert.All(result.Rows, row => Assert.Equal([1L, 2L], row.Seeds.Select(s => s.Experiment.Training.Seed)));
        string table = IntensityStudyTable.Of(result).ToText();
        foreach (string expected in (string[])[
            "leave-one-subject-out mean curve", "one symmetric curve", "the pseudo label itself, trapezoid", "paper: abstract (samm)", "0.9014",
            " ± ", "[chosen]", "random initial weights", "2 seeds", "ρ with truth pooled"])
            Assert.Contains(expected, table);
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
        Assert.Equal(["triangular", "gaussian", "raised cosine", "smoothstep", "trapezoid", "asymmetric exponential"], result.Rows.Select(r => r.Name));
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
    }

    [Fact]
    public void The_split_study_has_the_leaky_division_by_name()
    {
        var start = SmallInputs.Start with { Folds = 2 };
        var result = IntensityStudyResult.Run(IntensityStudy.Split, IntensityScale.Smoke, small.Inputs, start, 1, small.Place("split"));
        Assert.Equal(IntensitySplit.LeakyClipwise, result.Rows.Single(r => r.Name.Contains("leaky")).Seeds[0].Experiment.Split);
        Assert.All(result.Rows, row => Assert.Equal(6, row.Seeds[0].Score.Clips.Length));
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
