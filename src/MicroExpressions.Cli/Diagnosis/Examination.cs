using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace MicroExpressions.Cli.Diagnosis;

/// <summary>Looks at every part of the machine that the kit uses.</summary>
public static class Examination
{
    /// <summary>All findings, in the order in which the kit needs the parts.</summary>
    /// <param name="data">the data root, or null where none is set</param>
    public static IReadOnlyList<Finding> Run(string? data) =>
    [
        Sdk(),
        Processor(),
        LibTorch(),
        Blas(),
        Threads(),
        Cuda(),
        OpenCv(),
        .. OperatingSystem.IsLinux() ? [Gtk()] : Array.Empty<Finding>(),
        Cascades(),
        Program("Chromium", "for baking figures and browser tests", "apt-get install -y chromium", "/usr/bin/chromium", "--version"),
        Program("Jupyter Notebook", "for ./mex lab", "apt-get install -y jupyter-notebook jupyter-nbconvert python3-ipykernel python3-nbclient", "/usr/bin/jupyter-notebook", "--version"),
        Peers(),
        DataRootFinding(data),
    ];

    private static Finding Sdk() => new(".NET", State.Ok, $"{RuntimeInformation.FrameworkDescription} on {RuntimeInformation.OSDescription}, SDK {Answer("dotnet", "--version") ?? "not on the PATH"}");

    private static Finding Processor() => new("Processor", State.Ok, $"{Environment.ProcessorCount} cores, {string.Join(", ", VectorSets())}");

    private static IEnumerable<string> VectorSets()
    {
        if (Avx2.IsSupported)
            yield return "AVX2";
        if (Avx512F.IsSupported)
            yield return "AVX-512";
        if (File.Exists("/proc/cpuinfo") && File.ReadAllText("/proc/cpuinfo") is var info)
        {
            if (info.Contains("avx512_bf16"))
                yield return "AVX512-BF16";
            if (info.Contains("amx_bf16"))
                yield return "AMX-BF16";
        }
    }

    private static Finding LibTorch()
    {
        string provider = typeof(torch).Assembly.GetName().Name!;
        string choice = Environment.GetEnvironmentVariable("Torch") ?? "system";
        try
        {
            using var one = torch.ones(1);
            string place = LoadedLibrary.Find("libtorch_cpu") ?? "statically linked";
            return new("libtorch", State.Ok, $"{place}, through {provider} (Torch={choice})");
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or ExternalException or EntryPointNotFoundException)
        {
            return new("libtorch", State.Missing, (e.InnerException ?? e).Message, "apt-get install -y libtorch-dev libopenblas0-pthread && rm -rf artifacts && ./mex doctor");
        }
    }

    private static Finding Blas()
    {
        string? place = LoadedLibrary.Find("libopenblas") ?? LoadedLibrary.Find("libmkl") ?? LoadedLibrary.Find("libblas");
        return place switch
        {
            null => new("BLAS", State.Ok, "inside libtorch"),
            _ when place.Contains("openblas") || place.Contains("mkl") => new("BLAS", State.Ok, place),
            _ => new("BLAS", State.Poor, $"{place}: the reference BLAS, many times slower", "apt-get install -y libopenblas0-pthread"),
        };
    }

    private static Finding Threads()
    {
        int threads = torch.get_num_threads(), cores = Environment.ProcessorCount;
        string blas = Environment.GetEnvironmentVariable("OPENBLAS_NUM_THREADS") ?? "unset";
        return threads >= cores
            ? new("Threads", State.Ok, $"torch {threads} of {cores} cores, OPENBLAS_NUM_THREADS={blas}")
            : new("Threads", State.Poor, $"torch {threads} of {cores} cores, OPENBLAS_NUM_THREADS={blas}", "unset OPENBLAS_NUM_THREADS OMP_NUM_THREADS");
    }

    private static Finding Cuda() => torch.cuda.is_available()
        ? new("CUDA", State.Ok, $"{torch.cuda.device_count()} device(s)")
        : new("CUDA", State.Optional, "no device, or a libtorch without CUDA", "on a machine with an NVIDIA GPU: Torch=cuda ./mex doctor");

    private static Finding OpenCv()
    {
        try
        {
            string version = Video.OpenCv.Version;
            return new("OpenCV", State.Ok, $"{version}, through OpenCvSharp {typeof(OpenCvSharp.Cv2).Assembly.GetName().Version}: {LoadedLibrary.Find("libOpenCvSharpExtern") ?? "no file of its own"}");
        }
        catch (InputException e)
        {
            return new("OpenCV", State.Missing, $"{e.Place}: {e.Found}", e.Remedy);
        }
    }

    private static Finding Gtk() => LoadedLibrary.Find("libgtk-3") is string place
        ? new("GTK 3", State.Ok, place)
        : new("GTK 3", State.Missing, "not loaded; OpenCV's library is linked to it", "apt-get install -y libgtk-3-0, or libgtk-3-0t64 where that is its name");

    private static Finding Cascades() => File.Exists("/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml")
        ? new("Face detector", State.Ok, "/usr/share/opencv4/haarcascades")
        : new("Face detector", State.Missing, "OpenCV's cascades are not there", "apt-get install -y opencv-data");

    private static Finding Peers() => Answer("/usr/bin/python3", "-c", "import torch, scipy, cv2; print('torch', torch.__version__, '· scipy', scipy.__version__, '· OpenCV', cv2.__version__)") is string found
        ? new("Peers for ./mex bench", State.Ok, found)
        : new("Peers for ./mex bench", State.Optional, "not all there: only benchmarks compare with them", "apt-get install -y python3-torch python3-scipy python3-opencv");

    private static Finding Program(string name, string purpose, string install, string path, params string[] arguments) => Answer(path, arguments) is string version
        ? new(name, State.Ok, version.Split('\n')[0])
        : new(name, State.Optional, $"not installed; {purpose}", install);

    private static Finding DataRootFinding(string? data) => data switch
    {
        null => new("Data root", State.Optional, "not set: the kit uses what it generates itself", "MEX_DATA=/path/to/data ./mex data check"),
        _ when !Directory.Exists(data) => new("Data root", State.Missing, $"{data} is not a folder", "MEX_DATA=/path/to/data ./mex doctor"),
        _ when !Directory.Exists(Path.Combine(data, "annotations")) => new("Data root", State.Poor, $"{data} has no folder annotations/", "see README, \"The data root\""),
        _ => new("Data root", State.Ok, Path.GetFullPath(data)),
    };

    /// <summary>The first output of a program that ends well, or null.</summary>
    private static string? Answer(string program, params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd().Trim();
            errors.Wait();
            process.WaitForExit();
            return process.ExitCode == 0 && output.Length > 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // no such program
        }
    }
}
