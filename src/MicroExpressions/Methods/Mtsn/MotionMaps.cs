using MicroExpressions.Flow;

namespace MicroExpressions.Methods.Mtsn;

/// <summary>
/// From a flow of the face to SOFTNet's maps: what the bridge of the nose does is taken off, the eyes are covered, of the rest the brows and the
/// mouth are kept. SOFTNet finds them by landmarks; here they are shares of the aligned face [chosen, on the synthetic faces, which real ones are cut like].
/// </summary>
internal static class MotionMaps
{
    /// <summary>Part of a face, from left, top to right, bottom as shares of its side.</summary>
    private readonly record struct Part(double Left, double Top, double Right, double Bottom)
    {
        public bool Holds(double x, double y) => x >= Left && x < Right && y >= Top && y < Bottom;
    }

    private static readonly Part Brows = new(0.2, 0.24, 0.8, 0.48), Mouth = new(0.28, 0.62, 0.72, 0.86), Nose = new(0.46, 0.46, 0.54, 0.54);

    private static readonly Part[] Eyes = [new(0.25, 0.385, 0.43, 0.46), new(0.57, 0.385, 0.75, 0.46)];

    /// <summary><c>|u − ū|, |v − v̄|, ε − ε̄</c> with the means over the bridge of the nose [source SOFTNet].</summary>
    /// <param name="flow">of the square face, pixels</param>
    /// <param name="side">S</param>
    /// <returns><c>[3, S, S]</c></returns>
    public static float[] Of(FlowField flow, int side)
    {
        float[][] channels = [Relative(flow.U, flow, absolute: true), Relative(flow.V, flow, absolute: true), Relative(OpticalStrain.Magnitude(flow), flow, absolute: false)];
        int upper = side / 2;
        return [.. channels.SelectMany(c => (float[])[.. Shrunk(c, flow, Brows, side, upper), .. Shrunk(c, flow, Mouth, side, side - upper)])];
    }

    private static float[] Relative(float[] values, FlowField flow, bool absolute)
    {
        var (sum, count) = (0.0, 0);
        for (int i = 0; i < values.Length; i++)
            if (Nose.Holds(X(i, flow), Y(i, flow)))
                (sum, count) = (sum + values[i], count + 1);
        float mean = count == 0 ? 0 : (float)(sum / count);
        return [.. values.Select((value, i) => Eyes.Any(eye => eye.Holds(X(i, flow), Y(i, flow))) ? 0 : absolute ? Math.Abs(value - mean) : value - mean)];
    }

    /// <summary>Each number the mean of the pixels that fall on it [chosen: SOFTNet interpolates between four].</summary>
    private static float[] Shrunk(float[] values, FlowField flow, Part part, int width, int height)
    {
        var sums = new double[width * height];
        var counts = new int[width * height];
        for (int i = 0; i < values.Length; i++)
        {
            double x = X(i, flow), y = Y(i, flow);
            if (!part.Holds(x, y))
                continue;
            int at = Math.Min(height - 1, (int)(height * (y - part.Top) / (part.Bottom - part.Top))) * width + Math.Min(width - 1, (int)(width * (x - part.Left) / (part.Right - part.Left)));
            (sums[at], counts[at]) = (sums[at] + values[i], counts[at] + 1);
        }
        return [.. sums.Zip(counts, (sum, count) => count == 0 ? 0 : (float)(sum / count))];
    }

    private static double X(int pixel, FlowField flow) => (pixel % flow.Width + 0.5) / flow.Width;

    private static double Y(int pixel, FlowField flow) => (pixel / flow.Width + 0.5) / flow.Height;
}
