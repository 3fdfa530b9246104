using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.PseudoLabels;

public class GaussianShapeTests
{
    [Fact]
    public void One_σ_from_the_apex_it_is_e_to_the_minus_a_half_and_the_ends_stay_above_zero()
    {
        Assert.Equal(Math.Exp(-0.5), new GaussianShape().At(0.7, 0.5), 1e-12);
        Assert.Equal(Math.Exp(-0.5 * 2.5 * 2.5), new GaussianShape().At(0, 0.5), 1e-12);
    }
}
