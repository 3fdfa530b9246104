using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Features;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Spotting;

/// <summary>Weights that a licensed set teaches, on small sets in the real layouts.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class TrainedOnSetTests : IDisposable
{
    private static readonly VideoSpottingOptions Everything = new() { Cropped = true, Threshold = -1 };

    private static readonly SpottingScale Tiny = SpottingScale.Smoke with
    {
        Base = SpottingScale.Smoke.Base with
        {
            Model = SpottingScale.Smoke.Base.Model with { Projection = 4 },
            PreTraining = 1,
            Training = SpottingScale.Smoke.Base.Training with { Steps = 3, BatchSize = 2 },
        },
    };

    private readonly RealSetFolder set = new();
    private readonly TestFolder runs = new();

    public void Dispose()
    {
        set.Dispose();
        runs.Dispose();
    }

    [Fact]
    public void Weights_that_a_set_taught_search_a_new_video_cut_as_the_set_s_faces_were()
    {
        var crop = new FaceCropSettings { Margin = 0.1 };
        SpottingDataSet data = CasmeSquared(_ => (new HoofExtractor(new HoofSettings { FrameSize = 64 }).Description, crop));
        using TrainedSpotter spotter = Train(data);
        Assert.Equal(("CAS(ME)²", 3, 3, crop), (spotter.Recipe.Data, spotter.Recipe.Videos, spotter.Recipe.People, spotter.Recipe.Crop));
        Assert.Null(spotter.Recipe.Corpus);
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];
        VideoSpotting found = VideoSpotting.Run(video, video.Name, "0123456789", spotter, runs["features"], Everything);
        Assert.NotEmpty(found.Intervals);
        Assert.Equal("hoof/1", found.Features.Extractor.Name);
    }

    [Fact]
    public void Weights_that_region_motion_taught_search_a_new_video()
    {
        KnownFaces.Needed();
        SpottingDataSet data = CasmeSquared(_ => (new RegionMotionExtractor(new() { FrameSize = 128 }).Description, null));
        Assert.True(data.NeedsScaling);
        using TrainedSpotter spotter = Train(data);
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus with { Size = 128, ShortestVideoSeconds = 8, LongestVideoSeconds = 8 }).Videos[0];
        VideoSpotting found = VideoSpotting.Run(video, video.Name, "0123456789", spotter, runs["features"], Everything);
        Assert.NotEmpty(found.Intervals);
        Assert.Equal((RegionMotionExtractor.Name, 128), (found.Features.Extractor.Name, found.Features.Extractor.FrameWidth));
    }

    [Fact]
    public void A_spotter_of_I3D_features_asks_for_the_weights_that_made_them_and_refuses_others()
    {
        set.CasmeSquared();
        foreach (string name in Names)
            set.Features("casme-squared", name + ".i3d.npz", 301);
        using TrainedSpotter spotter = Train(RealSpottingSet.CasmeSquared.Load(set.Root));
        SyntheticVideo video = SyntheticCorpus.Load(SmallSpotter.Scale.Corpus).Videos[0];

        InputException without = Refused(Everything);
        Assert.Contains("--weights-rgb FILE --weights-flow FILE", without.Remedy);

        foreach ((string file, int channels) in new[] { ("rgb.safetensors", 3), ("flow.safetensors", 2) })
            using (I3D network = I3dGolden.Network(channels))
                SafeTensors.Write(runs[file], network.state_dict());
        InputException other = Refused(Everything with { I3dWeights = (runs["rgb.safetensors"], runs["flow.safetensors"]) });
        Assert.Contains("rgb weights 0123456789ab", other.Expected);
        Assert.Contains(SourceFingerprint.Of(runs["rgb.safetensors"])[..12], other.Found);
        Assert.False(Directory.Exists(runs["features"]));

        InputException Refused(VideoSpottingOptions options) =>
            Assert.Throws<InputException>(() => VideoSpotting.Run(video, video.Name, "0123456789", spotter, runs["features"], options));
    }

    [Fact]
    public void Features_that_do_not_say_how_they_were_made_teach_no_weights_for_new_videos()
    {
        set.CasmeSquared();
        foreach (string name in Names)
            foreach (string half in new[] { "-rgb", "-flow" })
                set.Half("casme-squared", name + half + ".npz", 301);
        InputException wrong = Assert.Throws<InputException>(() => Train(RealSpottingSet.CasmeSquared.Load(set.Root)));
        Assert.Contains("LGSNet", wrong.Found);
        Assert.Contains("mex features extract casme-squared", wrong.Remedy);
        Assert.False(File.Exists(runs["weights.safetensors"]));
    }

    [Fact]
    public void Features_of_two_kinds_are_named_before_anything_is_trained()
    {
        SpottingDataSet data = CasmeSquared(name => (new HoofExtractor(new HoofSettings { FrameSize = 64, RemoveHeadMotion = !name.StartsWith("19", StringComparison.Ordinal) }).Description, null));
        InputException wrong = Assert.Throws<InputException>(() => Train(data));
        Assert.Contains("19_0401girlcrashing", wrong.Place);
        Assert.Contains("\"RemoveHeadMotion\":false", wrong.Found);
        Assert.Empty(Directory.GetFileSystemEntries(runs.Path));
    }

    [Fact]
    public void Another_set_or_method_has_another_file()
    {
        SpottingDataSet data = CasmeSquared(_ => (new HoofExtractor(new HoofSettings { FrameSize = 64 }).Description, null));
        string File(SpottingDataSet videos, int seed) => TrainedSpotter.FileOf("f", videos, Tiny, TrainedSpotter.ExperimentOf(videos, Tiny, seed));
        Assert.Equal(3, new[] { File(data, 1), File(data, 2), File(data with { Fingerprint = "another" }, 1) }.Distinct().Count());
        Assert.StartsWith(Path.Combine("f", "spotter-casme-squared-smoke-"), File(data, 1));
    }

    private static string[] Names { get; } = ["15_0401girlcrashing", "16_0401girlcrashing", "16_0508funnydunkey", "19_0401girlcrashing"];

    private SpottingDataSet CasmeSquared(Func<string, (ExtractorDescription Extractor, FaceCropSettings? Crop)> made)
    {
        set.CasmeSquared();
        foreach (string name in Names)
            set.Features("casme-squared", name + ".hoof.npz", 301, 30, made(name).Extractor, made(name).Crop);
        return RealSpottingSet.CasmeSquared.Load(set.Root);
    }

    private TrainedSpotter Train(SpottingDataSet data)
    {
        TrainedSpotter.TrainOnSet(runs["weights.safetensors"], data, Tiny, TrainedSpotter.ExperimentOf(data, Tiny, seed: 1), runs.Path);
        return TrainedSpotter.Load(runs["weights.safetensors"]);
    }
}
