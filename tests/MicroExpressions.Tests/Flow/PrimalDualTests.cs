using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public unsafe class PrimalDualTests
{
    // docs/method.md §1 "Features": λ, θ, τ; lengths in units of θ/τ, so the threshold λθ becomes λτ²/θ.
    private const float Threshold = 0.15f * 0.25f * 0.25f / 0.3f, Tau = 0.25f;

    [Theory]
    [InlineData(16, 6)]
    [InlineData(23, 9)]
    [InlineData(33, 4)]
    [InlineData(3, 2)]
    [InlineData(1, 1)]
    public void An_iteration_equals_the_formulas_pixel_by_pixel(int width, int height)
    {
        FlowLevel level = RandomLevel(width, height), expected = RandomLevel(width, height);
        for (int n = 0; n < 3; n++)
        {
            double change = ScalarIteration(expected);
            Assert.Equal(change, PrimalDual.Iterate<Lanes256>(level, Threshold, Tau), 1e-3 * change + 1e-12);
        }
        for (int field = FlowLevel.U1; field <= FlowLevel.P22; field++)
            AssertSame(expected, level, field, tolerance: 5e-4);
    }

    [Fact]
    public void All_vector_widths_iterate_alike()
    {
        FlowLevel four = RandomLevel(37, 8), eight = RandomLevel(37, 8), sixteen = RandomLevel(37, 8);
        for (int n = 0; n < 5; n++)
        {
            PrimalDual.Iterate<Lanes128>(four, Threshold, Tau);
            PrimalDual.Iterate<Lanes256>(eight, Threshold, Tau);
            PrimalDual.Iterate<Lanes512>(sixteen, Threshold, Tau);
        }
        for (int field = FlowLevel.U1; field <= FlowLevel.P22; field++)
        {
            AssertSame(eight, four, field, tolerance: 5e-4);
            AssertSame(eight, sixteen, field, tolerance: 5e-4);
        }
    }

    private static double ScalarIteration(FlowLevel level)
    {
        int w = level.Width, h = level.Height;
        double change = 0;
        double At(int field, int x, int y) => x < 0 || y < 0 ? 0 : level.Row(field, y)[x];
        double Divergence(int px, int py, int x, int y) => At(px, x, y) - At(px, x - 1, y) + At(py, x, y) - At(py, x, y - 1);
        for (int y = 0; y < h; y++)
        {
            for (int x = 0; x < w; x++)
            {
                double u1 = At(FlowLevel.U1, x, y), u2 = At(FlowLevel.U2, x, y);
                double gx = At(FlowLevel.GradientX, x, y), gy = At(FlowLevel.GradientY, x, y);
                double rho = At(FlowLevel.Residual, x, y) + gx * u1 + gy * u2;
                double step = Math.Clamp(rho * At(FlowLevel.InverseGradient, x, y), -Threshold, Threshold);
                double change1 = step * gx + Tau * Divergence(FlowLevel.P11, FlowLevel.P12, x, y);
                double change2 = step * gy + Tau * Divergence(FlowLevel.P21, FlowLevel.P22, x, y);
                level.Row(FlowLevel.U1, y)[x] = (float)(u1 + change1);
                level.Row(FlowLevel.U2, y)[x] = (float)(u2 + change2);
                change += change1 * change1 + change2 * change2;
            }
        }
        foreach (var (u, px, py) in new[] { (FlowLevel.U1, FlowLevel.P11, FlowLevel.P12), (FlowLevel.U2, FlowLevel.P21, FlowLevel.P22) })
        {
            for (int y = 0; y < h; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    double dx = x < w - 1 ? At(u, x + 1, y) - At(u, x, y) : 0, dy = y < h - 1 ? At(u, x, y + 1) - At(u, x, y) : 0;
                    double divisor = 1 + Math.Sqrt(dx * dx + dy * dy);
                    level.Row(px, y)[x] = (float)((At(px, x, y) + dx) / divisor);
                    level.Row(py, y)[x] = (float)((At(py, x, y) + dy) / divisor);
                }
            }
        }
        return change;
    }

    /// <summary>The same for the same size; p at the last column and row is zero, as after any iteration.</summary>
    private static FlowLevel RandomLevel(int width, int height)
    {
        var level = new FlowLevel(width, height);
        var random = new Random(width * 1000 + height);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                level.Row(FlowLevel.U1, y)[x] = random.NextSingle() - 0.5f;
                level.Row(FlowLevel.U2, y)[x] = random.NextSingle() - 0.5f;
                level.Row(FlowLevel.P11, y)[x] = x < width - 1 ? 0.6f * (random.NextSingle() - 0.5f) : 0;
                level.Row(FlowLevel.P12, y)[x] = y < height - 1 ? 0.6f * (random.NextSingle() - 0.5f) : 0;
                level.Row(FlowLevel.P21, y)[x] = x < width - 1 ? 0.6f * (random.NextSingle() - 0.5f) : 0;
                level.Row(FlowLevel.P22, y)[x] = y < height - 1 ? 0.6f * (random.NextSingle() - 0.5f) : 0;
                float gx = 30 * (random.NextSingle() - 0.5f), gy = 30 * (random.NextSingle() - 0.5f);
                level.Row(FlowLevel.GradientX, y)[x] = gx;
                level.Row(FlowLevel.GradientY, y)[x] = gy;
                level.Row(FlowLevel.Residual, y)[x] = 10 * (random.NextSingle() - 0.5f);
                level.Row(FlowLevel.InverseGradient, y)[x] = -1 / (gx * gx + gy * gy);
            }
        }
        return level;
    }

    private static void AssertSame(FlowLevel expected, FlowLevel actual, int field, double tolerance)
    {
        for (int y = 0; y < expected.Height; y++)
        {
            for (int x = 0; x < expected.Width; x++)
                Assert.Equal(expected.Row(field, y)[x], (double)actual.Row(field, y)[x], tolerance);
        }
    }
}
