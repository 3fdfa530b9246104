namespace MicroExpressions.Flow;

/// <summary>
/// What the iterations of one pyramid level read and write, laid out so that a sweep walks through memory once. Lengths, the flow's
/// and the gradient's, are in units of θ/τ pixels: that makes the dual's step 1 (see <see cref="PrimalDual"/>).
/// <code>
/// row −1   zeros (the dual's boundary condition)
/// row y    [u₁ ···][u₂ ···][p₁₁ ···][p₁₂ ···][p₂₁ ···][p₂₂ ···][∂x ···][∂y ···][ρ₀ ···][w ···][u⁰ ···]
/// row Height   the last row's flow once more, everything else zero
/// </code>
/// Each field of a row has <see cref="LeftMargin"/> floats before pixel 0 and at least one whole vector after the last, so that a
/// kernel may read the neighbours of any pixel and write past the last one without reaching another field.
/// </summary>
internal sealed unsafe class FlowLevel
{
    /// <summary>Flow to the right.</summary>
    public const int U1 = 0;

    /// <summary>Flow downwards.</summary>
    public const int U2 = 1;

    /// <summary>Dual of ∂u₁/∂x.</summary>
    public const int P11 = 2;

    /// <summary>Dual of ∂u₁/∂y.</summary>
    public const int P12 = 3;

    /// <summary>Dual of ∂u₂/∂x.</summary>
    public const int P21 = 4;

    /// <summary>Dual of ∂u₂/∂y.</summary>
    public const int P22 = 5;

    /// <summary>∂I₁/∂x at the warped position.</summary>
    public const int GradientX = 6;

    /// <summary>∂I₁/∂y at the warped position.</summary>
    public const int GradientY = 7;

    /// <summary>ρ(0): the linearised residual of a pixel with no flow.</summary>
    public const int Residual = 8;

    /// <summary>−1/|∇I₁|², 0 where there is no gradient.</summary>
    public const int InverseGradient = 9;

    /// <summary>u₁ where the data term was last linearised.</summary>
    public const int LinearisedU1 = 10;

    /// <summary>u₂ where the data term was last linearised.</summary>
    public const int LinearisedU2 = 11;

    private const int Fields = 12;

    /// <summary>Floats before pixel 0: one cache line.</summary>
    private const int LeftMargin = 16;

    /// <summary>Lanes of the widest vector that a kernel may use.</summary>
    public const int WidestVector = 16;

    private readonly FloatBlock memory;
    private readonly FloatBlock columns;
    private readonly FloatBlock inside;

    public FlowLevel(int width, int height)
    {
        Width = width;
        Height = height;
        FieldPitch = LeftMargin + RoundUp(width + 1 + WidestVector, LeftMargin);
        // Fields 4096 bytes apart share cache sets, and a store delays loads of the other field: keep them off each other.
        if (FieldPitch % 64 == 0)
            FieldPitch += LeftMargin;
        RowPitch = FieldPitch * Fields;
        memory = new FloatBlock(RowPitch * (height + 2));
        columns = new FloatBlock(FieldPitch);
        inside = new FloatBlock(FieldPitch);
        for (int x = 0; x < width + WidestVector; x++)
            (Columns[x], Inside[x]) = (Math.Min(x, width - 1), x < width ? 0 : -1);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Floats from one field of a row to the next.</summary>
    public int FieldPitch { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int RowPitch { get; }

    /// <summary>0, 1, 2, …: the column of each pixel of a row. Beyond the last pixel its column is repeated.</summary>
    public float* Columns => columns.Start;

    /// <summary>0 for each pixel of a row, −1 beyond the last.</summary>
    public float* Inside => inside.Start;

    /// <summary>Pixel 0 of a field in row <paramref name="y"/>, −1 and Height included.</summary>
    public float* Row(int field, int y) => memory.Start + (nint)(y + 1) * RowPitch + field * FieldPitch + LeftMargin;

    /// <summary>Below the last row the flow goes on unchanged.</summary>
    public void RepeatLastRowOfFlow()
    {
        int length = FieldPitch + Width;
        new Span<float>(Row(U1, Height - 1), length).CopyTo(new Span<float>(Row(U1, Height), length));
    }

    /// <summary>Sets the duals that the divergence of row 0 reads above it to zero.</summary>
    public void ClearDualAboveFirstRow()
    {
        new Span<float>(Row(P12, -1), Width).Clear();
        new Span<float>(Row(P22, -1), Width).Clear();
    }

    /// <summary>Sets the dual variables to zero.</summary>
    public void ClearDual() => Clear(P11, P22);

    /// <summary>Sets the flow to zero.</summary>
    public void ClearFlow() => Clear(U1, U2);

    private void Clear(int firstField, int lastField)
    {
        for (int y = -1; y <= Height; y++)
            new Span<float>(Row(firstField, y) - LeftMargin, (lastField - firstField + 1) * FieldPitch).Clear();
    }

    private static int RoundUp(int value, int step) => (value + step - 1) / step * step;
}
