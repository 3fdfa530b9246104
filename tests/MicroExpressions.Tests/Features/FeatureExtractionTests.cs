using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public sealed class FeatureExtractionTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly List<string> warnings = [];
    private readonly MeanGrey extractor = new();

    private string Features => Path.Combine(folder["cache"], "v.mean-grey.npz");

    private string Partial => Features + FeatureExtraction.PartialExtension;

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_of_pictures_becomes_a_feature_file_named_after_it()
    {
        Directory.CreateDirectory(folder["15_0101"]);
        for (int i = 1; i <= 10; i++)
            File.WriteAllBytes(Path.Combine(folder["15_0101"], $"img{i}.png"), ImageFile.EncodePng(TestPictures.Flat(12, 10, (byte)(i * 10))));
        FeatureFile made = Extraction().Run(folder["15_0101"], options: new FrameSourceOptions { FramesPerSecond = 30 });
        FeatureFile file = FeatureFile.Read(Path.Combine(folder["cache"], "15_0101.mean-grey.npz"));
        Assert.Equal(made.Header.ToJson(), file.Header.ToJson());
        Assert.Equal([25f, 65], file.Modalities[FeatureFile.Rgb].Values);
        Assert.Equal([40f, 0, 40, 1], file.Modalities[FeatureFile.Flow].Values);
        Assert.Equal((10, 30.0, "15_0101", new PixelBox(0, 0, 12, 10)),
            (file.Header.FrameCount, file.Header.FramesPerSecond, file.Header.Source, file.Header.Crop!.Value));
        Assert.Equal(SourceFingerprint.Of(folder["15_0101"]), file.Header.SourceSha256);
    }

    [Fact]
    public void With_crop_settings_the_extractor_sees_the_face_only()
    {
        var video = new GeneratedFrames(9, _ => TestPictures.Face(160, 120, 60, 60, radius: 40));
        FeatureFile file = Extraction(Cascade).Run(video, "v", "ab");
        PixelBox box = FaceCrop.Find(video, Cascade);
        Assert.Equal(box, file.Header.Crop);
        Assert.Equal(
            video.Read(0).Crop(box, 8, 8, Interpolation.Lanczos).Pixels.Average(p => (double)p),
            file.Modalities[FeatureFile.Rgb].Values[0], 1e-3);
    }

    [Fact]
    public void The_file_says_who_else_is_there_and_where_the_face_is_not()
    {
        KnownFaces.Needed();
        Frame face = FaceMeshTests.Placed(KnownFaces.People[0].Read(0).Resize(160, 160, Interpolation.Lanczos), 200, 200, 20, 20), black = TestPictures.Flat(200, 200, 0, channels: 3);
        var video = new GeneratedFrames(25, i => i is >= 9 and < 14 ? black : face);
        FeatureFile made = Extraction(new FaceCropSettings()).Run(video, "v", "ab"), kept = Extraction(new FaceCropSettings()).Run(video, "v", "ab");
        foreach (FeatureFile file in new[] { made, kept })
        {
            Assert.Equal(1, file.Header.Faces!.People);
            Assert.Equal([new(10, 14)], file.Header.Faces.Without);
        }
        // nothing moves where nothing is seen: the extractor's flow is the change of the mean
        Assert.Equal([0], extractor.Begun);
        Assert.Contains("No face of that person in frames 10–14", Assert.Single(FaceRemarks.Of(kept.Header)));
        Assert.Contains("OpenCV's cascade", Assert.Single(FaceRemarks.Of(kept.Header with { CropSettings = Cascade, Faces = null })));
    }

    [Fact]
    public void A_fresh_file_is_read_and_not_made_again()
    {
        FeatureFile first = Extraction().Run(Ramp(21), "v", "ab"), second = Extraction().Run(Ramp(21), "v", "ab");
        Assert.Equal(first.Modalities[FeatureFile.Flow].Values, second.Modalities[FeatureFile.Flow].Values);
        Assert.Equal([0], extractor.Begun);
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_file_of_another_video_or_another_setting_is_made_again_with_a_warning()
    {
        Extraction().Run(Ramp(21), "v", "ab");
        Extraction().Run(Ramp(21), "v", "cd");
        Assert.Contains("the video is another one", Assert.Single(warnings));
        new FeatureExtraction(new MeanGrey(side: 6), null, new FeatureCache(folder["cache"])) { Warn = warnings.Add }.Run(Ramp(21), "v", "cd");
        Assert.Contains("the settings differ", warnings[1]);
        Assert.Equal([0, 0], extractor.Begun);
    }

    [Fact]
    public void A_file_cut_short_is_made_again_with_a_warning()
    {
        Extraction().Run(Ramp(21), "v", "ab");
        byte[] whole = File.ReadAllBytes(Features);
        File.WriteAllBytes(Features, whole[..(whole.Length / 2)]);
        Extraction().Run(Ramp(21), "v", "ab");
        Assert.Contains("cut short", Assert.Single(warnings));
        Assert.Equal(whole, File.ReadAllBytes(Features));
    }

    [Fact]
    public void An_interrupted_extraction_goes_on_where_it_stopped_and_gives_the_same_bytes()
    {
        Extraction().Run(Ramp(81), "v", "ab");
        byte[] uninterrupted = File.ReadAllBytes(Features);
        File.Delete(Features);
        Interrupt(after: 7, frames: 81);
        Assert.False(File.Exists(Features));
        Extraction().Run(Ramp(81), "v", "ab");
        Assert.Equal([0, 0, 7], extractor.Begun);
        Assert.Equal(uninterrupted, File.ReadAllBytes(Features));
        Assert.False(File.Exists(Partial));
    }

    [Fact]
    public void A_snippet_half_written_or_changed_is_computed_again()
    {
        Interrupt(after: 7, frames: 81);
        byte[] partial = File.ReadAllBytes(Partial);
        File.WriteAllBytes(Partial, partial[..^5]);
        Interrupt(after: 8, frames: 81);
        partial = File.ReadAllBytes(Partial);
        partial[64 + 3 * 16 + 2] ^= 1;                 // key, then 16 bytes a snippet: three floats and their sum
        File.WriteAllBytes(Partial, partial);
        Extraction().Run(Ramp(81), "v", "ab");
        Assert.Equal([0, 6, 3], extractor.Begun);
    }

    [Fact]
    public void What_was_begun_for_another_video_is_not_gone_on_with()
    {
        Interrupt(after: 7, frames: 81);
        Extraction().Run(Ramp(81), "v", "cd");
        Assert.Equal([0, 0], extractor.Begun);
    }

    [Fact]
    public void On_a_full_disk_the_old_file_stays_and_nothing_computed_is_lost()
    {
        Extraction().Run(Ramp(21), "v", "ab");
        byte[] old = File.ReadAllBytes(Features);
        File.CreateSymbolicLink(Features + WholeFile.Unfinished, "/dev/full");
        var e = Assert.Throws<InputException>(() => Extraction().Run(Ramp(21), "v", "cd"));
        Assert.Contains("No space left", e.Found);
        Assert.Equal(old, File.ReadAllBytes(Features));
        Extraction().Run(Ramp(21), "v", "cd");        // there is room again
        Assert.Equal([0, 0, 5], extractor.Begun);
        Assert.Equal("cd", FeatureFile.Read(Features).Header.SourceSha256);
    }

    [Fact]
    public void Two_extractions_into_one_file_do_not_mix()
    {
        var second = new List<Exception>();
        var progress = new Heard(p =>
        {
            if (p.Done == 2)
                second.Add(Assert.Throws<InputException>(() => Extraction().Run(Ramp(81), "v", "ab")));
        });
        Extraction().Run(Ramp(81), "v", "ab", progress);
        Assert.Single(second);
    }

    [Fact]
    public void Progress_counts_up_to_the_last_snippet_and_ends_with_no_time_left()
    {
        var heard = new List<ExtractionProgress>();
        Extraction().Run(Ramp(21), "v", "ab", new Heard(heard.Add));
        Assert.Equal([1, 2, 3, 4, 5], heard.Select(p => p.Done));
        Assert.All(heard, p => Assert.True(p is { Total: 5, Video: "v", FramesPerSecond: > 0 }));
        Assert.Equal(TimeSpan.Zero, heard[^1].TimeLeft);
    }

    [Fact]
    public void A_video_shorter_than_a_snippet_says_how_long_it_must_be()
        => Assert.Contains("at least 5", Assert.Throws<InputException>(() => Extraction().Run(Ramp(4), "v", "ab")).Expected);

    [Fact]
    public void A_video_without_a_face_leaves_nothing_behind()
    {
        Assert.Throws<InputException>(() => Extraction(new FaceCropSettings()).Run(Ramp(21), "v", "ab"));
        Assert.False(Directory.Exists(folder["cache"]));
    }

    /// <summary>What takes drawn faces for faces.</summary>
    private static FaceCropSettings Cascade => new FaceCropSettings().ByCascade();

    private FeatureExtraction Extraction(FaceCropSettings? crop = null)
        => new(extractor, crop, new FeatureCache(folder["cache"])) { Warn = warnings.Add };

    private static GeneratedFrames Ramp(int count) => new(count, i => TestPictures.Flat(64, 48, (byte)i));

    private void Interrupt(int after, int frames)
    {
        using var stop = new CancellationTokenSource();
        var progress = new Heard(p =>
        {
            if (p.Done == after)
                stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => Extraction().Run(Ramp(frames), "v", "ab", progress, stop.Token));
    }

    // Progress<T> would report later, on another thread.
    private sealed class Heard(Action<ExtractionProgress> hear) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => hear(value);
    }
}
