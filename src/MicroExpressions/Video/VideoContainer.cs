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
