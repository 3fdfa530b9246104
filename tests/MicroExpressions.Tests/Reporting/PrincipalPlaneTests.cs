using MicroExpressions.Reporting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Reporting;

public class PrincipalPlaneTests
{
    [Fact]
    public void Points_of_a_plane_in_space_keep_their_distances()
    {
        // 3 a·u + b·v with orthonormal u = (2, 1, 2)/3, v = (1, 2, −2)/3, moved away from the origin
        (double A, double B)[] flat = [(-2, 0.5), (-1, -1), (0, 1), (1, -1.5), (2, 0), (0.5, 1)];
        double[] space = [.. flat.SelectMany(p => new[] { 2 * p.A + p.B / 3 + 5, p.A + 2 * p.B / 3 - 1, 2 * p.A - 2 * p.B / 3 + 2 })];
        using Tensor vectors = tensor(space, dtype: float64).view(6, 3);
        PrincipalPlane plane = PrincipalPlane.Of(vectors);
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < i; j++)
                Assert.Equal(
                    Math.Sqrt(9 * Math.Pow(flat[i].A - flat[j].A, 2) + Math.Pow(flat[i].B - flat[j].B, 2)),
                    Math.Sqrt(Math.Pow(plane.X[i] - plane.X[j], 2) + Math.Pow(plane.Y[i] - plane.Y[j], 2)), 1e-9);
        Assert.Equal(1, plane.XShare + plane.YShare, 1e-9);
        Assert.True(plane.XShare > 0.8);
    }

    [Fact]
    public void The_shares_are_those_of_the_covariance()
    {
        // independent axes of variance 4, 1 and 0.25, each at ±: shares 4/5.25 and 1/5.25
        double[] cross = [2, 1, 0.5, -2, -1, 0.5, 2, -1, -0.5, -2, 1, -0.5];
        using Tensor vectors = tensor(cross, dtype: float64).view(4, 3);
        PrincipalPlane plane = PrincipalPlane.Of(vectors);
        Assert.Equal(4 / 5.25, plane.XShare, 1e-9);
        Assert.Equal(1 / 5.25, plane.YShare, 1e-9);
        Assert.Equal([2, -2, 2, -2], plane.X.Select(x => Math.Round(x, 6)));
    }

    [Fact]
    public void A_single_vector_spans_no_plane() => Assert.Throws<InputException>(() => PrincipalPlane.Of(zeros(1, 3)));
}
