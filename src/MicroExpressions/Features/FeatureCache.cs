namespace MicroExpressions.Features;

/// <summary>What a cache has for a header.</summary>
public enum CacheState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>Just these features.</summary>
    Fresh,

    /// <summary>Features of that video made otherwise, or of another version of the video.</summary>
    Stale,

    /// <summary>A file that is cut short or damaged.</summary>
    Damaged,
}

/// <summary>A folder of feature files, one a video and extractor. A file counts only if its header has the key of the one wanted.</summary>
/// <param name="folder">made when the first file is stored</param>
public sealed class FeatureCache(string folder)
{
    /// <summary>The file for a video: <c>s15_0101.hoof.npz</c>.</summary>
    /// <param name="video">what the video is called, unique in the folder</param>
    /// <param name="extractor">its name, with or without version</param>
    /// <exception cref="InputException">a name that leads out of the folder</exception>
    public string PathOf(string video, string extractor) => PathBelow.Of(folder, $"{video}.{extractor.Split('/')[0]}.npz");

    /// <summary>What the folder has; the features only if they are just those wanted.</summary>
    /// <param name="video">what the video is called</param>
    /// <param name="wanted">how the features should have been made</param>
    /// <returns>the state; the features where it is <see cref="CacheState.Fresh"/>; else the reason, in words</returns>
    public (CacheState State, FeatureFile? Features, string Reason) Look(string video, FeatureHeader wanted)
    {
        string path = PathOf(video, wanted.Extractor.Name);
        if (!File.Exists(path))
            return (CacheState.Absent, null, $"{path} is not there");
        try
        {
            FeatureFile found = FeatureFile.Read(path);
            return found.Header.Key() == wanted.Key()
                ? (CacheState.Fresh, found, "")
                : (CacheState.Stale, null, $"{path} was made otherwise: {Difference(found.Header, wanted)}");
        }
        catch (InputException e)
        {
            return (CacheState.Damaged, null, e.Message);
        }
    }

    private static string Difference(FeatureHeader found, FeatureHeader wanted)
    {
        if (found.SourceSha256 != wanted.SourceSha256)
            return "the video is another one";
        if (found.Extractor.Name != wanted.Extractor.Name)
            return $"by {found.Extractor.Name}, not {wanted.Extractor.Name}";
        if (found.Extractor.Basis != wanted.Extractor.Basis)
            return $"by {found.Extractor.Basis ?? "a torch that it does not name"}, not {wanted.Extractor.Basis ?? "without torch"}";
        if (found.CropSettings != wanted.CropSettings)
            return "the face was cut out otherwise";
        return "the settings differ";
    }
}
