using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Reporting;

/// <summary>Vectors of many dimensions as points of a plane: the one on which they lie furthest apart (principal component analysis).</summary>
/// <param name="X">first coordinate of each vector</param>
/// <param name="Y">second coordinate</param>
/// <param name="XShare">share of the vectors' variance along the first axis</param>
/// <param name="YShare">along the second</param>
public sealed record PrincipalPlane(IReadOnlyList<double> X, IReadOnlyList<double> Y, double XShare, double YShare)
{
    /// <summary>
    /// Projects vectors onto the first two right singular vectors of the centred matrix. Each axis points where its largest component is
    /// positive, so that the picture does not flip between runs.
    /// </summary>
    /// <param name="vectors"><c>[N, D]</c></param>
    /// <exception cref="InputException">not a matrix, or fewer than two rows or columns</exception>
    public static PrincipalPlane Of(Tensor vectors)
    {
        Shapes.Expect("the principal plane", (vectors, "vectors [N≥2, D≥2]"));
        using IDisposable untracked = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor centred = vectors.detach().cpu().to(float64);
        centred = centred - centred.mean([0], keepdim: true);                                           // [N, D]
        var (_, values, axes) = linalg.svd(centred, fullMatrices: false);
        double all = values.square().sum().item<double>();
        return new(Along(axes[0]), Along(axes[1]), Share(0), Share(1));

        double[] Along(Tensor axis) => centred.matmul(axis.max().item<double>() >= -axis.min().item<double>() ? axis : -axis).data<double>().ToArray();

        double Share(int axis) => all > 0 ? Math.Pow(values[axis].item<double>(), 2) / all : 0;
    }
}
