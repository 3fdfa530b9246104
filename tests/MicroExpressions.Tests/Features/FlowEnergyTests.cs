using MicroExpressions.Features;
using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Features;

public class FlowEnergyTests
{
    private static readonly HoofSettings Settings = new() { FrameSize = 32, Grid = 2, RemoveHeadMotion = false };

    [Fact]
    public void A_field_that_moves_by_half_a_pixel_everywhere_has_half_a_pixel_of_energy()
    {
        var motion = new MotionHistogram(Settings);
        motion.Add(new FlowField(32, 32, [.. Enumerable.Repeat(0.3f, 32 * 32)], [.. Enumerable.Repeat(-0.4f, 32 * 32)]));
        double[] energy = FlowEnergy.Of(new SnippetMatrix(1, MotionHistogram.DimensionOf(Settings), motion.Finish()), Settings);
        Assert.Equal(0.5, Assert.Single(energy), 1e-5);
    }

    [Fact]
    public void Features_of_other_settings_are_refused() =>
        Assert.Throws<ArgumentException>(() => FlowEnergy.Of(new SnippetMatrix(1, 3, [1, 2, 3]), Settings));

    [Fact]
    public void Peaks_come_best_first_and_apart() => Assert.Equal([3, 0, 7], FlowEnergy.Peaks([5, 1, 8, 9, 8, 1, 2, 3], count: 5, apart: 3));
}
