using System.Text.Json.Nodes;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Tests;

/// <summary><c>mex train spotter</c> and <c>mex spot</c> as a user calls them.</summary>
public sealed class SpotCommandTests(SmokeFeatures features) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-spot").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void On_a_fresh_clone_weights_are_made_once_and_the_video_gets_its_page_and_files()
    {
        string frames = Frames(60), report = Path.Combine(_folder, "report");
        string[] spot = ["spot", frames, "--fps", "30", "--cropped", "--scale", "smoke", "--threshold", "-1", "--folder", Path.Combine(_folder, "kept"), "--out", report];
        Mex first = Mex.Run(spot);
        Assert.Equal(0, first.ExitCode);
        Assert.Contains("no weights yet", first.Error);
        Assert.Contains("Found in face", first.Out);
        Assert.Equal(["index.html", "intervals.csv", "intervals.eaf", "intervals.json", "intervals.srt", "intervals.vtt", "megc.csv", "tcam.svg"], Directory.GetFiles(report).Select(f => Path.GetFileName(f)!).Order());
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(report, "intervals.json")))!;
        Assert.NotEmpty(json["intervals"]!.AsArray());
        Assert.Equal("smoke", (string?)json["weights"]!["Scale"]);

        // both lists that it writes are scored as they are, though the truth knows a subject and they do not
        string truth = Path.Combine(_folder, "truth.csv");
        JsonNode found = json["intervals"]![0]!;
        File.WriteAllText(truth, $"subject,video,kind,onset,apex,offset,fps\ns1,face,{found["kind"]},{found["onset"]},,{found["offset"]},30\n");
        foreach (string list in new[] { "megc.csv", "intervals.csv" })
        {
            Mex score = Mex.Run("score", "--truth", truth, "--detections", Path.Combine(report, list), "--protocol", "lab", "--json");
            Assert.True(score.ExitCode == 0, score.Error);
            JsonNode counts = JsonNode.Parse(score.Out)!["scores"]![0]!["counts"]!;
            Assert.Equal((1, json["intervals"]!.AsArray().Count), ((int)counts["found"]!, (int)counts["predicted"]!));
        }

        byte[] page = File.ReadAllBytes(Path.Combine(report, "index.html"));
        Mex second = Mex.Run(spot);
        Assert.Equal(0, second.ExitCode);
        Assert.DoesNotContain("no weights yet", second.Error);
        Assert.Equal(page, File.ReadAllBytes(Path.Combine(report, "index.html")));

        string mine = Path.Combine(_folder, "mine.safetensors");
        Mex train = Mex.Run("train", "spotter", "--scale", "smoke", "--folder", Path.Combine(_folder, "kept"), "--out", mine);
        Assert.Equal(0, train.ExitCode);
        Assert.Contains("on people left out: recall", train.Out);
        Assert.Equal(Directory.GetFiles(Path.Combine(_folder, "kept"), "*.safetensors").Select(File.ReadAllBytes).Single(), File.ReadAllBytes(mine));
        Mex third = Mex.Run("spot", frames, "--fps", "30", "--cropped", "--weights", mine, "--threshold", "-1", "--folder", Path.Combine(_folder, "none"), "--out", report);
        Assert.Equal(0, third.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_folder, "none")));
    }

    [Fact]
    public void Any_method_that_learns_is_trained_and_then_used_with_its_weights()
    {
        string frames = Frames(60), report = Path.Combine(_folder, "report"), weights = Path.Combine(_folder, "lssnet.safetensors");
        features.CopyTo(Path.Combine(_folder, "kept"));
        Mex train = Mex.Run("train", "spotter", "--method", "lssnet", "--scale", "smoke", "--folder", Path.Combine(_folder, "kept"), "--out", weights);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("4 videos of 4 people; on people left out: recall", train.Out);
        Mex spot = Mex.Run("spot", frames, "--fps", "30", "--cropped", "--method", "lssnet", "--weights", weights, "--threshold", "-1", "--out", report);
        Assert.True(spot.ExitCode == 0, spot.Error);
        Assert.Contains("LSSNet", spot.Out);
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(report, "intervals.json")))!;
        Assert.Equal(("lssnet", "smoke"), ((string?)json["method"], (string?)json["weights"]!["Scale"]));
        Mex other = Mex.Run("spot", frames, "--fps", "30", "--cropped", "--method", "lgsnet", "--weights", weights, "--out", report);
        Assert.Equal(2, other.ExitCode);
        Assert.Contains("found weights of lssnet; expected weights of lgsnet", other.Error);
    }

    [Fact]
    public void A_method_that_learns_and_has_no_weights_says_how_to_train_them()
    {
        Mex spot = Mex.Run("spot", Frames(20), "--fps", "30", "--cropped", "--method", "ham-net");
        Assert.Equal(2, spot.ExitCode);
        Assert.Contains("mex train spotter --method ham-net", spot.Error);
    }

    [Fact]
    public void A_row_of_pwes_is_no_other_methods()
    {
        Mex train = Mex.Run("train", "spotter", "--method", "ham-net", "--row", "+MPLG", "--scale", "smoke", "--folder", _folder);
        Assert.Equal(2, train.ExitCode);
        Assert.Contains("--method ham-net", train.Error);
    }

    [Fact]
    public void A_set_in_its_real_layout_teaches_weights_for_a_video()
    {
        string root = Path.Combine(_folder, "root"), kept = Path.Combine(_folder, "kept"), weights = Path.Combine(_folder, "casme-cubed.safetensors");
        Directory.CreateDirectory(Path.Combine(root, "annotations", "casme-cubed"));
        var rows = new List<string> { "subject,video,type,type_idx,startFrame,endFrame,frame_num,length" };
        SyntheticVideo[] videos = [.. SyntheticCorpus.Load(SyntheticSettings.Small).Videos.DistinctBy(v => v.Subject.Name).Take(2)];
        foreach ((string subject, SyntheticVideo video) in new[] { "001", "012" }.Zip(videos))
        {
            string frames = Directory.CreateDirectory(Path.Combine(root, "part_A", $"spNO.{int.Parse(subject)}", "a", "color")).FullName;
            for (int i = 0; i < 66; i++)
                File.WriteAllBytes(Path.Combine(frames, $"{i + 8}.jpg"), ImageFile.EncodeJpeg(video.Read(i), 95));
            rows.AddRange([$"{subject},/d/{subject}/a,Macro,1,5,30,66,25", $"{subject},/d/{subject}/a,Micro,2,44,54,66,10"]);
        }
        File.WriteAllLines(Path.Combine(root, "annotations", "casme-cubed", "list.csv"), rows);
        Mex extract = Mex.Run("features", "extract", "casme-cubed", "--data", root, "--no-crop", "--out", Path.Combine(root, "features", "casme-cubed"));
        Assert.True(extract.ExitCode == 0, extract.Error);

        Mex train = Mex.Run("train", "spotter", "--set", "casme-cubed", "--data", root, "--scale", "smoke", "--folder", kept, "--out", weights);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("2 videos of 2 people; on people left out: recall", train.Out);
        Mex spot = Mex.Run("spot", Path.Combine(root, "part_A", "spNO.1", "a", "color"), "--fps", "30", "--cropped", "--weights", weights, "--threshold", "-1", "--out", Path.Combine(_folder, "report"));
        Assert.True(spot.ExitCode == 0, spot.Error);
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "report", "intervals.json")))!;
        Assert.StartsWith("CAS(ME)³", (string?)json["weights"]!["Data"]);

        Mex without = Mex.Run("train", "spotter", "--set", "samm-lv", "--data", root, "--scale", "smoke", "--folder", kept);
        Assert.Equal((2, ""), (without.ExitCode, without.Out));
        Assert.Contains("mex: ", without.Error);
    }

    [Fact]
    public void What_is_wrong_with_a_video_is_said_before_anything_is_trained()
    {
        string kept = Path.Combine(_folder, "kept");
        Refused("nothing.mp4", "spot", Path.Combine(_folder, "nothing.mp4"));
        Refused("a positive rate", "spot", Frames(12), "--cropped", "--fps", "0");
        Refused("8 frames", "spot", Frames(8), "--cropped", "--fps", "30");
        Refused("at least 15", "spot", Frames(12), "--cropped", "--fps", "10");
        Refused("no face", "spot", Frames(12, whole: false), "--fps", "30");
        Assert.False(Directory.Exists(kept));

        void Refused(string text, params string[] arguments)
        {
            Mex spot = Mex.Run([.. arguments, "--scale", "smoke", "--folder", kept]);
            Assert.Equal((2, ""), (spot.ExitCode, spot.Out));
            Assert.Contains(text, spot.Error);
            Assert.DoesNotContain("   at ", spot.Error);
        }
    }

    [Fact]
    public void Weights_that_are_none_are_named()
    {
        string weights = Path.Combine(_folder, "weights.safetensors");
        File.WriteAllText(weights, "not weights");
        Mex spot = Mex.Run("spot", Frames(12), "--fps", "30", "--cropped", "--weights", weights);
        Assert.Equal((2, ""), (spot.ExitCode, spot.Out));
        Assert.Contains("weights.safetensors", spot.Error);
    }

    [Fact]
    public void Without_weights_a_video_is_searched_by_what_its_regions_do()
    {
        Assert.SkipUnless(MicroExpressions.Faces.FaceModels.AreThere, "needs the face models: ./mex models");
        string frames = Frames(90), report = Path.Combine(_folder, "report");
        Mex spot = Mex.Run("spot", frames, "--fps", "30", "--out", report);
        Assert.True(spot.ExitCode == 0, spot.Error);
        Assert.Contains(".403 on CAS(ME)², .386 on SAMM-LV", spot.Out);
        Assert.Equal(
            ["curves.csv", "index.html", "intervals.csv", "intervals.eaf", "intervals.json", "intervals.srt", "intervals.vtt", "megc.csv", "regions.svg"],
            Directory.GetFiles(report).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(91, File.ReadAllLines(Path.Combine(report, "curves.csv")).Length);
        Assert.Equal("Zhao et al. (MM 2022)", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(report, "intervals.json")))!["method"]);
    }

    [Fact]
    public void A_still_picture_repeated_gives_no_interval()
    {
        Assert.SkipUnless(MicroExpressions.Faces.FaceModels.AreThere, "needs the face models: ./mex models");
        string folder = Directory.CreateDirectory(Path.Combine(_folder, "still")).FullName;
        byte[] picture = ImageFile.EncodePng(SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0].Read(0));
        for (int i = 1; i <= 60; i++)
            File.WriteAllBytes(Path.Combine(folder, $"{i}.png"), picture);
        Mex spot = Mex.Run("spot", folder, "--fps", "30", "--out", Path.Combine(_folder, "report"));
        Assert.True(spot.ExitCode == 0, spot.Error);
        Assert.Single(File.ReadAllLines(Path.Combine(_folder, "report", "intervals.csv")));
    }

    [Theory]
    [InlineData("--face", "0", "a number from 1")]
    [InlineData("--face", "3", "a person of number 3")]
    [InlineData("--face", "1,2,3", "X,Y,WIDTH,HEIGHT")]
    public void A_person_who_is_not_there_is_refused(string option, string value, string text)
    {
        Assert.SkipUnless(MicroExpressions.Faces.FaceModels.AreThere, "needs the face models: ./mex models");
        Mex spot = Mex.Run("spot", Frames(12), "--fps", "30", option, value);
        Assert.Equal((2, ""), (spot.ExitCode, spot.Out));
        Assert.Contains(text, spot.Error);
    }

    [Fact]
    public void Options_of_one_method_are_refused_by_the_other()
    {
        Mex spot = Mex.Run("spot", Frames(12), "--fps", "30", "--method", "zhao", "--threshold", "0.5");
        Assert.Equal((2, ""), (spot.ExitCode, spot.Out));
        Assert.Contains("--method pwes", spot.Error);
    }

    /// <summary>A folder with a synthetic face's first frames, or with nothing but grey.</summary>
    private string Frames(int count, bool whole = true)
    {
        string folder = Path.Combine(_folder, $"{count}-{whole}", "face");
        if (Directory.Exists(folder))
            return folder;
        Directory.CreateDirectory(folder);
        SyntheticVideo video = SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0];
        for (int i = 0; i < count; i++)
            File.WriteAllBytes(Path.Combine(folder, $"img{i + 1:000}.jpg"), ImageFile.EncodeJpeg(whole ? video.Read(i) : new Frame(64, 64, 3, new byte[64 * 64 * 3])));
        return folder;
    }
}
