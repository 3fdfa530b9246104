namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Part of the tensor: a view as far as no tensor is among the indices. Set writes into this tensor.</summary>
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        /// <summary>Positions along each of the first dimensions, or a mask.</summary>
        public Tensor this[params Tensor[] indices]
        {
            get => index(indices);
            set => index_put_(value, indices);
        }

        public Tensor this[long i1]
        {
            get => Aten.Call("aten::select.int", this, 0, i1);
            set => index_put_(value, i1);
        }

        public Tensor this[long i1, long i2]
        {
            get => index(i1, i2);
            set => index_put_(value, i1, i2);
        }

        public Tensor this[long i1, long i2, long i3]
        {
            get => index(i1, i2, i3);
            set => index_put_(value, i1, i2, i3);
        }

        public Tensor this[long i1, long i2, long i3, long i4]
        {
            get => index(i1, i2, i3, i4);
            set => index_put_(value, i1, i2, i3, i4);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5]
        {
            get => index(i1, i2, i3, i4, i5);
            set => index_put_(value, i1, i2, i3, i4, i5);
        }

        public Tensor this[long i1, long i2, long i3, long i4, long i5, long i6]
        {
            get => index(i1, i2, i3, i4, i5, i6);
            set => index_put_(value, i1, i2, i3, i4, i5, i6);
        }

        public Tensor this[params long[] indices]
        {
            get => index(Positions(indices));
            set => index_put_(value, Positions(indices));
        }

        public unsafe Tensor index(params TensorIndex[] indices)
        {
            Index[] items = Array.ConvertAll(indices, index => index.Marshalled());
            fixed (Index* p = items)
            {
                IntPtr found = Alive(Library.st_index(Handle, p, items.Length));
                GC.KeepAlive(indices);
                return new Tensor(Library.Check(found));
            }
        }

        public Tensor index(params Tensor[] indices) => index(Array.ConvertAll(indices, TensorIndex.Tensor));

        public unsafe Tensor index_put_(Tensor value, params TensorIndex[] indices)
        {
            Index[] items = Array.ConvertAll(indices, index => index.Marshalled());
            fixed (Index* p = items)
            {
                int result = Alive(Library.st_index_put(Handle, p, items.Length, value.Handle));
                GC.KeepAlive(indices);
                GC.KeepAlive(value);
                Library.Check(result);
            }
            return this;
        }

        public Tensor index_put_(Tensor value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        /// <summary>With <paramref name="accumulate"/> equal positions add up.</summary>
        /// <exception cref="ArgumentException">Accumulating, but not every index is a tensor.</exception>
        public Tensor index_put_(Tensor value, TensorIndex[] indices, bool accumulate = false)
        {
            if (!accumulate) return index_put_(value, indices);
            if (indices.Any(index => index.tensor is null))
                throw new ArgumentException("index_put_ accumulates only where every index is a tensor", nameof(indices));
            return index_put_(value, Array.ConvertAll(indices, index => index.tensor!), accumulate);
        }

        public Tensor index_put_(Tensor value, Tensor[] indices, bool accumulate = false)
        {
            Aten.CallVoid("aten::index_put_", this, indices, value, accumulate);
            return this;
        }

        public Tensor index_put_(Scalar value, params TensorIndex[] indices)
        {
            using Tensor filled = Like(value);
            return index_put_(filled, indices);
        }

        public Tensor index_put_(Scalar value, params Tensor[] indices) => index_put_(value, Array.ConvertAll(indices, TensorIndex.Tensor));

        // One element of this tensor's dtype, on its device.
        private Tensor Like(Scalar value) => Aten.Call("aten::scalar_tensor", value, dtype, Arg.None, device);

        private static TensorIndex[] Positions(long[] indices) => Array.ConvertAll(indices, index => TensorIndex.Single(index));
    }
}
