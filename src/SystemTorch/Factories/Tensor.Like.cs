namespace TorchSharp;

public static partial class torch
{
    /// <summary>Tensors made after the pattern of another: its dtype and device where none are given.</summary>
    public partial class Tensor
    {
        /// <summary>All 0, of another shape.</summary>
        public Tensor new_zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", size, dtype, device, requires_grad);

        public Tensor new_zeros(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", size.ToArray(), dtype, device, requires_grad);

        public Tensor new_zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", [size], dtype, device, requires_grad);

        public Tensor new_zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", [rows, columns], dtype, device, requires_grad);

        public Tensor new_zeros(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", [dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_zeros(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_zeros", [dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        /// <summary>All 1, of another shape.</summary>
        public Tensor new_ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_ones", [size], dtype, device, requires_grad);

        public Tensor new_ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_ones", [rows, columns], dtype, device, requires_grad);

        public Tensor new_ones(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_ones", [dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_ones(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_ones", [dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        /// <summary>Uninitialised, of another shape.</summary>
        public Tensor new_empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", size, dtype, device, requires_grad);

        public Tensor new_empty(ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", size.ToArray(), dtype, device, requires_grad);

        public Tensor new_empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", [size], dtype, device, requires_grad);

        public Tensor new_empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", [rows, columns], dtype, device, requires_grad);

        public Tensor new_empty(
            long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", [dim0, dim1, dim2], dtype, device, requires_grad);

        public Tensor new_empty(
            long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_empty", [dim0, dim1, dim2, dim3], dtype, device, requires_grad);

        /// <summary>All <paramref name="value"/>, of another shape.</summary>
        public Tensor new_full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_full", size, value, dtype, device, requires_grad);

        public Tensor new_full(
            ReadOnlySpan<long> size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_full", size.ToArray(), value, dtype, device, requires_grad);

        public Tensor new_full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_full", [size], value, dtype, device, requires_grad);

        public Tensor new_full(
            long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_full", [rows, columns], value, dtype, device, requires_grad);

        public Tensor new_full(
            long dim0, long dim1, long dim2, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            New("aten::new_full", [dim0, dim1, dim2], value, dtype, device, requires_grad);

        public Tensor new_full(
            long dim0, long dim1, long dim2, long dim3, Scalar value, ScalarType? dtype = null, Device? device = null,
            bool requires_grad = false) =>
            New("aten::new_full", [dim0, dim1, dim2, dim3], value, dtype, device, requires_grad);

        private Tensor New(string op, long[] size, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finished(Aten.Call(op, this, size, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad, null);

        private Tensor New(string op, long[] size, Scalar value, ScalarType? dtype, Device? device, bool requires_grad) =>
            Finished(Aten.Call(op, this, size, value, dtype ?? this.dtype, Arg.None, device ?? this.device), requires_grad, null);

        public Tensor zeros_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.zeros_like(this, dtype, device, requires_grad);

        public Tensor ones_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.ones_like(this, dtype, device, requires_grad);

        public Tensor empty_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.empty_like(this, dtype, device, requires_grad);

        public Tensor rand_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.rand_like(this, dtype, device, requires_grad);

        public Tensor randn_like(ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.randn_like(this, dtype, device, requires_grad);

        public Tensor full_like(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.full_like(this, value, dtype, device, requires_grad);

        public Tensor randint_like(long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
            torch.randint_like(this, low, high, dtype, device, requires_grad);
    }
}
