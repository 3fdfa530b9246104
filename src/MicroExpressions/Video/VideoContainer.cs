namespace MicroExpressions.Video;

/// <summary>What a container's header says about the video's length.</summary>
internal enum VideoContainer
{
    /// <summary>AVI, MP4, MOV.</summary>
    WithFrameCount,

    /// <summary>Matroska, WebM: their count is only duration times rate.</summary>
    WithDuration,

    /// <summary>MPEG streams and the like: FFmpeg guesses, at times wildly.</summary>
    WithoutLength,
}

/// <summary>Tells containers by their first bytes.</summary>
internal static class VideoContainers
{
    /// <summary>
    /// Whether a file begins as text: playlists, session descriptions and the like, which FFmpeg would follow to the files, addresses and devices that they
    /// name. Of the containers whose first bytes may all be letters, AVI and the raw frames of YUV4MPEG are known by them.
    /// </summary>
    public static bool IsText(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Shortest];
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == Shortest && !start.StartsWith("RIFF"u8) && !start.StartsWith("YUV4MPE"u8)
            && (start.StartsWith("\uFEFF"u8) ? start[3..] : start).IndexOfAnyExcept(Letters) < 0;
    }

    /// <summary>No shorter beginning tells a playlist: <c>#EXTM3U</c>.</summary>
    private const int Shortest = 7;

    private static readonly System.Buffers.SearchValues<byte> Letters = System.Buffers.SearchValues.Create([.. "\t\n\r"u8, .. Enumerable.Range(32, 95).Select(c => (byte)c)]);

    private static ReadOnlySpan<byte> Matroska => [0x1A, 0x45, 0xDF, 0xA3];

    public static VideoContainer Of(string path)
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.StartsWith("RIFF"u8) || start[4..].SequenceEqual("ftyp"u8) ? VideoContainer.WithFrameCount
            : start.StartsWith(Matroska) ? VideoContainer.WithDuration
            : VideoContainer.WithoutLength;
    }
}
