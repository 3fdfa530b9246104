namespace MicroExpressions.Video;

/// <summary>Finds videos on disk: files, and folders of pictures.</summary>
public static class VideoTree
{
    private static readonly string[] Extensions = [".mp4", ".avi", ".mov", ".mkv", ".webm", ".mpg", ".mpeg", ".m4v"];

    /// <summary>The path itself if it is a video; else every video below it, in ordinal order of paths.</summary>
    /// <param name="path">a video file, a folder of numbered pictures, or a folder with such in it, however deep</param>
    /// <exception cref="InputException">there is nothing at the path, or no video below it</exception>
    public static IReadOnlyList<string> Find(string path)
    {
        if (File.Exists(path))
            return [path];
        if (!Directory.Exists(path))
            throw new InputException(path, "nothing", "a video file, a folder of pictures, or a folder of videos", "Check the path.");
        List<string> videos = [.. Below(path)];
        return videos.Count > 0 ? videos
            : throw new InputException(path, "no video", $"numbered pictures or video files ({string.Join(' ', Extensions)}), however deep", "Check the path.");
    }

    private static IEnumerable<string> Below(string folder)
    {
        string[] files = Directory.GetFiles(folder);
        if (files.Any(FrameFolder.IsPicture))
            return [folder];
        return files.Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(f).StartsWith('.'))
            .Concat(Directory.GetDirectories(folder).SelectMany(Below))
            .Order(StringComparer.Ordinal);
    }
}
