namespace MicroExpressions.Video;

/// <summary>What is different between two pictures, as a picture: small movements that the eye passes over.</summary>
public static class FrameChange
{
    private const int Enlarged = 6;

    /// <summary><c>128 + 6 · (grey after − grey before)</c>: grey is no change, brighter became brighter.</summary>
    /// <exception cref="ArgumentException">pictures of different sizes</exception>
    public static Frame Of(Frame before, Frame after)
    {
        if ((before.Width, before.Height, before.Channels) != (after.Width, after.Height, after.Channels))
            throw new ArgumentException($"pictures of {before.Width} × {before.Height} × {before.Channels} and {after.Width} × {after.Height} × {after.Channels}", nameof(after));
        var pixels = new byte[after.Pixels.Length];
        for (var i = 0; i < pixels.Length; i += after.Channels)
        {
            var sum = 0;
            for (var c = 0; c < after.Channels; c++)
                sum += after.Pixels[i + c] - before.Pixels[i + c];
            pixels.AsSpan(i, after.Channels).Fill((byte)Math.Clamp(128 + Enlarged * sum / after.Channels, 0, 255));
        }
        return new Frame(after.Width, after.Height, after.Channels, pixels);
    }
}
