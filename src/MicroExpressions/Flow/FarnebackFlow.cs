using MicroExpressions.Video;
using OpenCvSharp;

namespace MicroExpressions.Flow;

/// <summary>Farneback's flow (2003), OpenCV's: quick and smooth, for methods that want many pairs of frames. Defaults are those of Zhao 2022's public code.</summary>
public sealed record FarnebackFlow
{
    /// <summary>Size of a level of the pyramid to the one below it.</summary>
    public double Scale { get; init; } = 0.5;

    /// <summary>Levels of the pyramid, the picture itself among them.</summary>
    public int Levels { get; init; } = 3;

    /// <summary>Side of the window over which motion is averaged, pixels.</summary>
    public int Window { get; init; } = 15;

    /// <summary>Rounds at each level.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Side of the neighbourhood to which polynomials are fitted, pixels.</summary>
    public int Neighbourhood { get; init; } = 7;

    /// <summary>Width of the Gaussian that weighs that neighbourhood, pixels.</summary>
    public double Sigma { get; init; } = 1.5;

    /// <summary>Motion from one picture to another. Several threads may ask at once.</summary>
    /// <param name="from">the earlier picture, grey</param>
    /// <param name="to">the later one, of the same size</param>
    public FlowField Between(Frame from, Frame to)
    {
        OpenCv.Load();
        using Mat before = FrameMat.View(from), after = FrameMat.View(to), flow = new();
        Cv2.CalcOpticalFlowFarneback(before, after, flow, Scale, Levels, Window, Iterations, Neighbourhood, Sigma, OpticalFlowFlags.None);
        flow.GetArray(out Vec2f[] moved);
        return new(from.Width, from.Height, Array.ConvertAll(moved, m => m.Item0), Array.ConvertAll(moved, m => m.Item1));
    }
}
