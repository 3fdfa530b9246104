using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class IntensityCurveTests
{
    private static readonly Clip Ep0201F = new("sub01", "EP02_01f", 46, 59, 86, 200);

    [Fact]
    public void Eq01_normalised_time_runs_from_0_to_1_in_equal_steps()
    {
        Assert.Equal(0, IntensityCurve.NormalisedTime(0, 16));
        Assert.Equal(1 / 3.0, IntensityCurve.NormalisedTime(5, 16));
        Assert.Equal(1, IntensityCurve.NormalisedTime(15, 16));
    }

    [Fact]
    public void Eq02_the_apex_13_frames_into_40_lies_at_0_325() => Assert.Equal(0.325, Ep0201F.ApexPosition);

    /// <summary>46 + t·40/15 = 46, 48.67, 51.33, 54, 56.67, 59.33, 62, …</summary>
    [Fact]
    public void Sixteen_frames_stand_for_a_clip_each_rounded_to_the_nearest() => Assert.Equal(
        [46, 49, 51, 54, 57, 59, 62, 65, 67, 70, 73, 75, 78, 81, 83, 86],
        IntensityCurve.Label(Ep0201F, new TriangularShape()).Frames);

    [Fact]
    public void Half_a_frame_goes_up() => Assert.Equal(
        [0, 1, 1], Enumerable.Range(0, 3).Select(t => IntensityCurve.SampledFrame(new Clip("s", "c", 0, 0, 1, 30), t, 3)));

    [Fact]
    public void Sampled_frames_start_at_the_onset_never_go_back_and_end_at_the_offset() => Prop.ForAll(
        Gen.Choose(0, 5000).ToArbitrary(),
        Gen.Choose(1, 900).ToArbitrary(),
        Gen.Choose(2, 64).ToArbitrary(),
        (onset, length, points) =>
        {
            var frames = IntensityCurve.Label(new("s", "c", onset, onset, onset + length, 30), new GaussianShape(), points).Frames;
            return frames[0] == onset && frames[^1] == onset + length && frames.SequenceEqual(frames.Order());
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(10, true), InlineData(11, false), InlineData(49, false), InlineData(50, true)]
    public void A_clip_whose_apex_is_an_end_is_kept_and_flagged(int apex, bool monotone) =>
        Assert.Equal(monotone, IntensityCurve.Label(new("s", "c", 10, apex, 50, 30), new TriangularShape()).IsMonotone);

    [Theory]
    [InlineData(50, 50, 50), InlineData(50, 45, 40), InlineData(10, 9, 50), InlineData(10, 51, 50)]
    public void Onset_apex_offset_out_of_order_are_refused_by_the_name_of_the_clip(int onset, int apex, int offset)
    {
        var error = Assert.Throws<InputException>(
            () => IntensityCurve.Label(new("sub07", "EP01_01", onset, apex, offset, 200), new TriangularShape()));
        Assert.Equal("clip EP01_01 of subject sub07", error.Place);
        Assert.Equal($"onset {onset}, apex {apex}, offset {offset}", error.Found);
    }

    [Fact]
    public void One_frame_cannot_stand_for_a_clip() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => IntensityCurve.Label(Ep0201F, new TriangularShape(), length: 1));
}
