using System.Diagnostics;
using System.Security.Cryptography;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>A command whose files must come out the same whenever it was killed and called again.</summary>
/// <param name="Name">what it does</param>
/// <param name="Prepare">puts into an empty folder what it starts from</param>
/// <param name="Arguments">the command line that works in the folder</param>
internal sealed record KilledCommand(string Name, Action<string> Prepare, Func<string, string[]> Arguments)
{
    /// <summary>Says how long folds took and how much memory they had: the one kind of file that differs from run to run.</summary>
    private const string Cost = ".cost";

    /// <summary>What the environment says beside where the build's files are: another repository that the command works on, where it has one.</summary>
    public Func<string, (string Name, string Value)[]> Environment { get; init; } = _ => [];

    /// <summary>All that are tried.</summary>
    /// <param name="features">of the smoke corpus</param>
    public static IReadOnlyList<KilledCommand> All(SmokeFeatures features)
    {
        string[] Table(string folder) => ["reproduce", "spotting-table-1", "--scale", "smoke", "--row", "+MPLG", "--seed", "1", "--folder", folder];
        return
        [
            new("training", features.CopyTo, Table),
            new("training by two processes", features.CopyTo, folder => [.. Table(folder), "--jobs", "2"]),
            new("merging", folder =>
            {
                features.CopyTo(folder);
                using Process process = Mex.Start(null, Table(folder));
                Mex.Finish(process);
                foreach (string metrics in Directory.GetFiles(folder, "metrics.json", SearchOption.AllDirectories))
                    File.Delete(metrics);
            }, folder => [.. Table(folder), "--merge"]),
            new("weights", features.CopyTo, folder => ["train", "spotter", "--scale", "smoke", "--row", "+MPLG", "--folder", folder, "--out", Path.Combine(folder, "spotter.safetensors")]),
            new("features", Frames, folder => ["features", "extract", Path.Combine(folder, "frames"), "--fps", "30", "--no-crop", "--extractor", "hoof", "--out", Path.Combine(folder, "features")]),
            new("a notebook", Notebook, _ => ["notebooks", "run", "--only", "00-tour"]) { Environment = folder => [("MEX_ROOT", folder)] },
            new("set-up of the face models", _ => { }, _ => ["models"])
            {
                Environment = folder => [("MEX_MODELS", Path.Combine(folder, "models")), ("MEX_ARTIFACTS", Path.Combine(folder, "artifacts"))],
            },
            new("set-up of the genuine kernel", Notebook, _ => ["notebooks", "run", "--only", "00-tour", "--kernel", "dotnet-interactive"])
            {
                Environment = folder => [("MEX_ROOT", folder), ("MEX_ARTIFACTS", Path.Combine(folder, "made"))],
            },
        ];
    }

    /// <summary>Calls it where nothing goes wrong.</summary>
    /// <param name="pages">what all files take of a disk in pages of 4 KiB, before and after</param>
    public (Dictionary<string, string> Files, TimeSpan Took) Undisturbed(out (long Before, long After) pages)
    {
        string folder = Directory.CreateTempSubdirectory("mex-faults").FullName;
        Prepare(folder);
        long before = Pages(folder), start = Stopwatch.GetTimestamp();
        Mex whole = Run(folder);
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        Assert.True(whole.ExitCode == 0, whole.Error);
        (Dictionary<string, string> files, pages) = (Files(folder), (before, Pages(folder)));
        Directory.Delete(folder, recursive: true);
        return (files, took);
    }

    /// <summary>Calls it and waits for its end.</summary>
    public Mex Run(string folder)
    {
        using Process process = Start(folder);
        return Mex.Finish(process);
    }

    /// <summary>Calls it and kills it (SIGKILL) after a time, unless it has ended before.</summary>
    /// <param name="folder">where it works</param>
    /// <param name="after">how long it may work</param>
    /// <param name="children">those it has started too; they live on otherwise</param>
    /// <returns>whether it was killed</returns>
    public bool Kill(string folder, TimeSpan after, bool children)
    {
        using Process process = Start(folder);
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(after))
            return false;
        process.Kill(children);
        process.WaitForExit();
        return true;
    }

    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>SHA-256 of each file that counts, by its place in the folder.</summary>
    public static Dictionary<string, string> Files(string folder) => Directory.GetFiles(folder, "*", Everywhere)
        .Where(file => Path.GetExtension(file) != Cost)
        .ToDictionary(file => Path.GetRelativePath(folder, file), file => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

    /// <summary>Two runs end with the same files, byte by byte.</summary>
    /// <param name="trial">what a failure is called</param>
    /// <param name="expected">of one</param>
    /// <param name="files">of the other</param>
    public static void AssertSame(string trial, Dictionary<string, string> expected, Dictionary<string, string> files)
    {
        Assert.Equal((trial, string.Join('\n', expected.Keys.Order())), (trial, string.Join('\n', files.Keys.Order())));
        Assert.All(expected, file => Assert.Equal((trial, file.Key, file.Value), (trial, file.Key, files[file.Key])));
    }

    private static long Pages(string folder) => Directory.GetFiles(folder, "*", Everywhere).Sum(file => (new FileInfo(file).Length + 4095) / 4096);

    /// <summary>The environment in full.</summary>
    public (string Name, string Value)[] Surroundings(string folder) => [("MEX_ARTIFACTS", Kit.Artifacts), ("MEX_ROOT", Kit.Root), .. Environment(folder)];

    private Process Start(string folder) => Mex.Start(null, Arguments(folder), Surroundings(folder));

    private static void Frames(string folder)
    {
        foreach (SyntheticClip clip in SyntheticCorpus.Load(SyntheticSettings.Small).Clips.Take(2))
        {
            string frames = Directory.CreateDirectory(Path.Combine(folder, "frames", clip.Video.Name)).FullName;
            for (int i = 0; i < Math.Min(42, clip.Video.Count); i++)
                File.WriteAllBytes(Path.Combine(frames, $"img{i + 1:000}.jpg"), Video.ImageFile.EncodeJpeg(clip.Video.Read(i)));
        }
    }

    /// <summary>A repository of one notebook, which finds the kit's dlls where they are.</summary>
    private static void Notebook(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "notebooks"));
        File.Copy(Path.Combine(Kit.Root, "notebooks", "00-tour.ipynb"), Path.Combine(folder, "notebooks", "00-tour.ipynb"));
        Directory.CreateSymbolicLink(Path.Combine(folder, "artifacts"), Kit.Artifacts);
    }
}
