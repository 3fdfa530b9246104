namespace MicroExpressions.Features;

/// <summary>
/// Histograms of directions on a grid over the picture: each pixel's vector votes with its length, shared between the two
/// nearest bins of its cell, so that nothing jumps where a direction crosses from one bin to the next.
/// </summary>
internal sealed class OrientationGrid
{
    private readonly int width, bins;
    private readonly int[] cellOfColumn, cellOfRow;
    private readonly double[] votes;     // [grid, grid, bins]
    private readonly float binsPerRadian;

    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="grid">cells a side</param>
    /// <param name="bins">directions a cell; bin b is centred at b/bins of the circle</param>
    /// <param name="circle">2π where opposite directions differ, π where they do not</param>
    public OrientationGrid(int width, int height, int grid, int bins, float circle)
    {
        (this.width, this.bins, Grid) = (width, bins, grid);
        cellOfColumn = [.. Enumerable.Range(0, width).Select(x => x * grid / width)];
        cellOfRow = [.. Enumerable.Range(0, height).Select(y => y * grid / height)];
        votes = new double[grid * grid * bins];
        Pixels = new int[grid * grid];
        foreach (int row in cellOfRow)
            foreach (int column in cellOfColumn)
                Pixels[row * grid + column]++;
        binsPerRadian = bins / circle;
    }

    /// <summary>Cells a side.</summary>
    public int Grid { get; }

    /// <summary><c>[grid, grid]</c>: pixels in each cell.</summary>
    public int[] Pixels { get; }

    /// <summary><c>[grid, grid, bins]</c>: the votes so far.</summary>
    public ReadOnlySpan<double> Votes => votes;

    /// <summary>The cell a pixel lies in.</summary>
    public int CellOf(int x, int y) => cellOfRow[y] * Grid + cellOfColumn[x];

    /// <summary>Adds all vectors of one picture.</summary>
    /// <param name="x"><c>[height, width]</c>: to the right</param>
    /// <param name="y"><c>[height, width]</c>: downwards</param>
    public void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        for (int row = 0; row < cellOfRow.Length; row++)
            for (int column = 0; column < width; column++)
            {
                float dx = x[row * width + column], dy = y[row * width + column];
                float place = MathF.Atan2(dy, dx) * binsPerRadian;          // in bins, may be negative
                float floor = MathF.Floor(place);
                int lower = ((int)floor % bins + bins) % bins, upper = lower + 1 == bins ? 0 : lower + 1;
                double length = MathF.Sqrt(dx * dx + dy * dy), share = place - floor;
                int start = CellOf(column, row) * bins;
                votes[start + lower] += length * (1 - share);
                votes[start + upper] += length * share;
            }
    }

    /// <summary>Forgets all votes.</summary>
    public void Clear() => Array.Clear(votes);
}
