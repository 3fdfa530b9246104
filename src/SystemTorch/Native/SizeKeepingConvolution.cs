using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Convolutions that keep the size, of a kernel of three along one axis or two: those of which most networks are made. They run
/// in fewer multiplications than libtorch's where the processor, the type and the number of channels allow; system_torch_winograd.cpp.
/// </summary>
internal static class SizeKeepingConvolution
{
    /// <returns>null for what only libtorch knows how to convolve</returns>
    internal static unsafe Tensor? Of(Tensor input, Tensor weight, Tensor? bias, long[] stride, long[] padding, long[] dilation, long groups)
    {
        if (groups != 1 || !stride.All(IsOne) || !dilation.All(IsOne) || weight.dim() < 3)
            return null;
        long half = weight.size(2) / 2;
        foreach (long side in padding)
            if (side != half) return null;
        IntPtr result = 0;
        int refused = Library.Check(Library.st_convolution(input.Handle, weight.Handle, bias is null ? 0 : bias.Handle, &result));
        GC.KeepAlive(input);
        GC.KeepAlive(weight);
        GC.KeepAlive(bias);
        return refused == 0 ? new Tensor(result) : null;
    }

    private static bool IsOne(long step) => step == 1;
}
