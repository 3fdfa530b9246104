namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whole numbers from low to before high; int64 without a dtype.</summary>
    public static Tensor randint(
        long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null) =>
        Finished(
            Aten.Call(
                "aten::randint.low_generator", low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Arg.None,
                device ?? get_default_device()),
            requires_grad, names);

    public static Tensor randint(
        long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null,
        string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(
        int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null,
        string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint_like(
        Tensor input, long low, long high, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finished(
            Aten.Call("aten::randint_like.low_dtype", input, low, high, dtype ?? input.dtype, Arg.None, device ?? input.device),
            requires_grad, null);

    /// <summary>0 … n - 1 in random order; int64 without a dtype.</summary>
    public static Tensor randperm(
        long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Finished(
            Aten.Call(
                "aten::randperm.generator", n, generator, dtype ?? ScalarType.Int64, Arg.None, device ?? get_default_device()),
            requires_grad, null);

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null) =>
        Aten.Call("aten::randperm.generator_out", n, generator, @out);

    /// <summary>Normal with one mean and deviation for all elements.</summary>
    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        Generator? generator = null, string[]? names = null)
    {
        Tensor made = randn(size, dtype, device, false, generator, names);
        Aten.CallVoid("aten::mul_.Scalar", made, std);
        Aten.CallVoid("aten::add_.Scalar", made, mean);
        return made.requires_grad_(requires_grad);
    }
}
