using MicroExpressions.Cli.Diagnosis;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Setup;

/// <summary>What the kit wants of the system, beside the .NET SDK and NuGet's packages.</summary>
/// <param name="Name">for people</param>
/// <param name="IsThere">asks the system's files, not its package manager: whoever brought it, it is there</param>
/// <param name="Packages">Debian's and Ubuntu's packages that bring it</param>
/// <param name="Elsewhere">how to get it where there is no apt</param>
public sealed record SystemNeed(string Name, Func<bool> IsThere, IReadOnlyList<string> Packages, string Elsewhere)
{
    /// <summary>OpenCvSharp's library for Linux is linked to it. Where the package is called libgtk-3-0t64, apt knows it by this name too.</summary>
    public static SystemNeed Gtk { get; } = new("GTK 3",
        () => !OperatingSystem.IsLinux() || LoadedLibrary.Installed("libgtk-3.so.0") is not null, ["libgtk-3-0"], "install GTK 3 with the system's package manager");

    /// <summary>OpenCV's trained face detectors.</summary>
    public static SystemNeed Cascades { get; } = new("OpenCV's cascades",
        () => !OperatingSystem.IsLinux() || Directory.Exists("/usr/share/opencv4/haarcascades"), ["opencv-data"], "install opencv-data with the system's package manager");

    /// <summary>For <c>mex lab</c>.</summary>
    public static SystemNeed Jupyter { get; } = new("Jupyter", () => InstalledProgram.Jupyter is not null,
        ["jupyter-notebook", "jupyter-nbconvert", "python3-ipykernel", "python3-nbclient"], "pip install \"notebook<7\" nbconvert ipykernel nbclient");

    /// <summary>Fetches the face models.</summary>
    public static SystemNeed Npm { get; } = new("npm", () => InstalledProgram.OnPath("npm") is not null, ["npm"], "install Node.js with npm");

    /// <summary>What pictures and videos need.</summary>
    public static IReadOnlyList<SystemNeed> OfPictures { get; } = [Gtk, Cascades];

    /// <summary>The command that brings it here.</summary>
    public string Remedy => Apt.Here is null ? Elsewhere : Apt.CommandFor(Packages);

    /// <summary>Installs what is missing where that can be done without asking: by apt, as root.</summary>
    /// <exception cref="InputException">apt could not</exception>
    public static void InstallMissing(params IReadOnlyList<SystemNeed> needs)
    {
        if (Apt.Here is Apt apt && Environment.IsPrivilegedProcess && needs.Any(n => !n.IsThere()))
            apt.Install(() => [.. needs.Where(n => !n.IsThere()).SelectMany(n => n.Packages)]);
    }

    /// <summary>Sees to it that this is there.</summary>
    /// <exception cref="InputException">it is not, and was not installed; says how to</exception>
    public void Ensure()
    {
        InstallMissing(this);
        if (!IsThere())
            throw new InputException(Name, "not installed", "it on this system", Remedy);
    }
}
