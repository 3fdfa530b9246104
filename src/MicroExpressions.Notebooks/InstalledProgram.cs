namespace MicroExpressions.Notebooks;

/// <summary>Programs of others that the kit starts where they are installed: each one's file, or null.</summary>
public static class InstalledProgram
{
    /// <summary>Python. On Debian the distribution's own, to which its packages of Jupyter, scipy and PyTorch belong; elsewhere the first on the PATH.</summary>
    public static string? Python => Find(OperatingSystem.IsLinux() ? ["/usr/bin/python3"] : [], ["python3", "python"]);

    /// <summary>Jupyter Notebook: Debian's own, since another Python's does not see Debian's packages; elsewhere the first on the PATH.</summary>
    public static string? Jupyter => Find(OperatingSystem.IsLinux() ? ["/usr/bin/jupyter-notebook"] : [], ["jupyter-notebook"]);

    /// <summary>A browser that has Chromium's DevTools: Chromium, Chrome or Edge.</summary>
    public static string? Chromium => Find(BrowserPlaces(), ["chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge", "msedge"]);

    /// <summary>The file of a program on the PATH, or null.</summary>
    /// <param name="name">without <c>.exe</c></param>
    public static string? OnPath(string name) => Find([], [name]);

    /// <summary>The first of some places that is a program, else the first of some names on the PATH.</summary>
    internal static string? Find(IEnumerable<string> places, IEnumerable<string> names, string? path = null)
    {
        string[] folders = (path ?? Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return places.Concat(names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension)))).FirstOrDefault(IsProgram);
    }

    /// <summary>Windows puts empty files on the PATH under names such as <c>python3.exe</c>: they open its shop.</summary>
    private static bool IsProgram(string file) => new FileInfo(file) is { Exists: true } found && (found.Length > 0 || found.LinkTarget is not null);

    private static IEnumerable<string> BrowserPlaces()
    {
        if (OperatingSystem.IsMacOS())
            return new[] { "Chromium", "Google Chrome", "Microsoft Edge" }.Select(name => $"/Applications/{name}.app/Contents/MacOS/{name}");
        if (!OperatingSystem.IsWindows())
            return ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
        string[] programs =
        [
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles),
            Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86),
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
        ];
        string[][] browsers = [["Google", "Chrome", "Application", "chrome.exe"], ["Chromium", "Application", "chrome.exe"], ["Microsoft", "Edge", "Application", "msedge.exe"]];
        return browsers.SelectMany(browser => programs.Select(folder => Path.Combine([folder, .. browser])));
    }
}
