using System.Diagnostics;
using MicroExpressions.Cli.Commands;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// What <c>--jobs</c> is worth: the ten folds of a row at demo scale by as many processes as there are cores, beside one after the other in one
/// process, and beside that many such processes at once, each with ten folds of its own. What these lose to each other is the machine's doing:
/// cores that share a memory, or that are two halves of one.
/// </summary>
public static class JobsBenchmark
{
    private const string Row = "+MPLG", Features = "features";

    private const int Rounds = 3;

    /// <summary>The largest ratio to what the machine's cores give that we accept.</summary>
    private const double Target = 1.15;

    /// <summary>Measures all three in turns; the features are there before.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-jobs-").FullName;
        try
        {
            Reproduce(Features, "--extract");
            int cores = Environment.ProcessorCount;
            List<double> one = [], many = [], apart = [];
            for (int round = 0; round < Rounds; round++)
            {
                one.Add(Timed(1, $"one-{round}"));
                many.Add(Timed(cores, $"many-{round}"));
                apart.Add(Timed(1, [.. Enumerable.Range(0, cores).Select(i => $"apart-{round}-{i}")]) / cores);
            }
            Timing ours = Timing.Of(many), alone = Timing.Of(one), machine = Timing.Of(apart);
            string name = $"ten folds of {Row}, demo scale, --jobs {cores}";
            return
            [
                new(name, "ms", ours.Median, ours.Spread, "--jobs 1", alone.Median, alone.Spread, 1, null),
                new(name, "ms", ours.Median, ours.Spread, $"ten folds by each of {cores} --jobs 1 at once, over {cores}", machine.Median, machine.Spread, 1, Target),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        double Timed(int jobs, params string[] places)
        {
            foreach (string place in places)
                CopyFeatures(Features, place);
            return Timing.Milliseconds(() => Task.WhenAll(places.Select(place => Task.Run(() => Reproduce(place, "--jobs", $"{jobs}"), CancellationToken.None))).GetAwaiter().GetResult());
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
