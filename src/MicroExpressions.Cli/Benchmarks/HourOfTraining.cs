using System.Diagnostics;
using System.Globalization;
using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Methods;
using MicroExpressions.Synthesis;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// An hour of training in one process: every method that learns and the intensity model, fold after fold, all over again with the next seed, each
/// round in a folder of its own which is then taken away. What a process may not gather in that time: memory, threads, handles, files.
/// The first sixth is left to the compiler and the caches; the last is held against the second.
/// </summary>
public static class HourOfTraining
{
    private const int Parts = 6;

    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), BetweenLooks = TimeSpan.FromSeconds(0.5);

    /// <summary>What the process has at one moment.</summary>
    private readonly record struct Look(TimeSpan At, double Megabytes, int Threads, int Handles, int Files);

    /// <summary>An hour.</summary>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation) => Run(Hour, cancellation);

    /// <summary>Any other time.</summary>
    /// <param name="whole">how long</param>
    /// <param name="cancellation">ends it before</param>
    public static IReadOnlyList<BenchmarkRow> Run(TimeSpan whole, CancellationToken cancellation)
    {
        string folder = Directory.CreateTempSubdirectory("mex-hour-").FullName, passing = OperatingSystem.IsWindows() ? "TMP" : "TMPDIR";
        string? before = Environment.GetEnvironmentVariable(passing);
        try
        {
            // what is made in passing is seen too, and nobody else's
            Environment.SetEnvironmentVariable(passing, Directory.CreateDirectory(Path.Combine(folder, "passing")).FullName);
            var looks = new Looks(folder);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            int rounds = Train(folder, whole, looks, end, out int steps);
            return Rows(whole, looks.Taken, rounds, steps);
        }
        finally
        {
            Environment.SetEnvironmentVariable(passing, before);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <returns>how many rounds were begun</returns>
    private static int Train(string folder, TimeSpan whole, Looks looks, CancellationTokenSource end, out int steps)
    {
        using var live = new LiveProgress();
        SpottingScale scale = SpottingScale.Smoke;
        WantedRow[] rows =
        [
            .. new SpottingTableRequest { Study = "table-9", Set = SpottingDataSet.Synthetic, Scale = scale.Name, Seeds = [1], Device = "cpu", Folder = folder }
                .Wanted(live, end.Token).Where(w => w.Row.Method is ILearningMethod),
        ];
        using var inputs = new IntensityInputs([IntensityDataSet.Of(SyntheticSettings.Small)], IntensityScale.Smoke.Frames);
        int taken = 0, round = 0;
        long start = Stopwatch.GetTimestamp();
        end.CancelAfter(whole);
        try
        {
            for (round = 1; ; round++)
            {
                string place = Path.Combine(folder, "round");
                foreach (WantedRow wanted in rows)
                    new SpottingRun(wanted.Run.Data, place).Run(wanted.Row.WithSeed(round), new Step<SpottingProgress>(() => Told(wanted.Row.Name)), end.Token);
                IntensityExperiment intensity = IntensityScale.Smoke.Base;
                new IntensityRun(inputs, new(place, CPU)).Run(intensity with { Training = intensity.Training with { Seed = round } }, new Step<IntensityProgress>(() => Told("intensity")), end.Token);
                Directory.Delete(place, recursive: true);
            }
        }
        catch (OperationCanceledException) when (Stopwatch.GetElapsedTime(start) >= whole)
        {
            // the time is over
        }
        steps = taken;
        return round;

        void Told(string row)
        {
            taken++;
            TimeSpan at = Stopwatch.GetElapsedTime(start);
            looks.Take(at);
            live.Report(string.Create(CultureInfo.InvariantCulture, $"{at:hh\\:mm\\:ss} of {whole:hh\\:mm\\:ss}, round {round}, {row}, {taken} steps"));
        }
    }

    private static BenchmarkRow[] Rows(TimeSpan whole, IReadOnlyList<Look> looks, int rounds, int steps)
    {
        string beside = $"in the second sixth of {Said(whole)}", what = string.Create(CultureInfo.InvariantCulture, $"{steps} training steps, {rounds} rounds of all trainers");
        return
        [
            Row("most memory", "MB", l => l.Megabytes, 1.05), Row("threads", "", l => l.Threads, 1), Row("open handles", "", l => l.Handles, 1), Row("files", "", l => l.Files, 1),
        ];

        BenchmarkRow Row(string name, string unit, Func<Look, double> of, double target) =>
            new($"{name} in the last sixth of {Said(whole)}: {what}", unit, Most(Parts - 1, of), 0, beside, Most(1, of), 0, get_num_threads(), target);

        double Most(int part, Func<Look, double> of) => looks.Where(l => l.At >= whole / Parts * part && l.At < whole / Parts * (part + 1)).Max(of);

        static string Said(TimeSpan time) => time == Hour ? "an hour" : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s");
    }

    private sealed class Looks(string folder)
    {
        private readonly List<Look> taken = [];

        public IReadOnlyList<Look> Taken => taken;

        public void Take(TimeSpan at)
        {
            if (taken.Count > 0 && at - taken[^1].At < BetweenLooks)
                return;
            using Process process = Process.GetCurrentProcess();
            taken.Add(new(at, process.WorkingSet64 / 1e6, process.Threads.Count, process.HandleCount, Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length));
        }
    }

    private sealed class Step<T>(Action taken) : IProgress<T>
    {
        public void Report(T value) => taken();
    }
}
