using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public class TvL1FlowTests
{
    [Theory]
    [InlineData(2.0, 0.0)]
    [InlineData(0.0, -1.5)]
    [InlineData(-0.4, 0.3)]
    [InlineData(3.0, 2.0)]
    public void A_translation_is_found(double u, double v)
    {
        var pair = KnownMotion.Translation(96, 80, u, v, seed: 1);
        var flow = new TvL1Flow().Compute(pair.Previous, pair.Next);
        Assert.InRange(InnerError(flow, pair.Truth, margin: 6), 0, 0.05);
    }

    [Fact]
    public void The_same_frame_twice_does_not_move()
    {
        var still = KnownMotion.LocalBumps(70, 50, noise: 2, seed: 3).Previous;
        var flow = new TvL1Flow().Compute(still, still);
        Assert.All(flow.U.Concat(flow.V), motion => Assert.Equal(0f, motion));
    }

    [Fact]
    public void Frames_without_any_structure_do_not_move()
    {
        var flow = new TvL1Flow().Compute(Grey(40, 30, 80), Grey(40, 30, 200));
        Assert.All(flow.U.Concat(flow.V), motion => Assert.Equal(0f, motion));
    }

    [Fact]
    public void Swapping_the_frames_turns_a_uniform_motion_round()
    {
        var pair = KnownMotion.Translation(96, 80, 1.2, -0.7, seed: 4);
        var flow = new TvL1Flow();
        FlowField forth = flow.Compute(pair.Previous, pair.Next), back = flow.Compute(pair.Next, pair.Previous);
        var turned = new FlowField(96, 80, [.. back.U.Select(u => -u)], [.. back.V.Select(v => -v)]);
        Assert.InRange(InnerError(forth, turned, margin: 6), 0, 0.03);
    }

    [Fact]
    public void Transposed_frames_give_the_transposed_flow()
    {
        var pair = KnownMotion.LocalBumps(64, 48, noise: 0, seed: 5);
        var flow = new TvL1Flow(FixedWork);
        FlowField upright = flow.Compute(pair.Previous, pair.Next);
        FlowField lying = flow.Compute(Transposed(pair.Previous), Transposed(pair.Next));
        var expected = new FlowField(48, 64, Transposed(64, 48, upright.V), Transposed(64, 48, upright.U));
        Assert.InRange(LargestDifference(lying, expected), 0, 1e-3);
    }

    [Fact]
    public void Brightness_added_to_both_frames_changes_nothing()
    {
        var pair = KnownMotion.LocalBumps(64, 48, noise: 1, seed: 6);
        var flow = new TvL1Flow(FixedWork);
        FlowField plain = flow.Compute(pair.Previous, pair.Next), brighter = flow.Compute(Plus(pair.Previous, 32), Plus(pair.Next, 32));
        Assert.InRange(LargestDifference(plain, brighter), 0, 1e-3);
    }

    [Fact]
    public void A_second_call_does_not_remember_the_first()
    {
        var pair = KnownMotion.LocalBumps(64, 48, noise: 1, seed: 7);
        var other = KnownMotion.Translation(64, 48, 2, 1, seed: 8);
        var flow = new TvL1Flow();
        var first = flow.Compute(pair.Previous, pair.Next);
        flow.Compute(other.Previous, other.Next);
        flow.Compute(Grey(33, 21, 5), Grey(33, 21, 5));
        var again = flow.Compute(pair.Previous, pair.Next);
        Assert.Equal(first.U, again.U);
        Assert.Equal(first.V, again.V);
    }

    [Fact]
    public void Calls_from_several_threads_give_what_one_gives()
    {
        var pair = KnownMotion.LocalBumps(64, 48, noise: 1, seed: 9);
        var flow = new TvL1Flow();
        var alone = flow.Compute(pair.Previous, pair.Next);
        Parallel.For(0, 8, _ => Assert.Equal(alone.U, flow.Compute(pair.Previous, pair.Next).U));
    }

    [Fact]
    public void A_pair_allocates_nothing_but_its_flow()
    {
        var pair = KnownMotion.LocalBumps(128, 96, noise: 1, seed: 9);
        var flow = new TvL1Flow(FixedWork);
        flow.Compute(pair.Previous, pair.Next);
        // the runtime itself allocates on a thread now and then (tiering): what the flow needs is the least of several
        long least = Enumerable.Range(0, 8).Min(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            flow.Compute(pair.Previous, pair.Next);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        Assert.InRange(least, 0, 2 * sizeof(float) * 128 * 96 + 2000);
    }

    // The same work whatever the rounding: the last bit of a change must not decide over one iteration more or less.
    internal static TvL1Settings FixedWork { get; } = new() { Epsilon = 1e-9f, InnerIterations = 12, OuterIterations = 2, Warps = 2, Scales = 3 };

    [Theory]
    [InlineData(48, 40)]
    [InlineData(37, 53)]   // not a multiple of any vector width
    [InlineData(65, 33)]   // one pixel more than whole vectors
    [InlineData(17, 16)]   // no second level
    [InlineData(5, 3)]     // smaller than any vector and than the median's window
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    public void It_equals_the_scalar_reference(int width, int height)
    {
        var (previous, next) = RandomPair(width, height, seed: width * 100 + height);
        FlowField flow = new TvL1Flow(FixedWork).Compute(previous, next), reference = Reference(FixedWork, previous, next);
        Assert.InRange(FlowField.EndpointError(flow, reference), 0, 5e-4);
        // A pixel that moved by just 1/16 since it was linearised may be linearised anew by one of the two only.
        Assert.InRange(LargestDifference(flow, reference), 0, 0.05);
    }

    [Fact]
    public void With_the_documented_settings_it_equals_the_scalar_reference()
    {
        foreach (var pair in new[] { KnownMotion.LocalBumps(80, 64, noise: 2, seed: 10), KnownMotion.Smooth(64, 48, seed: 2) })
        {
            var flow = new TvL1Flow().Compute(pair.Previous, pair.Next);
            Assert.InRange(FlowField.EndpointError(flow, Reference(new TvL1Settings(), pair.Previous, pair.Next)), 0, 5e-4);
        }
    }

    [Fact]
    public void All_vector_widths_give_one_result()
    {
        var pair = KnownMotion.LocalBumps(45, 38, noise: 2, seed: 11);
        var flow = new TvL1Flow(FixedWork);
        var eight = flow.Compute<Lanes256>(pair.Previous, pair.Next);
        Assert.InRange(LargestDifference(flow.Compute<Lanes128>(pair.Previous, pair.Next), eight), 0, 2e-3);
        Assert.InRange(LargestDifference(flow.Compute<Lanes512>(pair.Previous, pair.Next), eight), 0, 2e-3);
    }

    [Fact]
    public void Frames_of_different_size_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new TvL1Flow().Compute(Grey(40, 30, 1), Grey(30, 40, 1)));
        Assert.Contains("40 × 30 followed by 30 × 40", error.Message);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(-1)]
    [InlineData(1e30f)]
    public void A_pixel_that_is_no_grey_value_is_refused_by_its_place(float value)
    {
        var bad = Grey(40, 30, 1);
        bad.Pixels[3 * 40 + 7] = value;
        var error = Assert.Throws<ArgumentException>(() => new TvL1Flow().Compute(Grey(40, 30, 1), bad));
        Assert.Contains("column 7, row 3", error.Message);
        Assert.Equal("next", error.ParamName);
    }

    [Fact]
    public void Settings_outside_their_range_are_refused_by_name()
    {
        Assert.Equal("Lambda", Refusal(new() { Lambda = 0 }).ParamName);
        Assert.Equal("Tau", Refusal(new() { Tau = float.NaN }).ParamName);
        Assert.Equal("Scales", Refusal(new() { Scales = 0 }).ParamName);
        Assert.Equal("ScaleStep", Refusal(new() { ScaleStep = 1 }).ParamName);

        static ArgumentOutOfRangeException Refusal(TvL1Settings settings)
            => Assert.Throws<ArgumentOutOfRangeException>(() => new TvL1Flow(settings));
    }

    internal static FlowField Reference(TvL1Settings settings, ImageF previous, ImageF next)
    {
        var (u, v) = new ScalarTvL1(settings).Compute(Doubles(previous), Doubles(next));
        return new FlowField(previous.Width, previous.Height, [.. u.Cast<double>().Select(x => (float)x)], [.. v.Cast<double>().Select(x => (float)x)]);
    }

    /// <summary>Random greys, blurred until a motion can be told from them at all; the second is the first, a little changed.</summary>
    internal static (ImageF Previous, ImageF Next) RandomPair(int width, int height, int seed)
    {
        var random = new Random(seed);
        double[,] Noise() => ScalarTvL1.Each(width, height, (_, _) => 255 * random.NextDouble());
        double[,] Blurred(double[,] image) => ScalarTvL1.Each(width, height, (x, y) => (
            from j in Enumerable.Range(y - 2, 5)
            from i in Enumerable.Range(x - 2, 5)
            select image[Math.Clamp(j, 0, height - 1), Math.Clamp(i, 0, width - 1)]).Average());
        double[,] first = Blurred(Noise()), change = Blurred(Noise());
        ImageF Image(double share) => new(width, height, [.. from y in Enumerable.Range(0, height)
                                                             from x in Enumerable.Range(0, width)
                                                             select (float)(first[y, x] + share * change[y, x])]);
        return (Image(0), Image(0.2));
    }

    internal static double LargestDifference(FlowField a, FlowField b)
        => a.U.Zip(b.U).Concat(a.V.Zip(b.V)).Max(pair => Math.Abs((double)pair.First - pair.Second));

    private static double[,] Doubles(ImageF image) => ScalarTvL1.Each(image.Width, image.Height, (x, y) => image.Pixels[y * image.Width + x]);

    private static double InnerError(FlowField flow, FlowField truth, int margin)
    {
        var errors = from y in Enumerable.Range(margin, flow.Height - 2 * margin)
                     from x in Enumerable.Range(margin, flow.Width - 2 * margin)
                     let i = y * flow.Width + x
                     select double.Hypot(flow.U[i] - truth.U[i], flow.V[i] - truth.V[i]);
        return errors.Average();
    }

    private static ImageF Grey(int width, int height, float value) => new(width, height, [.. Enumerable.Repeat(value, width * height)]);

    private static ImageF Plus(ImageF image, float value) => new(image.Width, image.Height, [.. image.Pixels.Select(grey => grey + value)]);

    private static ImageF Transposed(ImageF image) => new(image.Height, image.Width, Transposed(image.Width, image.Height, image.Pixels));

    private static float[] Transposed(int width, int height, float[] values)
        => [.. Enumerable.Range(0, width * height).Select(i => values[i % height * width + i / height])];
}
