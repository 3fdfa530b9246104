using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class AsymmetricExponentialShapeTests
{
    [Fact]
    public void Half_way_up_it_is_above_a_half_and_half_way_down_below()
    {
        var shape = new AsymmetricExponentialShape();
        Assert.Equal((1 - Math.Exp(-1.5)) / (1 - Math.Exp(-3)), shape.At(0.25, 0.5), 1e-12);
        Assert.Equal((Math.Exp(1) - 1) / (Math.Exp(2) - 1), shape.At(0.75, 0.5), 1e-12);
        Assert.True(shape.At(0.25, 0.5) > 0.5 && shape.At(0.75, 0.5) < 0.5);
    }
}
