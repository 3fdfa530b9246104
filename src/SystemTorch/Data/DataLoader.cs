using System.Collections;
using TorchSharp.Utils;
using static TorchSharp.torch;
using static TorchSharp.torch.utils.data;

namespace TorchSharp.Modules;

/// <summary>Batches of a data set, in order or shuffled. A batch is disposed when the next one is asked for.</summary>
public class DataLoader<T, S> : IEnumerable<S>, IDisposable
{
    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, IEnumerable<long> shuffler, Device? device = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
    {
        this.dataset = dataset;
        batch_size = batchSize;
        this.collate_fn = collate_fn;
        sampler = shuffler;
        Device = device ?? CPU;
        num_workers = Math.Max(num_worker, 1);
        this.drop_last = drop_last;
        DisposeBatch = disposeBatch;
        DisposeDataset = disposeDataset;
    }

    public DataLoader(Dataset<T> dataset, int batchSize, Func<IEnumerable<T>, Device, S> collate_fn, bool shuffle = false, Device? device = null, int? seed = null, int num_worker = 1, bool drop_last = false, bool disposeBatch = true, bool disposeDataset = true)
        : this(dataset, batchSize, collate_fn, shuffle ? new FisherYatesShuffler(dataset.Count, seed) : InOrder(dataset.Count), device, num_worker, drop_last, disposeBatch, disposeDataset) { }

    public Dataset<T> dataset { get; }
    public int batch_size { get; }
    public bool drop_last { get; }
    public IEnumerable<long> sampler { get; }
    public int num_workers { get; }
    public Func<IEnumerable<T>, Device, S> collate_fn { get; }
    public Device Device { get; }
    public bool DisposeBatch { get; }
    public bool DisposeDataset { get; }

    /// <summary>The number of batches.</summary>
    public long Count => drop_last ? dataset.Count / batch_size : (dataset.Count + batch_size - 1) / batch_size;

    private static IEnumerable<long> InOrder(long count)
    {
        for (long i = 0; i < count; i++) yield return i;
    }

    public IEnumerator<S> GetEnumerator()
    {
        IReadOnlyList<IDisposable> batchTensors = [];
        try
        {
            foreach (var indices in sampler.Chunk(batch_size))
            {
                if (drop_last && indices.Length < batch_size) yield break;
                foreach (var tensor in batchTensors) tensor.Dispose();
                batchTensors = [];
                var (batch, made) = Batch(indices);
                if (DisposeBatch) batchTensors = made;
                yield return batch;
            }
        }
        finally
        {
            foreach (var tensor in batchTensors) tensor.Dispose();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The batch belongs to no scope, whatever scope the caller has open; what its items were made of is disposed.</summary>
    private (S batch, IReadOnlyList<IDisposable> made) Batch(long[] indices)
    {
        var items = new T[indices.Length];
        var itemTensors = new IReadOnlyList<IDisposable>[indices.Length];
        Parallel.For(0, indices.Length, new ParallelOptions { MaxDegreeOfParallelism = num_workers }, i =>
        {
            using var scope = NewDisposeScope();
            items[i] = dataset.GetTensor(indices[i]);
            itemTensors[i] = Detached(scope);
        });
        try
        {
            using var scope = NewDisposeScope();
            return (collate_fn(items, Device), Detached(scope));
        }
        finally
        {
            foreach (var tensor in itemTensors.SelectMany(each => each)) tensor.Dispose();
        }
    }

    private static IReadOnlyList<IDisposable> Detached(DisposeScope scope)
    {
        IDisposable[] all = [.. scope.DisposablesView];
        scope.Detach(all);
        return all;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing && DisposeDataset) dataset.Dispose();
    }
}
