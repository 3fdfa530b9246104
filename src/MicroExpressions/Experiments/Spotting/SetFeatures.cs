using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.Spotting;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// A folder of feature files of one set, <c>features/&lt;set&gt;/</c> below a data root: files of <c>mex features extract SET</c>
/// (<c>15_0101disgustingteeth.i3d.npz</c>, for CAS(ME)³ <c>spNO.1/a.i3d.npz</c>) or LGSNet's pairs (<c>…-rgb.npz</c> and
/// <c>…-flow.npz</c>, or both streams in the rows of one file), in folders however deep. A file belongs to the video that its path names.
/// </summary>
internal sealed class SetFeatures
{
    private const string RgbHalf = "-rgb", FlowHalf = "-flow";

    private static readonly string[] Extensions = [".npz", ".npy"];     // a bare array is found to be refused by name

    private readonly string folder;
    private readonly Dictionary<VideoName, List<string>> files = [];

    /// <param name="folder">where the files are</param>
    /// <param name="recognise">from a path without extension to the video that it names</param>
    /// <param name="except">subfolders whose files are something else</param>
    /// <param name="remedy">what to do where nothing is there</param>
    /// <exception cref="InputException">no folder, no feature file in it</exception>
    public SetFeatures(string folder, Func<string, VideoName?> recognise, IReadOnlyList<string> except, string remedy)
    {
        this.folder = folder;
        if (!Directory.Exists(folder))
            throw new InputException(folder, "no such folder", "a folder of feature files", remedy);
        string[] found =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => Extensions.Contains(Path.GetExtension(file)) && !except.Contains(Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar)[0])).OrderBy(IsBare).ThenBy(file => file, StringComparer.Ordinal),
        ];
        if (found.Length == 0)
            throw new InputException(folder, "no feature file", "files NAME.npz", remedy);
        foreach (string file in found)
        {
            string path = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (recognise(Stem(path)) is not VideoName video)
                Unknown.Add(path);
            else if (!files.TryGetValue(video, out List<string>? others))
                files[video] = [path];
            else if (!IsBare(path) || IsBare(others[0]))     // else the array that the other was made from
                others.Add(path);
        }
    }

    /// <summary>Files whose path names no video of the set.</summary>
    public List<string> Unknown { get; } = [];

    /// <summary>Files that were read so far and hold both of I3D's streams in each row.</summary>
    public List<string> Joined { get; } = [];

    /// <summary>The videos that have files.</summary>
    public IReadOnlyCollection<VideoName> Videos => files.Keys;

    /// <summary>The files of a video that is there, from the folder on.</summary>
    public IReadOnlyList<string> FilesOf(VideoName video) => files[video];

    /// <summary>Reads a video's features.</summary>
    /// <param name="video">one that is there</param>
    /// <param name="manifest">knows the set's rate</param>
    /// <param name="intervals">its labels</param>
    /// <returns>the video, what tells its features from others, and how they were made if the file says so</returns>
    /// <exception cref="InputException">
    /// two files for one video, a half without the other, a bare array, a damaged or empty file, another rate than the set's, halves of different length,
    /// other rows than the video's frames make, numbers that are none
    /// </exception>
    public (SpottingVideo Video, string Key, FeatureHeader? Header) Read(VideoName video, DataSetManifest manifest, IReadOnlyList<ExpressionInterval> intervals)
    {
        List<string> paths = files[video];
        string[] full = [.. paths.Select(p => Path.Combine(folder, p))];
        if (full.FirstOrDefault(IsBare) is string bare)
            throw new InputException(
                bare, $"an array, {NumpyFile.Read(bare)}, which does not say how many frames the video has", "a feature file of this kit (mex features extract), or LGSNet's", PublishedFeatures.HowToWrite);
        if (full is [var flow, var rgb] && HalfOf(flow) == FlowHalf && HalfOf(rgb) == RgbHalf)
            return Published(PublishedFeatures.Read(rgb), PublishedFeatures.Read(flow), video, manifest, intervals);
        if (full.Length > 1)
            throw new InputException(
                $"{folder}, video {video.Video}", $"{paths.Count} files: {string.Join(", ", paths)}", "one file of this kit, or one -rgb and one -flow",
                "Keep one kind of features in the folder.");
        if (HalfOf(full[0]) is string half)
            throw new InputException(
                full[0], $"features that end on {half} alone", $"a second file that ends on {(half == RgbHalf ? FlowHalf : RgbHalf)}", "Both modalities are needed: put the other file beside it.");
        if (PublishedFeatures.Is(full[0]))
        {
            var (appearance, motion) = PublishedFeatures.ReadJoined(full[0]);
            Joined.Add(paths[0]);
            return Published(appearance, motion, video, manifest, intervals);
        }
        FeatureFile file = FeatureFile.Read(full[0]);
        if (file.Header.FramesPerSecond != manifest.FramesPerSecond)
            throw new InputException(
                full[0], Invariant($"features of a video at {file.Header.FramesPerSecond} frames per second"),
                Invariant($"{manifest.FramesPerSecond}, the rate of {manifest.Title}"), "Extract them again from the set's own frames: mex features extract.");
        return (SpottingVideo.Of(file, video.Subject, video.Video, intervals), file.Header.Key(), file.Header);
    }

    /// <summary>Both streams in LGSNet's layout, whose snippets overlap; how much moves they do not tell.</summary>
    private static (SpottingVideo Video, string Key, FeatureHeader? Header) Published(
        PublishedFeatures rgb, PublishedFeatures flow, VideoName video, DataSetManifest manifest, IReadOnlyList<ExpressionInterval> intervals)
    {
        int length = SnippetLengths.At(manifest.FramesPerSecond);
        if (rgb.FrameCount != flow.FrameCount || rgb.Rows.Snippets != flow.Rows.Snippets)
            throw new InputException(
                flow.Place, $"{flow.Rows.Snippets} snippets of {flow.FrameCount} frames", $"{rgb.Rows.Snippets} of {rgb.FrameCount} as in {Path.GetFileName(rgb.Place)}",
                "Take both files from one extraction.");
        if (rgb.FrameCount <= length)
            throw new InputException(rgb.Place, $"{rgb.FrameCount} frames", $"at least {length + 1}, one snippet and the frame after it", "Leave the video out.");
        var features = new VideoFeatures(video.Video, rgb.WithoutOverlap(length), flow.WithoutOverlap(length));
        return (new(video.Subject, video.Video, rgb.FrameCount, manifest.FramesPerSecond, length, features, intervals),
            SourceFingerprint.Of(rgb.Place) + SourceFingerprint.Of(flow.Place), null);
    }

    /// <summary>A path without the extension, the extractor's name and the modality.</summary>
    private static string Stem(string path)
    {
        string stem = path[..^Path.GetExtension(path).Length];
        if (HalfOf(path) is string half)
            return stem[..^half.Length];
        int dot = stem.LastIndexOf('.');
        return dot > stem.LastIndexOf('/') && dot + 1 < stem.Length && stem[(dot + 1)..].All(c => c == '-' || char.IsAsciiLetterOrDigit(c)) && !char.IsAsciiDigit(stem[dot + 1]) ? stem[..dot] : stem;
    }

    private static bool IsBare(string path) => Path.GetExtension(path) == ".npy";

    private static string? HalfOf(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        return name.EndsWith(RgbHalf, StringComparison.Ordinal) ? RgbHalf : name.EndsWith(FlowHalf, StringComparison.Ordinal) ? FlowHalf : null;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
