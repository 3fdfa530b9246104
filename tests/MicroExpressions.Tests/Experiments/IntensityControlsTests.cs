using MicroExpressions.Annotations;
using MicroExpressions.Experiments;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Tests.Annotations;

namespace MicroExpressions.Tests.Experiments;

public class IntensityControlsTests
{
    private static (double, double) Rounded(CurveAgreement agreement) =>
        (Math.Round(agreement.Spearman, 4), Math.Round(agreement.Kendall, 4));

    /// <summary>docs/method.md §2 "Numbers": made with scipy from the same sheet.</summary>
    [Fact]
    public void On_SAMM_a_curve_that_sees_no_image_reaches_0_8803_and_0_7729()
    {
        var controls = IntensityControls.Run(Samm.Id, Samm.LoadClips(RealData.Root()).Clips);
        Assert.Equal((159, 29), (controls.Clips, controls.Subjects));
        Assert.Equal((0.8803, 0.7729), Rounded(controls.MeanCurve.PerClip));
        Assert.Equal((0.8691, 0.7038), Rounded(controls.MeanCurve.Pooled));
        Assert.Equal((0.8705, 0.7654), Rounded(controls.SymmetricCurve.PerClip));
        Assert.Equal((0.8750, 0.7794), Rounded(controls.SymmetricCurveTied.PerClip));
        Assert.Equal((0, 0), (controls.MonotoneClips, controls.MeanCurve.ConstantPredictions));
    }

    /// <summary>docs/method.md §2 "Numbers": made with scipy from the same list.</summary>
    [Fact]
    public void On_CASME_II_a_curve_that_sees_no_image_reaches_0_8840_and_0_7817()
    {
        var controls = IntensityControls.Run(CasmeTwo.Id, CasmeTwo.LoadFiveClassList(RealData.Root()).Clips);
        Assert.Equal((247, 26), (controls.Clips, controls.Subjects));
        Assert.Equal((0.8840, 0.7817), Rounded(controls.MeanCurve.PerClip));
        Assert.Equal((0.8762, 0.7102), Rounded(controls.MeanCurve.Pooled));
        Assert.Equal((0.8898, 0.7910), Rounded(controls.SymmetricCurve.PerClip));
        Assert.Equal((0.8928, 0.8069), Rounded(controls.SymmetricCurveTied.PerClip));
    }

    [Fact]
    public void On_SAMM_the_papers_frame_wise_baseline_is_below_the_control()
    {
        var controls = IntensityControls.Run(Samm.Id, Samm.LoadClips(RealData.Root()).Clips);
        Assert.True(controls.Paper.Single(row => row.Name == "ResNet18 frame-wise").Spearman < controls.MeanCurve.PerClip.Spearman);
    }

    private static Clip Clip(string subject, int apex) => new(subject, $"{subject}-{apex}", 0, apex, 100, 200);

    [Fact]
    public void The_mean_curve_of_a_clip_knows_nothing_of_its_subject()
    {
        Clip[] clips = [Clip("a", 20), Clip("a", 40), Clip("b", 60), Clip("c", 80)];
        var labels = clips.Select(clip => IntensityCurve.Label(clip, new TriangularShape())).ToList();
        var predicted = IntensityControls.MeanOfOtherSubjects(labels);
        Assert.Equal([.. labels[2].Values.Zip(labels[3].Values, (b, c) => (b + c) / 2)], predicted[0]);
        Assert.Equal(predicted[0], predicted[1]);
        Assert.Equal([.. Enumerable.Range(0, 16).Select(t => labels.Take(3).Average(l => l.Values[t]))], predicted[3]);
    }

    [Fact]
    public void The_tied_symmetric_curve_is_equal_at_mirrored_points()
    {
        var controls = IntensityControls.Run("none", [Clip("a", 20), Clip("b", 60)]);
        var curve = controls.SymmetricCurveTied.Clips[0].Predicted;
        Assert.Equal(curve, curve.Reverse());
        Assert.Equal(8, curve.Distinct().Count());
    }

    [Fact]
    public void Clips_with_the_apex_at_an_end_are_kept_and_counted()
    {
        var controls = IntensityControls.Run("none", [Clip("a", 0), Clip("b", 60), Clip("c", 100)]);
        Assert.Equal((3, 2), (controls.Clips, controls.MonotoneClips));
    }

    [Fact]
    public void A_data_set_the_paper_does_not_use_has_no_rows_beside_it() =>
        Assert.Empty(IntensityControls.Run("none", [Clip("a", 20), Clip("b", 60)]).Paper);

    [Fact]
    public void One_subject_alone_is_refused()
    {
        var error = Assert.Throws<InputException>(() => IntensityControls.Run("samm", [Clip("a", 20), Clip("a", 60)]));
        Assert.Equal(("clips of samm", "1 subjects"), (error.Place, error.Found));
    }

    [Fact]
    public void No_clip_is_refused() => Assert.Throws<InputException>(() => IntensityControls.Run("samm", []));
}
