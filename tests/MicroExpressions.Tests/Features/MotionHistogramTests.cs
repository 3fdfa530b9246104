using MicroExpressions.Features;
using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Features;

public class MotionHistogramTests
{
    private const int Size = 24, Bins = 8, PerCell = Bins + 1;

    private static readonly HoofSettings Settings = new() { FrameSize = Size, Grid = 3, FlowBins = Bins, RemoveHeadMotion = false };

    [Theory]
    [InlineData(0, 2f, 0f)]
    [InlineData(1, 1.5f, 1.5f)]
    [InlineData(2, 0f, 0.25f)]
    [InlineData(3, -1f, 1f)]
    [InlineData(4, -3f, 0f)]
    [InlineData(5, -1f, -1f)]
    [InlineData(6, 0f, -4f)]
    [InlineData(7, 0.1f, -0.1f)]
    public void A_motion_fills_the_bin_of_its_direction_with_the_root_of_its_length(int bin, float u, float v)
    {
        float[] features = Of(Settings, Uniform(u, v));
        for (int i = 0; i < features.Length; i++)
            Assert.Equal(i % PerCell == bin ? Math.Sqrt(double.Hypot(u, v)) : 0, features[i], 1e-3);
    }

    [Fact]
    public void A_direction_between_two_bins_is_shared()
    {
        float angle = MathF.PI / 4 * 1.25f;              // a quarter of the way from bin 1 to bin 2
        float[] features = Of(Settings, Uniform(MathF.Cos(angle), MathF.Sin(angle)));
        Assert.Equal(Math.Sqrt(0.75), features[1], 1e-3);
        Assert.Equal(Math.Sqrt(0.25), features[2], 1e-3);
    }

    [Fact]
    public void Turning_the_motion_by_one_bin_moves_every_number_by_one_bin()
    {
        FlowField flow = Random(seed: 4), turned = Field((x, y) =>
        {
            (float sin, float cos) = MathF.SinCos(2 * MathF.PI / Bins);
            (float u, float v) = (flow.U[y * Size + x], flow.V[y * Size + x]);
            return (u * cos - v * sin, u * sin + v * cos);
        });
        float[] before = Of(Settings, flow), after = Of(Settings, turned);
        for (int cell = 0; cell < 9; cell++)
            for (int b = 0; b < Bins; b++)
                Assert.Equal(before[cell * PerCell + b], after[cell * PerCell + (b + 1) % Bins], 1e-4);
    }

    [Fact]
    public void Motion_in_one_cell_stays_in_that_cell()
    {
        float[] features = Of(Settings, Field((x, y) => x is >= 8 and < 16 && y < 8 ? (1, 0) : (0, 0)));
        Assert.Equal(1, features[1 * PerCell], 1e-6);
        Assert.Equal(0, features[0 * PerCell]);
        Assert.Equal(0, features[4 * PerCell]);
    }

    [Fact]
    public void What_the_head_does_as_a_whole_is_taken_off()
    {
        HoofSettings steady = Settings with { RemoveHeadMotion = true };
        FlowField local = Field((x, y) => x < 8 && y < 8 ? (0.5f, -0.25f) : (0, 0));
        FlowField moved = Field((x, y) => x < 8 && y < 8 ? (2.5f, -1.25f) : (2, -1));
        Assert.Equal(Of(steady, local), Of(steady, moved), (a, b) => Math.Abs(a - b) < 1e-4);
    }

    [Fact]
    public void Pairs_are_averaged()
        => Assert.Equal(Math.Sqrt(2), Of(Settings, Uniform(1, 0), Uniform(3, 0))[0], 1e-5);

    [Fact]
    public void The_last_number_of_a_cell_is_the_root_of_its_mean_strain()
    {
        // u = x/20: a stretch of 0.05 along x everywhere, no shear
        float[] features = Of(Settings, Field((x, _) => (x / 20f, 0)));
        for (int cell = 0; cell < 9; cell++)
            Assert.Equal(Math.Sqrt(0.05), features[cell * PerCell + Bins], 1e-4);
    }

    [Fact]
    public void Energy_is_the_mean_length_of_the_motion()
    {
        FlowField flow = Random(seed: 5);
        double mean = flow.U.Zip(flow.V, (u, v) => double.Hypot(u, v)).Average();
        Assert.Equal(mean, MotionHistogram.Energy(Of(Settings, flow), Settings), 1e-4);
    }

    [Fact]
    public void A_finished_snippet_leaves_nothing_to_the_next()
    {
        var histogram = new MotionHistogram(Settings);
        histogram.Add(Random(seed: 6));
        histogram.Finish();
        histogram.Add(Uniform(1, 0));
        Assert.Equal(Of(Settings, Uniform(1, 0)), histogram.Finish());
        Assert.Throws<InvalidOperationException>(histogram.Finish);
    }

    [Fact]
    public void A_flow_of_another_size_is_refused()
        => Assert.Throws<ArgumentException>(() => Of(Settings with { FrameSize = 20 }, Uniform(1, 0)));

    [Fact]
    public void A_grid_finer_than_the_pixels_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new MotionHistogram(Settings with { Grid = 25 }));

    private static float[] Of(HoofSettings settings, params FlowField[] flows)
    {
        var histogram = new MotionHistogram(settings);
        foreach (FlowField flow in flows)
            histogram.Add(flow);
        return histogram.Finish();
    }

    private static FlowField Uniform(float u, float v) => Field((_, _) => (u, v));

    private static FlowField Random(int seed)
    {
        var random = new Random(seed);
        return Field((_, _) => (random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1));
    }

    private static FlowField Field(Func<int, int, (float U, float V)> at)
    {
        var (u, v) = (new float[Size * Size], new float[Size * Size]);
        for (int y = 0; y < Size; y++)
            for (int x = 0; x < Size; x++)
                (u[y * Size + x], v[y * Size + x]) = at(x, y);
        return new FlowField(Size, Size, u, v);
    }
}
