using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>What <c>--jobs</c> is worth: the ten folds of a row at demo scale one after the other, and by as many processes as there are cores.</summary>
public static class JobsBenchmark
{
    private const string Row = "+MPLG";

    /// <summary>The largest ratio to the ideal, the share of one core, that we accept.</summary>
    private const double Target = 1.15;

    /// <summary>Measures each once; the features are there before.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-jobs-").FullName;
        try
        {
            Reproduce("one", "--extract");
            CopyFeatures("one", "many");
            int cores = Environment.ProcessorCount;
            double one = Timing.Milliseconds(() => Reproduce("one", "--jobs", "1")), many = Timing.Milliseconds(() => Reproduce("many", "--jobs", $"{cores}"));
            return
            [
                new($"ten folds of {Row}, demo scale, --jobs {cores}", "ms", many, 0, string.Create(CultureInfo.InvariantCulture, $"--jobs 1, {one:0} ms, over {cores} cores"), one / cores, 0, 1, Target),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        void Reproduce(string place, params string[] how)
        {
            IReadOnlyList<string> program = FoldProcesses.Program;
            var start = new ProcessStartInfo(program[0], [.. program.Skip(1), "reproduce", "spotting-table-1", "--scale", "demo", "--row", Row, "--seed", "1", "--folder", Path.Combine(folder, place), .. how])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration end = cancellation.Register(() => process.Kill(entireProcessTree: true));
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"mex {string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}: {errors.Result.Trim()}");
        }

        void CopyFeatures(string from, string to)
        {
            foreach (string file in Directory.GetFiles(Path.Combine(folder, from), "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, to, Path.GetRelativePath(Path.Combine(folder, from), file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }
}
