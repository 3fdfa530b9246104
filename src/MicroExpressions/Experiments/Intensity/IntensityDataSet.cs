using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>Labelled clips with their frames: the synthetic corpus's, or a real set's from its own folders.</summary>
/// <param name="Id"><c>synthetic</c>, <c>samm</c>, <c>casme2</c></param>
/// <param name="Title">the set's name as its authors write it</param>
/// <param name="Clips">in the order of the list</param>
public sealed record IntensityDataSet(string Id, string Title, ImmutableArray<IntensityClip> Clips)
{
    /// <summary>The synthetic set's id.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>The sets that have an onset, an apex and an offset a clip.</summary>
    public static IReadOnlyList<string> Ids { get; } = [Synthetic, Samm.Id, CasmeTwo.Id];

    /// <summary>Whether the frames show more than the face, so that it has to be cut out.</summary>
    public bool ShowsMoreThanTheFace { get; init; }

    /// <summary>The set that a notebook runs on: the first real one whose frames and sheets the data root has, else the synthetic one.</summary>
    /// <param name="root">the data root; null for none</param>
    public static string AtHand(DataRoot? root) =>
        Ids.FirstOrDefault(id => id != Synthetic && root is not null && ClipFolders.Has(root, id) && root.AnnotationFiles(id).Count > 0) ?? Synthetic;

    /// <summary>The clips of a synthetic corpus; their true intensity is known at every frame.</summary>
    /// <exception cref="InputException">settings that cannot be rendered</exception>
    public static IntensityDataSet Of(SyntheticSettings settings) => new(Synthetic, "synthetic corpus",
    [
        .. SyntheticCorpus.Load(settings).Clips.Select(
            clip => new IntensityClip(clip.Label, () => clip.Video) { FirstNumber = 1, Truth = clip.TrueIntensity }),
    ]);

    /// <summary>SAMM's or CASME II's clips from the sheets and frame folders of a data root.</summary>
    /// <param name="root">the data root</param>
    /// <param name="set">the set's id</param>
    /// <exception cref="InputException">a set without an apex a clip, a sheet that is missing or unsound, a clip without frames</exception>
    public static IntensityDataSet Of(DataRoot root, string set)
    {
        IReadOnlyList<Clip> clips = set switch
        {
            Samm.Id => Samm.LoadClips(root).Clips,
            CasmeTwo.Id => CasmeTwo.LoadFiveClassList(root).Clips,
            _ => throw new InputException(
                "intensity", $"'{set}'", $"a set with onset, apex and offset for each clip: {string.Join(", ", Ids)}",
                "Without an apex there is no pseudo label; use one of these sets."),
        };
        var (title, layout, folders) = ClipFolders.Of(root, set);
        return new(set, title,
        [
            .. clips.Select(clip => new IntensityClip(clip, () => ClipFolders.Open(folders(clip), clip))),
        ])
        {
            ShowsMoreThanTheFace = !layout.Contains("crop", StringComparison.OrdinalIgnoreCase),
        };
    }
}
