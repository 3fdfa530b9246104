using System.Diagnostics;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Faces;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Setup;

/// <summary>Fetches the face models with npm, the ordinary client, so that a user's own registry, proxy and certificates hold.</summary>
public static class NpmPackage
{
    /// <summary>Sees to the face models: quietly, once, and only where it can be done without asking.</summary>
    /// <param name="cancellation">ends the download</param>
    /// <returns>whether they are there now; where not, one line on standard error says why</returns>
    public static bool TryFaceModels(CancellationToken cancellation)
    {
        if (FaceModels.AreThere)
            return true;
        try
        {
            SystemNeed.InstallMissing(SystemNeed.Npm);
            FetchFaceModels(cancellation);
            return true;
        }
        catch (InputException e)
        {
            Console.Error.WriteLine($"mex: no face models: {e.Message} Until then the face is found by OpenCV's cascade, as one box a video.");
            return false;
        }
    }

    /// <summary>Fetches and lays down the face models.</summary>
    /// <exception cref="InputException">no npm, no answer, another package</exception>
    public static void FetchFaceModels(CancellationToken cancellation)
    {
        string npm = InstalledProgram.OnPath("npm") ?? throw new InputException("npm", "not installed", $"it, to fetch {FaceModels.Package}", SystemNeed.Npm.Remedy + ", or fetch the package otherwise: " + FaceModels.Command + ".");
        using BuildLock ours = BuildLock.Take(Kit.Artifacts);
        if (FaceModels.AreThere)
            return;
        Console.Error.WriteLine($"mex: fetching {FaceModels.Package}, 7 MB (once)");
        string folder = Path.Combine(Kit.Artifacts, "npm");      // where the next one finds, and takes away, what a killed one left
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        try
        {
            var start = new ProcessStartInfo(npm, ["pack", FaceModels.Package, "--silent", "--pack-destination", folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                RedirectStandardInput = true,
                WorkingDirectory = folder,
            };
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration end = cancellation.Register(() => process.Kill(entireProcessTree: true));
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            string[] packages = Directory.GetFiles(folder, "*.tgz");
            if (process.ExitCode != 0 || packages.Length != 1)
                throw new InputException("npm pack " + FaceModels.Package, string.Join(" | ", errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(3)) is { Length: > 0 } said ? said : $"exit code {process.ExitCode}",
                    "the package", "Connect to the network and run again.");
            FaceModels.Install(packages[0]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
