using MicroExpressions.Flow;

namespace MicroExpressions.Features;

/// <summary>
/// Histograms of oriented optical flow and optical strain on a face grid, over the frame pairs of one snippet.
/// <para>
/// R. Chaudhry, A. Ravichandran, G. Hager, R. Vidal, "Histograms of oriented optical flow and Binet-Cauchy kernels on nonlinear
/// dynamical systems for the recognition of human actions", CVPR 2009: each vector votes for its direction with its length.
/// S.-T. Liong, J. See, K. Wong, R. C.-W. Phan, "Less is more: micro-expression recognition from video using apex frame", Signal
/// Processing: Image Communication 62, 2018 (Bi-WOOF): directions over the full circle, a histogram a block, blocks weighted by strain.
/// </para>
/// <para>
/// Two things are different here, both [chosen]: the sum is divided by pixels and pairs, not by itself, because how much a cell
/// moves is what spotting looks for; and the cell's strain is a number beside its directions, not a factor on them.
/// </para>
/// </summary>
public sealed class MotionHistogram
{
    // The median is taken over every fourth pixel of every fourth row: 3136 of 224 × 224 tell it well enough.
    private const int MedianStep = 4;

    private readonly OrientationGrid directions;
    private readonly double[] strain;
    private readonly HoofSettings settings;
    private readonly float[] u, v;
    private int pairs;

    /// <param name="settings">grid, directions, size</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public MotionHistogram(HoofSettings settings)
    {
        settings.Check();
        this.settings = settings;
        int size = settings.FrameSize;
        directions = new OrientationGrid(size, size, settings.Grid, settings.FlowBins, 2 * MathF.PI);
        strain = new double[settings.Grid * settings.Grid];
        (u, v) = (new float[size * size], new float[size * size]);
    }

    /// <summary>D: numbers a snippet, <c>G²·(bins + 1)</c>.</summary>
    public static int DimensionOf(HoofSettings settings) => settings.Grid * settings.Grid * (settings.FlowBins + 1);

    /// <summary>Adds one frame pair.</summary>
    /// <exception cref="ArgumentException">the flow has another size</exception>
    public void Add(FlowField flow)
    {
        if (flow.Width != settings.FrameSize || flow.Height != settings.FrameSize)
            throw new ArgumentException($"{flow.Width} × {flow.Height} instead of {settings.FrameSize} squared", nameof(flow));
        (float headU, float headV) = settings.RemoveHeadMotion ? (Median(flow.U), Median(flow.V)) : (0, 0);
        for (int i = 0; i < u.Length; i++)
            (u[i], v[i]) = (flow.U[i] - headU, flow.V[i] - headV);
        directions.Add(u, v);
        float[] magnitude = OpticalStrain.Magnitude(flow);
        for (int y = 0; y < flow.Height; y++)
            for (int x = 0; x < flow.Width; x++)
                strain[directions.CellOf(x, y)] += magnitude[y * flow.Width + x];
        pairs++;
    }

    /// <summary>
    /// The features of the pairs added since the last call, cell by cell: for each direction the square root of the mean motion
    /// (√(pixels a frame)), then the square root of the mean strain. Roots keep small motion visible beside large.
    /// </summary>
    /// <returns><c>[G, G, bins + 1]</c></returns>
    /// <exception cref="InvalidOperationException">no pair was added</exception>
    public float[] Finish()
    {
        if (pairs == 0)
            throw new InvalidOperationException("no frame pair was added");
        int bins = settings.FlowBins;
        var features = new float[DimensionOf(settings)];
        for (int cell = 0; cell < strain.Length; cell++)
        {
            double samples = (double)directions.Pixels[cell] * pairs;
            for (int b = 0; b < bins; b++)
                features[cell * (bins + 1) + b] = (float)Math.Sqrt(directions.Votes[cell * bins + b] / samples);
            features[cell * (bins + 1) + bins] = (float)Math.Sqrt(strain[cell] / samples);
        }
        directions.Clear();
        Array.Clear(strain);
        pairs = 0;
        return features;
    }

    /// <summary>How much the face moves in a snippet: mean over the cells of what their directions sum to, in pixels a frame.</summary>
    /// <param name="features">one snippet's row, <c>[G, G, bins + 1]</c></param>
    /// <param name="settings">those it was made with</param>
    public static double Energy(ReadOnlySpan<float> features, HoofSettings settings)
    {
        double sum = 0;
        for (int i = 0; i < features.Length; i++)
            if (i % (settings.FlowBins + 1) < settings.FlowBins)
                sum += features[i] * features[i];
        return sum / (settings.Grid * settings.Grid);
    }

    private float Median(float[] component)
    {
        int size = settings.FrameSize, side = (size + MedianStep - 1) / MedianStep;
        var samples = new float[side * side];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = component[i / side * MedianStep * size + i % side * MedianStep];
        Array.Sort(samples);
        return samples[samples.Length / 2];
    }
}
