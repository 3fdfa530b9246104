using MicroExpressions.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

public sealed class OneThreadEachTests
{
    [Fact]
    public void Results_stand_in_the_items_order_and_the_callers_threads_are_as_they_were()
    {
        int before = get_num_threads();
        set_num_threads(3);
        try
        {
            using var scope = NewDisposeScope();
            var counts = new List<int>();
            Tensor[] items = [.. Enumerable.Range(0, 20).Select(i => tensor((float)i))];
            Tensor[] results = OneThreadEach.Select(items, x =>
            {
                lock (counts)
                    counts.Add(get_num_threads());
                return (x * 2).DetachFromDisposeScope();
            });
            Assert.Equal(Enumerable.Range(0, 20).Select(i => 2f * i), results.Select(r => r.item<float>()));
            Assert.All(counts, count => Assert.Equal(1, count));
            Assert.Equal(3, get_num_threads());
            foreach (Tensor result in results)
                result.Dispose();
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public void What_an_item_throws_is_thrown_to_the_caller()
    {
        using var scope = NewDisposeScope();
        Tensor[] items = [zeros(1), zeros(1), zeros(1)];
        Assert.Throws<FormatException>(() => OneThreadEach.Select(items, x =>
            ReferenceEquals(x, items[1]) ? throw new FormatException() : (x + 1).DetachFromDisposeScope()));
    }
}
