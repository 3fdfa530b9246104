using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

public class BatchOrderTests
{
    [Fact]
    public void Every_pass_sees_every_example_once()
    {
        var order = new BatchOrder(examples: 6, batchSize: 4, seed: 3);
        int[] seen = [.. Enumerable.Range(0, 6).SelectMany(order.Of)];      // 24 = four passes
        Assert.All(seen.Chunk(6), pass => Assert.Equal([0, 1, 2, 3, 4, 5], pass.Order()));
        Assert.NotEqual(seen[..6], seen[6..12]);
    }

    [Fact]
    public void A_step_has_the_same_batch_whichever_was_asked_for_before()
    {
        var inOrder = new BatchOrder(10, 3, seed: 1);
        IReadOnlyList<int>[] all = [.. Enumerable.Range(0, 8).Select(inOrder.Of)];
        Assert.Equal(all[7], new BatchOrder(10, 3, seed: 1).Of(7));
        Assert.Equal(all[0], inOrder.Of(0));
        Assert.NotEqual(all, [.. Enumerable.Range(0, 8).Select(new BatchOrder(10, 3, seed: 2).Of)]);
    }
}
