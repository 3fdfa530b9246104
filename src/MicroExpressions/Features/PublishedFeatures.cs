namespace MicroExpressions.Features;

/// <summary>
/// Features as LGSNet's authors publish them: one <c>.npz</c> a video and modality with <c>feature</c> <c>[1, R, 1024]</c>,
/// <c>frame_cnt</c> and <c>video_name</c>, of 8-frame snippets that start at every second frame.
/// </summary>
/// <param name="Video">the video's folder name</param>
/// <param name="FrameCount">n</param>
/// <param name="Rows"><c>[R, 1024]</c>, overlapping</param>
public sealed record PublishedFeatures(string Video, int FrameCount, SnippetMatrix Rows)
{
    /// <summary>Frames from one snippet's start to the next in these files [source: LGSNet].</summary>
    public const int Stride = 2;

    /// <summary>Reads such a file.</summary>
    /// <exception cref="InputException">an array is missing or of another shape</exception>
    public static PublishedFeatures Read(string path)
    {
        IReadOnlyDictionary<string, NumpyArray> arrays = NumpyArchive.Read(path);
        NumpyArray features = Named("feature"), frames = Named("frame_cnt"), name = Named("video_name");
        if (features.Shape is not [1, int rows, int dimension] || features.Values is string[])
            throw Unexpected("feature", features.ToString(), "(1, snippets, dimension)");
        if (name.Values is not string[] { Length: 1 } names)
            throw Unexpected("video_name", name.ToString(), "one text");
        if (frames.Values is not long[] { Length: 1 } count || count[0] is < 0 or > int.MaxValue)
            throw Unexpected("frame_cnt", frames.ToString(), "one whole number below 2³¹");
        return new PublishedFeatures(
            names[0][(names[0].LastIndexOf('/') + 1)..], (int)count[0], new SnippetMatrix(rows, dimension, features.ToSingles()));

        NumpyArray Named(string array) => arrays.TryGetValue(array, out NumpyArray? found)
            ? found : throw Unexpected(array, $"only {string.Join(", ", arrays.Keys)}", "it");

        InputException Unexpected(string array, string found, string expected) => new(
            $"{path}, array {array}", found, expected, "Give a file with the layout of LGSNet's published features.");
    }

    /// <summary>The snippets that do not overlap, as the papers use them: <c>[T, D]</c> with <c>T = ⌊(n−1)/L⌋</c>.</summary>
    /// <param name="snippetLength">L, a multiple of <see cref="Stride"/></param>
    /// <exception cref="ArgumentException">it is not</exception>
    public SnippetMatrix WithoutOverlap(int snippetLength) => snippetLength > 0 && snippetLength % Stride == 0
        ? Rows.Every(snippetLength / Stride).First((FrameCount - 1) / snippetLength)
        : throw new ArgumentException($"{snippetLength} is no multiple of {Stride}", nameof(snippetLength));
}
