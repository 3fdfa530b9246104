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

    /// <summary>
    /// What the videos of a tree are called: each by the last part of its path, and by its path from the folder on wherever two would
    /// share that: CASME II's <c>sub01/EP02_01f</c> and <c>sub02/EP02_01f</c>.
    /// </summary>
    /// <param name="folder">the tree</param>
    /// <param name="videos">what <see cref="Find"/> found in it</param>
    /// <returns>a name for each, parts divided by <c>/</c>, no two alike</returns>
    public static IReadOnlyList<string> Names(string folder, IReadOnlyList<string> videos) =>
        Alone([.. videos.Select(v => Path.GetFileName(Stem(v)))]) ?? Alone([.. videos.Select(v => Below(folder, Stem(v)))]) ?? [.. videos.Select(v => Below(folder, v))];

    /// <summary>The names, if no two are alike on any disk.</summary>
    private static string[]? Alone(string[] names) => names.Distinct(StringComparer.OrdinalIgnoreCase).Count() == names.Length ? names : null;

    /// <summary>A file without its extension; a folder whole, whatever dots it has.</summary>
    private static string Stem(string video)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(video));
        return File.Exists(full) ? Path.ChangeExtension(full, null) : full;
    }

    private static string Below(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

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
