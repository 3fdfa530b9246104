namespace MicroExpressions.Video;

/// <summary>Many pictures of one size as one.</summary>
public static class ContactSheet
{
    /// <summary>Rows of pictures; places that a short row leaves empty are black.</summary>
    /// <param name="rows">top to bottom, each left to right</param>
    /// <exception cref="ArgumentException">no picture, or pictures of different sizes</exception>
    public static Frame Of(IReadOnlyList<IReadOnlyList<Frame>> rows)
    {
        Frame tile = rows.SelectMany(row => row).FirstOrDefault() ?? throw new ArgumentException("no picture", nameof(rows));
        if (rows.SelectMany(row => row).FirstOrDefault(f => (f.Width, f.Height, f.Channels) != (tile.Width, tile.Height, tile.Channels)) is Frame other)
            throw new ArgumentException($"pictures of {tile.Width} × {tile.Height} × {tile.Channels} and {other.Width} × {other.Height} × {other.Channels}", nameof(rows));
        int columns = rows.Max(row => row.Count), width = columns * tile.Width, line = tile.Width * tile.Channels;
        var pixels = new byte[rows.Count * tile.Height * width * tile.Channels];
        for (int r = 0; r < rows.Count; r++)
            for (int c = 0; c < rows[r].Count; c++)
                for (int y = 0; y < tile.Height; y++)
                    rows[r][c].Pixels.AsSpan(y * line, line).CopyTo(pixels.AsSpan(((r * tile.Height + y) * width + c * tile.Width) * tile.Channels));
        return new Frame(width, rows.Count * tile.Height, tile.Channels, pixels);
    }
}
