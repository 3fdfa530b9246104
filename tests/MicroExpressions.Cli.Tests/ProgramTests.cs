using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

public class ProgramTests
{
    [Fact]
    public void Help_lists_the_commands()
    {
        Mex help = Mex.Run("--help");
        Assert.Equal(0, help.ExitCode);
        foreach (string command in new[] { "test", "doctor", "bench" })
            Assert.Contains($"  {command}", help.Out);
    }

    [Theory]
    [InlineData("no-such-command")]
    [InlineData("doctor --no-such-option")]
    public void Wrong_use_ends_with_2_and_says_where_help_is(string line)
    {
        Mex wrong = Mex.Run(line.Split(' '));
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("--help", wrong.Error);
        Assert.Empty(wrong.Out);
    }

    [Fact]
    public void Bad_input_ends_with_2_and_says_what_to_do()
    {
        Mex wrong = Mex.Run("bench", "no-such-benchmark");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("found \"no-such-benchmark\"; expected one of", wrong.Error);
        Assert.DoesNotContain("   at ", wrong.Error);
    }

    [Fact]
    public void The_doctor_answers_in_JSON_and_finds_torch()
    {
        Mex doctor = Mex.Run("doctor", "--json");
        JsonArray findings = JsonNode.Parse(doctor.Out)!.AsArray();
        JsonNode torch = findings.Single(f => (string?)f!["part"] == "libtorch")!;
        Assert.Equal("ok", (string?)torch["state"]);
        Assert.Matches(@"^2\.10\.0.* \(Torch=(cpu|cuda)\): .*torch_cpu", (string?)torch["found"]);
        JsonNode provider = findings.Single(f => (string?)f!["part"] == "TorchSharp")!;
        Assert.Equal("ok", (string?)provider["state"]);
        Assert.Matches(@"^0\.107\.0, mended by the build: \d{4} calls of GC\.KeepAlive", (string?)provider["found"]);
    }

    [Fact]
    public void The_doctor_finds_OpenCV_and_GTK()
    {
        JsonArray findings = JsonNode.Parse(Mex.Run("doctor", "--json").Out)!.AsArray();
        JsonNode openCv = findings.Single(f => (string?)f!["part"] == "OpenCV")!;
        Assert.Equal("ok", (string?)openCv["state"]);
        Assert.Matches(@"^4\.\d+\.\d+, through OpenCvSharp .*libOpenCvSharpExtern\.so$", (string?)openCv["found"]);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "GTK is Linux's");
        Assert.Equal("ok", (string?)findings.Single(f => (string?)f!["part"] == "GTK 3")!["state"]);
    }

    [Fact]
    public void The_doctor_names_a_data_root_that_is_not_there()
    {
        Mex doctor = Mex.Run("doctor", "--json", "--data", "/no/such/folder");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("/no/such/folder is not a folder", doctor.Out);
    }
}
