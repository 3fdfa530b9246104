namespace MicroExpressions.Video;

/// <summary>How the face is found and cut out: one box for a whole video, so that the cut itself moves nothing.</summary>
public sealed record FaceCropSettings
{
    /// <summary>
    /// OpenCV's cascade file. [chosen] <c>alt2</c>: on both real videos it finds the face in every sampled frame and nothing else,
    /// which the LBP cascades do not. Looked for among Debian's <c>opencv-data</c> unless a path is given.
    /// </summary>
    public string Cascade { get; init; } = "haarcascade_frontalface_alt2.xml";

    /// <summary>Frames looked at, evenly spread over the video. [chosen]</summary>
    public int Samples { get; init; } = 16;

    /// <summary>Share of them that must show a face. [chosen] Less means that the median would rest on chance hits.</summary>
    public double LeastShare { get; init; } = 0.25;

    /// <summary>The smallest face, as a share of the picture's shorter side. [chosen]</summary>
    public double LeastFace { get; init; } = 0.15;

    /// <summary>Added on each side of the median box, as a share of it. [chosen] The cascade's box ends at brows and chin.</summary>
    public double Margin { get; init; } = 0.1;

    /// <summary>Size ratio of neighbouring detection scales. [OpenCV's default]</summary>
    public double ScaleStep { get; init; } = 1.1;

    /// <summary>Hits that must agree on a face. [chosen] OpenCV's own default is 3.</summary>
    public int Neighbours { get; init; } = 4;
}
