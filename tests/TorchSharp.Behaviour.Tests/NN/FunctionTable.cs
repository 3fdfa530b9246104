using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

/// <summary>The functions of golden/nn.json as TorchSharp code, under the same names; layers without parameters in both forms.</summary>
public static partial class FunctionTable
{
    public delegate Tensor Form(Tensor[] x);

    public static IReadOnlyDictionary<string, Form[]> Cases { get; } =
        new[] { Activations, Pooling, Resampling, Comparing, Losses }.SelectMany(part => part).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Form Of(Module<Tensor, Tensor> layer) => x => layer.call(x[0]);

    private static Dictionary<string, Form[]> Activations => new()
    {
        ["ReLU()"] = [Of(ReLU()), x => F.relu(x[0]), x => F.relu(x[0].clone(), inplace: true)],
        ["ReLU6()"] = [Of(ReLU6()), x => F.relu6(x[0]), x => F.relu6(x[0].clone(), inplace: true)],
        ["LeakyReLU(0.2)"] = [Of(LeakyReLU(0.2)), x => F.leaky_relu(x[0], 0.2), x => F.leaky_relu(x[0].clone(), 0.2, inplace: true)],
        ["ELU(0.7)"] = [Of(ELU(0.7)), x => F.elu(x[0], 0.7), x => F.elu(x[0].clone(), 0.7, inplace: true)],
        ["CELU(1.3)"] = [Of(CELU(1.3)), x => F.celu(x[0], 1.3)],
        ["SELU()"] = [Of(SELU()), x => F.selu(x[0]), x => F.selu(x[0].clone(), inplace: true)],
        ["GELU()"] = [Of(GELU()), x => F.gelu(x[0])],
        ["SiLU()"] = [Of(SiLU()), x => F.silu(x[0]), x => F.silu(x[0].clone(), inplace: true)],
        ["Mish()"] = [Of(Mish()), x => F.mish(x[0])],
        ["Sigmoid()"] = [Of(Sigmoid()), x => F.sigmoid(x[0]), x => F.sigmoid(x[0].clone(), inplace: true)],
        ["LogSigmoid()"] = [Of(LogSigmoid()), x => F.logsigmoid(x[0])],
        ["Tanh()"] = [Of(Tanh()), x => F.tanh(x[0]), x => F.tanh(x[0].clone(), inplace: true)],
        ["Tanhshrink()"] = [Of(Tanhshrink()), x => F.tanhshrink(x[0])],
        ["Softplus(2, 1)"] = [Of(Softplus(2, 1)), x => F.softplus(x[0], 2, 1)],
        ["Softsign()"] = [Of(Softsign()), x => F.softsign(x[0])],
        ["Softshrink(0.4)"] = [Of(Softshrink(0.4)), x => F.softshrink(x[0], 0.4)],
        ["Hardshrink(0.4)"] = [Of(Hardshrink(0.4)), x => F.hardshrink(x[0], 0.4)],
        ["Hardtanh(-0.5, 1)"] = [Of(Hardtanh(-0.5, 1)), x => F.hardtanh(x[0], -0.5, 1), x => F.hardtanh(x[0].clone(), -0.5, 1, inplace: true)],
        ["Hardsigmoid()"] = [Of(Hardsigmoid()), x => F.hardsigmoid(x[0])],
        ["Hardswish()"] = [Of(Hardswish()), x => F.hardswish(x[0])],
        ["Threshold(0.3, -1)"] = [Of(Threshold(0.3, -1)), x => F.threshold(x[0], 0.3, -1)],
        ["Softmax(1)"] = [Of(Softmax(1)), x => F.softmax(x[0], 1)],
        ["LogSoftmax(0)"] = [Of(LogSoftmax(0)), x => F.log_softmax(x[0], 0)],
        ["GLU(1)"] = [Of(GLU(1)), x => F.glu(x[0], 1)],
    };

    private static Dictionary<string, Form[]> Pooling => new()
    {
        ["MaxPool1d(2)"] = [Of(MaxPool1d(2)), x => F.max_pool1d(x[0], 2), x => MaxPool1d(2).forward_with_indices(x[0]).Values],
        ["MaxPool1d(3, 2, 1, 2, ceil_mode=True)"] = [Of(MaxPool1d(3, 2, 1, 2, true)), x => F.max_pool1d_with_indices(x[0], 3, 2, 1, 2, true).output],
        ["AvgPool1d(3, 2, 1)"] = [Of(AvgPool1d(3, 2, 1)), x => F.avg_pool1d(x[0], 3, 2, 1)],
        ["AvgPool1d(3, 2, 1, True, False)"] = [Of(AvgPool1d(3, 2, 1, true, false)), x => F.avg_pool1d(x[0], 3, 2, 1, true, false)],
        ["AdaptiveAvgPool1d(3)"] = [Of(AdaptiveAvgPool1d(3)), x => F.adaptive_avg_pool1d(x[0], 3)],
        ["AdaptiveMaxPool1d(3)"] = [Of(AdaptiveMaxPool1d(3)), x => F.adaptive_max_pool1d(x[0], 3)],
        ["MaxPool2d(2)"] = [Of(MaxPool2d(2)), x => F.max_pool2d(x[0], 2), x => F.max_pool2d(x[0], new long[] { 2, 2 })],
        ["MaxPool2d((3, 2), (2, 1), (1, 0))"] = [Of(MaxPool2d((3, 2), (2, 1), (1, 0))), Of(MaxPool2d([3, 2], [2, 1], [1, 0])), x => F.max_pool2d(x[0], (3, 2), (2, 1), (1, 0))],
        ["AvgPool2d((2, 3))"] = [Of(AvgPool2d((2, 3))), Of(AvgPool2d([2, 3])), x => F.avg_pool2d(x[0], (2, 3))],
        ["AvgPool2d(2, 1, 1, False, False, 3)"] = [Of(AvgPool2d(2, 1, 1, false, false, 3)), x => F.avg_pool2d(x[0], 2, 1, 1, false, false, 3)],
        ["AdaptiveAvgPool2d((2, 3))"] = [Of(AdaptiveAvgPool2d((2, 3))), x => F.adaptive_avg_pool2d(x[0], [2, 3])],
        ["AdaptiveMaxPool2d((2, 3))"] = [Of(AdaptiveMaxPool2d([2, 3])), x => F.adaptive_max_pool2d(x[0], [2, 3])],
        ["MaxPool3d(2)"] = [Of(MaxPool3d(2)), x => F.max_pool3d(x[0], [2, 2, 2])],
        ["MaxPool3d((2, 1, 3), (1, 2, 1))"] = [Of(MaxPool3d((2, 1, 3), (1, 2, 1))), x => F.max_pool3d_with_indices(x[0], [2, 1, 3], [1, 2, 1]).output],
        ["AvgPool3d(2)"] = [Of(AvgPool3d(2)), x => F.avg_pool3d(x[0], [2, 2, 2])],
        ["AvgPool3d((2, 3, 2), (1, 1, 2), (0, 1, 0))"] = [Of(AvgPool3d((2, 3, 2), (1, 1, 2), (0, 1, 0))), Of(AvgPool3d([2, 3, 2], [1, 1, 2], [0, 1, 0]))],
        ["AdaptiveAvgPool3d((2, 1, 3))"] = [Of(AdaptiveAvgPool3d((2, 1, 3))), x => F.adaptive_avg_pool3d(x[0], (2, 1, 3))],
        ["AdaptiveMaxPool3d((2, 1, 3))"] = [Of(AdaptiveMaxPool3d([2, 1, 3])), x => F.adaptive_max_pool3d(x[0], [2, 1, 3])],
    };

    private static Dictionary<string, Form[]> Comparing => new()
    {
        ["cosine_similarity"] = [x => F.cosine_similarity(x[0], x[1]), x => CosineSimilarity().call(x[0], x[1])],
        ["cosine_similarity along 0"] = [x => F.cosine_similarity(x[0], x[1], dim: 0, eps: 1e-3), x => CosineSimilarity(0, 1e-3).call(x[0], x[1])],
        ["pairwise_distance"] = [x => F.pairwise_distance(x[0], x[1], p: 3, keepdim: true), x => PairwiseDistance(3, keepdim: true).call(x[0], x[1])],
        ["normalize"] = [x => F.normalize(x[0])],
        ["normalize p 1 along 0"] = [x => F.normalize(x[0], p: 1, dim: 0)],
        ["one_hot"] = [x => F.one_hot(x[0], 4)],
        ["dropout off"] = [x => F.dropout(x[0], 0.5, false), x => F.dropout(x[0], 0)],
        ["attention"] = [x => F.scaled_dot_product_attention(x[0], x[1], x[2])],
        ["attention masked"] =
        [
            x => F.scaled_dot_product_attention(x[0], x[1], x[2], x[3]),
            x => F.scaled_dot_product_attention(x[0], x[1], x[2], x[3].eq(0)),
            x => F.scaled_dot_product_attention(x[0], x[1], x[2], is_casual: true),
        ],
        ["unfold"] = [x => F.unfold(x[0], (2, 3), (1, 2), (1, 0), (2, 1))],
        ["fold"] = [x => F.fold(x[0], (3, 3), (2, 2)), x => F.fold(x[0], 3, 2)],
        ["instance_norm"] = [x => F.instance_norm(x[0])],
        ["group_norm"] = [x => F.group_norm(x[0], 2)],
        ["batch_norm by running statistics"] = [x => F.batch_norm(x[0], x[1], x[2])],
    };
}
