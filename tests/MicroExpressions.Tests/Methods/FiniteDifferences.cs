using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods;

/// <summary>Gradients beside what a small change of each number changes.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-6, Allowed = 1e-6;

    /// <summary>Fails where the gradient of a scalar is not its slope.</summary>
    /// <param name="name">for messages</param>
    /// <param name="value">of inputs in double precision; the same for the same</param>
    /// <param name="inputs">where to look; a number that is exactly 0 is taken for one that was filled up and left out</param>
    public static void Agree(string name, Func<Tensor[], Tensor> value, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        Tensor[] leaves = [.. inputs.Select(i => i.detach().clone().requires_grad_())];
        value(leaves).backward();
        double largest = 0;
        for (int which = 0; which < inputs.Length; which++)
        {
            double[] at = inputs[which].detach().flatten().data<double>().ToArray();
            double[] gradient = leaves[which].grad is Tensor found ? found.flatten().data<double>().ToArray() : new double[at.Length];
            for (int i = 0; i < at.Length; i++)
            {
                if (at[i] == 0)
                    continue;
                double slope = (At(which, i, Step) - At(which, i, -Step)) / (2 * Step);
                Assert.True(Math.Abs(slope - gradient[i]) < Allowed, $"{name}: input {which}, element {i}: {gradient[i]} beside {slope}");
                largest = Math.Max(largest, Math.Abs(slope));
            }
        }
        Assert.True(largest > 1e-4, $"{name} depends on nothing here");

        double At(int which, int element, double change)
        {
            using var step = NewDisposeScope();
            using IDisposable untracked = no_grad();
            Tensor[] changed = [.. inputs.Select(i => i.detach().clone())];
            changed[which].view(-1)[element] += change;
            return value(changed).item<double>();
        }
    }
}
