using System.Runtime.Intrinsics.X86;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// When a convolution of three, or of three times an odd number, over time goes by minimal filtering (<see cref="FilteredConvolution"/>),
/// which multiplies half of what libtorch's own does. In float32 it rounds about as a convolution with AVX2 does.
/// </summary>
internal static class MinimalFiltering
{
    /// <summary>Outputs that are computed together; a video that begins at a multiple of it is rounded alike wherever it stands.</summary>
    public const int Outputs = FilteredConvolution.Outputs;

    /// <summary>Channels in and out from which it is worth while: where the products outweigh the transforms (measured: even at 256 × 256, a fifth slower at 64 × 64), with AVX-512 more or never.</summary>
    private static readonly (long Input, long Output) Worthwhile = !Avx512F.IsSupported ? (256, 256) : IsIntel ? (2048, 512) : (long.MaxValue, long.MaxValue);

    /// <summary>
    /// What <paramref name="convolution"/> gives, zeros before the first and after the last snippet, by whichever way is quicker here. With AVX-512 that is
    /// libtorch's own (measured in turns: the spotter's step then takes 0.6 to 0.75 of the time): MKL, which multiplies the matrices, leaves AVX-512 to
    /// Intel's processors, and on these minimal filtering takes 0.65 to 0.8 of libtorch's time (0.97 from 2048 to 512 where the input needs a gradient): the widest go that way.
    /// cuDNN chooses such an algorithm itself.
    /// </summary>
    /// <param name="convolution">a kernel of three or nine that keeps the length</param>
    /// <param name="x"><c>[B, in, N]</c>, a snippet's numbers side by side</param>
    /// <returns><c>[B, out, N]</c>, likewise</returns>
    public static Tensor Of(TemporalConvolution convolution, Tensor x) =>
        IsFiltered(convolution, x) ? Filtered(convolution, x) : convolution.call(x);

    /// <summary>The same and what follows it: a leaky rectifier, and zeros between the videos. By minimal filtering both are done, and undone for the gradients, while a part of the numbers is at hand.</summary>
    /// <param name="convolution">a kernel of three or nine that keeps the length</param>
    /// <param name="x"><c>[B, in, N]</c>, a snippet's numbers side by side</param>
    /// <param name="slope">below 0</param>
    /// <param name="mask"><c>[1, 1, N]</c> of one long video, or none</param>
    /// <returns><c>[B, out, N]</c>, likewise</returns>
    /// <exception cref="InputException">a mask for more than one video</exception>
    public static Tensor Rectified(TemporalConvolution convolution, Tensor x, double slope, Tensor? mask = null)
    {
        if (mask is not null)
            Shapes.Expect("a masked convolution", (x, "x [1, D, N]"), (mask, "mask [1, 1, N]"));
        if (IsFiltered(convolution, x))
            return Filtered(convolution, x, slope, mask);
        Tensor y = FilteredConvolution.Rectified(convolution.call(x), slope);
        return mask is null ? y : y * mask;
    }

    /// <summary>
    /// The same numbers as the quicker way reads them. Libtorch's own would arrange a snippet's numbers side by side anew for each convolution and
    /// again for each gradient.
    /// </summary>
    /// <param name="x"><c>[B, in, N]</c></param>
    /// <param name="convolutions">those that read it</param>
    public static Tensor Laid(Tensor x, params TemporalConvolution[] convolutions) => convolutions.Any(c => IsFiltered(c, x)) ? x.alias() : x.contiguous();

    /// <summary>The same by minimal filtering, whatever the processor.</summary>
    internal static Tensor Filtered(TemporalConvolution convolution, Tensor x, double slope = 1, Tensor? mask = null)
    {
        using var scope = NewDisposeScope();
        (long videos, long count, long reach) = (x.shape[0], x.shape[2], convolution.weight.shape[2] / 2);
        long gap = videos == 1 ? 0 : Outputs - 1 + reach - (count + Outputs - 1 + reach) % Outputs;     // at least as many zeros as the kernel reaches over
        Tensor rows = gap == 0 ? x.transpose(1, 2) : F.pad(x.transpose(1, 2), [0, 0, 0, gap]);
        Tensor y = FilteredConvolution.Of(rows.flatten(0, 1), convolution.weight, convolution.bias, slope, mask?.view(-1, 1)).view(videos, count + gap, -1);
        return (gap == 0 ? y : y.narrow(1, 0, count)).transpose(1, 2).MoveToOuterDisposeScope();
    }

    private static bool IsFiltered(TemporalConvolution convolution, Tensor x) => x.device_type == DeviceType.CPU && convolution.weight.shape[1] >= Worthwhile.Input && convolution.weight.shape[0] >= Worthwhile.Output;

    /// <summary>Whether the processor names itself <c>GenuineIntel</c>.</summary>
    private static bool IsIntel => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x756e6547, 0x6c65746e, 0x49656e69);
}
