using MicroExpressions.Cli.Benchmarks;

namespace MicroExpressions.Cli.Tests.Benchmarks;

public class PythonPeerTests
{
    [Fact]
    public void A_script_that_ends_before_it_answers_says_why()
    {
        using var peer = PythonPeer.Start("no-such-script.py", threads: 1);
        Assert.SkipWhen(peer is null, "needs the distribution's Python");
        Assert.Null(peer.Ask("load"));
        Assert.Contains("no-such-script.py", peer.LastWords());
    }
}
