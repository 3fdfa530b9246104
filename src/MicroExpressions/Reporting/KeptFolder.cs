namespace MicroExpressions.Reporting;

/// <summary>
/// Where notebooks keep what took long, so that running one again is quick: below the folder <c>artifacts</c> that the library was
/// built into, whatever the working directory is. To compute everything again, delete the folder.
/// </summary>
public static class KeptFolder
{
    /// <summary>The folder of that name, which need not exist: <c>artifacts/notebooks/NAME</c>, or one for temporary files where the library lies elsewhere.</summary>
    public static string Of(string name)
    {
        for (string? folder = Path.GetDirectoryName(typeof(KeptFolder).Assembly.Location); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.GetFileName(folder) == "artifacts")
                return Path.Combine(folder, "notebooks", name);
        return Path.Combine(Path.GetTempPath(), "micro-expressions", name);
    }
}
