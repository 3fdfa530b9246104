using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace MicroExpressions.Notebooks.Site;

/// <summary>plotly.js, fetched once as an npm package of one version and known by its SHA-512.</summary>
public static class PlotlyScript
{
    private const string Package = "plotly.js-cartesian-dist-min";
    private const string Version = "4.1.1";
    private const string Sha512 = "o8GrFeusncwBIxbBynRJpY4pkgVB6caM+JLpwrLYbbsO7dZ8FJ+SVN2Fr+L7kiG/Z6w4P5O0Jus/Qr5EefHVeg==";

    /// <summary>The script's file; fetched with npm if it is not there yet.</summary>
    /// <param name="folder">where it is kept</param>
    /// <param name="missing">why there is none, if so</param>
    /// <returns>the file, or null: figures then stay still pictures</returns>
    /// <exception cref="InputException">npm gave a package that is not the one known by its SHA-512</exception>
    public static string? Fetch(string folder, out string missing)
    {
        string script = Path.Combine(folder, $"{Package}-{Version}.js");
        missing = "";
        if (File.Exists(script))
            return script;
        Directory.CreateDirectory(folder);
        string archive = Path.Combine(folder, $"{Package}-{Version}.tgz");
        try
        {
            var start = new ProcessStartInfo("npm", ["pack", "--silent", $"{Package}@{Version}"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
            using Process npm = Process.Start(start)!;
            Task<string> said = npm.StandardError.ReadToEndAsync();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0 || !File.Exists(archive))
            {
                missing = $"npm could not fetch {Package} {Version}: {said.Result.Trim().Split('\n')[0]}";
                return null;
            }
        }
        catch (Win32Exception)
        {
            missing = "npm is not installed, and plotly.js comes from there";
            return null;
        }
        Unpack(archive, script);
        File.Delete(archive);
        return script;
    }

    /// <summary>Takes the script out of npm's archive, if it is the known one.</summary>
    internal static void Unpack(string archive, string script)
    {
        byte[] bytes = File.ReadAllBytes(archive);
        string sha = Convert.ToBase64String(SHA512.HashData(bytes));
        if (sha != Sha512)
            throw new InputException(archive, $"SHA-512 {sha}", Sha512, "Delete the file and try again; if it stays so, the registry gives another package under this name.");
        using var tar = new TarReader(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress));
        while (tar.GetNextEntry() is TarEntry entry)
            if (entry.Name.EndsWith(".min.js", StringComparison.Ordinal))
            {
                WholeFile.Write(script, to => entry.DataStream!.CopyTo(to));
                return;
            }
        throw new InputException(archive, "no *.min.js", "the packed script", "Delete the file and try again.");
    }
}
