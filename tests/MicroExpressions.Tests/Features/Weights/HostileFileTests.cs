using System.Diagnostics;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

/// <summary>A file is asked for nothing that is not in it: what it says of its size is compared with the file before memory is asked for.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const long Small = 160L << 20;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_lies_about_its_size_is_refused_and_takes_no_memory() => OwnProcess.Passes(((Action)Lies).Method);

    [Fact(Explicit = true)]
    public void Lies()
    {
        using var one = new OneThread();
        File.WriteAllBytes(folder["good.pt"], WeightsGolden.All.Files["zip"]);
        Read("pytorch", folder["good.pt"]);     // what is loaded and compiled once is not the files' doing
        foreach ((string name, Func<byte[]> content) in HostileFile.All)
        {
            string path = folder["hostile"];
            File.WriteAllBytes(path, content());
            GC.Collect();
            Console.Error.WriteLine(name);
            long managed = GC.GetTotalAllocatedBytes(precise: true), native = Native();
            Exception? thrown = Record.Exception(() => Read(name.Split(' ')[0], path));
            managed = GC.GetTotalAllocatedBytes(precise: true) - managed;
            native = Native() - native;
            Assert.StartsWith(path, Assert.IsType<InputException>(thrown).Place);
            Assert.True(managed < Small && native < Small, $"{name}: {managed >> 20} MiB of managed and {native >> 20} MiB of other memory");
        }
    }

    [Theory]
    [InlineData("the losses of no step")]
    [InlineData("another type")]
    [InlineData("another shape")]
    [InlineData("a tensor too few")]
    [InlineData("a tensor too many")]
    [InlineData("no configuration")]
    [InlineData("steps of too few parameters")]
    public void A_checkpoint_that_does_not_fit_is_refused_and_changes_nothing(string what)
    {
        using var scope = NewDisposeScope();
        using Linear model = nn.Linear(2, 1);
        using Adam optimizer = optim.Adam(model.parameters());
        Checkpoint.Write(folder["a"], "configured", [0.5], model, optimizer);
        using StateDict right = StateDict.Read(folder["a"]);
        var tensors = right.Tensors.ToDictionary();
        var texts = right.Metadata.ToDictionary();
        switch (what)
        {
            case "the losses of no step": tensors.Remove("losses"); break;
            case "another type": tensors["model.weight"] = tensors["model.weight"].to(float64); break;
            case "another shape": tensors["adam.0.exp_avg"] = zeros(1, 3); break;
            case "a tensor too few": tensors.Remove("model.bias"); break;
            case "a tensor too many": tensors.Add("model.other", zeros(1)); break;
            case "no configuration": texts.Remove("configuration"); break;
            case "steps of too few parameters": tensors["adam.steps"] = zeros(1, dtype: int64); break;
        }
        SafeTensors.Write(folder["b"], tensors, texts);
        float[] before = model.weight!.data<float>().ToArray();
        Assert.StartsWith(folder["b"], Assert.Throws<InputException>(() => Checkpoint.Read(folder["b"], "configured", model, optimizer)).Place);
        Assert.Equal(before, model.weight!.data<float>().ToArray());
        Assert.Equal([0.5], Checkpoint.Read(folder["a"], "configured", model, optimizer));
    }

    [Fact]
    public void A_checkpoint_of_the_kits_first_version_is_refused_by_name()
    {
        File.WriteAllBytes(folder["old"], [16, .. "mex checkpoint 1"u8, 0, 0, 0, 0, 0]);
        using Linear model = nn.Linear(2, 1);
        using Adam optimizer = optim.Adam(model.parameters());
        InputException refused = Assert.Throws<InputException>(() => Checkpoint.Read(folder["old"], "", model, optimizer));
        Assert.Equal(folder["old"], refused.Place);
        Assert.Contains("train anew", refused.Remedy);
    }

    private static void Read(string kind, string path)
    {
        switch (kind)
        {
            case "npz": NumpyArchive.Read(path); break;
            case "npy": NumpyFile.Read(path); break;
            case "onnx": OnnxFile.Read(path).Dispose(); break;
            default: StateDict.Read(path).Dispose(); break;
        }
    }

    /// <summary>The most address space so far: memory that was asked for counts, touched or not.</summary>
    private static long Native()
    {
        using Process self = Process.GetCurrentProcess();
        return self.PeakVirtualMemorySize64;
    }
}
