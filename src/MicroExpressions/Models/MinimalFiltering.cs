using System.Runtime.Intrinsics.X86;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// A convolution of three, or of three times an odd number, over time by minimal filtering, F(4, 3) [source: Winograd 1980; Lavin and Gray, arXiv 1509.09308]: four
/// neighbouring outputs take six products instead of twelve.
/// <code>
/// y = Aᵀ[(G w) ⊙ (Bᵀ d)]     d: six inputs, from the one before the four to the one after them
/// </code>
/// The products ⊙ of all channels are six matrix products, which is nearly all of the work: half of what libtorch's own convolution
/// multiplies, and its gradients come by the same way. In float32 it rounds about as a convolution with AVX2 does.
/// </summary>
internal static class MinimalFiltering
{
    /// <summary>Outputs that are computed together; a video that begins at a multiple of it is rounded alike wherever it stands.</summary>
    public const int Outputs = 4;

    /// <summary>Channels in and out from which it is worth while: where the products outweigh the transforms (measured: even at 256 × 256, a fifth slower at 64 × 64), with AVX-512 more or never.</summary>
    private static readonly (long Input, long Output) Worthwhile = !Avx512F.IsSupported ? (256, 256) : IsIntel ? (2048, 512) : (long.MaxValue, long.MaxValue);

    private const int Taps = 3, Products = 6, Overlap = Products - Outputs;

    private static readonly double[,] InputTransform =       // Bᵀ
    {
        { 4, 0, -5, 0, 1, 0 },
        { 0, -4, -4, 1, 1, 0 },
        { 0, 4, -4, -1, 1, 0 },
        { 0, -2, -1, 2, 1, 0 },
        { 0, 2, -1, -2, 1, 0 },
        { 0, 4, 0, -5, 0, 1 },
    };

    private static readonly double[,] KernelTransform =      // G
    {
        { 1.0 / 4, 0, 0 },
        { -1.0 / 6, -1.0 / 6, -1.0 / 6 },
        { -1.0 / 6, 1.0 / 6, -1.0 / 6 },
        { 1.0 / 24, 1.0 / 12, 1.0 / 6 },
        { 1.0 / 24, -1.0 / 12, 1.0 / 6 },
        { 0, 0, 1 },
    };

    private static readonly double[,] OutputTransform =      // Aᵀ
    {
        { 1, 1, 1, 1, 1, 0 },
        { 0, 1, -1, 2, -2, 0 },
        { 0, 1, 1, 4, 4, 0 },
        { 0, 1, -1, 8, -8, 1 },
    };

    /// <summary>
    /// What <paramref name="convolution"/> gives, zeros before the first and after the last snippet, by whichever way is quicker here. With AVX-512 that is
    /// libtorch's own (measured in turns: the spotter's step then takes 0.6 to 0.75 of the time): MKL, which multiplies the matrices, leaves AVX-512 to
    /// Intel's processors, and on these minimal filtering takes 0.65 to 0.8 of libtorch's time (0.97 from 2048 to 512 where the input needs a gradient), but memory too, so only the widest go that way.
    /// cuDNN chooses such an algorithm itself.
    /// </summary>
    /// <param name="convolution">a kernel of three or nine that keeps the length</param>
    /// <param name="x"><c>[B, in, N]</c>, a snippet's numbers side by side</param>
    /// <returns><c>[B, out, N]</c>, likewise</returns>
    public static Tensor Of(TemporalConvolution convolution, Tensor x) =>
        IsFiltered(convolution, x) ? Filtered(convolution, x) : convolution.call(x);

    /// <summary>
    /// The same numbers as the quicker way reads them. Libtorch's own would arrange a snippet's numbers side by side anew for each convolution and
    /// again for each gradient.
    /// </summary>
    /// <param name="x"><c>[B, in, N]</c></param>
    /// <param name="convolutions">those that read it</param>
    public static Tensor Laid(Tensor x, params TemporalConvolution[] convolutions) => convolutions.Any(c => IsFiltered(c, x)) ? x.alias() : x.contiguous();

    /// <summary>The same by minimal filtering, whatever the processor.</summary>
    internal static Tensor Filtered(TemporalConvolution convolution, Tensor x)
    {
        using var scope = NewDisposeScope();
        (long videos, long count, long kernel) = (x.shape[0], x.shape[2], convolution.weight.shape[2]);
        long gap = videos == 1 ? 0 : Outputs - 1 + kernel / 2 - (count + Outputs - 1 + kernel / 2) % Outputs;      // at least as many as the kernel reaches over
        long groups = (videos * (count + gap) + Outputs - 1) / Outputs;
        Tensor rows = OneAfterAnother(x.transpose(1, 2), gap, before: kernel / 2, groups * Outputs + Overlap + kernel - Taps);
        Tensor? products = null;
        for (long tap = 0; tap < kernel; tap += Taps)
        {
            Tensor part = Inputs(Part(rows, 0, tap, groups * Outputs + Overlap)).transpose(0, 1)
                .bmm(Kernels(Part(convolution.weight, 2, tap, Taps)).transpose(1, 2));                  // (6, groups, out)
            products = products is null ? part : products.add_(part);
        }
        Tensor y = Each(Matrix(OutputTransform, x), products!.transpose(0, 1)).flatten(0, 1);           // (4·groups, out)
        y = Part(Part(y, 0, 0, videos * (count + gap)).view(videos, count + gap, -1), 1, 0, count);
        return (convolution.bias is null ? y : y.add_(convolution.bias)).transpose(1, 2).MoveToOuterDisposeScope();
    }

    /// <summary>Videos <c>[B, N, in]</c> as one long one <c>[rows, in]</c>: zeros before the first, between each and the next, and to the end.</summary>
    private static Tensor OneAfterAnother(Tensor videos, long gap, long before, long rows)
    {
        long count = videos.shape[1];
        if (videos.shape[0] == 1)
            return F.pad(videos, [0, 0, before, rows - before - count]).squeeze(0);
        long more = (rows + gap - before + count + gap - 1) / (count + gap) - videos.shape[0];          // videos of zeros at the end
        return F.pad(videos, [0, 0, gap, 0, 0, more]).flatten(0, 1).narrow(0, gap - before, rows);
    }

    /// <summary>A part along an axis; where it is the whole, the whole itself, whose gradient then is not copied.</summary>
    private static Tensor Part(Tensor of, long dim, long start, long length) => of.shape[dim] == length ? of : of.narrow(dim, start, length);

    private static bool IsFiltered(TemporalConvolution convolution, Tensor x) => x.device_type == DeviceType.CPU && convolution.weight.shape[1] >= Worthwhile.Input && convolution.weight.shape[0] >= Worthwhile.Output;

    /// <summary>Whether the processor names itself <c>GenuineIntel</c>.</summary>
    private static bool IsIntel => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x756e6547, 0x6c65746e, 0x49656e69);

    /// <summary><c>Bᵀ d</c>: rows, from the one before the first output's, to <c>[groups, 6, in]</c>.</summary>
    private static Tensor Inputs(Tensor rows)
    {
        return Each(Matrix(InputTransform, rows), rows.unfold(0, Products, Outputs).transpose(1, 2));
    }

    /// <summary><c>G w</c>: <c>[out, in, 3]</c> to <c>[6, out, in]</c>.</summary>
    private static Tensor Kernels(Tensor w) =>
        Matrix(KernelTransform, w).mm(w.reshape(-1, Taps).t()).view(Products, w.shape[0], w.shape[1]);

    /// <summary>The same small matrix before each group's: <c>[m, k]</c> and <c>[groups, k, D]</c> to <c>[groups, m, D]</c>.</summary>
    private static Tensor Each(Tensor matrix, Tensor groups) => matrix.expand(groups.shape[0], -1, -1).bmm(groups);

    private static Tensor Matrix(double[,] values, Tensor like) => tensor(values, dtype: like.dtype);
}
