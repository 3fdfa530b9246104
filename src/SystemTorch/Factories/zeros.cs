namespace TorchSharp;

public static partial class torch
{
    /// <summary>All 0.</summary>
    public static Tensor zeros(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", size, dtype, device, requires_grad, names);

    public static Tensor zeros(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", size.ToArray(), dtype, device, requires_grad, names);

    public static Tensor zeros(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", [size], dtype, device, requires_grad, names);

    public static Tensor zeros(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", [rows, columns], dtype, device, requires_grad, names);

    public static Tensor zeros(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Made("aten::zeros", [dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor zeros(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Made("aten::zeros", [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    public static Tensor zeros(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", [size], dtype, device, requires_grad, names);

    public static Tensor zeros(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made("aten::zeros", [rows, columns], dtype, device, requires_grad, names);

    public static Tensor zeros(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Made("aten::zeros", [dim0, dim1, dim2], dtype, device, requires_grad, names);

    public static Tensor zeros(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Made("aten::zeros", [dim0, dim1, dim2, dim3], dtype, device, requires_grad, names);

    public static Tensor zeros_like(
        Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Like("aten::zeros_like", input, dtype, device, requires_grad, names);
}
