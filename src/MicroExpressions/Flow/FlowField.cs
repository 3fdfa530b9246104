namespace MicroExpressions.Flow;

/// <summary>Motion from one frame to the next: the pixel at (x, y) is found again at (x + U, y + V). In pixels a frame.</summary>
public sealed class FlowField
{
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="u"><c>[height, width]</c>: motion to the right, taken over, not copied</param>
    /// <param name="v"><c>[height, width]</c>: motion downwards, taken over, not copied</param>
    /// <exception cref="ArgumentException">a side is not positive, or a buffer's length is not height·width</exception>
    public FlowField(int width, int height, float[] u, float[] v)
    {
        if (width < 1 || height < 1 || u.Length != checked(width * height) || v.Length != u.Length)
            throw new ArgumentException($"{u.Length} and {v.Length} floats for {width} × {height}", nameof(u));
        (Width, Height, U, V) = (width, height, u, v);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary><c>[height, width]</c>: motion to the right, in pixels a frame.</summary>
    public float[] U { get; }

    /// <summary><c>[height, width]</c>: motion downwards, in pixels a frame.</summary>
    public float[] V { get; }

    /// <summary>Mean length of the difference of two flows over all pixels, in pixels: the endpoint error where one is the truth.</summary>
    /// <exception cref="ArgumentException">the sizes differ</exception>
    public static double EndpointError(FlowField flow, FlowField truth)
    {
        if (flow.Width != truth.Width || flow.Height != truth.Height)
            throw new ArgumentException($"{flow.Width} × {flow.Height} against {truth.Width} × {truth.Height}", nameof(truth));
        double sum = 0;
        for (int i = 0; i < flow.U.Length; i++)
            sum += double.Hypot(flow.U[i] - truth.U[i], flow.V[i] - truth.V[i]);
        return sum / flow.U.Length;
    }
}
