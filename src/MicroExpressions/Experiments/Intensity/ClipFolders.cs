using MicroExpressions.Annotations;
using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>Where a set's clips lie below a data root, by the layouts that its manifest lists.</summary>
internal static class ClipFolders
{
    /// <summary>Whether the root has frames of the set in any of its layouts.</summary>
    public static bool Has(DataRoot root, string set) => Layout(root, set) is not null;

    /// <summary>The layout that the root has, the face crop before whole pictures where it has both.</summary>
    /// <exception cref="InputException">it has none</exception>
    public static (string Title, string Layout, Func<Clip, string> Folder) Of(DataRoot root, string set)
    {
        DataSetManifest manifest = DataSetManifest.Of(set);
        FrameLayout? layout = Layout(root, set);
        if (layout is null)
            throw new InputException(
                root.Folder, $"no frames of {manifest.Title}", string.Join(" or ", manifest.Frames.Select(f => f.Pattern)),
                $"Ask for them at {manifest.Access.Page} and put the folder into the data root, or run on --set {IntensityDataSet.Synthetic}.");
        string[] folders = layout.Pattern.Split('/')[..^1];
        return (manifest.Title, layout.Name, clip => root.At([.. folders.Select(part => part.Replace("{subject}", clip.Subject).Replace("{video}", clip.Name))]));
    }

    /// <summary>Opens a clip's folder.</summary>
    /// <exception cref="InputException">it is not there, or holds no frames that can be read</exception>
    public static FrameFolder Open(string folder, Clip clip)
    {
        if (!Directory.Exists(folder))
            throw new InputException(
                folder, "no such folder", $"the frames {clip.Onset} to {clip.Offset} of clip {clip.Name}", "Copy the data set again, or leave the clip out of the list.");
        return new FrameFolder(folder, new FrameSourceOptions { FramesPerSecond = clip.FramesPerSecond });
    }

    private static FrameLayout? Layout(DataRoot root, string set) => DataSetManifest.Of(set).Frames
        .OrderByDescending(frames => frames.Name.Contains("crop", StringComparison.OrdinalIgnoreCase))
        .FirstOrDefault(frames => Directory.Exists(root.At(frames.Pattern.Split('/')[0])));
}
