using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Scopes;

public class StatisticsTests
{
    private static LifetimeStatistics Fresh()
    {
        DisposeScopeManager.Statistics.Reset();
        return DisposeScopeManager.Statistics.TensorStatistics;
    }

    [Fact]
    public void Outside_of_scopes_making_and_disposing_are_counted()
    {
        LifetimeStatistics counts = Fresh();
        zeros(1).Dispose();
        Assert.Equal((1, 1), (counts.CreatedOutsideScopeCount, counts.DisposedOutsideScopeCount));
        Assert.Equal((0, 0), (counts.CreatedInScopeCount, counts.DisposedInScopeCount));
        Assert.Equal(0, counts.ThreadTotalLiveCount);
    }

    [Fact]
    public void In_a_scope_making_and_disposing_are_counted_apart()
    {
        LifetimeStatistics counts = Fresh();
        using (NewDisposeScope())
        {
            zeros(1).Dispose();
            _ = zeros(1);
            Assert.Equal(1, counts.ThreadTotalLiveCount);
        }
        Assert.Equal((0, 0), (counts.CreatedOutsideScopeCount, counts.DisposedOutsideScopeCount));
        Assert.Equal((2, 2), (counts.CreatedInScopeCount, counts.DisposedInScopeCount));
    }

    [Fact]
    public void Detaching_and_attaching_are_counted()
    {
        LifetimeStatistics counts = Fresh();
        Tensor t;
        using (NewDisposeScope()) t = zeros(1).DetachFromDisposeScope();
        Assert.Equal(1, counts.DetachedFromScopeCount);
        using (DisposeScope scope = NewDisposeScope()) scope.Attach(t);
        Assert.Equal(1, counts.AttachedToScopeCount);
        Assert.Equal((1, 0), (counts.DisposedInScopeCount, counts.DisposedOutsideScopeCount));
    }

    [Fact]
    public void The_sums_of_the_thread_say_the_same()
    {
        Fresh();
        using Tensor t = zeros(1);
        Assert.Equal(1, DisposeScopeManager.Statistics.CreatedOutsideScopeCount);
        Assert.Contains("CreatedOutsideScopeCount: 1", DisposeScopeManager.Statistics.ToString());
    }
}
