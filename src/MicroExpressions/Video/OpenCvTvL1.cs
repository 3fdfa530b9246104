namespace MicroExpressions.Video;

/// <summary>
/// OpenCV's own TV-L1 (<c>cv::optflow::DualTVL1OpticalFlow</c>, contrib), unchanged: the peer that our flow is compared with
/// and measured against. Defaults are OpenCV's.
/// </summary>
public sealed record OpenCvTvL1
{
    /// <summary>τ: time step of the dual problem.</summary>
    public double Tau { get; init; } = 0.25;

    /// <summary>λ: weight of the data term; smaller is smoother.</summary>
    public double Lambda { get; init; } = 0.15;

    /// <summary>θ: tightness of the coupling between the two parts of the solution.</summary>
    public double Theta { get; init; } = 0.3;

    /// <summary>ε: the inner iterations end when the mean squared change falls below ε².</summary>
    public double Epsilon { get; init; } = 0.01;

    /// <summary>Size ratio of neighbouring pyramid levels.</summary>
    public double ScaleStep { get; init; } = 0.8;

    /// <summary>Pyramid levels.</summary>
    public int Scales { get; init; } = 5;

    /// <summary>Warps at each level.</summary>
    public int Warps { get; init; } = 5;

    /// <summary>Iterations between two median filters.</summary>
    public int InnerIterations { get; init; } = 30;

    /// <summary>Median filters in a warp, at most.</summary>
    public int OuterIterations { get; init; } = 10;

    /// <summary>Width of the median filter on the flow, 1 for none; 3 or 5 else.</summary>
    public int MedianFilter { get; init; } = 5;

    /// <summary>Flow from <paramref name="first"/> to <paramref name="second"/>, 8-bit grey.</summary>
    /// <param name="first">[height, width], 0..255</param>
    /// <param name="second">[height, width], 0..255</param>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="u">[height, width]: motion to the right, in pixels</param>
    /// <param name="v">[height, width]: motion downwards, in pixels</param>
    /// <exception cref="ArgumentException">a buffer has another length</exception>
    /// <exception cref="OpenCvException">OpenCV refuses the settings or the size</exception>
    public unsafe void Compute(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, int width, int height, Span<float> u, Span<float> v)
    {
        CheckLengths(first.Length, second.Length, u.Length, v.Length, width, height);
        fixed (byte* a = first, b = second)
            Call(a, b, width, height, bytes: 1, u, v);
    }

    /// <summary>The same on grey floats. OpenCV wants them in 0..1 and multiplies by 255 itself.</summary>
    /// <param name="first">[height, width], 0..1</param>
    /// <param name="second">[height, width], 0..1</param>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="u">[height, width]: motion to the right, in pixels</param>
    /// <param name="v">[height, width]: motion downwards, in pixels</param>
    /// <exception cref="ArgumentException">a buffer has another length</exception>
    /// <exception cref="OpenCvException">OpenCV refuses the settings or the size</exception>
    public unsafe void Compute(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, int width, int height, Span<float> u, Span<float> v)
    {
        CheckLengths(first.Length, second.Length, u.Length, v.Length, width, height);
        fixed (float* a = first, b = second)
            Call(a, b, width, height, bytes: sizeof(float), u, v);
    }

    private unsafe void Call(void* first, void* second, int width, int height, int bytes, Span<float> u, Span<float> v)
    {
        var settings = new NativeVideo.TvL1Settings
        {
            Tau = Tau,
            Lambda = Lambda,
            Theta = Theta,
            Epsilon = Epsilon,
            ScaleStep = ScaleStep,
            Scales = Scales,
            Warps = Warps,
            InnerIterations = InnerIterations,
            OuterIterations = OuterIterations,
            MedianFilter = MedianFilter,
        };
        fixed (float* horizontal = u, vertical = v)
            NativeVideo.Check(NativeVideo.TvL1(first, second, width, height, bytes, settings, horizontal, vertical));
    }

    private static void CheckLengths(int first, int second, int u, int v, int width, int height)
    {
        int pixels = checked(width * height);
        if (first != pixels || second != pixels || u != pixels || v != pixels)
            throw new ArgumentException($"buffers of {first}, {second}, {u}, {v} for {width} × {height} pixels");
    }
}
