using System.Text.Json;
using MicroExpressions.Cli.Benchmarks;
using MicroExpressions.Flow;

namespace MicroExpressions.Cli.Tests.Benchmarks;

public class PythonPeerTests
{
    // the same figure stands in tests/MicroExpressions.Tests/Flow/golden/flow.json: OpenCV 4.6.0 on the noisy pair of 224 × 224
    [Fact]
    public void OpenCVs_flow_is_measured_by_a_script()
    {
        using var peer = PythonPeer.Start("flow_peer.py", threads: 1);
        Assert.SkipWhen(peer is null, "needs the distribution's Python");
        JsonElement? loaded = FlowBenchmark.Load(KnownMotion.LocalBumps(224, 224, noise: 2, seed: 1), peer);
        Assert.SkipWhen(loaded is null && peer.LastWords().Contains("cv2", StringComparison.Ordinal), "needs python3-opencv");
        Assert.StartsWith("OpenCV ", loaded!.Value.GetProperty("peer").GetString());
        Assert.Equal(0.0379, loaded.Value.GetProperty("error").GetDouble(), 3);
        Assert.True(peer.Ask("pairs 1 2")!.Value.GetProperty("ms").GetDouble() > 0);
    }

    [Fact]
    public void A_script_that_ends_before_it_answers_says_why()
    {
        using var peer = PythonPeer.Start("no-such-script.py", threads: 1);
        Assert.SkipWhen(peer is null, "needs the distribution's Python");
        Assert.Null(peer.Ask("load"));
        Assert.Contains("no-such-script.py", peer.LastWords());
    }
}
