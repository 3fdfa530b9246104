using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// One step of Adam or AdamW over the parameters of a group. What is plain (contiguous float32 on the CPU, no amsgrad) goes to
/// one native loop over all of them; the rest goes operator by operator.
/// </summary>
internal sealed class AdamStep(double lr, double beta1, double beta2, double eps, double weightDecay, bool decoupled, bool maximize)
{
    private readonly List<Tensor> _parameters = [];
    private readonly List<Tensor> _gradients = [];
    private readonly List<Tensor> _means = [];
    private readonly List<Tensor> _squares = [];
    private long _count;

    internal static void Check(double lr, double beta1, double beta2, double eps, double weightDecay)
    {
        if (lr < 0) throw new ArgumentException($"Invalid learning rate: {lr}");
        if (eps < 0) throw new ArgumentException($"Invalid ε: {eps}");
        if (beta1 is < 0 or >= 1) throw new ArgumentException($"Invalid beta1: {beta1}");
        if (beta2 is < 0 or >= 1) throw new ArgumentException($"Invalid beta2: {beta2}");
        if (weightDecay < 0) throw new ArgumentException($"Invalid weight_decay value: {weightDecay}");
    }

    /// <param name="mean">The running mean m of the gradient.</param>
    /// <param name="square">The running mean v of its square.</param>
    /// <param name="largest">The largest v so far, for amsgrad.</param>
    /// <param name="count">The number of this step, from 1.</param>
    internal void Add(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, Tensor? largest, long count)
    {
        if (largest is not null || !IsPlain(parameter) || !IsPlain(gradient) || !IsPlain(mean) || !IsPlain(square))
        {
            ByOperators(parameter, gradient, mean, square, largest, count);
            return;
        }
        if (count != _count) Run();
        _count = count;
        _parameters.Add(parameter);
        _gradients.Add(gradient);
        _means.Add(mean);
        _squares.Add(square);
    }

    private static bool IsPlain(Tensor tensor) =>
        tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && !tensor.is_sparse && tensor.is_contiguous();

    /// <summary>Runs what was added and not yet run.</summary>
    internal unsafe void Run()
    {
        if (_parameters.Count == 0) return;
        fixed (IntPtr* parameters = Handles(_parameters), gradients = Handles(_gradients), means = Handles(_means), squares = Handles(_squares))
            Library.Check(Library.st_adam_step(
                parameters, gradients, means, squares, _parameters.Count, lr, beta1, beta2, eps, weightDecay, _count, decoupled ? 1 : 0, maximize ? 1 : 0));
        foreach (var list in new[] { _parameters, _gradients, _means, _squares })
        {
            GC.KeepAlive(list);
            list.Clear();
        }
    }

    private static IntPtr[] Handles(List<Tensor> tensors) => [.. tensors.Select(tensor => tensor.Handle)];

    private void ByOperators(Tensor parameter, Tensor gradient, Tensor mean, Tensor square, Tensor? largest, long count)
    {
        if (maximize) gradient = gradient.neg();
        if (decoupled) parameter.mul_(1 - lr * weightDecay);
        else if (weightDecay != 0) gradient = gradient.add(parameter, weightDecay);

        mean.mul_(beta1).add_(gradient, 1 - beta1);
        square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        if (largest is not null) largest.copy_(torch.maximum(largest, square));
        var scale = (largest ?? square).sqrt().div(Math.Sqrt(1 - Math.Pow(beta2, count))).add_(eps);
        parameter.addcdiv_(mean, scale, -lr / (1 - Math.Pow(beta1, count)));
    }
}
