using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class EmpiricalModeDecompositionTests
{
    [Fact]
    public void The_modes_and_the_trend_add_up_to_the_curve() =>
        Prop.ForAll(Gen.Choose(-1000, 1000).Select(v => v / 100.0).ArrayOf(60).ToArbitrary(), curve =>
        {
            var (modes, trend) = EmpiricalModeDecomposition.Of(curve);
            for (int t = 0; t < curve.Length; t++)
                Assert.Equal(curve[t], modes.Sum(m => m[t]) + trend[t], 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_quick_and_a_slow_oscillation_come_apart()
    {
        double[] quick = Wave(period: 10), slow = Wave(period: 100);
        var (modes, _) = EmpiricalModeDecomposition.Of([.. quick.Zip(slow, (q, s) => q + s)]);
        // the ends belong to nobody: envelopes are extrapolated there
        Assert.True(Enumerable.Range(30, 140).Max(t => Math.Abs(modes[0][t] - quick[t])) < 0.1);
        Assert.True(Enumerable.Range(30, 140).Max(t => Math.Abs(modes[1][t] - slow[t])) < 0.15);
    }

    [Fact]
    public void A_slope_is_all_trend()
    {
        double[] slope = [.. Enumerable.Range(0, 50).Select(t => 0.3 * t)];
        var (modes, trend) = EmpiricalModeDecomposition.Of(slope);
        Assert.Empty(modes);
        Assert.Equal(slope, trend);
    }

    private static double[] Wave(double period) => [.. Enumerable.Range(0, 200).Select(t => Math.Sin(2 * Math.PI * t / period))];
}
