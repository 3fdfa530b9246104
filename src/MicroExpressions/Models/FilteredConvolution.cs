using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Models;

/// <summary>
/// F(4, 3) over rows and its gradients [source: Winograd 1980; Lavin and Gray, arXiv 1509.09308]: four neighbouring outputs of a kernel of
/// three take six products instead of twelve.
/// <code>
/// y = Aᵀ[(G w) ⊙ (Bᵀ d)]     d: six inputs, from the one before the four to the one after them
/// ∂w = Gᵀ[(A ∂y)ᵀ(Bᵀ d)]     ∂x: the same as y, of ∂y with the kernel reversed
/// </code>
/// The products ⊙ of all channels are six matrix products, which is nearly all of the work. Everything goes piece by piece, and of the
/// pieces nothing is kept for the gradients, only what went in and, with a rectifier, what came out: tensors of hundreds of megabytes that
/// live for a moment can cost as much as the products, since the system has to find and to clear their memory each time.
/// <para>
/// For plain training: one <c>backward()</c> a graph, which adds to the <c>grad</c> of a kernel that is a parameter. No gradients of
/// gradients, no second pass through the same graph, no <c>autograd.grad</c> with respect to such a kernel.
/// </para>
/// </summary>
internal sealed class FilteredConvolution : autograd.SingleTensorFunction<FilteredConvolution>
{
    /// <summary>Outputs of a group, which are computed together.</summary>
    public const int Outputs = 4;

    private const int Taps = 3, Products = 6, Overlap = Products - Outputs;

    /// <summary>Bytes of a piece's transform: below the 12 MiB from which the launcher has memory given back to the system at once.</summary>
    private const long PieceBytes = 12_000_000;

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

    /// <inheritdoc/>
    public override string Name => nameof(FilteredConvolution);

    /// <summary>The convolution over rows, zeros before the first and after the last, with what usually follows it.</summary>
    /// <param name="rows"><c>[R, in]</c></param>
    /// <param name="kernel"><c>[out, in, k]</c>, k three times an odd number</param>
    /// <param name="bias"><c>[out]</c> or none</param>
    /// <param name="slope">of a leaky rectifier below 0; 1 for none</param>
    /// <param name="mask"><c>[R, 1]</c>, what the rows are multiplied by at last, or none</param>
    /// <returns><c>[R, out]</c></returns>
    public static Tensor Of(Tensor rows, Tensor kernel, Tensor? bias, double slope = 1, Tensor? mask = null) => apply(rows.contiguous(), kernel, bias!, mask!, slope);

    /// <summary>In place; a slope of 0 is the plain rectifier.</summary>
    internal static Tensor Rectified(Tensor x, double slope) => slope == 0 ? F.relu(x, inplace: true) : F.leaky_relu(x, slope, inplace: true);

    /// <inheritdoc/>
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (rows, kernel, bias, mask, slope) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor?)vars[2], (Tensor?)vars[3], (double)vars[4]);
        Tensor y = Convolution((start, length) => Rows(rows, start, length), rows.shape[0], kernel, reversed: false, (outputs, start, channel) =>
        {
            if (bias is not null)
                outputs.add_(channel.Of(bias, 0));
            if (slope != 1)
                Rectified(outputs, slope);
            if (mask is not null)
                outputs.mul_(Rows(mask, start, outputs.shape[0]));
        });
        ctx.save_for_backward([rows, kernel, mask!, slope == 1 ? null! : y.detach()]);
        ctx.save_data(nameof(slope), slope);
        ctx.save_data(nameof(bias), bias is { requires_grad: true });
        return y;
    }

    /// <inheritdoc/>
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        List<Tensor> saved = ctx.get_saved_variables();
        using Tensor rows = saved[0], kernel = saved[1];
        using Tensor? mask = saved[2], y = saved[3], whole = grad_output;
        using var scope = NewDisposeScope();
        using var fixedNumbers = no_grad();
        var slope = (double)ctx.get_data("slope");
        Tensor gradient = whole.contiguous();
        var all = new Piece(0, gradient.shape[1]);
        List<Tensor> gradients =
        [
            rows.requires_grad ? Convolution((start, length) => Given(start, length, all), rows.shape[0], kernel, reversed: true).MoveToOuterDisposeScope() : null!,
            kernel.requires_grad && Left(KernelGradient(rows, Given, kernel)) is { } left ? left.MoveToOuterDisposeScope() : null!,
            (bool)ctx.get_data("bias") ? BiasGradient().MoveToOuterDisposeScope() : null!,
            null!,
            null!,
        ];
        ctx.Dispose();                                      // libtorch lets go of what it saved itself when a gradient has passed; of this only with the graph
        ctx.save_data(nameof(gradients), gradients);        // or the collector might free them before libtorch has them: TorchSharp hands over bare addresses
        return gradients;

        Tensor Given(long start, long length, Piece channel)           // the gradient before mask and rectifier
        {
            Tensor part = Rows(channel.Of(gradient, 1), start, length);
            if (mask is not null)
                part = part * Rows(mask, start, length);
            return y is null ? part : where(Rows(channel.Of(y, 1), start, length).gt(0), part, part * slope);
        }

        // A parameter's gradient is added to it here, as libtorch would: it would copy what it is given, since TorchSharp has hold of it
        // until the step ends, and three times the kernel's memory would be taken.
        Tensor? Left(Tensor ofKernel)
        {
            if (!kernel.is_leaf)
                return ofKernel;
            if (kernel.grad is { IsInvalid: false } before)
                before.add_(ofKernel);
            else
                kernel.grad = ofKernel;
            return null;
        }

        Tensor BiasGradient()
        {
            Tensor sum = zeros(all.Count, dtype: gradient.dtype);
            foreach (Piece piece in Pieces(gradient.shape[0], all.Count))
            {
                using var part = NewDisposeScope();
                sum.add_(Given(piece.Start, piece.Count, all).sum(dim: 0));
            }
            return sum;
        }
    }

    /// <summary><c>y</c>; reversed: of a kernel with time, and channels in and out, the other way round.</summary>
    private static Tensor Convolution(Func<long, long, Tensor> rows, long count, Tensor kernel, bool reversed, Action<Tensor, long, Piece>? finish = null)
    {
        using var scope = NewDisposeScope();
        long size = kernel.shape[2];
        (long input, long output) = reversed ? (kernel.shape[0], kernel.shape[1]) : (kernel.shape[1], kernel.shape[0]);
        List<(long Start, long Length, Tensor[] Inputs)> pieces = Transformed(rows, count, size, Math.Max(input, output));
        Tensor y = empty(count, output, dtype: kernel.dtype), transform = Matrix(OutputTransform, kernel);
        foreach (Piece channel in Pieces(output, input))
        {
            using var ofChannel = NewDisposeScope();
            Tensor[] kernels = [.. Parts(size).Select(tap => Kernels(reversed
                ? channel.Of(kernel, 1).narrow(2, size - Taps - tap, Taps).transpose(0, 1).flip(2)
                : channel.Of(kernel, 0).narrow(2, tap, Taps)).transpose(1, 2))];                        // (6, in, n)
            foreach (var (start, length, inputs) in pieces)
            {
                using var part = NewDisposeScope();
                Tensor products = inputs[0].bmm(kernels[0]);                                            // (6, groups, n)
                for (int tap = 1; tap < inputs.Length; tap++)
                    products.add_(inputs[tap].bmm(kernels[tap]));
                Tensor outputs = channel.Of(y, 1).narrow(0, start, length);
                outputs.copy_(Each(transform, products.transpose(0, 1)).flatten(0, 1).narrow(0, 0, length));
                finish?.Invoke(outputs, start, channel);
            }
        }
        return y.MoveToOuterDisposeScope();
    }

    /// <summary><c>∂w</c>.</summary>
    private static Tensor KernelGradient(Tensor rows, Func<long, long, Piece, Tensor> gradient, Tensor kernel)
    {
        using var scope = NewDisposeScope();
        (long output, long input, long size) = (kernel.shape[0], kernel.shape[1], kernel.shape[2]);
        List<(long Start, long Length, Tensor[] Inputs)> pieces = Transformed((start, length) => Rows(rows, start, length), rows.shape[0], size, Math.Max(input, output));
        Tensor result = empty_like(kernel), transform = Matrix(OutputTransform, rows).t(), back = Matrix(KernelTransform, rows);
        foreach (Piece channel in Pieces(output, input))
        {
            using var ofChannel = NewDisposeScope();
            Tensor[] sums = [.. Parts(size).Select(_ => zeros(Products, channel.Count, input, dtype: rows.dtype))];
            foreach (var (start, _, inputs) in pieces)
            {
                using var part = NewDisposeScope();
                long groups = inputs[0].shape[1];
                Tensor products = Each(transform, gradient(start, groups * Outputs, channel).reshape(groups, Outputs, channel.Count));          // (groups, 6, n)
                for (int tap = 0; tap < inputs.Length; tap++)
                    for (int product = 0; product < Products; product++)
                        sums[tap][product].addmm_(products.select(1, product).t(), inputs[tap][product], 1, 1);
            }
            foreach (var (tap, sum) in sums.Index())
                channel.Of(result, 0).narrow(2, tap * Taps, Taps).copy_(sum.view(Products, -1).t().mm(back).view(channel.Count, input, Taps));
        }
        return result.MoveToOuterDisposeScope();
    }

    /// <summary><c>Bᵀ d</c> of all rows for each three of the kernel, in pieces: the first of a piece's outputs, their number and <c>[6, groups, in]</c>.</summary>
    private static List<(long Start, long Length, Tensor[] Inputs)> Transformed(Func<long, long, Tensor> rows, long count, long size, long width) =>
    [
        .. Pieces((count + Outputs - 1) / Outputs, width).Select(piece =>
        {
            using var scope = NewDisposeScope();
            long start = piece.Start * Outputs;
            return (start, Math.Min(piece.Count * Outputs, count - start), Parts(size)
                .Select(tap => Inputs(rows(start - size / 2 + tap, piece.Count * Outputs + Overlap)).MoveToOuterDisposeScope()).ToArray());
        }),
    ];

    /// <summary>Rows from one to another, those that are not there 0.</summary>
    private static Tensor Rows(Tensor rows, long start, long length)
    {
        long first = Math.Max(0, start), last = Math.Min(rows.shape[0], start + length);
        if (last <= first)
            return zeros(length, rows.shape[1], dtype: rows.dtype);
        Tensor there = rows.narrow(0, first, last - first);
        return last - first == length ? there : F.pad(there, [0, 0, first - start, start + length - last]);
    }

    /// <summary>Equal parts of so many whose transforms, so wide, stay small.</summary>
    private static List<Piece> Pieces(long count, long width)
    {
        long most = Math.Max(1, PieceBytes / (Products * sizeof(float) * width)), pieces = (count + most - 1) / most, each = (count + pieces - 1) / pieces;
        return [.. Enumerable.Range(0, (int)pieces).Select(i => i * each).Where(start => start < count).Select(start => new Piece(start, Math.Min(each, count - start)))];
    }

    private readonly record struct Piece(long Start, long Count)
    {
        public Tensor Of(Tensor whole, long dim) => whole.shape[dim] == Count ? whole : whole.narrow(dim, Start, Count);
    }

    /// <summary>Where in a kernel its parts of three begin.</summary>
    private static IEnumerable<long> Parts(long size) => Enumerable.Range(0, (int)size / Taps).Select(i => (long)i * Taps);

    /// <summary><c>Bᵀ d</c>: rows, from the one before the first output's, to <c>[6, groups, in]</c>.</summary>
    private static Tensor Inputs(Tensor rows) =>
        Each(Matrix(InputTransform, rows), rows.unfold(0, Products, Outputs).transpose(1, 2)).transpose(0, 1);

    /// <summary><c>G w</c>: <c>[out, in, 3]</c> to <c>[6, out, in]</c>.</summary>
    private static Tensor Kernels(Tensor w) =>
        Matrix(KernelTransform, w).mm(w.reshape(-1, Taps).t()).view(Products, w.shape[0], w.shape[1]);

    /// <summary>The same small matrix before each group's: <c>[m, k]</c> and <c>[groups, k, D]</c> to <c>[groups, m, D]</c>.</summary>
    private static Tensor Each(Tensor matrix, Tensor groups) => matrix.expand(groups.shape[0], -1, -1).bmm(groups);

    private static Tensor Matrix(double[,] values, Tensor like) => tensor(values, dtype: like.dtype);
}
