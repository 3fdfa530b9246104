using MicroExpressions.Metrics;

namespace MicroExpressions.Tests.Metrics;

public class CurveErrorTests
{
    [Theory, MemberData(nameof(CurveGolden.Names), MemberType = typeof(CurveGolden))]
    public void Mean_absolute_error_equals_numpy(string name)
    {
        var c = CurveGolden.Named(name);
        Assert.Equal(c.Mae, CurveError.MeanAbsolute(c.X, c.Y), 1e-12);
    }

    [Fact]
    public void The_apex_error_counts_frames_not_points() =>
        Assert.Equal(5, CurveError.ApexInFrames([0.1, 0.4, 0.9, 0.2], [46, 59, 73, 86], apex: 68));

    [Fact]
    public void Of_several_peaks_the_first_counts() => Assert.Equal(1, CurveError.ApexInFrames([0.1, 0.9, 0.9], [10, 20, 30], apex: 21));

    [Fact]
    public void Points_without_frames_are_refused() =>
        Assert.Throws<ArgumentException>(() => CurveError.ApexInFrames([0.1, 0.2], [1], apex: 1));
}
