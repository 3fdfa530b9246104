using System.Collections;
using System.Globalization;

namespace MicroExpressions.Features;

/// <summary>
/// Features as LGSNet's authors publish them: one <c>.npz</c> a video and modality with <c>feature</c> <c>[1, R, 1024]</c>,
/// <c>frame_cnt</c> and <c>video_name</c>, of 8-frame snippets that start at every second frame.
/// </summary>
/// <param name="Place">what messages call it: the file</param>
/// <param name="Video">the video's folder name</param>
/// <param name="FrameCount">n</param>
/// <param name="Rows"><c>[R, 1024]</c>, overlapping</param>
public sealed record PublishedFeatures(string Place, string Video, int FrameCount, SnippetMatrix Rows)
{
    /// <summary>Frames from one snippet's start to the next in these files [source: LGSNet].</summary>
    public const int Stride = 2;

    /// <summary>How features from elsewhere become such files.</summary>
    internal const string HowToWrite =
        "Features made elsewhere are read as LGSNet writes them, NAME-rgb.npz and NAME-flow.npz, or one NAME.npz whose rows hold 1024 numbers of RGB, then 1024 of flow: "
        + "numpy.savez(FILE, feature=x[None], frame_cnt=n, video_name='NAME'), where the n frames make a row of x for each 8 frames that start at every second one.";

    private const string FeatureName = "feature";

    /// <summary>Frames of a snippet in these files [source: LGSNet].</summary>
    private const int SnippetLength = 8;

    /// <summary>How many rows other snippets may make more or fewer before a matrix is taken for its transpose [chosen: snippets of 32 frames make 12 fewer].</summary>
    private const int AboutAsMany = 16;

    /// <summary>Whether a file has this layout, by the names in it.</summary>
    /// <exception cref="InputException">it is not there, or no archive</exception>
    internal static bool Is(string path) => NumpyArchive.Names(path).Contains(FeatureName);

    /// <summary>Reads such a file; <c>feature</c> may be <c>[R, 1024]</c> too.</summary>
    /// <exception cref="InputException">an array is missing, empty, of another shape or transposed, or holds numbers that are none</exception>
    public static PublishedFeatures Read(string path)
    {
        IReadOnlyDictionary<string, NumpyArray> arrays = NumpyArchive.Read(path);
        NumpyArray features = Named(FeatureName), frames = Named("frame_cnt"), name = Named("video_name");
        if (features.Shape is not ([1, _, _] or [_, _]) || features.Values is string[] or bool[])
            throw Unexpected(FeatureName, features.ToString(), "numbers of shape (1, rows, 1024)");
        if (name.Values is not string[] { Length: 1 } names)
            throw Unexpected("video_name", name.ToString(), "one text");
        if (Whole(frames) is not { } whole || whole < 1 || whole > int.MaxValue)
            throw Unexpected("frame_cnt", Whole(frames)?.ToString(CultureInfo.InvariantCulture) ?? frames.ToString(), "the video's frames: one whole number from 1, below 2³¹");
        var (rows, dimension, count) = (features.Shape[^2], features.Shape[^1], (int)whole);
        if (rows == 0 || dimension == 0)
            throw Unexpected(FeatureName, $"{features}, which is empty", Expected(count));
        if (Math.Abs(rows - RowsOf(count)) > AboutAsMany && Math.Abs(dimension - RowsOf(count)) <= AboutAsMany)
            throw new InputException(
                $"{path}, array {FeatureName}", $"{features}: {rows} rows of {dimension}", Expected(count),
                "It is transposed: write it as numpy.swapaxes(feature, -1, -2).");
        return new PublishedFeatures(
            path, names[0][(names[0].LastIndexOf('/') + 1)..], count,
            new SnippetMatrix(rows, dimension, features.ToSingles()).Finite($"{path}, array {FeatureName}", "Extract the features of this video again, or leave it out."));

        NumpyArray Named(string array) => arrays.TryGetValue(array, out NumpyArray? found)
            ? found : throw Unexpected(array, $"only {string.Join(", ", arrays.Keys)}", "it");

        InputException Unexpected(string array, string found, string expected) => new(
            $"{path}, array {array}", found, expected, "Give a file with the layout of LGSNet's published features.");
    }

    /// <summary>
    /// Reads a file in whose rows both streams of I3D stand together: 1024 numbers of RGB, then 1024 of flow, as LGSNet's training
    /// (<c>torch.cat((feat_spa, feat_tem))</c>) and CO2-Net (<c>feat[:, :1024]</c>, <c>feat[:, 1024:]</c>) have them.
    /// </summary>
    /// <exception cref="InputException">as <see cref="Read"/>, or rows of another length than 2048</exception>
    public static (PublishedFeatures Rgb, PublishedFeatures Flow) ReadJoined(string path)
    {
        PublishedFeatures both = Read(path);
        if (both.Rows.Dimension != 2 * I3D.Features)
            throw new InputException(
                $"{path}, array {FeatureName}", $"{both.Rows.Dimension} numbers a row in one file for both modalities", $"{2 * I3D.Features}: I3D's {I3D.Features} of RGB, then {I3D.Features} of flow",
                "If they are one stream's, call the file NAME-rgb.npz or NAME-flow.npz and put the other stream's beside it; if both, write two such files, each with its columns: feature[..., a:b].");
        return (both with { Rows = both.Rows.Columns(0, I3D.Features) }, both with { Rows = both.Rows.Columns(I3D.Features, I3D.Features) });
    }

    /// <summary>The snippets that do not overlap, as the papers use them: <c>[T, D]</c> with <c>T = ⌊(n−1)/L⌋</c>.</summary>
    /// <param name="snippetLength">L, a multiple of <see cref="Stride"/></param>
    /// <exception cref="ArgumentException">it is not</exception>
    /// <exception cref="InputException">other rows than the video's frames make</exception>
    public SnippetMatrix WithoutOverlap(int snippetLength)
    {
        if (snippetLength < 1 || snippetLength % Stride != 0)
            throw new ArgumentException($"{snippetLength} is no multiple of {Stride}", nameof(snippetLength));
        int snippets = (FrameCount - 1) / snippetLength, step = snippetLength / Stride;
        if (Rows.Snippets < (snippets - 1) * step + 1 || Rows.Snippets > FrameCount / Stride + step)
            throw new InputException(
                $"{Place}, array {FeatureName}", $"{Rows.Snippets} rows", Expected(FrameCount),
                Math.Abs(Rows.Snippets - snippets) <= 1
                    ? $"They are as many as snippets of {snippetLength} frames that do not overlap; if that is what they are, repeat each: numpy.repeat(feature, {step}, axis=-2)."
                    : "Extract the features from the whole video, and write how many frames it has.");
        return Rows.Every(step).First(snippets);
    }

    /// <summary><c>R = ⌊(n − 8)/2⌋ + 1</c> [source: LGSNet, extract_features.py].</summary>
    private static int RowsOf(int frames) => frames < SnippetLength ? 0 : (frames - SnippetLength) / Stride + 1;

    private static string Expected(int frames) => $"{RowsOf(frames)} rows: a snippet of {SnippetLength} frames begins at every second one of {frames} (frame_cnt)";

    /// <summary>A single whole number of whatever type; null if it is none.</summary>
    private static decimal? Whole(NumpyArray array) => array.Values is not (float[] or double[] or Half[] or string[] or bool[]) and { Length: 1 } one
        ? Convert.ToDecimal(((IList)one)[0], CultureInfo.InvariantCulture) : null;
}
