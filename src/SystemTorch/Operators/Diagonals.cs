namespace TorchSharp;

// Diagonals and triangles of matrices.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor tril(long diagonal = 0) => Aten.Call("aten::tril", this, diagonal);
        public Tensor tril_(long diagonal = 0) => InPlace("aten::tril_", this, diagonal);
        public Tensor triu(long diagonal = 0) => Aten.Call("aten::triu", this, diagonal);
        public Tensor triu_(long diagonal = 0) => InPlace("aten::triu_", this, diagonal);
        public Tensor diag(long diagonal = 0) => Aten.Call("aten::diag", this, diagonal);
        public Tensor diagonal(long offset = 0L, long dim1 = 0L, long dim2 = 1L) =>
            dim1 != dim2
                ? Aten.Call("aten::diagonal", this, offset, dim1, dim2)
                : throw new ArgumentException($"Diagonal dimensions cannot be identical {dim1}, {dim2}");
        public Tensor diag_embed(long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
            Aten.Call("aten::diag_embed", this, offset, dim1, dim2);
        public Tensor diagflat(long offset = 0) => Aten.Call("aten::diagflat", this, offset);
        public Tensor trace() =>
            ndim == 2
                ? Aten.Call("aten::trace", this)
                : throw new ArgumentException($"Expected a matrix, but got tensor with ndim == {ndim}");
    }

    public static Tensor tril(Tensor input, long diagonal = 0) => input.tril(diagonal);
    public static Tensor tril_(Tensor input, long diagonal = 0) => input.tril_(diagonal);
    public static Tensor triu(Tensor input, long diagonal = 0L) => input.triu(diagonal);
    public static Tensor triu_(Tensor input, long diagonal = 0L) => input.triu_(diagonal);
    public static Tensor diag(Tensor input, long diagonal = 0) => input.diag(diagonal);
    public static Tensor diagonal(Tensor input, long offset = 0L, long dim1 = 0L, long dim2 = 1L) => input.diagonal(offset, dim1, dim2);
    public static Tensor diag_embed(Tensor input, long offset = 0L, long dim1 = -2L, long dim2 = -1L) =>
        input.diag_embed(offset, dim1, dim2);
    public static Tensor diagflat(Tensor input, long offset = 0) => input.diagflat(offset);
    public static Tensor trace(Tensor input) => input.trace();
}
