using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class TriangularShapeTests
{
    [Fact]
    public void Eq03_triangle_is_one_at_apex_and_zero_at_ends()
    {
        var triangle = new TriangularShape();
        Assert.Equal(0, triangle.At(0, 0.25));
        Assert.Equal(1, triangle.At(0.25, 0.25), 1e-5);
        Assert.Equal(0, triangle.At(1, 0.25));
    }

    [Fact]
    public void Eq03_rises_by_τ_over_α_plus_ε_and_falls_by_its_mirror()
    {
        var triangle = new TriangularShape { Epsilon = 0.1 };
        Assert.Equal(0.2 / (0.4 + 0.1), triangle.At(0.2, 0.4));
        Assert.Equal((1 - 0.7) / (1 - 0.4 + 0.1), triangle.At(0.7, 0.4));
    }
}
