using System.Numerics;

namespace MicroExpressions.Faces;

/// <summary>Turn, scale and shift of the plane: <c>x' = a·x − b·y + tx</c>, <c>y' = b·x + a·y + ty</c>.</summary>
/// <param name="A">scale · cos of the turn</param>
/// <param name="B">scale · sin of the turn</param>
/// <param name="Tx">shift along x, pixels</param>
/// <param name="Ty">shift along y, pixels</param>
public readonly record struct Similarity(double A, double B, double Tx, double Ty)
{
    /// <summary>Leaves everything where it is.</summary>
    public static Similarity Identity { get; } = new(1, 0, 0, 0);

    /// <summary>The scale.</summary>
    public double Scale => Math.Sqrt(A * A + B * B);

    /// <summary>Where a point goes.</summary>
    public Vector2 Apply(Vector2 p) => new((float)(A * p.X - B * p.Y + Tx), (float)(B * p.X + A * p.Y + Ty));

    /// <summary>First the other, then this.</summary>
    public Similarity After(Similarity first) => new(
        A * first.A - B * first.B, B * first.A + A * first.B, A * first.Tx - B * first.Ty + Tx, B * first.Tx + A * first.Ty + Ty);

    /// <summary>The way back.</summary>
    public Similarity Inverse()
    {
        double s = A * A + B * B;
        return new(A / s, -B / s, -(A * Tx + B * Ty) / s, (B * Tx - A * Ty) / s);
    }

    /// <summary>The one that brings points closest to others in the sense of least squares (Umeyama 1991, the plane's case).</summary>
    /// <param name="from">at least two different points</param>
    /// <param name="to">where each should go</param>
    /// <exception cref="ArgumentException">fewer than two points, or another number of places</exception>
    public static Similarity Fit(IReadOnlyList<Vector2> from, IReadOnlyList<Vector2> to)
    {
        if (from.Count < 2 || from.Count != to.Count)
            throw new ArgumentException($"{from.Count} points and {to.Count} places", nameof(from));
        (double fx, double fy, double gx, double gy) = (from.Average(p => p.X), from.Average(p => p.Y), to.Average(p => p.X), to.Average(p => p.Y));
        (double along, double across, double size) = (0, 0, 0);
        for (int i = 0; i < from.Count; i++)
        {
            (double x, double y, double u, double v) = (from[i].X - fx, from[i].Y - fy, to[i].X - gx, to[i].Y - gy);
            along += x * u + y * v;
            across += x * v - y * u;
            size += x * x + y * y;
        }
        (double a, double b) = (along / size, across / size);
        return new(a, b, gx - a * fx + b * fy, gy - b * fx - a * fy);
    }

    /// <summary>
    /// <see cref="Fit"/> with the points that do not follow left out: three times those further off than 2.5 medians of the trusted ones, at
    /// least a twentieth of a pixel [chosen]. What moves by itself, a brow or a cheek, is left out so.
    /// </summary>
    /// <param name="from">points, the trusted ones first</param>
    /// <param name="to">where each went</param>
    /// <param name="trusted">so many of them decide alone where the others should be</param>
    /// <returns>the similarity and how many points follow it</returns>
    public static (Similarity Fit, int Following) FitMost(IReadOnlyList<Vector2> from, IReadOnlyList<Vector2> to, int trusted)
    {
        Similarity fit = Fit([.. from.Take(trusted)], [.. to.Take(trusted)]);
        int following = trusted;
        // first the trusted ones among themselves, then all that go with them
        foreach (int count in (int[])[trusted, trusted, trusted, from.Count, from.Count, from.Count])
        {
            float[] off = [.. from.Zip(to, (f, t) => Vector2.Distance(fit.Apply(f), t))];
            float limit = Math.Max(0.05f, 2.5f * off.Take(trusted).Order().ElementAt(trusted / 2));
            int[] kept = [.. Enumerable.Range(0, count).Where(i => off[i] <= limit)];
            fit = Fit([.. kept.Select(i => from[i])], [.. kept.Select(i => to[i])]);
            following = kept.Length;
        }
        return (fit, following);
    }
}
