namespace MicroExpressions.Flow;

/// <summary>
/// One worker's solver of TV-L1: from the coarsest level to the finest, at each level <see cref="TvL1Settings.Warps"/>
/// linearisations, for each of them median filter and iterations until the flow changes by no more than ε. Holds all memory that a
/// pair needs, so that a pair allocates nothing; for one thread at a time.
/// </summary>
internal sealed unsafe class CoarseToFine
{
    private readonly TvL1Settings settings;
    private readonly float unit;
    private readonly FlowLevel[] levels;
    private readonly BilinearResize[] enlargements;
    private readonly MedianFilter median;

    public CoarseToFine(int width, int height, TvL1Settings settings)
    {
        this.settings = settings;
        unit = settings.Theta / settings.Tau;
        var sizes = FramePyramid.Sizes(width, height, settings);
        levels = [.. sizes.Select(size => new FlowLevel(size.Width, size.Height))];
        enlargements = [.. sizes.Zip(sizes.Skip(1), (to, from) => new BilinearResize(
            from.Width, from.Height, to.Width, to.Height, (double)from.Width / to.Width, (double)from.Height / to.Height))];
        median = new MedianFilter(width);
    }

    /// <summary>Flow from one frame to the next, both of the size that this solver was made for.</summary>
    public FlowField Solve<T>(FramePyramid previous, FramePyramid next)
        where T : struct, IFloatLanes<T>
    {
        levels[^1].ClearFlow();
        levels[^1].ClearDual();
        for (int scale = levels.Length - 1; scale >= 0; scale--)
        {
            if (scale < levels.Length - 1)
                Enlarge<T>(levels[scale + 1], levels[scale], enlargements[scale]);
            for (int warp = 0; warp < settings.Warps; warp++)
            {
                BicubicWarp.Linearise<T>(levels[scale], previous[scale], next[scale], unit, everywhere: warp == 0);
                Iterate<T>(levels[scale]);
            }
        }
        return Result(levels[0], unit);
    }

    private void Enlarge<T>(FlowLevel from, FlowLevel to, BilinearResize enlargement)
        where T : struct, IFloatLanes<T>
    {
        to.ClearDual();
        float factor = (float)(1 / settings.ScaleStep);
        foreach (int field in (ReadOnlySpan<int>)[FlowLevel.U1, FlowLevel.U2])
            enlargement.Run<T>(from.Row(field, 0), from.RowPitch, to.Row(field, 0), to.RowPitch, factor);
    }

    /// <summary>Rounds of median filter and iterations, until the flow's root mean square change in an iteration is at most ε.</summary>
    private void Iterate<T>(FlowLevel level)
        where T : struct, IFloatLanes<T>
    {
        float enough = settings.Epsilon * settings.Epsilon / (unit * unit) * level.Width * level.Height;
        float threshold = settings.Lambda * settings.Theta / (unit * unit);
        for (int round = 0; round < settings.OuterIterations; round++)
        {
            if (settings.MedianFilter)
            {
                median.Run<T>(level, FlowLevel.U1);
                median.Run<T>(level, FlowLevel.U2);
            }
            for (int iteration = 0; iteration < settings.InnerIterations; iteration++)
            {
                if (PrimalDual.Iterate<T>(level, threshold, settings.Tau) <= enough)
                    return;
            }
        }
    }

    /// <summary>The level's flow in pixels.</summary>
    private static FlowField Result(FlowLevel level, float unit)
    {
        float[] u = new float[level.Width * level.Height], v = new float[level.Width * level.Height];
        for (int y = 0; y < level.Height; y++)
        {
            float* u1 = level.Row(FlowLevel.U1, y), u2 = level.Row(FlowLevel.U2, y);
            int row = y * level.Width;
            for (int x = 0; x < level.Width; x++)
                (u[row + x], v[row + x]) = (unit * u1[x], unit * u2[x]);
        }
        return new FlowField(level.Width, level.Height, u, v);
    }
}
