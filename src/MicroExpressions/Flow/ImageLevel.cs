namespace MicroExpressions.Flow;

/// <summary>
/// One picture of a pyramid with its gradient, row by row: <c>[I ···][∂I/∂x ···][∂I/∂y ···]</c>. As the earlier frame of a pair its
/// grey values are read, as the later one all three are sampled between pixels. Around each field lies a margin: in it the edge
/// pixels are repeated as far as a cubic kernel reaches, the rest is only there so that whole vectors may be loaded.
/// </summary>
internal sealed unsafe class ImageLevel
{
    /// <summary>I, ∂I/∂x, ∂I/∂y.</summary>
    public const int Fields = 3;


    /// <summary>Pixels beyond the edge that a cubic kernel gives weight to: one before, two after.</summary>
    private const int KernelReach = 2;

    /// <summary>Rows beyond the edge that may be read, with or without weight.</summary>
    private const int RowMargin = 3;

    private const int ColumnMargin = FlowLevel.WidestVector;

    private readonly FloatBlock memory;
    private readonly int rowPitch;

    public ImageLevel(int width, int height)
    {
        Width = width;
        Height = height;
        FieldPitch = ColumnMargin + width + ColumnMargin + RowMargin;
        rowPitch = FieldPitch * Fields;
        memory = new FloatBlock(rowPitch * (RowMargin + height + RowMargin));
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Floats from one field of a row to the next: from I to ∂I/∂x and from there to ∂I/∂y.</summary>
    public int FieldPitch { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int RowPitch => rowPitch;

    /// <summary>Grey value of pixel 0 in row <paramref name="y"/>.</summary>
    public float* Row(int y) => memory.Start + (nint)(y + RowMargin) * rowPitch + ColumnMargin;

    /// <summary>Fills margins and gradient from the grey values: central differences, with the edge pixels repeated outside.</summary>
    public void Complete<T>()
        where T : struct, IFloatLanes<T>
    {
        RepeatEdges(field: 0);
        T half = T.All(0.5f);
        for (int y = 0; y < Height; y++)
        {
            float* row = Row(y), above = Row(y - 1), below = Row(y + 1), dx = row + FieldPitch, dy = dx + FieldPitch;
            for (nint x = 0; x < Width; x += T.Count)
            {
                (half * (T.Load(row + x + 1) - T.Load(row + x - 1))).Store(dx + x);
                (half * (T.Load(below + x) - T.Load(above + x))).Store(dy + x);
            }
        }
        RepeatEdges(field: 1);
        RepeatEdges(field: 2);
    }

    private void RepeatEdges(int field)
    {
        int offset = field * FieldPitch;
        for (int y = 0; y < Height; y++)
        {
            float* row = Row(y) + offset;
            new Span<float>(row - KernelReach, KernelReach).Fill(row[0]);
            new Span<float>(row + Width, KernelReach).Fill(row[Width - 1]);
        }
        for (int i = 1; i <= KernelReach; i++)
        {
            Whole(0).CopyTo(Whole(-i));
            Whole(Height - 1).CopyTo(Whole(Height - 1 + i));
        }

        Span<float> Whole(int y) => new(Row(y) + offset - KernelReach, Width + 2 * KernelReach);
    }
}
