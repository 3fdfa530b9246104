using System.Text.Json.Nodes;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Tests;

/// <summary>
/// The program on a system without GTK 3: a copy of it whose OpenCV library asks the system's loader for a GTK that is not there.
/// </summary>
public sealed class WithoutGtkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-gtk").FullName;

    public WithoutGtkTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux's library is linked to GTK");
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory))
        {
            string copy = Path.Combine(_folder, Path.GetFileName(file));
            if (Path.GetFileName(file).StartsWith("lib", StringComparison.Ordinal))
                File.CreateSymbolicLink(copy, file);
            else
                File.Copy(file, copy);
        }
        foreach (string folder in Directory.GetDirectories(AppContext.BaseDirectory))
            Directory.CreateSymbolicLink(Path.Combine(_folder, Path.GetFileName(folder)), folder);
        string library = Path.Combine(_folder, "libOpenCvSharpExtern.so");
        byte[] bytes = File.ReadAllBytes(library);
        bytes.AsSpan()[(bytes.AsSpan().IndexOf("libgtk-3.so.0"u8) + "libgtk-3.so."u8.Length)..][0] = (byte)'9';
        File.Delete(library);
        File.WriteAllBytes(library, bytes);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_video_is_refused_with_the_packages_name()
    {
        string video = Path.Combine(_folder, "a.avi");
        using (var writer = new VideoFileWriter(video, 30, 64, 48))
            writer.Write(new Frame(64, 48, 3, new byte[64 * 48 * 3]));
        Mex spot = Mex.Finish(Mex.StartFrom(_folder, null, ["spot", video, "--cropped", "--folder", Path.Combine(_folder, "kept")]));
        Assert.Equal((2, ""), (spot.ExitCode, spot.Out));
        Assert.Contains("found no libgtk-3.so.9 on this system; expected GTK 3", spot.Error);
        Assert.Contains("apt-get install -y libgtk-3-0 (since Debian 13 and Ubuntu 24.04 its name is libgtk-3-0t64)", spot.Error);
        Assert.DoesNotContain("   at ", spot.Error);
    }

    [Fact]
    public void The_doctor_says_so()
    {
        Mex doctor = Mex.Finish(Mex.StartFrom(_folder, null, ["doctor", "--json"]));
        Assert.Equal(1, doctor.ExitCode);
        JsonArray findings = JsonNode.Parse(doctor.Out)!.AsArray();
        foreach (string part in (string[])["OpenCV", "GTK 3"])
        {
            JsonNode finding = findings.Single(f => (string?)f!["part"] == part)!;
            Assert.Equal("missing", (string?)finding["state"]);
            Assert.Contains("libgtk-3-0", (string?)finding["remedy"]);
        }
    }
}
