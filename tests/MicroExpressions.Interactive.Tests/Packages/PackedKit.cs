using System.Diagnostics;
using System.IO.Compression;
using System.Text.RegularExpressions;
using MicroExpressions.Notebooks.Tests;

namespace MicroExpressions.Interactive.Tests.Packages;

/// <summary>
/// The two packages, made by <c>dotnet pack</c> from what is built, in a folder of their own and under a version that no cache of packages
/// has yet. What these tests put into the cache goes with them.
/// </summary>
public sealed partial class PackedKit : IDisposable
{
    private static readonly string[] Ids = ["MicroExpressions", "MicroExpressions.Interactive"];
    private readonly string _root = Directory.CreateTempSubdirectory("mex-packages").FullName;

    /// <summary>Packs once for all tests.</summary>
    public PackedKit()
    {
        string made = Path.Combine(_root, "made");
        Directory.CreateDirectory(Source);
        foreach (string id in Ids)
        {
            (int exit, string said) = Dotnet(KitFolder.Root, "pack", Path.Combine("src", id), "-c", "Release", "--no-build", "-o", made, "-v", "quiet");
            Assert.True(exit == 0, said);
            Renamed(Directory.GetFiles(made, $"{id}.{Packed}.nupkg").Single(), Path.Combine(Source, $"{id}.{Version}.nupkg"));
        }
    }

    /// <summary>The version that the packages have.</summary>
    internal static string Packed { get; } = typeof(PlotlyChart).Assembly.GetName().Version!.ToString(3);

    /// <summary>The version that these tests give them.</summary>
    internal string Version { get; } = $"{Packed}-test.{Guid.NewGuid():N}";

    /// <summary>The folder that is a source of packages.</summary>
    internal string Source => Path.Combine(_root, "source");

    /// <summary>Where NuGet keeps what it restored.</summary>
    internal static string Cache { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder ? folder
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>A folder for a project of somebody's.</summary>
    internal string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    /// <summary>Runs the SDK.</summary>
    /// <returns>its exit code, and all that it wrote</returns>
    internal static (int Exit, string Said) Dotnet(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["MSBUILDDISABLENODEREUSE"], start.Environment["UseSharedCompilation"]) = ("1", "false");    // servers would keep the pipes open
        start.Environment["NUGET_PACKAGES"] = Path.TrimEndingDirectorySeparator(Cache);       // the harder way to name it: NuGet then leaves its property without a slash, too
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
        foreach (string kept in Ids.Select(id => Path.Combine(Cache, id.ToLowerInvariant(), Version)).Where(Directory.Exists))
            Directory.Delete(kept, recursive: true);
    }

    /// <summary>The same package under another version; the kit's own packages refer to each other under it, too.</summary>
    private void Renamed(string package, string renamed)
    {
        File.Copy(package, renamed);
        using ZipArchive zip = ZipFile.Open(renamed, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        string nuspec;
        using (var reader = new StreamReader(entry.Open()))
            nuspec = reader.ReadToEnd();
        using Stream stream = entry.Open();
        stream.SetLength(0);
        using var writer = new StreamWriter(stream);
        writer.Write(OwnVersion().Replace(nuspec, "${before}" + Version));
    }

    [GeneratedRegex("""(?<before><version>|<dependency id="MicroExpressions" version=")[^"<]+""")]
    private static partial Regex OwnVersion();
}
