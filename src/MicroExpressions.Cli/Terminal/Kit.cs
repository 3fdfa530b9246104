namespace MicroExpressions.Cli.Terminal;

/// <summary>Where the kit lies; the launcher says so, and a dll started by hand finds it from its own place.</summary>
public static class Kit
{
    /// <summary>The folder of the launcher, with a trailing separator left off.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("MEX_ROOT") ?? FindRoot();

    /// <summary>Where builds and results go.</summary>
    public static string Artifacts { get; } = Environment.GetEnvironmentVariable("MEX_ARTIFACTS") ?? Path.Combine(Root, "artifacts");

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Notebooks.sln")))
                return folder;
        return Directory.GetCurrentDirectory();
    }
}
