using System.Runtime.Intrinsics.X86;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// A convolution of three over time by minimal filtering, F(4, 3) [source: Winograd 1980; Lavin and Gray, arXiv 1509.09308]: four
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

    /// <summary>Channels in times channels out from which the products outweigh the transforms (measured: even at 256 × 256, a fifth slower at 64 × 64).</summary>
    private const int Worthwhile = 256 * 256;

    private const int Products = 6, Overlap = Products - Outputs;

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
    /// What <paramref name="convolution"/> gives, zeros before the first and after the last snippet, by whichever way is quicker here: with
    /// AVX-512 it is libtorch's own (measured in turns: the spotter's step then takes 0.6 to 0.75 of the time), and cuDNN chooses such an algorithm
    /// itself.
    /// </summary>
    /// <param name="convolution">a kernel of three that keeps the length</param>
    /// <param name="x"><c>[1, in, N]</c>, a snippet's numbers side by side</param>
    /// <returns><c>[1, out, N]</c>, likewise</returns>
    public static Tensor Of(TemporalConvolution convolution, Tensor x) =>
        ByLibrary(x) || convolution.weight.shape[0] * convolution.weight.shape[1] < Worthwhile ? convolution.call(x) : Filtered(convolution, x);

    /// <summary>
    /// The same numbers as the quicker way reads them. Libtorch's own would arrange a snippet's numbers side by side anew for each convolution and
    /// again for each gradient.
    /// </summary>
    /// <param name="x"><c>[1, in, N]</c>, which several convolutions read</param>
    public static Tensor Laid(Tensor x) => ByLibrary(x) ? x.contiguous() : x.alias();

    /// <summary>The same by minimal filtering, whatever the processor.</summary>
    internal static Tensor Filtered(TemporalConvolution convolution, Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor rows = x.squeeze(0).transpose(0, 1);                                                     // (N, in)
        Tensor products = Inputs(rows).transpose(0, 1).bmm(Kernels(convolution.weight).transpose(1, 2));    // (6, groups, out)
        Tensor y = Each(Matrix(OutputTransform, x), products.transpose(0, 1)).flatten(0, 1);            // (4·groups, out)
        return y.narrow(0, 0, x.shape[2]).add_(convolution.bias!).transpose(0, 1).unsqueeze(0).MoveToOuterDisposeScope();
    }

    private static bool ByLibrary(Tensor x) => x.device_type != DeviceType.CPU || Avx512F.IsSupported;

    /// <summary><c>Bᵀ d</c>: <c>[N, in]</c> to <c>[groups, 6, in]</c>.</summary>
    private static Tensor Inputs(Tensor rows)
    {
        long count = rows.shape[0], groups = (count + Outputs - 1) / Outputs;
        Tensor fours = F.pad(rows, [0, 0, 1, groups * Outputs - count + Outputs - 1]).view(groups + 1, Outputs, rows.shape[1]);    // from the zeros before the first
        Tensor bT = Matrix(InputTransform, rows);
        return Each(bT.narrow(1, 0, Outputs), fours.narrow(0, 0, groups))
            .add_(Each(bT.narrow(1, Outputs, Overlap), fours.narrow(0, 1, groups).narrow(1, 0, Overlap)));
    }

    /// <summary><c>G w</c>: <c>[out, in, 3]</c> to <c>[6, out, in]</c>.</summary>
    private static Tensor Kernels(Tensor w) =>
        Matrix(KernelTransform, w).mm(w.permute(2, 0, 1).reshape(3, -1)).view(Products, w.shape[0], w.shape[1]);

    /// <summary>The same small matrix before each group's: <c>[m, k]</c> and <c>[groups, k, D]</c> to <c>[groups, m, D]</c>.</summary>
    private static Tensor Each(Tensor matrix, Tensor groups) => matrix.expand(groups.shape[0], -1, -1).bmm(groups);

    private static Tensor Matrix(double[,] values, Tensor like) => tensor(values, dtype: like.dtype);
}
