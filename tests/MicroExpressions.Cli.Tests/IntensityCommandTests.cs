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
    }

    [Theory]
    [InlineData("--set", "samm")]
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
    public void A_video_that_is_not_there_is_named_before_anything_is_trained()
    {
        Mex intensity = Mex.Run("intensity", Path.Combine(_folder, "nothing.mp4"), "--onset", "1", "--offset", "20", "--folder", _folder);
        Assert.Equal((2, ""), (intensity.ExitCode, intensity.Out));
        Assert.Contains("nothing.mp4", intensity.Error);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }
}
