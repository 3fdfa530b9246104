namespace MicroExpressions.Flow;

/// <summary>
/// One iteration of TV-L1 at one linearisation of the data term:
/// <code>
/// ρ(u) = ρ₀ + ⟨∇I₁, u⟩
/// v = u + clamp(−ρ(u)/|∇I₁|², −λθ, λθ)·∇I₁         the thresholding step
/// u = v + θ·div p
/// p = (p + (τ/θ)·∇u) / (1 + (τ/θ)·|∇u|)              Chambolle's step, for each of the two components of u
/// </code>
/// with forward differences in ∇ and backward ones in div (Neumann boundary). With lengths in units of ℓ = θ/τ pixels it reads
/// <code>
/// v = u + clamp(−ρ(u)/|∇I₁|², −λθ/ℓ², λθ/ℓ²)·∇I₁
/// u = v + τ·div p
/// p = (p + ∇u) / (1 + |∇u|)
/// </code>
/// <para>
/// Both halves run in one sweep: when row y of u is new, row y−1 has both neighbours that its dual needs, while the old dual of
/// row y−1 has just been read by the divergence of row y. So an iteration walks through memory once.
/// </para>
/// <para>
/// Vector layout: lane i is pixel x + i. The left neighbour of p and the right neighbour of u are read from the address one float
/// beside. |∇u| is an estimate to 11 bits: an error of 5·10⁻⁴ of a term that itself stays far below 1. The scalar equivalent is the
/// tests' <c>ScalarTvL1</c>.
/// </para>
/// </summary>
internal static unsafe class PrimalDual
{
    /// <summary>Keeps 1/√0 finite; its square root, 10⁻¹⁵ pixels, is nothing.</summary>
    private const float Tiny = 1e-30f;

    /// <summary>Iterates once.</summary>
    /// <param name="level">u and p are updated in place</param>
    /// <param name="threshold">λθ/ℓ²</param>
    /// <param name="tau">τ</param>
    /// <returns>Σ over all pixels of |u_new − u_old|², in ℓ²</returns>
    public static float Iterate<T>(FlowLevel level, float threshold, float tau)
        where T : struct, IFloatLanes<T>
    {
        float squaredChange = Row<T>(level, 0, threshold, tau);
        level.ClearDualAboveFirstRow();
        for (int y = 1; y < level.Height; y++)
            squaredChange += Row<T>(level, y, threshold, tau);
        level.RepeatLastRowOfFlow();
        Row<T>(level, level.Height, threshold, tau: 0);
        return squaredChange;
    }

    /// <summary>
    /// u of row <paramref name="y"/>, then p of the row above it. The rows beyond both ends take part: the dual of row −1 is cleared
    /// again, the flow of row <c>Height</c> is a copy of the last row's, so that its downward difference is zero, and stays it (τ = 0).
    /// </summary>
    /// <returns>Σ over the row of |u_new − u_old|²</returns>
    private static float Row<T>(FlowLevel level, int y, float threshold, float tau)
        where T : struct, IFloatLanes<T>
    {
        float* u1 = level.Row(FlowLevel.U1, y), u2 = level.Row(FlowLevel.U2, y);
        float* p11 = level.Row(FlowLevel.P11, y), p12 = level.Row(FlowLevel.P12, y);
        float* p21 = level.Row(FlowLevel.P21, y), p22 = level.Row(FlowLevel.P22, y);
        float* gradientX = level.Row(FlowLevel.GradientX, y), gradientY = level.Row(FlowLevel.GradientY, y);
        float* residual = level.Row(FlowLevel.Residual, y), inverseGradient = level.Row(FlowLevel.InverseGradient, y);
        nint width = level.Width;
        T mostStep = T.All(threshold), leastStep = T.All(-threshold), τ = T.All(tau), one = T.All(1), tiny = T.All(Tiny), change = T.All(0);
        for (nint x = 0, above = -level.RowPitch; x < width; x += T.Count, above += T.Count)
        {
            T a1 = T.Load(u1 + x), a2 = T.Load(u2 + x), gx = T.Load(gradientX + x), gy = T.Load(gradientY + x);
            T rho = T.MultiplyAdd(gy, a2, T.MultiplyAdd(gx, a1, T.Load(residual + x)));
            T step = T.Max(leastStep, T.Min(mostStep, rho * (inverseGradient + x)));
            T q12 = T.Load(p12 + above), q22 = T.Load(p22 + above);
            T div1 = T.Load(p11 + x) - (p11 + x - 1) - q12 + (p12 + x);
            T div2 = T.Load(p21 + x) - (p21 + x - 1) - q22 + (p22 + x);
            T change1 = T.MultiplyAdd(τ, div1, step * gx), change2 = T.MultiplyAdd(τ, div2, step * gy);
            change = T.MultiplyAdd(change1, change1, T.MultiplyAdd(change2, change2, change));
            a1 += change1;
            a2 += change2;
            a1.Store(u1 + x);
            a2.Store(u2 + x);

            T b1 = T.Load(u1 + above), b2 = T.Load(u2 + above);
            T dx1 = T.Load(u1 + above + 1) - b1, dy1 = a1 - b1, dx2 = T.Load(u2 + above + 1) - b2, dy2 = a2 - b2;
            T squared1 = T.MultiplyAdd(dx1, dx1, T.MultiplyAdd(dy1, dy1, tiny));
            T squared2 = T.MultiplyAdd(dx2, dx2, T.MultiplyAdd(dy2, dy2, tiny));
            T shrink1 = one / T.MultiplyAdd(squared1, T.ReciprocalSqrtEstimate(squared1), one);
            T shrink2 = one / T.MultiplyAdd(squared2, T.ReciprocalSqrtEstimate(squared2), one);
            ((dx1 + (p11 + above)) * shrink1).Store(p11 + above);
            ((dy1 + q12) * shrink1).Store(p12 + above);
            ((dx2 + (p21 + above)) * shrink2).Store(p21 + above);
            ((dy2 + q22) * shrink2).Store(p22 + above);
        }

        // Right of the last column u goes on unchanged; p is zero there, so that the lanes beyond it never change anything.
        u1[width] = u1[width - 1];
        u2[width] = u2[width - 1];
        T zero = T.All(0);
        zero.Store(p11 - level.RowPitch + width);
        zero.Store(p12 - level.RowPitch + width);
        zero.Store(p21 - level.RowPitch + width);
        zero.Store(p22 - level.RowPitch + width);
        return T.Sum(change);
    }
}
