using MicroExpressions.Reporting;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Reporting;

public class RunConditionsTests
{
    [Fact]
    public void The_line_is_the_same_on_machines_with_more_cores() =>
        Assert.Equal(new RunConditions("1.2.3", "A 4.5", 7, Threads: 2, Cores: 2).ToString(), new RunConditions("1.2.3", "A 4.5", 7, Threads: 64, Cores: 64).ToString());

    [Fact]
    public void Fewer_threads_than_cores_are_counted() =>
        Assert.Equal("kit 1.2.3 · torch by A 4.5 · no seed · threads: 1", new RunConditions("1.2.3", "A 4.5", null, Threads: 1, Cores: 2).ToString());

    [Fact]
    public void Here_names_the_backend_that_runs()
    {
        var here = RunConditions.Here(seed: 3);
        Assert.Equal("TorchSharp 0.107.0 / libtorch 2.10.0", here.Backend);     // Directory.Packages.props
        Assert.Equal((3UL, get_num_threads()), (here.Seed, here.Threads));
    }
}
