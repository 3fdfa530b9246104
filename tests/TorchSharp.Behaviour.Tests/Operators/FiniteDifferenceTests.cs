using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>Gradients beside central differences, (f(x + h) − f(x − h)) / 2h in double precision: an oracle that no libtorch takes part in.</summary>
public class FiniteDifferenceTests
{
    private const double Step = 1e-6;

    private static readonly Dictionary<string, Func<Tensor, Tensor>> Functions = new()
    {
        ["sum of products"] = x => (x * x.roll(1)).sum(),
        ["quotient"] = x => (x / (x * x + 1)).sum(),
        ["power"] = x => (x * x + 0.5).pow(1.7).sum(),
        ["exponentials"] = x => (x.exp() * x.sigmoid() - (x * x + 1).log()).sum(),
        ["softmax"] = x => (x.view(3, 4).softmax(1) * arange(12, dtype: float64).view(3, 4)).sum(),
        ["log softmax"] = x => x.view(3, 4).log_softmax(0).narrow(1, 1, 2).sum(),
        ["logsumexp"] = x => x.view(3, 4).logsumexp(1).square().sum(),
        ["standard deviation"] = x => x.view(3, 4).std(1, unbiased: false).sum(),
        ["norm"] = x => x.view(3, 4).norm(1).sum(),
        ["products of matrices"] = x => x.view(3, 4).matmul(x.view(4, 3)).tanh().sum(),
        ["einsum"] = x => einsum("ij,kj->ik", x.view(3, 4), x.view(3, 4)).square().sum(),
        ["inverse"] = x => (x.narrow(0, 0, 9).view(3, 3) + 5 * eye(3, dtype: float64)).inverse().sum(),
        ["determinant"] = x => x.narrow(0, 0, 9).view(3, 3).det(),
        ["distances"] = x => cdist(x.narrow(0, 0, 6).view(3, 2), x.narrow(0, 6, 6).view(3, 2)).sum(),
        ["largest elements"] = x => x.view(3, 4).topk(2, 1).values.square().sum(),
        ["cumulative product"] = x => x.cumprod(0).sum(),
        ["pieces joined"] = x => cat([x.narrow(0, 0, 4) * 2, x.narrow(0, 4, 8).flip(0).cos()], 0).square().sum(),
        ["gathered"] = x => x.gather(0, tensor(new long[] { 3, 3, 0, 11 })).exp().sum(),
        ["scattered"] = x => zeros(4, dtype: float64).index_add(0, arange(12).remainder(4), x, 1).square().sum(),
        ["clamped"] = x => (x.clamp(-0.45, 0.45) * x).sum(),
        ["where"] = x => x.where(x > 0.1, x * x).sum(),
        ["quantile"] = x => x.quantile(tensor(0.3, dtype: float64)).square(),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory, MemberData(nameof(Names))]
    public void The_gradient_is_the_slope(string name)
    {
        using var scope = NewDisposeScope();
        Func<Tensor, Tensor> function = Functions[name];
        double[] at = [0.3, -0.7, 0.9, 0.15, -0.32, 0.61, -0.88, 0.47, -0.11, 0.74, -0.53, 0.22];
        Tensor x = tensor(at, requires_grad: true);

        function(x).backward();

        double[] gradient = x.grad!.data<double>().ToArray();
        for (int i = 0; i < at.Length; i++)
        {
            double slope = (At(function, at, i, Step) - At(function, at, i, -Step)) / (2 * Step);
            Assert.True(Math.Abs(slope - gradient[i]) <= 1e-7 * (1 + Math.Abs(slope)), $"d/dx[{i}] is {gradient[i]}, the slope {slope}");
        }
    }

    private static double At(Func<Tensor, Tensor> function, double[] at, int i, double step)
    {
        double[] moved = [.. at];
        moved[i] += step;
        using (no_grad()) return function(tensor(moved)).item<double>();
    }
}
