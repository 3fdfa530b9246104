using System.Diagnostics;
using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

/// <summary>The program as it is when somebody has cleaned NuGet's packages away: the links to libtorch point nowhere.</summary>
public sealed class WithoutLibTorchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-without-libtorch").FullName;

    public WithoutLibTorchTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the links' names are Linux'");
        Directory.CreateDirectory(Path.Combine(_folder, "data-manifests"));
        foreach (string part in new[] { "", "data-manifests" })
            foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, part)).Where(f => Path.GetExtension(f) is ".dll" or ".json"))
                File.Copy(file, Path.Combine(_folder, part, Path.GetFileName(file)));
        File.WriteAllText(Path.Combine(_folder, "libLibTorchSharp.so"), "");
        File.CreateSymbolicLink(Path.Combine(_folder, "libtorch_cpu.so"), "/no/such/package/libtorch_cpu.so");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_command_is_refused_with_the_library_and_what_to_do_before_TorchSharp_looks_elsewhere()
    {
        Mex demo = Run("demo");
        Assert.Equal((2, ""), (demo.ExitCode, demo.Out));
        Assert.StartsWith($"mex: {_folder}/libtorch_cpu.so: found a link to /no/such/package/libtorch_cpu.so, which is not there", demo.Error);
        Assert.Contains("run mex doctor again: the build restores", demo.Error);
        Assert.False(Directory.Exists(Path.Combine(_folder, "cpu")));      // where TorchSharp would copy it to
    }

    [Fact]
    public void The_doctor_names_it_among_its_findings_and_scoring_does_without()
    {
        Mex doctor = Run("doctor", "--json");
        Assert.Equal(1, doctor.ExitCode);
        JsonNode torch = JsonNode.Parse(doctor.Out)!.AsArray().Single(f => (string?)f!["part"] == "libtorch")!;
        Assert.Equal("missing", (string?)torch["state"]);
        Assert.EndsWith("libtorch_cpu.so: a link to /no/such/package/libtorch_cpu.so, which is not there", (string?)torch["found"]);
        Assert.Contains("the build restores TorchSharp and libtorch from NuGet", (string?)torch["remedy"]);
        JsonNode weights = JsonNode.Parse(doctor.Out)!.AsArray().Single(f => (string?)f!["part"] == "ImageNet's ResNet18")!;
        Assert.Equal("missing", (string?)weights["state"]);
        Assert.StartsWith($"{_folder}/imagenet/ResNet18.onnx: ", (string?)weights["found"]);
        Assert.Contains("NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1", (string?)weights["remedy"]);
        Assert.Contains("no such file", Run("score", "--truth", "none.csv", "--detections", "none.csv").Error);
    }

    private Mex Run(params string[] arguments)
    {
        using Process process = Mex.StartFrom(_folder, null, arguments);
        return Mex.Finish(process);
    }
}
