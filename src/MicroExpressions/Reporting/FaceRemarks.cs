using System.Globalization;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>What a reader must know of the people in a video before what was found.</summary>
public static class FaceRemarks
{
    /// <summary>Of features: who else is there, where the face is not to be seen, what looked for it.</summary>
    /// <param name="header">how they were made</param>
    public static IReadOnlyList<string> Of(FeatureHeader header) => Of(header, header.Faces?.Without ?? [], "the last picture that shows it stands there");

    /// <summary>The same with stretches in other frames, and what was done there.</summary>
    internal static IReadOnlyList<string> Of(FeatureHeader header, IReadOnlyList<FrameStretch> without, string then) => header.CropSettings is not FaceCropSettings crop ? []
        : header.Faces is not FacesSeen seen ? [ByCascade]
        : [.. Of(seen.People, crop.Person, crop.Box, without, then)];

    /// <summary>Where one box was taken for a clip: who else is there, in how many frames nobody is.</summary>
    /// <param name="found">the box, and who was counted</param>
    public static IReadOnlyList<string> Of(FoundFace found) => found.Census is not FaceCensus census ? [ByCascade]
        : [.. Of(census.People.Count, found.Settings.Person, found.Settings.Box, [], ""),
            .. census.Without == 0 ? Array.Empty<string>() : [$"No face in {census.Without} of {census.Sampled} frames looked at: what the curve does there means nothing."]];

    /// <summary>Who else is there, and where the face is not to be seen.</summary>
    internal static IEnumerable<string> Of(int people, int person, PixelBox? box, IReadOnlyList<FrameStretch> without, string then)
    {
        if (people > 1)
            yield return $"{people} people are in the picture; followed is number {(box is null ? person.ToString(CultureInfo.InvariantCulture) : "as given by its box")} by the size of the face. Another: --face N, or --face X,Y,WIDTH,HEIGHT.";
        if (without.Count > 0)
            yield return $"No face of that person in frames {string.Join(", ", without.Take(8).Select(w => w.From == w.To ? $"{w.From}" : $"{w.From}–{w.To}"))}{(without.Count > 8 ? $" and {without.Count - 8} stretches more" : "")}: {then}.";
    }

    private const string ByCascade =
        "The face was found by OpenCV's cascade, as one box around the largest: MediaPipe's models are not here (./mex models fetches them) or were not yet when this was made. Nobody was counted or followed, and frames without a face are not known.";
}
