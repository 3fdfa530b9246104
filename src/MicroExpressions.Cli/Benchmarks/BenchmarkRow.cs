namespace MicroExpressions.Cli.Benchmarks;

/// <summary>One line of the bench table: ours beside a named peer, both measured in the same interleaved run.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Unit of all four numbers, as "ns" or "ms".</param>
/// <param name="Ours">Our median.</param>
/// <param name="OursSpread">Our spread: half the distance between the first and third quartile.</param>
/// <param name="Peer">Who is compared with; a peer that could not be run is named with the reason.</param>
/// <param name="PeerMedian">The peer's median, null where it could not be run.</param>
/// <param name="PeerSpread">The peer's spread, as <paramref name="OursSpread"/>.</param>
/// <param name="Threads">Threads that both sides were given.</param>
/// <param name="Target">The largest ratio ours/peer that we accept, null where none was set.</param>
public record BenchmarkRow(
    string Name, string Unit, double Ours, double OursSpread, string Peer, double? PeerMedian, double? PeerSpread, int Threads, double? Target)
{
    /// <summary>Ours divided by the peer's; below 1 is faster. Null without a peer.</summary>
    public double? Ratio => Ours / PeerMedian;

    /// <summary>Whether the target holds; null where either the peer or the target is missing.</summary>
    public bool? HoldsTarget => Ratio <= Target is var holds && Ratio is not null && Target is not null ? holds : null;
}
