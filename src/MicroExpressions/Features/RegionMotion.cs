using System.Collections.Immutable;
using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Video;
using OpenCvSharp;

namespace MicroExpressions.Features;

/// <summary>How the movement of a region is taken from the flow.</summary>
public sealed record RegionMotionSettings
{
    /// <summary>The share of a region's pixels, those that move most, whose mean is the region's movement [Zhao 2022: .2 to .3].</summary>
    public double Moving { get; init; } = 0.2;

    /// <summary>That share for the tip of the nose, all of which moves with the head [Zhao 2022].</summary>
    public double MovingTip { get; init; } = 0.7;

    /// <summary>Farneback's flow (2003): pyramid scale, levels, window, iterations, neighbourhood, its Gaussian's width [Zhao 2022, public code].</summary>
    public (double Scale, int Levels, int Window, int Iterations, int Neighbourhood, double Sigma) Flow { get; init; } = (0.5, 3, 15, 5, 7, 1.5);
}

/// <summary>
/// What moved, how far, and where to: for each region of the face the mean flow of what moves most in it, less the flow of the nose's tip,
/// which only the head moves (He et al. 2021; Zhao et al. 2022). The unit is a pixel of a face whose inner eye corners are 64 apart, about
/// half a millimetre; y is downwards. Several threads may ask at once.
/// </summary>
public sealed class RegionMotion
{
    /// <summary>Distance between the inner corners of the eyes in which movements are given, pixels [Zhao 2022].</summary>
    public const double Unit = 64;

    private readonly RegionMotionSettings settings;
    private readonly Rect[] places;
    private readonly Rect tip, around;
    private readonly double scale;

    /// <param name="face">the points of the face in the aligned pictures, <see cref="FaceAlignment.First"/></param>
    /// <param name="size">side of the aligned pictures, pixels</param>
    /// <param name="settings">shares, flow</param>
    public RegionMotion(FaceShape face, int size, RegionMotionSettings? settings = null)
    {
        OpenCv.Load();
        this.settings = settings ?? new();
        double eyes = Vector2.Distance(face[FaceAlignment.LeftInnerCorner], face[FaceAlignment.RightInnerCorner]);
        scale = Unit / eyes;
        places = [.. FaceRegion.All.Select(Place)];
        tip = Place(FaceRegion.NoseTip);
        // flow is only computed where a region looks, and as far around as it is influenced from
        int margin = (int)(0.25 * eyes);
        around = places.Aggregate(tip, (a, b) => a.Union(b));
        around.Inflate(margin, margin);
        around = around.Intersect(new Rect(0, 0, size, size));

        Rect Place(FaceRegion region)
        {
            Vector2 middle = face.Mean(region.Points.AsSpan());
            int half = Math.Max(1, (int)Math.Round(region.Half * eyes));
            return new Rect((int)MathF.Round(middle.X) - half, (int)MathF.Round(middle.Y) - half, 2 * half + 1, 2 * half + 1).Intersect(new Rect(0, 0, size, size));
        }
    }

    /// <summary>Where each of <see cref="FaceRegion.All"/> lies in the aligned pictures.</summary>
    public ImmutableArray<PixelBox> Places => [.. places.Select(p => new PixelBox(p.X, p.Y, p.Width, p.Height))];

    /// <summary>The movement of each of <see cref="FaceRegion.All"/> from one aligned picture to another.</summary>
    /// <param name="from">the earlier picture, grey</param>
    /// <param name="to">the later one</param>
    public Vector2[] Between(Frame from, Frame to)
    {
        var (flowScale, levels, window, iterations, neighbourhood, sigma) = settings.Flow;
        using Mat first = FrameMat.View(from.ToGrey()), second = FrameMat.View(to.ToGrey());
        using Mat before = first.SubMat(around), after = second.SubMat(around), flow = new();
        Cv2.CalcOpticalFlowFarneback(before, after, flow, flowScale, levels, window, iterations, neighbourhood, sigma, OpticalFlowFlags.None);
        Vector2 head = Mean(flow, tip, settings.MovingTip);
        return [.. places.Select(place => place.Width == 0 || place.Height == 0 ? default : (Mean(flow, place, settings.Moving) - head) * (float)scale)];
    }

    /// <summary>The mean flow of the share of a place's pixels that moves most.</summary>
    private Vector2 Mean(Mat flow, Rect place, double share)
    {
        using Mat part = flow.SubMat(new Rect(place.X - around.X, place.Y - around.Y, place.Width, place.Height)).Clone();
        part.GetArray(out Vec2f[] moved);
        int still = (int)(moved.Length * (1 - share));
        Array.Sort([.. moved.Select(m => m.Item0 * m.Item0 + m.Item1 * m.Item1)], moved);
        Vector2 sum = default;
        for (int i = still; i < moved.Length; i++)
            sum += new Vector2(moved[i].Item0, moved[i].Item1);
        return sum / (moved.Length - still);
    }
}
