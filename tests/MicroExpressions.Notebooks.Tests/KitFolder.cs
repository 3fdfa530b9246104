namespace MicroExpressions.Notebooks.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class KitFolder
{
    /// <summary>Its root.</summary>
    internal static string Root { get; } = Above(AppContext.BaseDirectory, "Notebooks.sln");

    /// <summary>Its notebooks.</summary>
    internal static string Notebooks => Path.Combine(Root, "notebooks");

    /// <summary>Where builds and results go.</summary>
    internal static string Artifacts { get; } = Environment.GetEnvironmentVariable("MEX_ARTIFACTS") ?? Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", ".."));     // ARTIFACTS/bin/PROJECT/CONFIGURATION

    private static string Above(string from, string file)
    {
        for (string? folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, file)))
                return folder;
        throw new DirectoryNotFoundException($"no {file} above {from}");
    }
}
