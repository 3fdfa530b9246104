using MicroExpressions.Cli.Terminal;
using MicroExpressions.Training;
using TorchSharp;

namespace MicroExpressions.Cli.Diagnosis;

/// <summary>Looks at TorchSharp and libtorch: which, from where, mended or not, on how many threads, with a GPU or without.</summary>
public static class TorchExamination
{
    /// <summary>The findings; only what is wrong where libtorch cannot be loaded.</summary>
    public static IReadOnlyList<Finding> Run()
    {
        TextWriter output = Console.Out;
        try
        {
            CheckFiles();
            Console.SetOut(Console.Error);      // TorchSharp prints how it looks for libtorch
            AllCores.Use();
        }
        catch (InputException e)
        {
            return [new("libtorch", State.Missing, $"{e.Place}: {e.Found}", e.Remedy)];
        }
        catch (TypeInitializationException e) when (IsNoLibTorch(e))
        {
            return [new("libtorch", State.Missing, Why(e), Remedy)];
        }
        finally
        {
            Console.SetOut(output);
        }
        return [Mended(), LibTorch(), Convolutions(), Threads(), Cuda()];
    }

    /// <summary>What to do where libtorch is not whole.</summary>
    public static string Remedy => $"delete {Kit.Artifacts} and run mex doctor again: the build restores TorchSharp and libtorch from NuGet";

    /// <summary>
    /// The build's libraries lie beside TorchSharp.dll: links to NuGet's packages, which somebody may have cleaned away. Where they are
    /// not there, TorchSharp would copy all it finds, half a gigabyte, and fail all the same.
    /// </summary>
    /// <exception cref="InputException">one is not there</exception>
    public static void CheckFiles()
    {
        (string before, string after) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        foreach (string library in new[] { "LibTorchSharp", "torch_cpu" })
        {
            string file = Path.Combine(AppContext.BaseDirectory, before + library + after);
            string real = RealPath(file);
            if (!File.Exists(real))
                throw new InputException(file, real == file ? "no such file" : $"a link to {real}, which is not there", "libtorch's library", Remedy);
        }
    }

    /// <summary>Whether an exception says that torch's native libraries cannot be loaded.</summary>
    public static bool IsNoLibTorch(TypeInitializationException e) => e.TypeName.StartsWith("TorchSharp.", StringComparison.Ordinal);

    /// <summary>What it says of the reason, in a line.</summary>
    public static string Why(TypeInitializationException e) => (e.InnerException ?? e).Message.Split('\n')[0].Trim();

    private static Finding Mended()
    {
        string dll = typeof(torch).Assembly.Location;
        int calls = KeepAliveCalls.In(dll);
        string version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        return calls >= 1000
            ? new("TorchSharp", State.Ok, $"{version}, mended by the build: {calls} calls of GC.KeepAlive hold what libtorch still reads")
            : new("TorchSharp", State.Poor, $"{version} as NuGet restored it ({dll}): the collector may free what libtorch still reads", "dotnet build src/MicroExpressions.Cli");
    }

    private static Finding LibTorch()
    {
        string version = torch.__version__, place = LoadedLibrary.Find("libtorch_cpu") ?? "in no file of its own";
        string beside = Path.Combine(AppContext.BaseDirectory, Path.GetFileName(place));
        string expected = File.Exists(beside) ? RealPath(beside) : place;
        return string.Equals(place, expected, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            ? new("libtorch", State.Ok, $"{Version.Parse(version).ToString(3)} (Torch={Kit.Torch}): {place}")
            : new("libtorch", State.Poor, $"{place} was loaded, not {expected}", "unset LD_LIBRARY_PATH LD_PRELOAD");
    }

    private static string RealPath(string file) => File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file : file;

    /// <summary>
    /// Whether libtorch's convolutions are right where channels fill no whole block of sixteen, forwards and backwards, against double precision. The
    /// kit's own always fill them; who writes networks of his own should know.
    /// </summary>
    private static Finding Convolutions()
    {
        using var scope = torch.NewDisposeScope();
        using var chance = new torch.Generator(3);
        torch.Tensor x = torch.randn([2, 72, 30], generator: chance), kernel = torch.randn([24, 72, 3], generator: chance);
        torch.Tensor[] single = Run(torch.float32), exact = Run(torch.float64);
        double error = single.Zip(exact, (s, e) => ((s.to(torch.float64) - e).abs().max() / e.abs().max()).item<double>()).Select(e => double.IsNaN(e) ? double.PositiveInfinity : e).Max();
        return error < 1e-3
            ? new("Convolutions", State.Ok, "libtorch's are right whatever the number of channels")
            : new("Convolutions", State.Optional,
                FormattableString.Invariant($"libtorch's err on this processor ({(double.IsFinite(error) ? $"by up to {100 * error:0} %" : "NaN")}) where channels are no multiple of 16; the kit's networks fill them up and are right"),
                "in networks of your own: channels in multiples of 16, or ONEDNN_MAX_CPU_ISA=SSE41");

        torch.Tensor[] Run(torch.ScalarType type)
        {
            torch.Tensor[] given = [x.to(type).detach().requires_grad_(), kernel.to(type).detach().requires_grad_()];
            torch.Tensor y = torch.nn.functional.conv1d(given[0], given[1], padding: 1);
            y.square().sum().backward();
            return [y.detach(), given[0].grad!];
        }
    }

    private static Finding Threads()
    {
        int threads = torch.get_num_threads(), cores = Environment.ProcessorCount;
        return threads >= cores
            ? new("Threads", State.Ok, $"torch {threads} of {cores} cores")
            : new("Threads", State.Poor, $"torch {threads} of {cores} cores", "unset OMP_NUM_THREADS MKL_NUM_THREADS");
    }

    private static Finding Cuda()
    {
        if (torch.cuda.is_available())
            return new("CUDA", State.Ok, $"{torch.cuda.device_count()} device(s)");
        if (Kit.Torch == "cuda")
            return new("CUDA", State.Poor, "libtorch for CUDA is there and finds no device", "nvidia-smi must name a GPU: install NVIDIA's driver; --device cpu works without");
        return File.Exists("/dev/nvidia0")
            ? new("CUDA", State.Optional, "an NVIDIA GPU is here, and the kit is built for the CPU", "Torch=cuda ./mex doctor")
            : new("CUDA", State.Optional, "built for the CPU", "on Linux with an NVIDIA GPU: Torch=cuda ./mex doctor");
    }
}
