using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

/// <summary>ρ(0) and ∇I₁ at the warped positions, one pixel at a time: the reference of <see cref="BicubicWarp"/>.</summary>
internal sealed class ScalarDataTerm
{
    private readonly double[,] i0, i1, dx, dy, linearised1, linearised2;
    private readonly int h, w;

    public ScalarDataTerm(double[,] i0, double[,] i1)
    {
        (this.i0, this.i1, h, w) = (i0, i1, i0.GetLength(0), i0.GetLength(1));
        dx = ScalarTvL1.Each(w, h, (x, y) => (i1[y, Math.Min(x + 1, w - 1)] - i1[y, Math.Max(x - 1, 0)]) / 2);
        dy = ScalarTvL1.Each(w, h, (x, y) => (i1[Math.Min(y + 1, h - 1), x] - i1[Math.Max(y - 1, 0), x]) / 2);
        (linearised1, linearised2) = (new double[h, w], new double[h, w]);
        (Rho0, GradientX, GradientY) = (new double[h, w], new double[h, w], new double[h, w]);
    }

    public double[,] Rho0 { get; }

    public double[,] GradientX { get; }

    public double[,] GradientY { get; }

    /// <summary>Linearises at u: everywhere, or only where u has moved by more than 1/16 pixel since.</summary>
    public void Linearise(double[,] u1, double[,] u2, bool everywhere)
    {
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                double moved = Math.Max(Math.Abs(u1[y, x] - linearised1[y, x]), Math.Abs(u2[y, x] - linearised2[y, x]));
                if (!everywhere && moved <= BicubicWarp.Settled)
                    continue;
                (linearised1[y, x], linearised2[y, x]) = (u1[y, x], u2[y, x]);
                // The nearest position inside the frame; beyond half a pixel outside there is no data term.
                double px = Math.Clamp(x + u1[y, x], 0, w - 1), py = Math.Clamp(y + u2[y, x], 0, h - 1);
                bool inside = Math.Abs(x + u1[y, x] - px) <= 0.5 && Math.Abs(y + u2[y, x] - py) <= 0.5;
                GradientX[y, x] = inside ? Bicubic(dx, px, py) : 0;
                GradientY[y, x] = inside ? Bicubic(dy, px, py) : 0;
                Rho0[y, x] = Bicubic(i1, px, py) - GradientX[y, x] * (px - x) - GradientY[y, x] * (py - y) - i0[y, x];
            }
        }
    }

    private static double Bicubic(double[,] image, double px, double py)
    {
        int left = (int)Math.Floor(px), top = (int)Math.Floor(py);
        double sum = 0;
        for (int y = top - 1; y <= top + 2; y++)
        {
            for (int x = left - 1; x <= left + 2; x++)
                sum += Keys(px - x) * Keys(py - y) * image[Math.Clamp(y, 0, image.GetLength(0) - 1), Math.Clamp(x, 0, image.GetLength(1) - 1)];
        }
        return sum;
    }

    /// <summary>Keys' cubic convolution kernel with a = −¾, OpenCV's choice.</summary>
    private static double Keys(double t)
    {
        const double a = -0.75;
        t = Math.Abs(t);
        return t < 1 ? (a + 2) * t * t * t - (a + 3) * t * t + 1 : t < 2 ? a * t * t * t - 5 * a * t * t + 8 * a * t - 4 * a : 0;
    }
}
