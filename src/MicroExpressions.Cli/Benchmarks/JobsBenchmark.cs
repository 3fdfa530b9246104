using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>What <c>--jobs</c> is worth: the ten folds of a row at demo scale one after the other, and by as many processes as there are cores.</summary>
public static class JobsBenchmark
{
    private const string Row = "+MPLG", Features = "features";

    private const int Rounds = 3;

    /// <summary>The largest ratio to the ideal, the share of one core, that we accept.</summary>
    private const double Target = 1.15;

    /// <summary>Measures both in turns; the features are there before.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-jobs-").FullName;
        try
        {
            Reproduce(Features, "--extract");
            int cores = Environment.ProcessorCount;
            List<double> one = [], many = [];
            for (int round = 0; round < Rounds; round++)
            {
                one.Add(Timed($"one-{round}", 1));
                many.Add(Timed($"many-{round}", cores));
            }
            Timing ours = Timing.Of(many), peer = Timing.Of(one);
            return
            [
                new($"ten folds of {Row}, demo scale, --jobs {cores}", "ms", ours.Median, ours.Spread,
                    string.Create(CultureInfo.InvariantCulture, $"--jobs 1, {peer.Median:0} ms, over {cores} cores"), peer.Median / cores, peer.Spread / cores, 1, Target),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        double Timed(string place, int jobs)
        {
            CopyFeatures(Features, place);
            return Timing.Milliseconds(() => Reproduce(place, "--jobs", $"{jobs}"));
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
