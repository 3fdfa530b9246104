using System.Text.Json;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>
/// Training steps of HAM-Net, LACP and LGSNet at their published size, from the batch in memory to new weights, beside the same methods in plain
/// PyTorch. Both sides first do some steps from the same weights without dropout, whose losses must be equal; then each is timed with
/// dropout, at a rate that leaves the weights where they are: made-up features teach nothing, and LGSNet's loss of them grows until its gradients are so
/// small that processors take several times as long for them. PyTorch is there twice: with the memory settings that our launcher gives us, and as Python's users start it.
/// </summary>
public static class RivalsBenchmark
{
    private const int Rounds = 5, EqualSteps = 3;

    /// <summary>The largest ratio that we accept to the time of PyTorch as it is started.</summary>
    private const double Target = 0.9;

    /// <summary>By how much of it a loss may differ: two libraries round differently, and each step adds to that.</summary>
    private const double Tolerance = 1e-3;

    private static readonly (string Part, Func<StepTimes, double> Of)[] Parts =
        [("batch, network and loss", s => s.Forward), ("gradients", s => s.Backward), ("Adam", s => s.Adam)];

    /// <summary>All three, ours and PyTorch's steps in turns.</summary>
    /// <exception cref="InvalidOperationException">a loss of PyTorch's is not ours</exception>
    public static IReadOnlyList<BenchmarkRow> Run(CancellationToken cancellation) =>
        [.. Beside(Rival.HamNet(), cancellation), .. Beside(Rival.Lacp(), cancellation), .. Beside(Rival.LgsNet(), cancellation)];

    /// <summary>A rival's step and its memory by themselves.</summary>
    public static IReadOnlyList<BenchmarkRow> RunAlone(Rival rival, CancellationToken cancellation)
    {
        using var training = new RivalTraining(rival.Still, exact: false);
        training.Step();
        cancellation.ThrowIfCancellationRequested();
        double time = training.Step().Whole;
        int threads = get_num_threads();
        return [new(rival.Title, "ms", time, 0, "none", null, null, threads, null), new("its peak memory", "MB", PeakMemory.Megabytes(), 0, "none", null, null, threads, null)];
    }

    /// <summary>Losses of some steps without dropout, ours and PyTorch's, from the same weights.</summary>
    /// <param name="rival">the method</param>
    /// <param name="threads">of both</param>
    /// <param name="folder">for the task, which is left there</param>
    /// <returns>none of PyTorch's where it did not start, with the reason</returns>
    public static (IReadOnlyList<double> Ours, IReadOnlyList<double> Theirs, string Peer) Losses(Rival rival, int threads, string folder)
    {
        using var training = new RivalTraining(rival, exact: true);
        training.Write(folder);
        using var peer = PythonPeer.Start("rivals_peer.py", threads);
        string name = Started(peer, $"exact {folder} {threads}", out bool present);
        List<double> ours = [], theirs = [];
        for (int step = 0; step < EqualSteps; step++)
        {
            ours.Add(training.Step().Loss);
            if (present)
                theirs.Add(Step(peer!).Loss);
        }
        return (ours, theirs, name);
    }

    private static List<BenchmarkRow> Beside(Rival rival, CancellationToken cancellation)
    {
        int threads = get_num_threads();
        string folder = Directory.CreateTempSubdirectory("mex-bench-rivals-").FullName;
        try
        {
            CheckEqual(rival, threads, folder);
            rival = rival.Still;
            using (var timed = new RivalTraining(rival, exact: false))
                timed.Write(folder);
            cancellation.ThrowIfCancellationRequested();
            using Peer same = new(folder, threads, ownMemory: false), own = new(folder, threads, ownMemory: true);
            List<StepTimes> ours = [];
            using (var training = new RivalTraining(rival, exact: false))
                for (int round = -1; round < Rounds; round++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    StepTimes mine = training.Step();
                    bool counts = round >= 0;       // at first all touch their memory for the first time
                    same.Step(counts);
                    own.Step(counts);
                    if (counts)
                        ours.Add(mine);
                }
            using var alone = BenchmarkProcess.Start($"rivals-{rival.Name}", threads);
            double memory = alone.Ours()[1];
            return
            [
                Time(rival.Title, s => s.Whole, own, Target),
                Time(rival.Title, s => s.Whole, same, null),
                .. Parts.Select(p => Time($"of it {p.Part}", p.Of, same, null)),
                Memory(own),
                Memory(same),
            ];

            BenchmarkRow Time(string title, Func<StepTimes, double> of, Peer peer, double? target)
            {
                Timing mine = Timing.Of(ours.Select(of));
                Timing? other = peer.Times.Count > 0 ? Timing.Of(peer.Times.Select(of)) : null;
                return new(title, "ms", mine.Median, mine.Spread, peer.Name, other?.Median, other?.Spread, threads, target);
            }

            BenchmarkRow Memory(Peer peer) => new("its peak memory", "MB", memory, 0, peer.Name, peer.Memory(), 0, threads, null);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void CheckEqual(Rival rival, int threads, string folder)
    {
        var (ours, theirs, _) = Losses(rival, threads, folder);
        foreach (var (step, (mine, other)) in ours.Zip(theirs).Index())
            if (!(Math.Abs(mine - other) <= Tolerance * Math.Abs(other)))
                throw new InvalidOperationException($"{rival.Name}, step {step} without dropout: a loss of {other} by PyTorch, of {mine} here");
    }

    private static string Started(PythonPeer? peer, string command, out bool present)
    {
        JsonElement? answer = peer?.Ask(command);
        present = answer is not null;
        return answer?.GetProperty("peer").GetString() ?? (peer is null ? "no Python" : $"PyTorch did not start: {peer.LastWords()}");
    }

    private static StepTimes Step(PythonPeer peer)
    {
        JsonElement answer = Answer(peer, "step");
        return new(Number("loss"), Number("forward"), Number("backward"), Number("adam"));

        double Number(string name) => answer.GetProperty(name).GetDouble();
    }

    private static JsonElement Answer(PythonPeer peer, string command) =>
        peer.Ask(command) ?? throw new InvalidOperationException($"PyTorch ended: {peer.LastWords()}");

    /// <summary>PyTorch in a process of its own, which does the task's steps.</summary>
    private sealed class Peer : IDisposable
    {
        private readonly PythonPeer? python;
        private readonly bool present;

        public Peer(string folder, int threads, bool ownMemory)
        {
            python = PythonPeer.Start("rivals_peer.py", threads, ownMemory);
            string name = Started(python, $"timed {folder} {threads}", out present);
            Name = ownMemory || !present ? name : $"{name}, our launcher's memory settings";
        }

        public string Name { get; }

        public List<StepTimes> Times { get; } = [];

        public void Step(bool counts)
        {
            if (present && RivalsBenchmark.Step(python!) is var times && counts)
                Times.Add(times);
        }

        public double? Memory() => present ? Answer(python!, "peak").GetProperty("mb").GetDouble() : null;

        public void Dispose() => python?.Dispose();
    }
}
