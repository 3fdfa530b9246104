using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

/// <summary>
/// TV-L1 as it stands in the papers, one pixel at a time in double precision, for nothing but to be read and to be right: the
/// reference of the vectorised code. Images and flows are indexed [y, x].
/// </summary>
internal sealed class ScalarTvL1(TvL1Settings settings)
{
    /// <summary>Iterations that each warp took, from the coarsest level to the finest.</summary>
    public List<int> Iterations { get; } = [];

    public (double[,] U, double[,] V) Compute(double[,] previous, double[,] next)
    {
        List<double[,]> i0 = [previous], i1 = [next];
        while (i0.Count < settings.Scales)
        {
            int h = (int)Math.Round(i0[^1].GetLength(0) * settings.ScaleStep), w = (int)Math.Round(i0[^1].GetLength(1) * settings.ScaleStep);
            if (Math.Min(h, w) < 16)
                break;
            i0.Add(ScalarResize.Resize(i0[^1], w, h, 1 / settings.ScaleStep, 1 / settings.ScaleStep));
            i1.Add(ScalarResize.Resize(i1[^1], w, h, 1 / settings.ScaleStep, 1 / settings.ScaleStep));
        }
        double[,] u = new double[i0[^1].GetLength(0), i0[^1].GetLength(1)], v = (double[,])u.Clone();
        for (int s = i0.Count - 1; ; s--)
        {
            OneScale(i0[s], i1[s], ref u, ref v);
            if (s == 0)
                return (u, v);
            u = Enlarge(u, i0[s - 1]);
            v = Enlarge(v, i0[s - 1]);
        }
    }

    private double[,] Enlarge(double[,] flow, double[,] image)
    {
        int h = image.GetLength(0), w = image.GetLength(1);
        var larger = ScalarResize.Resize(flow, w, h, (double)flow.GetLength(1) / w, (double)flow.GetLength(0) / h);
        return Each(w, h, (x, y) => larger[y, x] / settings.ScaleStep);
    }

    private void OneScale(double[,] i0, double[,] i1, ref double[,] u1, ref double[,] u2)
    {
        int h = i0.GetLength(0), w = i0.GetLength(1);
        double lambda = settings.Lambda, theta = settings.Theta, tau = settings.Tau;
        double[,] p11 = new double[h, w], p12 = new double[h, w], p21 = new double[h, w], p22 = new double[h, w];
        var data = new ScalarDataTerm(i0, i1);
        for (int warp = 0; warp < settings.Warps; warp++)
        {
            data.Linearise(u1, u2, everywhere: warp == 0);
            var (rho0, gx, gy) = (data.Rho0, data.GradientX, data.GradientY);
            double change = double.PositiveInfinity, enough = settings.Epsilon * (double)settings.Epsilon * w * h;
            int n = 0;
            for (; n < settings.OuterIterations * settings.InnerIterations && change > enough; n++)
            {
                if (settings.MedianFilter && n % settings.InnerIterations == 0)
                    (u1, u2) = (ScalarMedian.Filter(u1), ScalarMedian.Filter(u2));
                change = 0;
                double[,] new1 = new double[h, w], new2 = new double[h, w];
                for (int y = 0; y < h; y++)
                {
                    for (int x = 0; x < w; x++)
                    {
                        double rho = rho0[y, x] + gx[y, x] * u1[y, x] + gy[y, x] * u2[y, x];
                        double squared = gx[y, x] * gx[y, x] + gy[y, x] * gy[y, x];
                        double step = squared > 1.1920929e-7 ? Math.Clamp(-rho / squared, -lambda * theta, lambda * theta) : 0;
                        new1[y, x] = u1[y, x] + step * gx[y, x] + theta * Divergence(p11, p12, x, y);
                        new2[y, x] = u2[y, x] + step * gy[y, x] + theta * Divergence(p21, p22, x, y);
                        change += Math.Pow(new1[y, x] - u1[y, x], 2) + Math.Pow(new2[y, x] - u2[y, x], 2);
                    }
                }
                (u1, u2) = (new1, new2);
                Chambolle(u1, p11, p12, tau / theta);
                Chambolle(u2, p21, p22, tau / theta);
            }
            Iterations.Add(n);
        }
    }

    /// <summary>p = (p + step·∇u) / (1 + step·|∇u|).</summary>
    private static void Chambolle(double[,] u, double[,] px, double[,] py, double step)
    {
        int h = u.GetLength(0), w = u.GetLength(1);
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                double dx = x < w - 1 ? u[y, x + 1] - u[y, x] : 0, dy = y < h - 1 ? u[y + 1, x] - u[y, x] : 0;
                double divisor = 1 + step * Math.Sqrt(dx * dx + dy * dy);
                px[y, x] = (px[y, x] + step * dx) / divisor;
                py[y, x] = (py[y, x] + step * dy) / divisor;
            }
        }
    }

    private static double Divergence(double[,] px, double[,] py, int x, int y)
        => px[y, x] - (x > 0 ? px[y, x - 1] : 0) + py[y, x] - (y > 0 ? py[y - 1, x] : 0);

    internal static double[,] Each(int w, int h, Func<int, int, double> value)
    {
        var result = new double[h, w];
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
                result[y, x] = value(x, y);
        }
        return result;
    }
}
