namespace TorchSharp;

// Elements picked and placed by index tensors (int64) and by ranges.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor narrow(long dim, long start, long length) => Aten.Call("aten::narrow", this, dim, start, length);
        public Tensor select(long dim, long index) => Aten.Call("aten::select.int", this, dim, index);
        public Tensor unfold(long dimension, long size, long step) => Aten.Call("aten::unfold", this, dimension, size, step);
        public Tensor slice(long dim, long start, long finish, long step) =>
            step >= 1
                ? Aten.Call("aten::slice.Tensor", this, dim, start, finish, step)
                : throw new ArgumentException($"step is {step}, but it should always be positive.");

        public Tensor index_select(long dim, Tensor index) => Aten.Call("aten::index_select", this, dim, index);
        public Tensor index_add(long dim, Tensor index, Tensor source, Scalar alpha) =>
            Aten.Call("aten::index_add", this, dim, Int64(index), source, alpha);
        public Tensor index_add_(long dim, Tensor index, Tensor source, Scalar alpha) =>
            InPlace("aten::index_add_", this, dim, Int64(index), source, alpha);
        public Tensor index_copy(long dim, Tensor index, Tensor source) => Aten.Call("aten::index_copy", this, dim, Int64(index), source);
        public Tensor index_copy_(long dim, Tensor index, Tensor source) => InPlace("aten::index_copy_", this, dim, Int64(index), source);
        public Tensor index_fill(long dim, Tensor index, Scalar value) =>
            Aten.Call("aten::index_fill.int_Scalar", this, dim, Int64(index), value);
        public Tensor index_fill_(long dim, Tensor index, Scalar value) =>
            InPlace("aten::index_fill_.int_Scalar", this, dim, Int64(index), value);
        public Tensor take(Tensor index) => Aten.Call("aten::take", this, index);
        public Tensor take_along_dim(Tensor indices) => Aten.Call("aten::take_along_dim", this, indices);
        public Tensor take_along_dim(Tensor indices, long dim) => Aten.Call("aten::take_along_dim", this, indices, dim);
        public Tensor take_along_dim(IEnumerable<long> indices) => take_along_dim(tensor(indices.ToArray()));
        public Tensor take_along_dim(IEnumerable<long> indices, long dim) => take_along_dim(tensor(indices.ToArray()), dim);
        public Tensor gather(long dim, Tensor index) => Aten.Call("aten::gather", this, dim, index);
        public Tensor scatter(long dim, Tensor index, Tensor src) => Aten.Call("aten::scatter.src", this, dim, index, src);
        public Tensor scatter_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_.src", this, dim, index, src);
        public Tensor scatter_add(long dim, Tensor index, Tensor src) => Aten.Call("aten::scatter_add", this, dim, index, src);
        public Tensor scatter_add_(long dim, Tensor index, Tensor src) => InPlace("aten::scatter_add_", this, dim, index, src);
        public Tensor select_scatter(Tensor src, long dim, long index) => Aten.Call("aten::select_scatter", this, src, dim, index);
        public Tensor diagonal_scatter(Tensor src, long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
            Aten.Call("aten::diagonal_scatter", this, src, offset, dim1, dim2);
        public Tensor slice_scatter(Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
            Aten.Call("aten::slice_scatter", this, src, dim, start, end, step);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.Call("aten::masked_fill.Scalar", this, mask, value);
        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace("aten::masked_fill_.Scalar", this, mask, value);
        public Tensor masked_scatter(Tensor mask, Tensor value) => Aten.Call("aten::masked_scatter", this, mask, value);
        public Tensor masked_scatter_(Tensor mask, Tensor value) => InPlace("aten::masked_scatter_", this, mask, value);
        public Tensor masked_select(Tensor mask) => Aten.Call("aten::masked_select", this, Mask(mask, "The mask tensor must be Boolean."));
        public Tensor where(Tensor condition, Tensor y) =>
            Aten.Call("aten::where.self", Mask(condition, "The condition to 'where' must be a boolean tensor."), this, y);
        public Tensor nonzero() => Aten.Call("aten::nonzero", this);
        public Tensor argwhere() => Aten.Call("aten::argwhere", this);
        public IList<Tensor> nonzero_as_list()
        {
            Tensor found = nonzero();
            return found.chunk(found.shape[1], dim: 1);
        }

        private static Tensor Int64(Tensor index) =>
            index.dtype == ScalarType.Int64 ? index : throw new ArgumentException("Element type of 'index' must be 'Int64'");

        private static Tensor Mask(Tensor mask, string complaint) =>
            mask.dtype == ScalarType.Bool ? mask : throw new ArgumentException(complaint);
    }

    public static Tensor narrow(Tensor input, long dim, long start, long length) => input.narrow(dim, start, length);
    public static Tensor select(Tensor input, long dim, long index) => input.select(dim, index);

    public static Tensor index_select(Tensor input, long dim, Tensor index) => input.index_select(dim, index);
    public static Tensor index_add(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        input.index_add(dim, index, source, alpha);
    public static Tensor index_add_(Tensor input, long dim, Tensor index, Tensor source, Scalar alpha) =>
        input.index_add_(dim, index, source, alpha);
    public static Tensor index_copy(Tensor input, long dim, Tensor index, Tensor source) => input.index_copy(dim, index, source);
    public static Tensor index_copy_(Tensor input, long dim, Tensor index, Tensor source) => input.index_copy_(dim, index, source);
    public static Tensor index_fill(Tensor input, long dim, Tensor index, Scalar value) => input.index_fill(dim, index, value);
    public static Tensor index_fill_(Tensor input, long dim, Tensor index, Scalar value) => input.index_fill_(dim, index, value);
    public static Tensor take(Tensor input, Tensor index) => input.take(index);
    public static Tensor take_along_dim(Tensor input, IEnumerable<long> indices, long dim = 0L) => input.take_along_dim(indices, dim);
    public static Tensor take_along_dim(Tensor input, Tensor indices, long dim = 0L) => input.take_along_dim(indices, dim);
    public static Tensor gather(Tensor input, long dim, Tensor index) => input.gather(dim, index);
    public static Tensor gather(Tensor input, long dim, Tensor index, bool sparse_grad = false) => input.gather(dim, index);
    public static Tensor scatter(Tensor input, long dim, Tensor index, Tensor src) => input.scatter(dim, index, src);
    public static Tensor scatter_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_(dim, index, src);
    public static Tensor scatter_add(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add(dim, index, src);
    public static Tensor scatter_add_(Tensor input, long dim, Tensor index, Tensor src) => input.scatter_add_(dim, index, src);
    public static Tensor select_scatter(Tensor input, Tensor src, long dim, long index) => input.select_scatter(src, dim, index);
    public static Tensor diagonal_scatter(Tensor input, Tensor src, long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
        input.diagonal_scatter(src, offset, dim1, dim2);
    public static Tensor slice_scatter(Tensor input, Tensor src, long dim = 0L, long? start = null, long? end = null, long step = 1L) =>
        input.slice_scatter(src, dim, start, end, step);

    public static Tensor masked_select(Tensor input, Tensor mask) => input.masked_select(mask);
    public static Tensor nonzero(Tensor input) => input.nonzero();
    public static Tensor argwhere(Tensor input) => input.argwhere();
    public static Tensor where(Tensor condition, Tensor x, Tensor y) => x.where(condition, y);
    public static Tensor[] where(Tensor condition) => Aten.CallList("aten::where", condition);
}
