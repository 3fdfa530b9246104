namespace MicroExpressions.Flow;

/// <summary>
/// Pictures and flows from one pyramid level to the next: bilinear, pixel centres aligned, as OpenCV's <c>INTER_LINEAR</c>:
/// the target's pixel x stands at <c>(x + ½)·scale − ½</c> of the source, held inside it.
/// </summary>
internal sealed unsafe class BilinearResize
{
    private readonly int width;
    private readonly int height;
    private readonly int[] columns;
    private readonly float[] columnWeights;
    private readonly int sourceHeight;
    private readonly double verticalScale;
    private readonly FloatBlock blended;

    /// <param name="sourceWidth">pixels in a row of the source</param>
    /// <param name="sourceHeight">rows of the source</param>
    /// <param name="width">pixels in a row of the target</param>
    /// <param name="height">rows of the target</param>
    /// <param name="horizontalScale">source pixels per target pixel</param>
    /// <param name="verticalScale">source rows per target row</param>
    public BilinearResize(int sourceWidth, int sourceHeight, int width, int height, double horizontalScale, double verticalScale)
    {
        this.width = width;
        this.height = height;
        this.sourceHeight = sourceHeight;
        this.verticalScale = verticalScale;
        columns = new int[width];
        columnWeights = new float[width];
        for (int x = 0; x < width; x++)
            (columns[x], columnWeights[x]) = Place(x, horizontalScale, sourceWidth);
        // One vector beyond the row, of which the first float repeats the last pixel.
        blended = new FloatBlock(sourceWidth + FlowLevel.WidestVector);
        SourceWidth = sourceWidth;
    }

    private int SourceWidth { get; }

    /// <summary>Writes <c>factor·source</c> in the target's size.</summary>
    /// <param name="source">pixel (0, 0); its rows may be read up to one vector beyond their end</param>
    /// <param name="sourcePitch">floats from one row of the source to the next</param>
    /// <param name="target">pixel (0, 0)</param>
    /// <param name="targetPitch">floats from one row of the target to the next</param>
    /// <param name="factor">1 for pictures, the size ratio for flows</param>
    public void Run<T>(float* source, int sourcePitch, float* target, int targetPitch, float factor)
        where T : struct, IFloatLanes<T>
    {
        float* row = blended.Start;
        for (int y = 0; y < height; y++)
        {
            var (above, weight) = Place(y, verticalScale, sourceHeight);
            float* upper = source + (nint)above * sourcePitch, lower = weight > 0 ? upper + sourcePitch : upper;
            T below = T.All(weight), scale = T.All(factor);
            for (nint x = 0; x < SourceWidth; x += T.Count)
            {
                T top = T.Load(upper + x);
                (scale * T.MultiplyAdd(below, T.Load(lower + x) - top, top)).Store(row + x);
            }
            row[SourceWidth] = row[SourceWidth - 1];
            float* to = target + (nint)y * targetPitch;
            for (int x = 0; x < width; x++)
            {
                float* left = row + columns[x];
                to[x] = left[0] + columnWeights[x] * (left[1] - left[0]);
            }
        }
    }

    /// <summary>Where target pixel <paramref name="index"/> lies: between which two source pixels, and how near the second.</summary>
    private static (int Left, float Weight) Place(int index, double scale, int sourceLength)
    {
        double position = Math.Clamp((index + 0.5) * scale - 0.5, 0, sourceLength - 1);
        int left = (int)position;
        return (left, (float)(position - left));
    }
}
