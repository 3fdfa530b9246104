using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class utils
        {
            public static partial class data
            {
                /// <summary>Items by number.</summary>
                public abstract class Dataset<T> : IDisposable
                {
                    public abstract long Count { get; }
                    public abstract T GetTensor(long index);

                    public void Dispose()
                    {
                        Dispose(true);
                        GC.SuppressFinalize(this);
                    }

                    protected virtual void Dispose(bool disposing) { }
                }

                public abstract class Dataset : Dataset<Dictionary<string, Tensor>>
                {
                }

                public abstract class IterableDataset : Dataset<IList<Tensor>>
                {
                }

                public static TensorDataset TensorDataset(params Tensor[] tensors) => new(tensors);
            }
        }
    }

    namespace Modules
    {
        /// <summary>Tensors cut along their first dimension, which they share.</summary>
        public class TensorDataset : torch.utils.data.IterableDataset
        {
            private readonly torch.Tensor[] _tensors;

            internal TensorDataset(torch.Tensor[] tensors)
            {
                if (tensors is not { Length: > 0 }) throw new ArgumentNullException(nameof(tensors));
                if (tensors.Any(tensor => tensor.shape[0] != tensors[0].shape[0]))
                    throw new ArgumentException("All tensors must have the same first dimension size.", nameof(tensors));
                _tensors = Array.ConvertAll(tensors, tensor => tensor.alias().DetachFromDisposeScope());
            }

            public override long Count => _tensors[0].shape[0];

            public IList<torch.Tensor> this[long index] => [.. _tensors.Select(tensor => tensor.select(0, index))];

            public override IList<torch.Tensor> GetTensor(long index) => this[index];

            protected override void Dispose(bool disposing)
            {
                if (!disposing) return;
                foreach (var tensor in _tensors) tensor.Dispose();
            }
        }
    }
}
