namespace MicroExpressions.Cli.Terminal;

/// <summary>
/// Where the kit lies: a build puts the program into <c>ARTIFACTS/bin/PROJECT/CONFIGURATION</c> below the repository, so it knows by its
/// own place, whoever starts it. <c>MEX_ROOT</c> and <c>MEX_ARTIFACTS</c> name other folders for notebooks and for what is made.
/// </summary>
public static class Kit
{
    private static readonly DirectoryInfo Place = new(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>The repository: the folder with <c>Notebooks.sln</c>; the working folder where the program was taken out of it.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("MEX_ROOT") ?? RootAbove(Place) ?? Directory.GetCurrentDirectory();

    /// <summary>Where builds and results go.</summary>
    public static string Artifacts { get; } = Environment.GetEnvironmentVariable("MEX_ARTIFACTS") ?? Built?.FullName ?? Path.Combine(Root, "artifacts");

    /// <summary>How this program was built: <c>release</c> or <c>debug</c>, as its folder is called.</summary>
    public static string Configuration { get; } = Built is null ? "release" : Place.Name;

    /// <summary>Which torch it was built with: <c>cpu</c> or <c>cuda</c> (Torch.props).</summary>
    public static string Torch { get; } = Built?.Name == "torch-cuda" ? "cuda" : "cpu";

    /// <summary>The variables that the launcher sets before this process begins, for they are read at a process's beginning: how memory is kept (<c>./mex</c> says why).</summary>
    public static IReadOnlyList<string> MemorySettings { get; } = ["MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_", "MALLOC_ARENA_MAX", "GLIBC_TUNABLES"];

    /// <summary>The folder that the build made, with <c>bin</c> in it; null where the program was taken out of it.</summary>
    private static DirectoryInfo? Built => Place.Parent?.Parent is { Name: "bin" } bin ? bin.Parent : null;

    private static string? RootAbove(DirectoryInfo? folder)
    {
        for (; folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notebooks.sln")))
                return folder.FullName;
        return null;
    }
}
