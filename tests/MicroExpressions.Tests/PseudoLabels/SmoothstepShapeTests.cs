using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class SmoothstepShapeTests
{
    [Theory]
    [InlineData(0.1, 0.15625), InlineData(0.2, 0.5), InlineData(0.3, 0.84375), InlineData(0.7, 0.5)]
    public void Is_the_cubic_of_the_way_to_the_apex(double τ, double expected) =>
        Assert.Equal(expected, new SmoothstepShape().At(τ, 0.4), 1e-12);
}
