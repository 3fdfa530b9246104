using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>
/// A bidirectional GRU beside its formula, written out in plain numbers (Cho et al. 2014, in PyTorch's arrangement):
/// <code>
/// r = σ(W_r x + b_r + U_r h + c_r)        the rows of weight_ih and weight_hh lie in the order r, z, n
/// z = σ(W_z x + b_z + U_z h + c_z)
/// n = tanh(W_n x + b_n + r ∘ (U_n h + c_n))
/// h' = (1 − z) ∘ n + z ∘ h
/// </code>
/// </summary>
public class GatedRecurrentUnitTests
{
    private const int In = 3, Hidden = 4, Steps = 5;

    [Fact]
    public void Both_directions_follow_the_formula()
    {
        using var scope = NewDisposeScope();
        using var gru = GRU(In, Hidden, batchFirst: true, bidirectional: true).to(float64);
        Tensor x = randn(1, Steps, In, dtype: float64);
        var (output, last) = gru.call(x);
        double[][] inputs = [.. Enumerable.Range(0, Steps).Select(t => Numbers(x[0, t]))];
        double[][] there = ByHand(gru, inputs, ""), back = [.. ByHand(gru, [.. inputs.Reverse()], "_reverse").Reverse()];
        for (int t = 0; t < Steps; t++)
            Golden.Values.AreClose([.. there[t], .. back[t]], output[0, t], $"step {t}", 1e-12);
        Golden.Values.AreClose([.. there[^1], .. back[0]], last.reshape(-1), "last states", 1e-12);
    }

    private static double[][] ByHand(Module gru, double[][] inputs, string direction)
    {
        double[] w = Parameter("weight_ih_l0"), u = Parameter("weight_hh_l0"), b = Parameter("bias_ih_l0"), c = Parameter("bias_hh_l0");
        double[] h = new double[Hidden];
        return [.. inputs.Select(x => h = [.. Enumerable.Range(0, Hidden).Select(i => Next(x, h, i))])];

        double Next(double[] x, double[] h, int i)
        {
            double r = Sigmoid(Row(w, b, x, i) + Row(u, c, h, i)), z = Sigmoid(Row(w, b, x, Hidden + i) + Row(u, c, h, Hidden + i));
            double n = Math.Tanh(Row(w, b, x, 2 * Hidden + i) + r * Row(u, c, h, 2 * Hidden + i));
            return (1 - z) * n + z * h[i];
        }

        double[] Parameter(string name) => Numbers(gru.get_parameter(name + direction)!);
    }

    private static double Row(double[] matrix, double[] bias, double[] vector, int row) =>
        bias[row] + vector.Select((v, k) => matrix[row * vector.Length + k] * v).Sum();

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Numbers(Tensor t) => t.detach().contiguous().data<double>().ToArray();
}
