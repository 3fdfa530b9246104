using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Models;
using MicroExpressions.Spotting;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// A licensed set as spotting sees it: the sheet's expressions put together with the feature files of the data root. What does not fit
/// is named: labelled videos without features, files that belong to no video, labels that reach beyond a video's end.
/// </summary>
/// <param name="Id">the set's id</param>
/// <param name="Recognise">which of its videos a path names</param>
/// <param name="Labels">reads its expressions, and what a reader must know of them</param>
/// <param name="Videos">reads the list of all its videos; null where the labelled ones are all that count</param>
public sealed record RealSpottingSet(
    string Id, Func<string, VideoName?> Recognise, Func<DataRoot, (IntervalList List, string Note)> Labels, Func<DataRoot, VideoList>? Videos)
{
    private const int Named = 8;

    /// <summary>
    /// A video and its list are at odds if one has so many times the frames of the other [chosen]: more than two editions of one video differ
    /// by, less than 60, 100 or 200 frames per second differ from 30.
    /// </summary>
    private const double OtherLength = 1.75;

    /// <summary>
    /// So many times as far as to the last label a set's videos do not go on [chosen]: all videos of CAS(ME)², SAMM-LV and CAS(ME)³ together
    /// are 1.33, 1.15 and 1.70 times as long.
    /// </summary>
    private const double FarBeyondLabels = 4;

    /// <summary>From so many videos on that is no chance [chosen].</summary>
    private const int EnoughVideos = 5;

    /// <summary>CAS(ME)²: the authors' sheet; the videos without expressions are searched too.</summary>
    public static RealSpottingSet CasmeSquared { get; } = new(
        Annotations.CasmeSquared.Id, Annotations.CasmeSquared.Recognise,
        root => (Annotations.CasmeSquared.Load(root), "Labels: the authors' sheet; offsets that it lacks are apex + 20 frames."), Annotations.CasmeSquared.LoadVideos);

    /// <summary>CAS(ME)³: the lab's list, which counts frames as feature files do, from the folder's first picture.</summary>
    public static RealSpottingSet CasmeCubed { get; } = new(
        Annotations.CasmeCubed.Id, Annotations.CasmeCubed.Recognise,
        root => (Annotations.CasmeCubed.LoadLabList(root), "Labels: the lab's list, which counts frames from each folder's first picture."), null);

    /// <summary>SAMM-LV: the authors' sheet.</summary>
    public static RealSpottingSet SammLongVideos { get; } = new(
        Annotations.SammLongVideos.Id, Annotations.SammLongVideos.Recognise, root => (Annotations.SammLongVideos.Load(root), "Labels: the authors' sheet."), null);

    /// <summary>The three.</summary>
    public static IReadOnlyList<RealSpottingSet> All { get; } = [CasmeSquared, CasmeCubed, SammLongVideos];

    /// <summary>Puts labels and features together.</summary>
    /// <param name="root">the data root, for the sheets</param>
    /// <param name="folder">where the feature files are; null: the data root's <c>features/&lt;set&gt;</c></param>
    /// <param name="partial">whether labelled videos may be without features; the result then says how many are left out</param>
    /// <param name="own">what makes the features of a method that has its own: they are in the folder's subfolder of that name; null: those of all others</param>
    /// <exception cref="InputException">
    /// a sheet is missing or spoilt; no features; a labelled video without features unless <paramref name="partial"/>; a damaged file; rows of another
    /// length than the other videos', or of another extractor than <paramref name="own"/>; a label outside its video; features of another frame rate than the labels'
    /// </exception>
    public SpottingDataSet Load(DataRoot root, string? folder = null, bool partial = false, IFeatureExtractor? own = null)
    {
        folder = FolderOf(folder ?? root.At("features", Id), own);
        DataSetManifest manifest = DataSetManifest.Of(Id);
        (IntervalList list, string about) = Labels(root);
        var labels = list.Intervals.ToLookup(i => new VideoName(i.Subject, i.Video));
        var notes = new List<string> { about };
        VideoName[] searched =
        [
            .. WithoutExpressions(root, notes).Concat(labels.Select(v => v.Key)).Distinct().OrderBy(v => v.Subject, StringComparer.Ordinal).ThenBy(v => v.Video, StringComparer.Ordinal),
        ];
        var features = new SetFeatures(folder, Recognise, own is null ? OwnFolders(manifest) : [], own is null
            ? $"Extract them, mex features extract {Id} --extractor i3d --weights-rgb FILE --weights-flow FILE --out FOLDER, and put them into the data root's features/{Id} or name the folder by --features."
            : $"Extract them for the method that looks at frames, mex features extract {Id} --extractor {own.Description.ShortName} --out {folder}, or leave its row out: --row names the others.");

        VideoName[] without = [.. searched.Where(v => !features.Videos.Contains(v))];
        if (without.Length > 0 && !partial)
            throw new InputException(
                folder, $"no features for {Some([.. without.Select(v => v.Video)])} of {searched.Length} videos{Strangers(features, searched)}",
                $"a feature file for each video of {manifest.Title}", "Extract the missing ones, or add --partial to run on what is there; the table then says so.");
        if (without.Length > 0)
            notes.Add($"PARTIAL: without {Some([.. without.Select(v => v.Video)])} of {searched.Length} videos, which have no features. Not comparable with results on the whole set.");
        if (Strangers(features, searched) is { Length: > 0 } strangers)
            notes.Add("Not used" + strangers[1..] + ".");

        var (videos, keys, headers) = (new List<SpottingVideo>(), new List<string>(), new List<FeatureHeader>());
        foreach (VideoName name in searched.Except(without))
        {
            (SpottingVideo video, string key, FeatureHeader? header) = features.Read(name, manifest, [.. labels[name].OrderBy(i => i.Onset)]);
            if (own is not null && (header is null ? "features that do not tell their extractor" : Told(header.Extractor)) is string told && told != Told(own.Description))
                throw new InputException(
                    string.Join(", ", features.FilesOf(name)), told, Told(own.Description),
                    $"Extract them again, mex features extract {Id} --extractor {own.Description.ShortName} --out {folder}: the method looks at nothing else.");
            if (header is not null)
                headers.Add(header);
            if (videos is [{ Features: var first }, ..] && Dimensions(first) != Dimensions(video.Features))
                throw new InputException(
                    string.Join(", ", features.FilesOf(name)), $"{Dimensions(video.Features)} numbers a row (RGB, flow)",
                    $"{Dimensions(first)} as for {videos[0].Name}", "Extract all videos with one extractor.");
            string files = string.Join(", ", features.FilesOf(name));
            if (list.Frames.TryGetValue(name, out int frames) && Math.Max(frames, video.Frames) > OtherLength * Math.Min(frames, video.Frames))
                throw OtherRate($"{files}, video {name.Video}", video.Frames, frames, $"{frames} frames of the video in the list of labels", manifest);
            videos.Add(video with { Intervals = Inside(video, files, manifest, notes) });
            keys.Add(key);
        }
        SpottingVideo[] labelled = [.. videos.Where(v => v.Intervals.Count > 0)];
        int all = labelled.Sum(v => v.Frames), last = labelled.Sum(v => v.Intervals.Max(i => i.Offset));
        if (labelled.Length >= EnoughVideos && all > FarBeyondLabels * last)
            throw OtherRate(folder, all, last, $"some {last} up to the last label of each", manifest);
        if (features.Joined.Count > 0)
            notes.Add($"Both streams stand in each row of {Some(features.Joined)} of {videos.Count} files: the first {I3D.Features} numbers are taken for I3D's RGB, the others for its flow.");
        return SpottingDataSet.Of(Id, manifest.Title, videos, keys) with
        {
            Notes = notes,
            NeedsScaling = headers.Any(h => h.Extractor.Name != I3dExtractor.Name),
            Headers = headers.Count == videos.Count ? headers : [],
        };
    }

    private static string FolderOf(string folder, IFeatureExtractor? own) => own is null ? folder : Path.Combine(folder, own.Description.ShortName);

    /// <summary>All that decides an extractor's numbers.</summary>
    private static string Told(ExtractorDescription extractor) =>
        $"features of {extractor.Name}, {string.Join(" and ", extractor.Dimensions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{d.Value} numbers ({d.Key})"))} for {extractor.SnippetLength} frames, {extractor.Settings?.ToJsonString()}";

    /// <summary>Where in a set's folder the features of single methods are.</summary>
    private static IReadOnlyList<string> OwnFolders(DataSetManifest manifest) =>
        [.. SpottingMethods.All.OfType<ILearningMethod>().Select(m => m.OwnFeatures(manifest.FramesPerSecond)).OfType<IFeatureExtractor>().Select(own => own.Description.ShortName)];

    private static (int Rgb, int Flow) Dimensions(VideoFeatures features) => (features.Rgb.Dimension, features.Flow.Dimension);

    /// <summary>All videos of the set where a list tells them; a copy without that list is searched as far as it is labelled, which is noted.</summary>
    private IReadOnlyList<VideoName> WithoutExpressions(DataRoot root, List<string> notes)
    {
        if (Videos is null)
            return [];
        try
        {
            return Videos(root).Videos;
        }
        catch (InputException missing)
        {
            notes.Add($"Videos without an expression are not searched, for want of their list: {missing.Message}");
            return [];
        }
    }

    /// <summary>Labels that end after the video's last frame are cut there and noted; those that begin after it belong to another video.</summary>
    private static IReadOnlyList<ExpressionInterval> Inside(SpottingVideo video, string file, DataSetManifest manifest, List<string> notes) =>
    [
        .. video.Intervals.Select(i =>
        {
            if (i.Offset <= video.Frames)
                return i;
            if (i.Onset > video.Frames)
                throw OtherRate(
                    $"{file}, video {video.Name}", video.Frames, i.Offset, $"as many as the labels speak of, with an expression at frames {i.Onset} to {i.Offset}", manifest);
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{video.Name}: the expression at frame {i.Onset} ends at {i.Offset}, after the video's {video.Frames} frames; cut there."));
            return i with { Offset = video.Frames, Apex = i.Apex > video.Frames ? null : i.Apex };
        }),
    ];

    /// <summary>Features of more or fewer frames than the labels speak of, with the rate at which they would fit.</summary>
    private static InputException OtherRate(string place, int features, int labels, string expected, DataSetManifest manifest) => new(
        place,
        $"features of {features} frames" + (Math.Max(features, labels) <= OtherLength * Math.Min(features, labels) ? ""
            : string.Create(CultureInfo.InvariantCulture, $", as of a video at about {manifest.FramesPerSecond * features / labels:0} frames per second")),
        string.Create(CultureInfo.InvariantCulture, $"{expected}, at {manifest.FramesPerSecond} frames per second"),
        $"Check that labels and features belong to the same edition of the frames: extract the features from the pictures of {manifest.Title}, not from a video at another rate.");

    /// <summary>Files that match nothing, as a clause; empty if there are none.</summary>
    private static string Strangers(SetFeatures features, IReadOnlyCollection<VideoName> searched)
    {
        string[] strangers = [.. features.Unknown, .. features.Videos.Except(searched).SelectMany(features.FilesOf)];
        return strangers.Length == 0 ? "" : $"; files that match no video of the list: {Some(strangers)}";
    }

    private static string Some(IReadOnlyList<string> names) =>
        $"{names.Count} ({string.Join(", ", names.Take(Named))}{(names.Count > Named ? ", …" : "")})";
}
