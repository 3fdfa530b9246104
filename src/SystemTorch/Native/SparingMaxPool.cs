using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The largest of each window of an image in a training step, without keeping the image for the gradient; system_torch_pool.cpp.</summary>
internal static class SparingMaxPool
{
    /// <returns>null for what is libtorch's</returns>
    internal static unsafe Tensor? Of(Tensor input, long[] kernel, long[] stride, long[] padding, long[] dilation, bool ceiling)
    {
        if (ceiling || dilation.Any(d => d != 1))
            return null;
        IntPtr result = 0;
        int refused = Library.Check(Library.st_max_pool(input.Handle, kernel[0], kernel[^1], stride[0], stride[^1], padding[0], padding[^1], &result));
        GC.KeepAlive(input);
        return refused == 0 ? new Tensor(result) : null;
    }
}
