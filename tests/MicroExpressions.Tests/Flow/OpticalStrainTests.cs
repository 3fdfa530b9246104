using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public class OpticalStrainTests
{
    [Fact]
    public void An_affine_flow_has_the_strain_of_its_matrix_everywhere()
    {
        // u = 0.02x + 0.05y + 1, v = −0.01x + 0.03y: ε_xx = 0.02, ε_yy = 0.03, ε_xy = ½(0.05 − 0.01) = 0.02.
        var strain = OpticalStrain.Magnitude(Field(13, 9, (x, y) => (0.02 * x + 0.05 * y + 1, -0.01 * x + 0.03 * y)));
        Assert.All(strain, value => Assert.Equal(Math.Sqrt(0.0004 + 0.0009 + 2 * 0.0004), value, 1e-6));
    }

    [Fact]
    public void Moving_and_turning_as_a_whole_is_no_strain()
    {
        Prop.ForAll<int, int, int>((a, b, c) =>
        {
            var strain = OpticalStrain.Magnitude(Field(8, 6, (x, y) => (a % 10 - c % 7 * 0.125 * y, b % 10 + c % 7 * 0.125 * x)));
            return strain.All(value => value < 1e-5);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_frame_of_one_pixel_has_no_strain() => Assert.Equal([0f], OpticalStrain.Magnitude(Field(1, 1, (_, _) => (3, 4))));

    private static FlowField Field(int width, int height, Func<int, int, (double U, double V)> motion)
    {
        var pixels = Enumerable.Range(0, width * height).Select(i => motion(i % width, i / width)).ToList();
        return new FlowField(width, height, [.. pixels.Select(p => (float)p.U)], [.. pixels.Select(p => (float)p.V)]);
    }
}
