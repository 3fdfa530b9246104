using MicroExpressions.Flow;

namespace MicroExpressions.Methods.Mdmd;

/// <summary>
/// How far the face has gone that is to come back (Wang et al. 2017): motion to a frame against motion to a later one, block by block, in the
/// direction in which most of the block's pixels go.
/// </summary>
public static class MainDirection
{
    private const int Directions = 4;

    /// <summary>The main directional maximal difference of one frame, pixels.</summary>
    /// <param name="near">flow from <c>k</c> frames before to the frame</param>
    /// <param name="far">flow from <c>k</c> frames before to <c>k</c> frames after</param>
    /// <param name="settings">blocks, share, directions</param>
    public static double Difference(FlowField near, FlowField far, MdmdSettings settings)
    {
        int blocks = settings.Blocks, height = near.Height / blocks, width = near.Width / blocks;     // what remains at the right and below counts nowhere
        var differences = new double[blocks * blocks];
        for (int block = 0; block < differences.Length; block++)
            differences[block] = OfBlock(near, far, block / blocks * height, block % blocks * width, height, width, settings);
        return MeanOfGreatest(differences, settings.Counted);
    }

    /// <summary>How much longer the way to the frame is than the way to the later one, in the main direction: the mean of the pixels that differ most.</summary>
    private static double OfBlock(FlowField near, FlowField far, int top, int left, int height, int width, MdmdSettings settings)
    {
        var inDirection = new List<int>[Directions];
        for (int d = 0; d < Directions; d++)
            inDirection[d] = [];
        for (int y = top; y < top + height; y++)
            for (int x = left; x < left + width; x++)
            {
                int at = y * near.Width + x;
                if (Direction(near.U[at], near.V[at], settings.HalfCircle) is int direction)
                    inDirection[direction].Add(at);
            }
        List<int> main = inDirection.MaxBy(pixels => pixels.Count)!;
        return MeanOfGreatest([.. main.Select(i => double.Hypot(near.U[i], near.V[i]) - double.Hypot(far.U[i], far.V[i]))], settings.Counted);
    }

    /// <summary>The quarter of the circle in which a pixel goes; null for one that stays.</summary>
    private static int? Direction(double u, double v, bool halfCircle)
    {
        if (u == 0 && v == 0)
            return null;
        double angle = halfCircle ? Math.Atan(u / v) : Math.Atan2(u, v);
        return angle < -Math.PI / 2 ? 2 : angle < 0 ? 3 : angle < Math.PI / 2 ? 0 : angle < Math.PI ? 1 : 2;
    }

    /// <summary>The mean of a share of the values, the greatest; of so few that none is counted, 0: the authors' code has no number then.</summary>
    private static double MeanOfGreatest(double[] values, double share)
    {
        int counted = (int)Math.Round(values.Length * share, MidpointRounding.AwayFromZero);
        Array.Sort(values);
        return counted == 0 ? 0 : values[^counted..].Average();
    }
}
