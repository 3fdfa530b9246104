using MicroExpressions.Features;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Cli.Tests;

public sealed class FeaturesCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_tree_of_frame_folders_becomes_a_file_of_features_for_each()
    {
        string frames = Path.Combine(_folder, "frames"), output = Path.Combine(_folder, "features");
        foreach (SyntheticClip clip in SyntheticCorpus.Load(SyntheticSettings.Small).Clips.Take(2))
        {
            string folder = Directory.CreateDirectory(Path.Combine(frames, clip.Video.Subject.Name, clip.Video.Name)).FullName;
            for (int i = 0; i < 18; i++)
                File.WriteAllBytes(Path.Combine(folder, $"img{i + 1:000}.jpg"), Video.ImageFile.EncodeJpeg(clip.Video.Read(i)));
        }
        Mex extract = Mex.Run("features", "extract", frames, "--fps", "30", "--no-crop", "--extractor", "hoof", "--out", output);
        Assert.Equal(0, extract.ExitCode);
        FeatureFile[] files = [.. Directory.GetFiles(output, "*.npz").Select(FeatureFile.Read)];
        Assert.Equal(2, files.Length);
        Assert.All(files, f => Assert.Equal((18 - 1) / 8, f.Modalities[FeatureFile.Flow].Snippets));
    }

    [Fact]
    public void Clips_of_two_subjects_of_casme2_that_share_a_name_keep_a_file_each()
    {
        SyntheticClip[] clips = [.. SyntheticCorpus.Load(SyntheticSettings.Small).Clips.Take(2)];
        Directory.CreateDirectory(Path.Combine(_folder, "annotations"));
        foreach (var (i, clip) in clips.Index())
        {
            string folder = Directory.CreateDirectory(Path.Combine(_folder, "Cropped", $"sub0{i + 1}", "EP02_01f")).FullName;
            for (int f = 0; f < 10; f++)
                File.WriteAllBytes(Path.Combine(folder, $"reg_img{f + 46}.jpg"), Video.ImageFile.EncodeJpeg(clip.Video.Read(f)));
        }
        string output = Path.Combine(_folder, "features");
        string[] extract = ["features", "extract", "casme2", "--data", _folder, "--no-crop", "--snippet", "8", "--extractor", "hoof", "--out", output];
        Assert.Equal(0, Mex.Run(extract).ExitCode);
        string[] files = [.. new[] { "sub01", "sub02" }.Select(s => Path.Combine(output, s, "EP02_01f.hoof.npz"))];
        Assert.Equal(files, Directory.GetFiles(output, "*", SearchOption.AllDirectories).Order());
        Assert.Equal(2, files.Select(f => FeatureFile.Read(f).Header.SourceSha256).Distinct().Count());
        Mex again = Mex.Run(extract);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));   // both are still fresh
    }

    [Fact]
    public void Two_folders_of_one_video_are_named_before_either_is_read()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "annotations"));
        foreach (string video in new[] { "15_0101disgustingteeth", "15_0101disgustingteth" })
            File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "rawpic", "s15", video)).FullName, "img001.jpg"), []);
        Mex extract = Mex.Run("features", "extract", "casme-squared", "--data", _folder, "--out", Path.Combine(_folder, "features"));
        Assert.Equal((2, ""), (extract.ExitCode, extract.Out));
        Assert.Contains("15_0101disgustingteth", extract.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "features")));
    }

    [Fact]
    public void Where_no_weights_of_I3D_are_given_two_streams_of_the_packaged_network_are_extracted()
    {
        string frames = Directory.CreateDirectory(Path.Combine(_folder, "frames")).FullName;
        for (int i = 1; i <= 5; i++)
            File.WriteAllBytes(Path.Combine(frames, $"img{i}.jpg"), Video.ImageFile.EncodeJpeg(new Video.Frame(64, 64, 3, [.. Enumerable.Range(0, 64 * 64 * 3).Select(p => (byte)(p / 3 % 64 * 3 + 10 * i))])));
        Mex extract = Mex.Run("features", "extract", frames, "--fps", "30", "--no-crop", "--snippet", "2", "--out", _folder);
        Assert.True(extract.ExitCode == 0, extract.Error);
        Assert.Contains("flow 2 × 512, motion 2 × 1, rgb 2 × 512", extract.Out);
        Mex i3d = Mex.Run("features", "extract", frames, "--fps", "30", "--no-crop", "--weights-rgb", Path.Combine(_folder, "rgb.pt"), "--out", _folder);
        Assert.Equal(2, i3d.ExitCode);
        Assert.Contains("--weights-flow", i3d.Error);      // one file of I3D's asks for the other
    }

    [Fact]
    public void What_regions_do_is_extracted_by_name()
    {
        Assert.SkipUnless(Faces.FaceModels.AreThere, "needs the face models: ./mex models");
        string frames = Directory.CreateDirectory(Path.Combine(_folder, "frames")).FullName;
        SyntheticVideo video = SyntheticCorpus.Load(SyntheticSettings.Default).Videos[0];
        for (int i = 0; i < 9; i++)
            File.WriteAllBytes(Path.Combine(frames, $"img{i + 1}.jpg"), Video.ImageFile.EncodeJpeg(video.Read(i)));
        Mex extract = Mex.Run("features", "extract", frames, "--fps", "30", "--no-crop", "--extractor", "region-motion", "--out", _folder);
        Assert.True(extract.ExitCode == 0, extract.Error);
        Assert.Contains("flow 1 × 96, motion 1 × 1, rgb 1 × 576", extract.Out);
    }

    [Fact]
    public void What_a_method_of_frames_looks_at_is_extracted_by_name_at_its_own_rate()
    {
        string frames = Directory.CreateDirectory(Path.Combine(_folder, "frames")).FullName;
        SyntheticVideo video = SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0];
        for (int i = 0; i < 9; i++)
            File.WriteAllBytes(Path.Combine(frames, $"img{i + 1}.jpg"), Video.ImageFile.EncodeJpeg(video.Read(i)));
        string[] extract = ["features", "extract", frames, "--fps", "30", "--no-crop", "--extractor"];
        Mex maps = Mex.Run([.. extract, "mtsn", "--out", _folder]), faces = Mex.Run([.. extract, "normalised-face", "--out", _folder]);
        Assert.True(maps.ExitCode == 0, maps.Error);
        Assert.Contains("flow 4 × 2352, rgb 4 × 2352", maps.Out);
        Assert.True(faces.ExitCode == 0, faces.Error);
        Assert.Contains("flow 4 × 1, rgb 4 × 2304", faces.Out);
        Mex length = Mex.Run([.. extract, "mtsn", "--snippet", "8", "--out", _folder]);
        Assert.Equal(2, length.ExitCode);
        Assert.Contains("Leave --snippet out", length.Error);
    }

    [Fact]
    public void I3D_without_weights_says_where_they_come_from_and_what_needs_none()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "frames"));
        File.WriteAllBytes(Path.Combine(_folder, "frames", "img1.jpg"), Video.ImageFile.EncodeJpeg(new Video.Frame(64, 64, 3, new byte[64 * 64 * 3])));
        Mex extract = Mex.Run("features", "extract", Path.Combine(_folder, "frames"), "--fps", "30", "--extractor", "i3d", "--out", _folder);
        Assert.Equal(2, extract.ExitCode);
        Assert.Contains("--weights-rgb", extract.Error);
        Assert.Contains("hoof", extract.Error);
    }

    [Fact]
    public void A_set_whose_frames_are_not_there_is_named()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "annotations"));
        Mex extract = Mex.Run("features", "extract", "casme-squared", "--data", _folder, "--out", _folder);
        Assert.Equal(2, extract.ExitCode);
        Assert.Contains("rawpic", extract.Error);
    }
}
