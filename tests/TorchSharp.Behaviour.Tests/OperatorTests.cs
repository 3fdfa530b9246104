using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Behaviour.Tests;

/// <summary>The operators that the kit uses, in its own spelling, beside PyTorch's values and gradients.</summary>
public class OperatorTests
{
    private static readonly Dictionary<string, Func<Tensor[], Tensor>> InTorchSharp = new()
    {
        ["add"] = x => x[0] + x[1],
        ["sub"] = x => x[0] - x[1],
        ["mul"] = x => x[0] * x[1],
        ["div"] = x => x[0] / x[1],
        ["number"] = x => 1 - 2 * x[0] / 3,
        ["neg, abs"] = x => x[0].neg().abs(),
        ["square, sqrt"] = x => (x[0].square() + x[1]).sqrt(),
        ["log, exp"] = x => x[0].log() + x[1].exp(),
        ["sigmoid"] = x => x[0].sigmoid(),
        ["relu"] = x => x[0].relu(),
        ["leaky_relu"] = x => F.leaky_relu(x[0], 0.2),
        ["softplus"] = x => F.softplus(x[0]),
        ["clamp"] = x => x[0].clamp(-0.5, 1) + x[0].clamp(min: 0.3),
        ["maximum, minimum"] = x => x[0].maximum(x[1]).minimum(x[2]),
        ["floor"] = x => x[0].floor(),
        ["where"] = x => where(x[0].gt(0.1), x[0], x[1]),
        ["comparisons"] = x => x[0].gt(x[1]).logical_and(x[0].le(1)).logical_or(x[0].lt(-1).logical_not()),
        ["sum"] = x => x[0].sum() + x[0].sum(dim: 0) + x[0].sum(1, keepdim: true),
        ["mean"] = x => x[0].mean([1, 2], keepdim: true) + x[0].mean(),
        ["deviation of a population"] = x => x[0].std(0, unbiased: false),
        ["amax"] = x => x[0].amax([1]),
        ["max, min"] = x => x[0].max() + x[0].min(),
        ["argmax"] = x => x[0].argmax(1, keepdim: true),
        ["topk"] = x => x[0].topk(2, dim: 0).values,
        ["lowest"] = x => x[0].topk(2, dim: 0, largest: false).indexes,
        ["softmax"] = x => x[0].softmax(dim: 1),
        ["logsumexp"] = x => x[0].masked_fill(x[1].gt(0), double.NegativeInfinity).logsumexp(1, keepdim: true),
        ["normalize"] = x => F.normalize(x[0], p: 2, dim: 1),
        ["matmul"] = x => x[0].matmul(x[1]),
        ["matmul of a vector"] = x => x[0].matmul(x[1]),
        ["mm"] = x => x[0].mm(x[1].transpose(0, 1)),
        ["bmm"] = x => x[0].bmm(x[1]),
        ["singular values"] = x => linalg.svd(x[0], fullMatrices: false).Item2,
        ["gather"] = x => x[0].gather(1, x[1]),
        ["scatter"] = x => zeros([2, 3], float64).scatter_(1, x[1], x[0]),
        ["index_select"] = x => x[0].index_select(0, x[1]),
        ["index_fill"] = x => (x[0] * 2).index_fill_(0, x[1], 1),
        ["select, narrow"] = x => x[0].select(1, 2) + x[0].narrow(1, 1, 1).squeeze(1),
        ["split"] = x => x[0].split(2, dim: 0)[1],
        ["cat, stack"] = x => cat([stack([x[0], x[1]], 0), x[2]], 1),
        ["flip, repeat"] = x => x[0].flip(1).repeat(2, 1),
        ["shapes"] = x => x[0].transpose(0, 1).unsqueeze(0).expand(2, 3, 2).reshape(2, 6).view(3, 4).permute(1, 0).flatten(),
        ["windows"] = x => F.pad(x[0], [1, 1, 1, 1], PaddingModes.Replicate).unfold(2, 3, 1).unfold(3, 3, 1).sum([4, 5]),
        ["pad"] = x => F.pad(x[0], [0, 0, 0, 2]),
        ["linear"] = x => F.linear(x[0], x[1], x[2]),
        ["conv1d"] = x => F.conv1d(x[0], x[1], x[2], padding: 1),
        ["conv2d"] = x => F.conv2d(x[0], x[1], null, [2, 2], [1, 1]),
        ["conv3d"] = x => F.conv3d(x[0], x[1], null, [2, 1, 1]),
        ["max_pool3d"] = x => F.max_pool3d(x[0], [2, 1, 3], [1, 2, 1]),
        ["no dropout"] = x => F.dropout(x[0], 0.5, false),
    };

    public static TheoryData<string> Names => [.. Golden.PyTorch.Operators.Select(c => c.Name)];

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_operators() =>
        Assert.Equal(Golden.PyTorch.Operators.Select(c => c.Name).Order(), InTorchSharp.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_are_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        Golden.Case golden = Golden.PyTorch.Operators.Single(c => c.Name == name);
        Tensor[] inputs = [.. golden.Inputs.Select(input => input.ToTensor())];
        Tensor output = InTorchSharp[name](inputs);
        golden.Outputs.Single().IsLike(output, golden.Python);
        Golden.Backward([output]);
        foreach (var (i, (input, expected)) in inputs.Zip(golden.Inputs).Index())
            expected.HasGradient(input, $"gradient of x[{i}] of {golden.Python}");
    }
}
