using MicroExpressions.Video;

namespace MicroExpressions.Faces;

/// <summary>
/// How a person's face is found and cut out of a video, for whatever looks at faces: features, the intensity model's frames, spotters. The
/// defaults make a real face fill the picture as the synthetic ones do.
/// </summary>
public sealed record FaceCropSettings
{
    /// <summary>The mesh's box is so large a part of the synthetic pictures, OpenCV's cascade's so large [measured: ten people, ± .02 both].</summary>
    private const double MeshShare = 0.736, CascadeShare = 0.71;

    /// <summary>
    /// OpenCV's cascade file, or its path, where the face is to be found by that; null [chosen]: by MediaPipe's detector and mesh. A cascade gives one box
    /// for the whole video; it follows and counts nobody. Files written before the kit had the mesh name one here and are read as they were made.
    /// </summary>
    public string? Cascade { get; init; }

    /// <summary>
    /// [chosen] Each frame is brought onto the first by turn, scale and shift, so that the head's motion is out of the flow (<see cref="FaceAlignment"/>).
    /// False: one box for the whole video, so that the cut itself moves nothing.
    /// </summary>
    public bool Align { get; init; } = true;

    /// <summary>Which of the people, counted by the size of their faces; 1 is the largest.</summary>
    public int Person { get; init; } = 1;

    /// <summary>Where the person is to be found at first; null: as <see cref="Person"/> says.</summary>
    public PixelBox? Box { get; init; }

    /// <summary>Frames in which people are counted and the box is measured, evenly spread over the video. [chosen]</summary>
    public int Samples { get; init; } = FaceCensus.Samples;

    /// <summary>Share of them that must show the face. [chosen] Less means that the median would rest on chance hits.</summary>
    public double LeastShare { get; init; } = 0.25;

    /// <summary>
    /// Added on each side of the face, as a share of it. [chosen: of the synthetic pictures the mesh takes 0.736 (0.72 to 0.75 over the ten
    /// people), so that 0.18 of it are left on each side]
    /// </summary>
    public double Margin { get; init; } = 0.18;

    /// <summary>Of a cascade: the smallest face, as a share of the picture's shorter side. [chosen]</summary>
    public double LeastFace { get; init; } = 0.15;

    /// <summary>Of a cascade: size ratio of neighbouring detection scales. [OpenCV's default]</summary>
    public double ScaleStep { get; init; } = 1.1;

    /// <summary>Of a cascade: hits that must agree on a face. [chosen] OpenCV's own default is 3.</summary>
    public int Neighbours { get; init; } = 4;

    /// <summary>These settings; where they ask for MediaPipe's models and those are not there, the same cut by OpenCV's cascade.</summary>
    /// <exception cref="InputException">somebody else than the largest face is asked for, whom a cascade cannot follow</exception>
    public FaceCropSettings AtHand()
    {
        if (Cascade is not null || FaceModels.AreThere)
            return this;
        return Person == 1 && Box is null ? ByCascade() : throw new InputException(
            "the person who is to be followed", "no face models", $"those of {FaceModels.Package}: OpenCV's cascade takes the largest face and follows nobody", $"Fetch them: {FaceModels.Command}");
    }

    /// <summary>The same cut by OpenCV's cascade: its box is a little smaller than the mesh's, so its margin is larger.</summary>
    public FaceCropSettings ByCascade() => this with
    {
        Cascade = FaceDetector.Usual,
        Align = false,
        Margin = Math.Round(((1 + 2 * Margin) * MeshShare / CascadeShare - 1) / 2, 3),
    };
}
