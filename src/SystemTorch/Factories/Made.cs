namespace TorchSharp;

public static partial class torch
{
    // Factories share this shape: operator(size, dtype, layout, device).
    private static Tensor Made(string op, long[] size, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finished(Aten.Call(op, size, dtype ?? get_default_dtype(), Arg.None, device ?? get_default_device()), requires_grad, names);

    private static Tensor Like(string op, Tensor input, ScalarType? dtype, Device? device, bool requires_grad, string[]? names) =>
        Finished(Aten.Call(op, input, dtype ?? input.dtype, Arg.None, device ?? input.device), requires_grad, names);

    private static Tensor Finished(Tensor made, bool requires_grad, string[]? names)
    {
        if (names is { Length: > 0 }) made.rename_(names);
        return requires_grad ? made.requires_grad_() : made;
    }
}
