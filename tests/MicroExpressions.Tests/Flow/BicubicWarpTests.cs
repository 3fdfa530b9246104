using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public unsafe class BicubicWarpTests
{
    /// <summary>Pixels in the level's unit of length.</summary>
    private const float Unit = 1.2f;

    [Theory]
    [InlineData(0.3)]    // one group of taps
    [InlineData(4.0)]    // lanes that lie pixels apart
    [InlineData(60.0)]   // most of them outside the frame
    public void It_equals_the_scalar_reference(double reach)
    {
        const int width = 41, height = 19;
        var random = new Random(1);
        double[,] i0 = Greys(random, width, height), i1 = Greys(random, width, height);
        double[,] u1 = Motion(random, width, height, reach), u2 = Motion(random, width, height, reach / 2);
        var reference = new ScalarDataTerm(i0, i1);
        reference.Linearise(u1, u2, everywhere: true);

        var level = new FlowLevel(width, height);
        Write(u1, level, FlowLevel.U1);
        Write(u2, level, FlowLevel.U2);
        BicubicWarp.Linearise<Lanes256>(level, Picture(i0), Picture(i1), Unit, everywhere: true);
        AssertSame(reference, level);
    }

    [Fact]
    public void Only_what_has_moved_by_more_than_a_sixteenth_pixel_is_linearised_anew()
    {
        const int width = 21, height = 5;
        var random = new Random(2);
        double[,] i0 = Greys(random, width, height), i1 = Greys(random, width, height), still = new double[height, width];
        var moved = ScalarTvL1.Each(width, height, (x, y) => x % 7 == 3 ? 0.07 : 0.06);
        var reference = new ScalarDataTerm(i0, i1);
        reference.Linearise(still, still, everywhere: true);
        reference.Linearise(moved, still, everywhere: false);

        var level = new FlowLevel(width, height);
        BicubicWarp.Linearise<Lanes256>(level, Picture(i0), Picture(i1), Unit, everywhere: true);
        Write(moved, level, FlowLevel.U1);
        BicubicWarp.Linearise<Lanes256>(level, Picture(i0), Picture(i1), Unit, everywhere: false);
        AssertSame(reference, level);
        for (int x = 0; x < width; x++)
            Assert.Equal(x % 7 == 3 ? 0.07f : 0, Unit * level.Row(FlowLevel.LinearisedU1, 2)[x], 1e-6f);
    }

    [Fact]
    public void Farther_than_half_a_pixel_outside_there_is_no_data_term()
    {
        var random = new Random(3);
        var level = new FlowLevel(16, 3);
        Write(ScalarTvL1.Each(16, 3, (x, y) => y == 0 ? 0.4 : 0.6), level, FlowLevel.U1);
        BicubicWarp.Linearise<Lanes128>(level, Picture(Greys(random, 16, 3)), Picture(Greys(random, 16, 3)), Unit, everywhere: true);
        Assert.NotEqual(0, level.Row(FlowLevel.InverseGradient, 0)[15]);
        Assert.Equal(0, level.Row(FlowLevel.InverseGradient, 1)[15]);
        Assert.Equal(0, level.Row(FlowLevel.GradientX, 1)[15]);
        Assert.NotEqual(0, level.Row(FlowLevel.InverseGradient, 1)[14]);
    }

    private static void AssertSame(ScalarDataTerm expected, FlowLevel level)
    {
        for (int y = 0; y < level.Height; y++)
        {
            for (int x = 0; x < level.Width; x++)
            {
                double gx = expected.GradientX[y, x], gy = expected.GradientY[y, x], squared = gx * gx + gy * gy;
                Assert.Equal(Unit * gx, level.Row(FlowLevel.GradientX, y)[x], 0.02);
                Assert.Equal(Unit * gy, level.Row(FlowLevel.GradientY, y)[x], 0.02);
                if (squared == 0)
                    Assert.Equal(0, level.Row(FlowLevel.InverseGradient, y)[x]);
                else
                    Assert.Equal(expected.Rho0[y, x], level.Row(FlowLevel.Residual, y)[x], 0.05);
                if (squared > 1)
                    Assert.Equal(-1, level.Row(FlowLevel.InverseGradient, y)[x] * Unit * Unit * squared, 0.02);
            }
        }
    }

    private static double[,] Greys(Random random, int width, int height) => ScalarTvL1.Each(width, height, (_, _) => random.Next(256));

    private static double[,] Motion(Random random, int width, int height, double reach)
        => ScalarTvL1.Each(width, height, (_, _) => (float)(reach * (2 * random.NextDouble() - 1)));

    private static void Write(double[,] values, FlowLevel level, int field)
    {
        for (int y = 0; y < level.Height; y++)
        {
            for (int x = 0; x < level.Width; x++)
                level.Row(field, y)[x] = (float)values[y, x] / Unit;
        }
    }

    private static ImageLevel Picture(double[,] greys)
    {
        var image = new ImageLevel(greys.GetLength(1), greys.GetLength(0));
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
                image.Row(y)[x] = (float)greys[y, x];
        }
        image.Complete<Lanes256>();
        return image;
    }
}
