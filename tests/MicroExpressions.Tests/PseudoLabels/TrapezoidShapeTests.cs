using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class TrapezoidShapeTests
{
    /// <summary>p = 0.2, α = 0.3: the top runs from 0.3·0.8 = 0.24 to 1 − 0.7·0.8 = 0.44, a fifth of the clip.</summary>
    [Theory]
    [InlineData(0.12, 0.5), InlineData(0.24, 1), InlineData(0.3, 1), InlineData(0.44, 1), InlineData(0.72, 0.5)]
    public void The_plateau_covers_its_share_of_the_clip_and_contains_the_apex(double τ, double expected) =>
        Assert.Equal(expected, new TrapezoidShape().At(τ, 0.3), 1e-12);
}
