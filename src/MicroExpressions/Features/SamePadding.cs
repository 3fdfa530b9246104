namespace MicroExpressions.Features;

/// <summary>
/// TensorFlow's SAME rule, which I3D's weights were trained with: an axis of n comes out as ⌈n/s⌉, with zeros on both sides, one
/// more behind where their number is odd. The number depends on the input, so it cannot be a layer's constant.
/// </summary>
internal static class SamePadding
{
    /// <summary>Zeros before and behind: <c>max((⌈n/s⌉ − 1)·s + k − n, 0)</c> in all.</summary>
    /// <param name="size">n: the axis' length</param>
    /// <param name="kernel">k</param>
    /// <param name="stride">s</param>
    public static (long Before, long Behind) Along(long size, long kernel, long stride)
    {
        long all = Math.Max(((size + stride - 1) / stride - 1) * stride + kernel - size, 0);
        return (all / 2, all - all / 2);
    }

    /// <summary>The padding of a clip's three axes as <c>functional.pad</c> takes it: the last axis first.</summary>
    /// <param name="shape"><c>[B, C, T, H, W]</c></param>
    /// <param name="kernel">k of the axes T, H, W</param>
    /// <param name="stride">s of the axes T, H, W</param>
    public static long[] OfClip(ReadOnlySpan<long> shape, ReadOnlySpan<long> kernel, ReadOnlySpan<long> stride)
    {
        var padding = new long[6];
        for (int axis = 0; axis < 3; axis++)
        {
            (long before, long behind) = Along(shape[2 + axis], kernel[axis], stride[axis]);
            (padding[4 - 2 * axis], padding[5 - 2 * axis]) = (before, behind);
        }
        return padding;
    }
}
