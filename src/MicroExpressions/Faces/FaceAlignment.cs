using System.Numerics;
using MicroExpressions.Video;
using OpenCvSharp;

namespace MicroExpressions.Faces;

/// <summary>How faces are aligned.</summary>
public sealed record FaceAlignmentSettings
{
    /// <summary>Side of the aligned picture, pixels [Zhao 2022: 256].</summary>
    public int Size { get; init; } = 256;

    /// <summary>
    /// Each frame is brought onto the first by turn, scale and shift of the parts of the face that no muscle moves, so that head motion is out
    /// of the flow. False: every frame is cut as the first.
    /// </summary>
    public bool Align { get; init; } = true;
}

/// <summary>
/// Brings each frame's face onto the first frame's, to a fraction of a pixel: first by points of the mesh, then by what the nose, the corners
/// of the eyes and the temples show, and all of the face that goes with them (Lucas and Kanade 1981, pyramidal). Not for several threads at once.
/// </summary>
public sealed class FaceAlignment : IDisposable
{
    /// <summary>The inner corners of the eyes: on the left of the picture, and on the right.</summary>
    public const int LeftInnerCorner = 133, RightInnerCorner = 362;

    /// <summary>
    /// The inner corners of the eyes are so far apart, and so far down, as shares of the picture's side [chosen: Zhao 2022 has .25 and .375,
    /// which cuts long chins off].
    /// </summary>
    private const float EyeDistance = 0.2f, EyeLine = 0.3f;

    /// <summary>Points of the mesh that no expression moves much: bridge and sides of the nose, corners of the eyes, temples.</summary>
    private static readonly int[] Stable = [168, 6, 197, 195, 122, 351, 133, 362, 33, 263, 127, 356, 193, 417, 245, 465, 234, 454];

    /// <summary>Half the side of what is looked at around each, in distances between the inner corners of the eyes [chosen].</summary>
    private const double Around = 0.3;

    /// <summary>How far around the middle of an eye nothing is looked at, likewise: lids blink [chosen].</summary>
    private const double LidHalf = 0.22;

    /// <summary>Points to follow at most, on the stable parts and once more on the whole face, and the least that must go the same way [chosen].</summary>
    private const int Most = 150, Least = 8;

    /// <summary>Rounds of following: after the first, what is followed lies almost where it should [chosen].</summary>
    private const int Rounds = 3;

    /// <summary>A correction that moves no corner by more ends it; a point is followed as exactly as this; pixels [chosen].</summary>
    private const double Still = 0.02, Exactly = 0.01;

    /// <summary>Levels of the pyramid above the picture; none where the last correction moved no corner by more than so many pixels [chosen].</summary>
    private const int Pyramid = 2, Near = 1;

    private readonly FaceAlignmentSettings settings;
    private readonly Similarity toFirst;
    private readonly Vector2[] stableFirst;
    private readonly Mat first;
    private readonly Point2f[] followed;    // the first of them on stable parts
    private readonly int stable;
    private readonly float between;         // the inner corners of the eyes, pixels of the aligned picture

    /// <param name="frame">the first frame</param>
    /// <param name="shape">the face in it</param>
    /// <param name="settings">size, switch</param>
    /// <param name="place">where the face goes in the aligned pictures; null: the inner corners of its eyes to where they are by default</param>
    public FaceAlignment(Frame frame, FaceShape shape, FaceAlignmentSettings? settings = null, Similarity? place = null)
    {
        OpenCv.Load();
        this.settings = settings ?? new();
        int size = this.settings.Size;
        Vector2 leftEye = new(size * (0.5f - EyeDistance / 2), size * EyeLine), rightEye = new(size * (0.5f + EyeDistance / 2), size * EyeLine);
        toFirst = place ?? Similarity.Fit([shape[LeftInnerCorner], shape[RightInnerCorner]], [leftEye, rightEye]);
        First = shape.Moved(toFirst);
        between = Vector2.Distance(First[LeftInnerCorner], First[RightInnerCorner]);
        stableFirst = [.. Stable.Select(i => First[i])];
        first = Grey(frame.ToGrey(), toFirst);
        Point2f[] trusted = this.settings.Align ? Corners(Around * between, Stable) : [];
        stable = trusted.Length;
        followed = [.. trusted, .. this.settings.Align ? Corners(Around * between, [.. Enumerable.Range(0, FaceMesh.Count)]) : []];
    }

    /// <summary>The face of the first frame, in pixels of the aligned picture: where its regions lie in all of them.</summary>
    public FaceShape First { get; }

    /// <summary>From a frame's pixels to the aligned picture's.</summary>
    /// <param name="frame">the frame</param>
    /// <param name="shape">the face in it</param>
    public Similarity Find(Frame frame, FaceShape shape)
    {
        if (!settings.Align)
            return toFirst;
        Similarity place = Similarity.Fit([.. Stable.Select(i => shape[i])], stableFirst);
        Frame grey = frame.ToGrey();
        int levels = Pyramid;
        for (int round = 0; round < Rounds && stable >= Least; round++)
        {
            using Mat here = Grey(grey, place);
            Point2f[] found = [.. followed];
            Cv2.CalcOpticalFlowPyrLK(
                first, here, followed, ref found, out byte[] status, out _, new Size(21, 21), levels, new TermCriteria(CriteriaTypes.Count | CriteriaTypes.Eps, 30, Exactly),
                OpticalFlowFlags.UseInitialFlow);
            int[] kept = [.. Enumerable.Range(0, found.Length).Where(i => status[i] != 0)];
            int trusted = kept.Count(i => i < stable);
            if (trusted < Least)
                break;
            (Similarity back, int following) = Similarity.FitMost(
                [.. kept.Select(i => new Vector2(found[i].X, found[i].Y))], [.. kept.Select(i => new Vector2(followed[i].X, followed[i].Y))], trusted);
            if (following < Least)
                break;
            place = back.After(place);
            float corrected = Corrected(back);
            if (corrected < Still)
                break;
            levels = corrected < Near ? 0 : Pyramid;
        }
        return place;
    }

    /// <summary>By how much a similarity moves the picture's corners at most, pixels.</summary>
    private float Corrected(Similarity by) => new[] { Vector2.Zero, new(settings.Size, 0), new(0, settings.Size), new(settings.Size, settings.Size) }.Max(c => Vector2.Distance(c, by.Apply(c)));

    /// <summary>The picture as it is after a similarity: bicubic, black where the frame ends.</summary>
    /// <param name="frame">the frame</param>
    /// <param name="place">from its pixels to the aligned picture's</param>
    /// <param name="size">side of the aligned picture, pixels</param>
    public static Frame Warp(Frame frame, Similarity place, int size) => Warp(frame, place, size, size);

    /// <summary>The same in a picture that is no square.</summary>
    /// <param name="frame">the frame</param>
    /// <param name="place">from its pixels to the picture's</param>
    /// <param name="width">pixels in a row of the picture</param>
    /// <param name="height">its rows</param>
    public static Frame Warp(Frame frame, Similarity place, int width, int height)
    {
        OpenCv.Load();
        var pixels = new byte[width * height * frame.Channels];
        using Mat from = FrameMat.View(frame), to = FrameMat.View(width, height, frame.Channels, pixels);
        using Mat matrix = ShortRangeDetector.Affine(place.A, -place.B, place.Tx, place.B, place.A, place.Ty);
        Cv2.WarpAffine(from, to, matrix, to.Size(), InterpolationFlags.Cubic);
        return new Frame(width, height, frame.Channels, pixels);
    }

    /// <summary>Frees the first picture.</summary>
    public void Dispose() => first.Dispose();

    private Mat Grey(Frame grey, Similarity place)
    {
        using Mat view = FrameMat.View(Warp(grey, place, settings.Size));
        return view.Clone();
    }

    /// <summary>What can be followed around some points of the mesh; nothing between the lids, which blink.</summary>
    private Point2f[] Corners(double half, int[] around)
    {
        using Mat mask = Mat.Zeros(first.Rows, first.Cols, MatType.CV_8UC1).ToMat();
        foreach (Vector2 point in around.Select(i => First[i]))
            Cv2.Rectangle(mask, new Rect((int)(point.X - half), (int)(point.Y - half), (int)(2 * half), (int)(2 * half)), Scalar.White, -1);
        foreach (int[] lids in (int[][])[[159, 145], [386, 374]])
            Cv2.Circle(mask, (int)First.Mean(lids).X, (int)First.Mean(lids).Y, (int)(LidHalf * between), Scalar.Black, -1);
        return Cv2.GoodFeaturesToTrack(first, Most, 0.005, 3, mask, 5, false, 0.04);
    }
}
