using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class RaisedCosineShapeTests
{
    [Fact]
    public void Half_way_to_the_apex_it_is_a_half_on_both_sides()
    {
        Assert.Equal(0.5, new RaisedCosineShape().At(0.15, 0.3), 1e-12);
        Assert.Equal(0.5, new RaisedCosineShape().At(0.65, 0.3), 1e-12);
    }

    [Fact]
    public void A_third_of_the_way_to_the_apex_it_is_a_quarter() =>
        Assert.Equal(0.25, new RaisedCosineShape().At(0.2, 0.6), 1e-12);
}
