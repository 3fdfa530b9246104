using MicroExpressions.Features;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Tests;

/// <summary>The intensity commands as a user calls them.</summary>
public sealed class IntensityCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-intensity").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_study_runs_at_smoke_scale_prints_its_table_and_draws_the_trajectories()
    {
        Mex study = Mex.Run("reproduce", "intensity-shuffled", "--scale", "smoke", "--seeds", "1", "--folder", _folder);
        Assert.Equal(0, study.ExitCode);
        Assert.Contains("leave-one-subject-out mean curve", study.Out);
        Assert.Contains("ρ shuffled, by frame", study.Out);
        Assert.True(File.Exists(Path.Combine(_folder, "shuffled.svg")));
        Mex again = Mex.Run("reproduce", "intensity-shuffled", "--scale", "smoke", "--seeds", "1", "--folder", _folder, "--json");
        Assert.Equal(0, again.ExitCode);
        Assert.Contains("\"shuffled_by_frame\"", again.Out);
        Mex markdown = Mex.Run("reproduce", "intensity-shuffled", "--scale", "smoke", "--seeds", "1", "--folder", _folder, "--markdown");
        Assert.StartsWith("**Intensity shuffled, synthetic corpus, smoke scale**\n\n| Prediction | ρ per clip |", markdown.Out);
    }

    [Fact]
    public void Folds_as_processes_end_with_the_bits_of_one_process()
    {
        string one = Path.Combine(_folder, "one"), two = Path.Combine(_folder, "two");
        foreach ((string folder, string jobs) in new[] { (one, "1"), (two, "2") })
            Assert.Equal(0, Mex.Run("reproduce", "intensity-shuffled", "--scale", "smoke", "--seeds", "1", "--folder", folder, "--jobs", jobs).ExitCode);
        string[] folds = Directory.GetFiles(Path.Combine(one, "runs"), "*.json", SearchOption.AllDirectories);
        Assert.True(folds.Length >= 3 * 3);    // rows, folds
        foreach (string file in folds)
            Assert.Equal(File.ReadAllText(file), File.ReadAllText(Path.Combine(two, Path.GetRelativePath(one, file))));
    }

    [Theory]
    [InlineData("--set", "samm")]
    [InlineData("--jobs", "0")]
    [InlineData("--set", "casme-squared")]
    [InlineData("--seeds", "0")]
    [InlineData("--scale", "huge")]
    [InlineData("--weights", "nowhere.pth")]
    public void What_cannot_be_run_ends_with_code_2_and_nothing_on_standard_output(string option, string value)
    {
        string[] scale = option == "--scale" ? [] : ["--scale", "smoke"];
        Mex study = Mex.Run(["reproduce", "intensity-table-2", .. scale, "--folder", _folder, option, value]);
        Assert.Equal((2, ""), (study.ExitCode, study.Out));
        Assert.Contains("mex: ", study.Error);
    }

    [Fact]
    public void A_loss_that_is_no_number_ends_with_code_1_and_one_line()
    {
        string[] study = ["reproduce", "intensity-shuffled", "--scale", "smoke", "--seeds", "1", "--folder", _folder];
        Assert.Equal(0, Mex.Run(study).ExitCode);
        Directory.Delete(Path.Combine(_folder, "runs"), recursive: true);
        foreach (string file in Directory.GetFiles(Path.Combine(_folder, "features")))
        {
            NumpyArray vectors = NumpyFile.Read(file);
            NumpyFile.Write(file, new NumpyArray(vectors.ToSingles().Select(_ => float.NaN).ToArray(), [.. vectors.Shape]));
        }
        Mex astray = Mex.Run(study);
        Assert.Equal((1, ""), (astray.ExitCode, astray.Out));
        Assert.Contains("mex: step 0: L_mse is not finite", astray.Error);
        Assert.DoesNotContain("   at ", astray.Error);
    }

    [Fact]
    public void A_clips_folder_is_taken_from_its_first_frame_to_its_last()
    {
        SyntheticClip clip = SyntheticCorpus.Load(SyntheticSettings.Small with { Subjects = 1, ClipsPerSubject = 1 }).Clips[0];
        string frames = Directory.CreateDirectory(Path.Combine(_folder, "006_1_2")).FullName, output = Path.Combine(_folder, "curve");
        for (int n = clip.Label.Onset; n <= clip.Label.Offset; n++)
            File.WriteAllBytes(Path.Combine(frames, $"006_{5500 + n:00000}.jpg"), ImageFile.EncodeJpeg(clip.Video.Read(n - 1), 95));
        Mex whole = Mex.Run("intensity", frames, "--fps", "200", "--cropped", "--scale", "smoke", "--folder", _folder, "--out", output);
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.Matches(@"^The clip's curve peaks at .*; of 100 copies in which nothing moves .* \d+ peak as high", whole.Out);
        Assert.EndsWith($"\n{output}.csv\n{output}.svg\n{output}.html", whole.Out.Trim());
        string[] lines = File.ReadAllLines(output + ".csv");
        Assert.Equal(("frame,seconds,intensity,shuffled_by_frame,shuffled_by_position,stilled,stilled_low,stilled_high", 17), (lines[0], lines.Length));
        Assert.StartsWith($"{5500 + clip.Label.Onset},0,", lines[1]);
        Assert.StartsWith($"{5500 + clip.Label.Offset},{(clip.Label.Offset - clip.Label.Onset) / 200.0:0.######},", lines[^1]);
        Assert.StartsWith("<svg", File.ReadAllText(output + ".svg"));
        Assert.Contains("href=\"curve.csv\"", File.ReadAllText(output + ".html"));
        Mex outside = Mex.Run("intensity", frames, "--fps", "200", "--cropped", "--onset", "1", "--folder", _folder);
        Assert.Equal((2, ""), (outside.ExitCode, outside.Out));
        Assert.Contains($"both among frames {5500 + clip.Label.Onset} to {5500 + clip.Label.Offset}", outside.Error);
    }

    [Fact]
    public void Of_one_picture_shown_again_and_again_all_of_the_curve_is_time()
    {
        string frames = Directory.CreateDirectory(Path.Combine(_folder, "still")).FullName, output = Path.Combine(_folder, "curve");
        byte[] picture = ImageFile.EncodeJpeg(SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0].Read(0), 95);
        for (int n = 1; n <= 24; n++)
            File.WriteAllBytes(Path.Combine(frames, $"{n:00}.jpg"), picture);
        Mex still = Mex.Run("intensity", frames, "--fps", "30", "--cropped", "--scale", "smoke", "--folder", _folder, "--out", output);
        Assert.True(still.ExitCode == 0, still.Error);
        Assert.StartsWith("All of the curve is time", still.Out);
        Assert.All(File.ReadLines(output + ".csv").Skip(1).Select(line => line.Split(',')), row => Assert.Equal(double.Parse(row[2], System.Globalization.CultureInfo.InvariantCulture), double.Parse(row[5], System.Globalization.CultureInfo.InvariantCulture), 5e-6));
    }

    [Fact]
    public void Seconds_of_a_video_whose_rate_varies_are_its_own_and_the_range_is_said_once()
    {
        SyntheticVideo video = SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0];
        string file = Path.Combine(_folder, "uneven.mp4"), output = Path.Combine(_folder, "curve");
        using (var writer = new VideoFileWriter(file, 30, video.Width, video.Height, codec: "mp4v"))
            for (int i = 0; i < 30; i++)
                writer.Write(video.Read(i));
        TestMp4.Pace(file, (10, 1), (20, 3));
        Mex whole = Mex.Run("intensity", file, "--onset", "6", "--offset", "26", "--cropped", "--scale", "smoke", "--folder", _folder, "--out", output);
        Assert.True(whole.ExitCode == 0, whole.Error);
        Assert.Equal(2, whole.Error.Split("10 to 30 a second").Length);
        foreach (string[] row in File.ReadLines(output + ".csv").Skip(1).Select(line => line.Split(',')))
        {
            int frame = int.Parse(row[0]);      // the 11th is the first that is shown three times as long
            double shown = Math.Min(frame, 11) / 30.0 + Math.Max(frame - 11, 0) / 10.0 - 6 / 30.0;
            Assert.Equal(shown, double.Parse(row[1], System.Globalization.CultureInfo.InvariantCulture), 6);
        }
    }

    [Fact]
    public void A_video_that_is_not_there_is_named_before_anything_is_trained()
    {
        Mex intensity = Mex.Run("intensity", Path.Combine(_folder, "nothing.mp4"), "--onset", "1", "--offset", "20", "--folder", _folder);
        Assert.Equal((2, ""), (intensity.ExitCode, intensity.Out));
        Assert.Contains("nothing.mp4", intensity.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
