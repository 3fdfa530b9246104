using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class TruthFilesTests
{
    [Fact]
    public void Labels_are_rows_of_the_stated_columns()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Small);
        var rows = TruthFiles.Intervals(corpus).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("subject,video,kind,onset,apex,offset,fps", rows[0]);
        var labels = corpus.Videos.SelectMany(v => v.Intervals).ToList();
        Assert.Equal(labels.Count, rows.Length - 1);
        foreach (var (row, label) in rows.Skip(1).Zip(labels))
        {
            var cells = row.Split(',');
            Assert.Equal([label.Subject, label.Video, label.Kind.ToString().ToLowerInvariant()], cells[..3]);
            Assert.Equal([label.Onset, label.Apex!.Value, label.Offset, 30], cells[3..].Select(c => int.Parse(c, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public void Intensity_and_landmarks_have_a_row_for_each_frame()
    {
        var video = SyntheticCorpus.Load(SyntheticSettings.Small).Videos[0];
        Assert.Equal(video.Count + 1, TruthFiles.Intensity(video).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        var rows = TruthFiles.Landmarks(video).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(video.Count + 1, rows.Length);
        Assert.All(rows, row => Assert.Equal(1 + 2 * FaceLandmarks.Names.Count, row.Split(',').Length));
    }

    // Made by this code; it stands here so that a change of the corpus is a decision and not an accident. Where it is one, raise
    // SyntheticSettings.CurrentEdition too.
    [Fact]
    public void The_default_corpus_has_the_known_truth()
    {
        var corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        var text = new StringBuilder(TruthFiles.Intervals(corpus)).Append(TruthFiles.Clips(corpus));
        foreach (var video in corpus.Videos.Concat(corpus.Clips.Select(c => c.Video)))
            text.Append(TruthFiles.Intensity(video));
        Assert.Equal("e10fc545e490df38", Hash(Encoding.UTF8.GetBytes(text.ToString())));
    }

    [Theory]
    [InlineData(0, 0, "9565f5dc398f801a")]
    [InlineData(2, 145, "a833abb6042498c6")]
    [InlineData(29, 100, "b6b4ad2ae2367e90")]
    public void The_default_corpus_has_the_known_frames(int video, int position, string hash)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "frames are promised on x86-64");
        Assert.Equal(hash, Hash(SyntheticCorpus.Load(SyntheticSettings.Default).Videos[video].Read(position).Pixels));
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void Truth_and_frames_are_the_same_on_a_lesser_processor(string withoutIt)
    {
        Assert.SkipUnless(RuntimeInformation.ProcessArchitecture == Architecture.X64, "frames are promised on x86-64");
        var start = new ProcessStartInfo(Environment.ProcessPath!,
        [
            .. Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(TruthFilesTests).Assembly.Location] : Array.Empty<string>(),
            "-noLogo", "-method", $"{typeof(TruthFilesTests).FullName}.{nameof(The_default_corpus_has_the_known_frames)}",
            "-method", $"{typeof(TruthFilesTests).FullName}.{nameof(The_default_corpus_has_the_known_truth)}",
        ])
        { RedirectStandardOutput = true };
        start.Environment[withoutIt] = "0";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && output.Contains("Total: 4,", StringComparison.Ordinal), output);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
