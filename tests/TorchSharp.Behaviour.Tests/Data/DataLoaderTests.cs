using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace SystemTorch.Tests.Data;

[Collection(nameof(Alone))]
public class DataLoaderTests
{
    private sealed class Numbers(long count) : Dataset
    {
        public bool Disposed { get; private set; }
        public override long Count => count;

        public override Dictionary<string, Tensor> GetTensor(long index) =>
            new() { ["x"] = tensor(new[] { index, index * index }), ["even"] = tensor(index % 2 == 0) };

        protected override void Dispose(bool disposing) => Disposed = true;
    }

    private static long[] Seen(IEnumerable<Dictionary<string, Tensor>> loader) =>
        [.. loader.SelectMany(batch => batch["x"][.., 0].data<long>().ToArray())];

    [Fact]
    public void Batches_come_in_order_and_the_last_may_be_short()
    {
        using var loader = DataLoader(new Numbers(5), 2);
        Assert.Equal(3, loader.Count);
        var shapes = loader.Select(batch => (batch["x"].shape[0], batch["even"].shape[0])).ToArray();
        Assert.Equal([(2, 2), (2, 2), (1, 1)], shapes);
        Assert.Equal([0, 1, 2, 3, 4], Seen(loader));
    }

    [Fact]
    public void A_short_last_batch_can_be_dropped()
    {
        using var loader = DataLoader(new Numbers(5), 2, drop_last: true);
        Assert.Equal(2, loader.Count);
        Assert.Equal([0, 1, 2, 3], Seen(loader));
    }

    [Fact]
    public void Shuffled_each_item_comes_once_and_a_seed_repeats_the_order()
    {
        using var loader = DataLoader(new Numbers(50), 8, shuffle: true, seed: 3);
        var seen = Seen(loader);
        Assert.NotEqual(seen.Order(), seen);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (long)i), seen.Order());
        Assert.Equal(seen, Seen(loader));
        using var same = DataLoader(new Numbers(50), 8, shuffle: true, seed: 3);
        Assert.Equal(seen, Seen(same));
    }

    [Fact]
    public void A_given_order_is_kept()
    {
        using var loader = DataLoader(new Numbers(5), 2, new long[] { 4, 0, 3 });
        Assert.Equal([4, 0, 3], Seen(loader));
    }

    [Fact]
    public void Several_workers_give_the_same_batches()
    {
        using var loader = DataLoader(new Numbers(9), 4, num_worker: 3);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], Seen(loader));
    }

    [Fact]
    public void A_batch_is_disposed_when_the_next_one_comes_and_nothing_is_left()
    {
        var before = LiveTensors.Count();
        using var loader = DataLoader(new Numbers(6), 2);
        Tensor? last = null;
        foreach (var batch in loader)
        {
            Assert.True(last is null || last.IsInvalid);
            last = batch["x"];
            Assert.False(last.IsInvalid);
        }
        Assert.True(last!.IsInvalid);
        Assert.Equal(before, LiveTensors.Count());
    }

    [Fact]
    public void Batches_can_be_kept()
    {
        using var loader = DataLoader(new Numbers(4), 2, disposeBatch: false);
        var batches = loader.ToArray();
        Assert.Equal([0, 1, 2, 3], batches.SelectMany(batch => batch["x"][.., 0].data<long>().ToArray()));
    }

    [Fact]
    public void The_loader_disposes_its_data_set_unless_told_otherwise()
    {
        var (gone, kept) = (new Numbers(1), new Numbers(1));
        DataLoader(gone, 1).Dispose();
        DataLoader(kept, 1, disposeDataset: false).Dispose();
        Assert.True(gone.Disposed);
        Assert.False(kept.Disposed);
    }

    [Fact]
    public void Tensors_are_cut_along_their_first_dimension()
    {
        using var x = arange(6).reshape(3, 2);
        using var y = tensor(new[] { 10L, 20, 30 });
        using var loader = DataLoader(TensorDataset(x, y), 2);
        var batches = loader.Select(batch => (batch[0].data<long>().ToArray(), batch[1].data<long>().ToArray())).ToArray();
        Assert.Equal([0, 1, 2, 3], batches[0].Item1);
        Assert.Equal([10, 20], batches[0].Item2);
        Assert.Equal([30], batches[1].Item2);
    }

    [Fact]
    public void Tensors_of_a_data_set_have_one_length()
    {
        using var three = zeros(3);
        using var two = zeros(2);
        Assert.Throws<ArgumentException>(() => TensorDataset(three, two));
        Assert.Throws<ArgumentNullException>(() => TensorDataset());
    }

    [Fact]
    public void An_error_in_the_data_set_reaches_the_caller()
    {
        using var loader = DataLoader(new Numbers(3), 2, new long[] { 0, 1, 2 });
        using var failing = new TorchSharp.Modules.DataLoader<long, long>(new Failing(), 2, (items, _) => items.Sum());
        Assert.ThrowsAny<Exception>(() => failing.ToArray());
    }

    private sealed class Failing : Dataset<long>
    {
        public override long Count => 3;
        public override long GetTensor(long index) => index < 2 ? index : throw new InvalidDataException("item 2");
    }
}
