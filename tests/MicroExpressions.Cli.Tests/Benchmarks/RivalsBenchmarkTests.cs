using MicroExpressions.Cli.Benchmarks;

namespace MicroExpressions.Cli.Tests.Benchmarks;

public class RivalsBenchmarkTests
{
    private const double Share = 1.0 / 32;

    public static TheoryData<string> Rivals => [.. Small.Keys];

    public static TheoryData<string> Tasks => [.. Sequences.Keys];

    private static Dictionary<string, Rival> Small { get; } = new[] { Rival.HamNet(3, 60, 64, Share), Rival.Lacp(3, 60, 64, Share), Rival.LgsNet(3, 64, Share) }.ToDictionary(r => r.Name);

    private static Dictionary<string, SequenceTask> Sequences { get; } =
        new[] { SequenceBenchmark.Search(2, 120), SequenceBenchmark.Subsequences(1), SequenceBenchmark.Alignments(2) }.ToDictionary(t => t.Command);

    // the peer is written from the publications' code by itself: losses before and after two steps of Adam also tell of the gradients
    [Theory]
    [MemberData(nameof(Rivals))]
    public void PyTorchs_losses_are_ours(string name)
    {
        string folder = Directory.CreateTempSubdirectory("mex-rivals-").FullName;
        try
        {
            var (ours, theirs, peer) = RivalsBenchmark.Losses(Small[name], threads: 1, folder);
            Assert.SkipWhen(theirs.Count == 0 && (peer == "no Python" || peer.Contains("No module named", StringComparison.Ordinal)), "needs python3-torch");
            Assert.Equal(3, theirs.Count);
            Assert.All(ours.Zip(theirs), step => Assert.Equal(step.Second, step.First, 1e-4 * step.Second));
            Assert.NotEqual(ours[0], ours[2]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Tasks))]
    public void Pythons_loops_give_our_sequences(string command)
    {
        string folder = Directory.CreateTempSubdirectory("mex-sequences-").FullName;
        try
        {
            using var peer = PythonPeer.Start("sequences_peer.py", threads: 1);
            Assert.SkipWhen(peer is null, "needs the distribution's Python");
            bool present = peer.Ask("loops") is not null;
            Assert.SkipWhen(!present && peer.LastWords().Contains("No module named", StringComparison.Ordinal), "needs python3-torch");
            SequenceTask task = Sequences[command];
            IReadOnlyList<double[]> results = task.Ask(peer, folder).Results;
            task.CheckEqual(results);
            results[^1][^1] += 0.5;
            Assert.Contains($"{command} {task.Count - 1}", Assert.Throws<InvalidOperationException>(() => task.CheckEqual(results)).Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
