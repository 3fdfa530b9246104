namespace MicroExpressions.Video;

/// <summary>Opens whatever holds a video.</summary>
public static class FrameSource
{
    /// <summary>A folder becomes a <see cref="FrameFolder"/>, a file a <see cref="VideoFile"/>.</summary>
    /// <param name="path">a video file, or a folder of numbered pictures</param>
    /// <param name="options">rate and policies</param>
    /// <exception cref="InputException">there is nothing at the path, or nothing that can be read as a video</exception>
    public static IFrameSource Open(string path, FrameSourceOptions? options = null)
    {
        options ??= new FrameSourceOptions();
        if (Directory.Exists(path))
            return new FrameFolder(path, options);
        if (FrameFolder.IsPicture(path))
            throw new InputException(path, "a single picture", "a video file or the folder of all its pictures", "Give the folder.");
        return new VideoFile(path, options);
    }
}
