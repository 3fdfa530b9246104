using MicroExpressions.Video;

namespace MicroExpressions.Features;

/// <summary>
/// Histograms of oriented gradients on the same face grid, over the frames of one snippet: the appearance counterpart.
/// N. Dalal, B. Triggs, "Histograms of oriented gradients for human detection", CVPR 2005: centred differences, unsigned
/// orientations, votes by gradient length, blocks of 2 × 2 cells normalised by their own length and clipped at 0.2. As in
/// P. Felzenszwalb et al., "Object detection with discriminatively trained part based models", TPAMI 2010, a cell is the mean over
/// the blocks that it belongs to instead of one copy for each. Votes are summed over the frames before the normalisation [chosen].
/// </summary>
public sealed class AppearanceHistogram
{
    private const double Clip = 0.2;

    // Added to a block's squared length, of mean gradient length in grey levels: a flat cell stays near 0 and does not show noise.
    private const double Quiet = 1;

    private readonly OrientationGrid orientations;
    private readonly HoofSettings settings;
    private readonly float[] dx, dy;
    private int frames;

    /// <param name="settings">grid, orientations, size</param>
    /// <exception cref="ArgumentOutOfRangeException">a setting is outside its range</exception>
    public AppearanceHistogram(HoofSettings settings)
    {
        settings.Check();
        this.settings = settings;
        int size = settings.FrameSize;
        orientations = new OrientationGrid(size, size, settings.Grid, settings.GradientBins, MathF.PI);
        (dx, dy) = (new float[size * size], new float[size * size]);
    }

    /// <summary>D: numbers a snippet, <c>G²·bins</c>.</summary>
    public static int DimensionOf(HoofSettings settings) => settings.Grid * settings.Grid * settings.GradientBins;

    /// <summary>Adds one frame.</summary>
    /// <exception cref="ArgumentException">it is not grey, or has another size</exception>
    public void Add(Frame frame)
    {
        int size = settings.FrameSize;
        if (frame.Width != size || frame.Height != size || frame.Channels != 1)
            throw new ArgumentException($"{frame.Width} × {frame.Height} × {frame.Channels} instead of {size} × {size} grey", nameof(frame));
        byte[] grey = frame.Pixels;
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                int row = y * size;
                dx[row + x] = grey[row + Math.Min(x + 1, size - 1)] - grey[row + Math.Max(x - 1, 0)];
                dy[row + x] = grey[Math.Min(y + 1, size - 1) * size + x] - grey[Math.Max(y - 1, 0) * size + x];
            }
        orientations.Add(dx, dy);
        frames++;
    }

    /// <summary>The features of the frames added since the last call.</summary>
    /// <returns><c>[G, G, bins]</c>, 0..0.2</returns>
    /// <exception cref="InvalidOperationException">no frame was added</exception>
    public float[] Finish()
    {
        if (frames == 0)
            throw new InvalidOperationException("no frame was added");
        int grid = settings.Grid, bins = settings.GradientBins;
        var means = new double[DimensionOf(settings)];
        for (int i = 0; i < means.Length; i++)
            means[i] = orientations.Votes[i] / ((double)orientations.Pixels[i / bins] * frames);
        double[] energy = [.. Enumerable.Range(0, grid * grid).Select(cell => Squares(means.AsSpan(cell * bins, bins)))];
        var features = new float[means.Length];
        for (int y = 0; y < grid; y++)
            for (int x = 0; x < grid; x++)
            {
                double[] lengths = [.. BlocksOf(energy, x, y)];
                for (int i = (y * grid + x) * bins; i < (y * grid + x + 1) * bins; i++)
                    features[i] = (float)lengths.Average(length => Math.Min(Clip, means[i] / length));
            }
        orientations.Clear();
        frames = 0;
        return features;
    }

    /// <summary>Lengths of the blocks of 2 × 2 cells that hold a cell: four inside, fewer at the edge.</summary>
    private IEnumerable<double> BlocksOf(double[] energy, int x, int y)
    {
        int grid = settings.Grid, last = Math.Max(grid - 2, 0);
        for (int top = Math.Max(y - 1, 0); top <= Math.Min(y, last); top++)
            for (int left = Math.Max(x - 1, 0); left <= Math.Min(x, last); left++)
            {
                int right = Math.Min(left + 1, grid - 1), bottom = Math.Min(top + 1, grid - 1);
                yield return Math.Sqrt(Quiet + energy[top * grid + left] + energy[top * grid + right]
                    + energy[bottom * grid + left] + energy[bottom * grid + right]);
            }
    }

    private static double Squares(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
            sum += value * value;
        return sum;
    }
}
