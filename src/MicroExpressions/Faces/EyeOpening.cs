using System.Numerics;

namespace MicroExpressions.Faces;

/// <summary>How far the eyes are open: the ratio of lid distance to width, the mean of both eyes; an open eye has 0.25 to 0.4.</summary>
public static class EyeOpening
{
    // of each eye: outer corner, inner corner, then pairs of the upper and the lower lid
    private static readonly int[][] Eyes = [[33, 133, 160, 144, 159, 145, 158, 153], [263, 362, 387, 373, 386, 374, 385, 380]];

    /// <summary>A blink closes to less than this share of the eyes' usual opening [chosen: a smile narrows them to .8, a quick blink falls to .57 at 30 frames a second].</summary>
    public const double BlinkShare = 0.7;

    /// <summary>Eye aspect ratio (Soukupová and Čech 2016), over three pairs of lid points.</summary>
    public static double Of(FaceShape shape) => Eyes.Average(eye =>
    {
        double lids = 0;
        for (int pair = 2; pair < eye.Length; pair += 2)
            lids += Vector2.Distance(shape[eye[pair]], shape[eye[pair + 1]]);
        return lids / 3 / Vector2.Distance(shape[eye[0]], shape[eye[1]]);
    });

    /// <summary>Blinks in a curve: runs below <see cref="BlinkShare"/> of its median, as positions [from, to].</summary>
    /// <param name="openings">one for each frame; NaN where no face was seen</param>
    public static IReadOnlyList<(int From, int To)> Blinks(IReadOnlyList<double> openings)
    {
        double[] known = [.. openings.Where(double.IsFinite).Order()];
        if (known.Length == 0)
            return [];
        double limit = BlinkShare * known[known.Length / 2];
        var blinks = new List<(int, int)>();
        for (int i = 0; i < openings.Count; i++)
        {
            if (!(openings[i] < limit))
                continue;
            int from = i;
            while (i + 1 < openings.Count && openings[i + 1] < limit)
                i++;
            blinks.Add((from, i));
        }
        return blinks;
    }
}
