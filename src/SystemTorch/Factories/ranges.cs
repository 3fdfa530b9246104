namespace TorchSharp;

public static partial class torch
{
    /// <summary>start, start + step, … before stop; integers give int64.</summary>
    public static Tensor arange(
        Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        dtype ??= start.IsIntegral && stop.IsIntegral && step.IsIntegral ? ScalarType.Int64 : get_default_dtype();
        return Finished(
            Aten.Call("aten::arange.start_step", start, stop, step, dtype, Arg.None, device ?? get_default_device()), requires_grad, null);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    /// <summary>Evenly from start to end, both included.</summary>
    public static Tensor linspace(
        double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Finished(
            Aten.Call("aten::linspace", start, end, steps, dtype ?? get_default_dtype(), Arg.None, device ?? get_default_device()),
            requires_grad, null);

    /// <summary>base^start … base^end, evenly in the exponent.</summary>
    public static Tensor logspace(
        double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null,
        bool requires_grad = false) =>
        Finished(
            Aten.Call("aten::logspace", start, end, steps, @base, dtype ?? get_default_dtype(), Arg.None, device ?? get_default_device()),
            requires_grad, null);

    /// <summary>1 on the diagonal; square without columns.</summary>
    public static Tensor eye(
        long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false,
        string[]? names = null) =>
        Finished(
            Aten.Call(
                "aten::eye.m", rows, columns < 0 ? rows : columns, dtype ?? get_default_dtype(), Arg.None, device ?? get_default_device()),
            requires_grad, names);
}
