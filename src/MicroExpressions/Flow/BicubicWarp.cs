using System.Runtime.CompilerServices;

namespace MicroExpressions.Flow;

/// <summary>
/// The linearisation of the data term at the present flow u⁰: the later frame and its gradient are taken at x + u⁰ and give
/// <code>
/// ρ₀ = I₁(x + u⁰) − ⟨∇I₁(x + u⁰), u⁰⟩ − I₀(x),    w = −1/|∇I₁(x + u⁰)|²
/// </code>
/// Bicubic, with the kernel that OpenCV uses (Keys' with a = −¾), and three things otherwise than there:
/// <list type="bullet">
/// <item>The position is exact. OpenCV's <c>remap</c> rounds it to 1/32 pixel, which jolts the flow anew at each warp; without that
/// the iterations settle two to four times sooner and the endpoint error falls.</item>
/// <item>A pixel whose flow has moved by no more than <see cref="Settled"/> since it was last linearised keeps that linearisation: a
/// second-order error of ½·∂²I·(1/16)², where rounded positions have a first-order one.</item>
/// <item>Up to half a pixel outside the frame the data term is linearised at the nearest position inside; farther out there is
/// nothing to compare with, and it is switched off (no gradient, w = 0).</item>
/// </list>
/// <para>
/// Vector layout: lane i is pixel x + i. Neighbouring pixels move alike, so the whole numbers of pixels by which they move differ by
/// one at most: five taps that lie at the same distance from every lane then hold each lane's four, and are plain loads; a lane's
/// fifth weight is zero. Where they differ by more, the lanes are done in several such groups.
/// </para>
/// </summary>
internal static unsafe class BicubicWarp
{
    /// <summary>Pixels that a flow component may move before the data term is linearised anew.</summary>
    public const float Settled = 1 / 16f;

    /// <summary>Pixels outside the frame up to which there still is a data term.</summary>
    public const float Outside = 0.5f;

    /// <summary>|∇I₁|² up to which a pixel has no gradient (grey levels² per pixel²); OpenCV's value.</summary>
    public const float NoGradient = 1.1920929e-7f;

    /// <summary>Fills gradient, residual and inverse gradient of the level from its present flow.</summary>
    /// <param name="level">u is read, the data term written</param>
    /// <param name="previous">I₀</param>
    /// <param name="next">I₁ and its gradient</param>
    /// <param name="unit">ℓ: pixels in the level's unit of length</param>
    /// <param name="everywhere">whether pixels that have hardly moved are linearised too: at a level's first warp</param>
    public static void Linearise<T>(FlowLevel level, ImageLevel previous, ImageLevel next, float unit, bool everywhere)
        where T : struct, IFloatLanes<T>
    {
        T settled = T.All(everywhere ? -1 : Settled / unit);
        for (int y = 0; y < level.Height; y++)
        {
            float* u1 = level.Row(FlowLevel.U1, y), u2 = level.Row(FlowLevel.U2, y);
            float* from1 = level.Row(FlowLevel.LinearisedU1, y), from2 = level.Row(FlowLevel.LinearisedU2, y);
            // The lanes beyond the last pixel move as it does.
            T.All(u1[level.Width - 1]).Store(u1 + level.Width);
            T.All(u2[level.Width - 1]).Store(u2 + level.Width);
            for (int x = 0; x < level.Width; x += T.Count)
            {
                T moved = T.Max(Magnitude(T.Load(u1 + x) - (from1 + x)), Magnitude(T.Load(u2 + x) - (from2 + x)));
                if (T.AnyGreater(moved, settled))
                    LineariseVector(level, previous, next, x, y, unit, moved, settled);
            }
        }
    }

    /// <summary>Linearises the lanes that have moved by more than <paramref name="settled"/>.</summary>
    private static void LineariseVector<T>(
        FlowLevel level, ImageLevel previous, ImageLevel next, int x, int y, float unit, T moved, T settled)
        where T : struct, IFloatLanes<T>
    {
        T pixels = T.All(unit), zero = T.All(0), columns = T.Load(level.Columns + x);
        T u1 = T.Load(level.Row(FlowLevel.U1, y) + x), u2 = T.Load(level.Row(FlowLevel.U2, y) + x);
        T held1 = T.Max(-columns, T.Min(pixels * u1, T.All(level.Width - 1) - columns));
        T held2 = T.Max(T.All(-y), T.Min(pixels * u2, T.All(level.Height - 1 - y)));
        float* sampled = stackalloc float[ImageLevel.Fields * FlowLevel.WidestVector];
        Sample(next, x, y, held1, held2, sampled);
        T grey = T.Load(sampled), gx = T.Load(sampled + T.Count), gy = T.Load(sampled + 2 * T.Count);

        T outside = T.Max(Magnitude(pixels * u1 - held1), Magnitude(pixels * u2 - held2)), reach = T.All(Outside) + (level.Inside + x);
        gx = T.WhereLess(reach, outside, zero, gx);
        gy = T.WhereLess(reach, outside, zero, gy);
        T squared = T.MultiplyAdd(gx, gx, gy * gy);
        T inverse = T.WhereLess(T.All(NoGradient), squared, T.All(-1 / (unit * unit)) / squared, zero);
        Keep(FlowLevel.GradientX, pixels * gx);
        Keep(FlowLevel.GradientY, pixels * gy);
        Keep(FlowLevel.Residual, grey - (previous.Row(y) + x) - T.MultiplyAdd(gx, held1, gy * held2));
        Keep(FlowLevel.InverseGradient, inverse);
        Keep(FlowLevel.LinearisedU1, u1);
        Keep(FlowLevel.LinearisedU2, u2);

        void Keep(int field, T value)
        {
            float* at = level.Row(field, y) + x;
            T.WhereLess(settled, moved, value, T.Load(at)).Store(at);
        }
    }

    /// <summary>I, ∂I/∂x and ∂I/∂y at (x + i + u1, y + u2), all of which lie inside the picture, one vector each.</summary>
    private static void Sample<T>(ImageLevel image, int x, int y, T u1, T u2, float* sampled)
        where T : struct, IFloatLanes<T>
    {
        T never = T.All(float.PositiveInfinity), pending = u1;
        do
        {
            float left = MathF.Floor(T.Least(pending));
            T rows = T.WhereLess(pending, T.All(left + 2), u2, never);
            float top = MathF.Floor(T.Least(rows));
            var across = Weights(u1 - T.All(left));
            var down = Weights(u2 - T.All(top));
            float* corner = image.Row(y + (int)top - 1) + x + (int)left - 1;
            T group = T.All(top + 2);
            for (int field = 0; field < ImageLevel.Fields; field++)
            {
                T sum = Sum(corner + field * image.FieldPitch, image.RowPitch, across, down);
                float* to = sampled + field * T.Count;
                T.WhereLess(rows, group, sum, T.Load(to)).Store(to);
            }
            pending = T.WhereLess(rows, group, never, pending);
        }
        while (T.AnyGreater(never, pending));
    }

    /// <summary>5 × 5 pixels under separable weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum<T>(float* corner, nint pitch, (T W0, T W1, T W2, T W3, T W4) across, (T W0, T W1, T W2, T W3, T W4) down)
        where T : struct, IFloatLanes<T>
    {
        T sum = down.W0 * SumRow(corner, across);
        sum = T.MultiplyAdd(down.W1, SumRow(corner + pitch, across), sum);
        sum = T.MultiplyAdd(down.W2, SumRow(corner + 2 * pitch, across), sum);
        sum = T.MultiplyAdd(down.W3, SumRow(corner + 3 * pitch, across), sum);
        return T.MultiplyAdd(down.W4, SumRow(corner + 4 * pitch, across), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SumRow<T>(float* pixels, (T W0, T W1, T W2, T W3, T W4) weights)
        where T : struct, IFloatLanes<T>
        => T.MultiplyAdd(weights.W4, pixels + 4, T.MultiplyAdd(weights.W3, pixels + 3,
            T.MultiplyAdd(weights.W2, pixels + 2, T.MultiplyAdd(weights.W1, pixels + 1, weights.W0 * pixels))));

    /// <summary>Weights of five neighbouring pixels for a position 0 ≤ f &lt; 2 pixels after the second of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T W0, T W1, T W2, T W3, T W4) Weights<T>(T f)
        where T : struct, IFloatLanes<T>
    {
        // Keys' kernel with a = −¾ at the distances 1+g, g, 1−g, 2−g; they sum to 1. From f = 1 on all is one tap farther.
        T one = T.All(1), zero = T.All(0);
        T g = f - T.WhereLess(f, one, zero, one), rest = one - g, edge = T.All(-0.75f) * g * rest;
        T before = edge * rest, after = edge * g;
        T at = T.MultiplyAdd(T.MultiplyAdd(T.All(1.25f), g, T.All(-2.25f)), g * g, one);
        T next = one - at - (before + after);
        return (T.WhereLess(f, one, before, zero), T.WhereLess(f, one, at, before), T.WhereLess(f, one, next, at),
            T.WhereLess(f, one, after, next), T.WhereLess(f, one, zero, after));
    }

    private static T Magnitude<T>(T value)
        where T : struct, IFloatLanes<T> => T.Max(value, -value);
}
