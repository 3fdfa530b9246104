namespace TorchSharp;

public static partial class torch
{
    /// <summary>Uniform in [0, 1).</summary>
    public static Tensor rand(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", size, dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", size.ToArray(), dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", [size], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", [rows, columns], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Drawn("aten::rand.generator", [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Drawn("aten::rand.generator", [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        int size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", [size], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        int rows, int columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        Drawn("aten::rand.generator", [rows, columns], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        int dim0, int dim1, int dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Drawn("aten::rand.generator", [dim0, dim1, dim2], dtype, device, requires_grad, generator, names);

    public static Tensor rand(
        int dim0, int dim1, int dim2, int dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        Drawn("aten::rand.generator", [dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator, names);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Like("aten::rand_like", input, dtype, device, requires_grad, null);

    // Random factories share this shape: operator(size, generator, dtype, layout, device).
    private static Tensor Drawn(
        string op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, Generator? generator, string[]? names) =>
        Finished(
            Aten.Call(op, size, generator, dtype ?? get_default_dtype(), Arg.None, device ?? get_default_device()), requires_grad, names);
}
