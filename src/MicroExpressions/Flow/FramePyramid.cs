namespace MicroExpressions.Flow;

/// <summary>
/// One frame at all scales, level 0 the frame itself: made once and read twice, as the later frame of one pair and as the earlier
/// frame of the next. Each level is the one below it, bilinearly brought to <see cref="TvL1Settings.ScaleStep"/> of its size without
/// smoothing, as in OpenCV.
/// </summary>
internal sealed unsafe class FramePyramid
{
    /// <summary>OpenCV's: a level with a shorter side is not made.</summary>
    private const int ShortestSide = 16;

    private readonly ImageLevel[] levels;
    private readonly BilinearResize[] reductions;

    public FramePyramid(int width, int height, TvL1Settings settings)
    {
        var sizes = Sizes(width, height, settings);
        levels = [.. sizes.Select(size => new ImageLevel(size.Width, size.Height))];
        double scale = 1 / settings.ScaleStep;
        reductions = [.. sizes.Zip(sizes.Skip(1), (from, to) => new BilinearResize(from.Width, from.Height, to.Width, to.Height, scale, scale))];
    }

    /// <summary>Levels, at least one.</summary>
    public int Count => levels.Length;

    public ImageLevel this[int scale] => levels[scale];

    /// <summary>Sizes of the levels, the frame's own first.</summary>
    public static IReadOnlyList<(int Width, int Height)> Sizes(int width, int height, TvL1Settings settings)
    {
        var sizes = new List<(int Width, int Height)> { (width, height) };
        while (sizes.Count < settings.Scales)
        {
            var (w, h) = ((int)Math.Round(sizes[^1].Width * settings.ScaleStep), (int)Math.Round(sizes[^1].Height * settings.ScaleStep));
            if (Math.Min(w, h) < ShortestSide)
                break;
            sizes.Add((w, h));
        }
        return sizes;
    }

    /// <summary>Fills the pyramid from a picture of its size.</summary>
    public void Fill<T>(ImageF image)
        where T : struct, IFloatLanes<T>
    {
        ImageLevel full = levels[0];
        for (int y = 0; y < full.Height; y++)
            image.Pixels.AsSpan(y * full.Width, full.Width).CopyTo(new Span<float>(full.Row(y), full.Width));
        for (int scale = 1; scale < levels.Length; scale++)
        {
            ImageLevel finer = levels[scale - 1], coarser = levels[scale];
            reductions[scale - 1].Run<T>(finer.Row(0), finer.RowPitch, coarser.Row(0), coarser.RowPitch, factor: 1);
        }
        foreach (var level in levels)
            level.Complete<T>();
    }
}
