using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Faces;
using MicroExpressions.Features.Weights;
using MicroExpressions.Notebooks;

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
        .. TorchExamination.Run(),
        OpenCv(),
        .. OperatingSystem.IsLinux() ? [Gtk()] : Array.Empty<Finding>(),
        FaceMesh(),
        Cascades(),
        ImageNet(),
        Browser(),
        Jupyter(),
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
        : new("GTK 3", State.Missing, "not loaded; OpenCV's library is linked to it", SystemNeed.Gtk.Remedy);

    private static Finding FaceMesh() => FaceModels.AreThere
        ? new("Face mesh", State.Ok, $"{FaceModels.Package}, {FaceModels.Licence}: {FaceModels.Folder}")
        : new("Face mesh", State.Missing, "MediaPipe's models are not there; mex spot fetches them where npm can", "./mex models");

    private static Finding Cascades() => File.Exists("/usr/share/opencv4/haarcascades/haarcascade_frontalface_default.xml")
        ? new("Face cascade", State.Ok, "/usr/share/opencv4/haarcascades")
        : new("Face cascade", State.Missing, "OpenCV's cascades are not there", SystemNeed.Cascades.Remedy);

    private static Finding ImageNet()
    {
        var package = PackagedResNet18.Here();
        try
        {
            package.Check();
            string place = File.ResolveLinkTarget(package.Weights, returnFinalTarget: true)?.FullName ?? package.Weights;
            return new("ImageNet's ResNet18", State.Ok, $"{PackagedResNet18.Package} {PackagedResNet18.Version}, both hashes right: {place}");
        }
        catch (InputException e)
        {
            return new("ImageNet's ResNet18", State.Missing, $"{e.Place}: {e.Found}", e.Remedy);
        }
    }

    private static Finding Peers() => Answer(InstalledProgram.Python, "-c", "import torch, scipy, cv2; print('torch', torch.__version__, '· scipy', scipy.__version__, '· OpenCV', cv2.__version__)") is string found
        ? new("Peers for ./mex bench", State.Ok, found)
        : new("Peers for ./mex bench", State.Optional, "not all there: only benchmarks compare with them", Apt.Here is null ? "pip install torch scipy opencv-python" : Apt.CommandFor(["python3-torch", "python3-scipy", "python3-opencv"]));

    /// <summary>Windows' browsers answer <c>--version</c> with a window.</summary>
    private static Finding Browser() => InstalledProgram.Chromium is string browser && (OperatingSystem.IsWindows() ? browser : Answer(browser, "--version")) is string found
        ? new("Chromium", State.Ok, found.Split('\n')[0])
        : new("Chromium", State.Optional, "not installed; for baking figures and browser tests", Apt.Here is null ? "install Chromium, Chrome or Edge" : Apt.CommandFor(["chromium"]));

    private static Finding Jupyter() => Answer(InstalledProgram.Jupyter, "--version") is string version
        ? new("Jupyter Notebook", State.Ok, version.Split('\n')[0])
        : new("Jupyter Notebook", State.Optional, "not installed; for mex lab", SystemNeed.Jupyter.Remedy);

    private static Finding DataRootFinding(string? data) => data switch
    {
        null => new("Data root", State.Optional, "not set: the kit uses what it generates itself", "MEX_DATA=/path/to/data ./mex data check"),
        _ when !Directory.Exists(data) => new("Data root", State.Missing, $"{data} is not a folder", "MEX_DATA=/path/to/data ./mex doctor"),
        _ when !Directory.Exists(Path.Combine(data, "annotations")) => new("Data root", State.Poor, $"{data} has no folder annotations/", "see README, \"The data root\""),
        _ => new("Data root", State.Ok, Path.GetFullPath(data)),
    };

    /// <summary>The first output of a program that ends well, or null.</summary>
    private static string? Answer(string? program, params string[] arguments)
    {
        if (program is null)
            return null;
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
