using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Models;
using MicroExpressions.Tests.Training;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Intensity;

[Collection(DefaultGenerator.Name)]
public sealed class ClipControlsTests(SmallInputs small) : IClassFixture<SmallInputs>
{
    private static readonly IntensityClip Clip = SmallInputs.Data.Clips[0];

    [Fact]
    public void The_clip_as_it_is_has_the_curve_of_the_estimate_and_the_frames_numbers()
    {
        ClipControls controls = Of(Clip);
        using IntensityRegressor model = Model(SmallInputs.Start);
        IntensityEstimate estimate = IntensityEstimate.Of(model, SmallInputs.Start.Encoder, SmallInputs.Frames, Clip, showsMoreThanTheFace: false, small.Place("one"));
        Assert.Equal(estimate.Values, controls.Clip.Values);
        Assert.Equal(estimate.Frames, controls.Clip.Frames);
        Assert.Equal(16, controls.Faces.Length);
        Assert.All(controls.Faces, f => Assert.Equal((32, 32, 3), (f.Width, f.Height, f.Channels)));
        Assert.Equal(Clip.Open().Read(controls.Clip.Frames[5] - 1).Crop(new(0, 0, Clip.Open().Width, Clip.Open().Height), 32, 32, Interpolation.Area).Pixels, controls.Faces[5].Pixels);
    }

    /// <summary>
    /// A model that rates each frame by itself does not know where it stands: in any order it says the same of each frame, and on average
    /// the same at all positions, since each frame stood there equally often.
    /// </summary>
    [Fact]
    public void Of_a_model_without_time_shuffling_leaves_all_to_the_pictures_and_nothing_to_their_places()
    {
        ClipControls controls = Of(Clip, SmallInputs.Start with { Temporal = false });
        Assert.All(controls.Clip.Values.Zip(controls.ShuffledByFrame), pair => Assert.Equal(pair.First, pair.Second, 5));
        Assert.All(controls.ShuffledByPosition, v => Assert.Equal(controls.Clip.Values.Average(), v, 5));
        Assert.Equal((1, 0), (Math.Round(controls.Share(controls.ShuffledByFrame), 6), Math.Round(controls.Share(controls.ShuffledByPosition), 4)));
        Assert.All(controls.StilledRuns, run => Assert.Equal(controls.Clip.Values[0], run[0], 5));      // the first frame is the clip's own
    }

    [Fact]
    public void Stilled_clips_differ_in_the_order_of_their_noise()
    {
        ClipControls controls = Of(Clip);
        Assert.Equal(100, controls.StilledRuns.Length);
        Assert.NotEqual(controls.StilledRuns[0], controls.StilledRuns[1]);
        Assert.Equal(controls.StilledRuns.Average(run => run[7]), controls.Stilled[7]);
    }

    [Fact]
    public void Of_a_clip_that_stands_still_all_is_time()
    {
        IFrameSource video = Clip.Open();
        ClipControls controls = Of(Clip with { Open = () => new Repeated(video, Clip.Label.Onset - 1) });
        Assert.True(controls.AllIsTime);
        Assert.Equal((100, 1), (controls.StilledAsHigh, Math.Round(controls.Share(controls.Stilled), 6)));
        Assert.True(controls.Clip.Values.Max() - controls.Clip.Values.Min() > 1e-3, "the model counts, so its curve is not flat");
        Assert.All(controls.Clip.Values.Zip(controls.ShuffledByPosition), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Of_a_clip_that_moves_not_all_is_time() => Assert.False(Of(Clip).AllIsTime);

    /// <summary>y = 1, 3, 2, 4 and s with 1 − Σ(d − d̄)²/Σ(y − ȳ)² by hand: Σ(y − ȳ)² = 5.</summary>
    [Theory]
    [InlineData(new double[] { 1, 3, 2, 4 }, 1)]            // itself
    [InlineData(new double[] { 11, 13, 12, 14 }, 1)]        // at another level
    [InlineData(new double[] { 0.5, 1.5, 1, 2 }, 0.75)]     // half as high: d = y/2, a quarter of the variation is left
    [InlineData(new double[] { 7, 7, 7, 7 }, 0)]            // constant
    [InlineData(new double[] { 4, 2, 3, 1 }, 0)]            // against it
    [InlineData(new double[] { 1, 2, 3, 4 }, 0.6)]          // d = 0, 1, −1, 0: 2 of 5 are left
    public void The_share_of_a_controls_curve_is_what_taking_it_away_removes(double[] stilled, double share) =>
        Assert.Equal(share, Given([1, 3, 2, 4]).Share([.. stilled]), 12);

    [Fact]
    public void A_constant_curve_has_no_variation_to_share() => Assert.True(double.IsNaN(Given([2, 2, 2, 2]).Share([1, 3, 2, 4])));

    [Fact]
    public void Stilled_clips_that_peak_as_high_are_counted() =>
        Assert.Equal(2, (Given([1, 3, 2, 4]) with { StilledRuns = [[0, 5, 0, 0], [4, 0, 0, 0], [3.9, 3.9, 3.9, 3.9]] }).StilledAsHigh);

    private static ClipControls Given(double[] clip) => new()
    {
        Clip = new([1, 2, 3, 4], [.. clip], RepeatsFrames: false),
        ShuffledByPosition = [.. clip],
        ShuffledByFrame = [.. clip],
        StilledRuns = [[.. clip]],
        Faces = [],
    };

    private IntensityRegressor Model(IntensityExperiment experiment) => new IntensityRun(small.Inputs, small.Place("one")).Model(experiment);

    private ClipControls Of(IntensityClip clip, IntensityExperiment? experiment = null)
    {
        using IntensityRegressor model = Model(experiment ?? SmallInputs.Start);
        return ClipControls.Of(model, SmallInputs.Start.Encoder, SmallInputs.Frames, clip, showsMoreThanTheFace: false, small.Place("one"));
    }

    /// <summary>One frame of a video, as often as the video has frames.</summary>
    private sealed class Repeated(IFrameSource video, int position) : IFrameSource
    {
        public string Name => video.Name;

        public int Width => video.Width;

        public int Height => video.Height;

        public int Count => video.Count;

        public double FramesPerSecond => video.FramesPerSecond;

        public Frame Read(int _) => video.Read(position);

        public void Dispose()
        {
        }
    }
}
