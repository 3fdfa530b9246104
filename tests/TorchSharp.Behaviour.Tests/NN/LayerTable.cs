using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

/// <summary>The layers of golden/nn.json as TorchSharp code, under the same names.</summary>
public static class LayerTable
{
    public static IReadOnlyDictionary<string, Func<Module>> Cases { get; } = new Dictionary<string, Func<Module>>
    {
        ["Linear"] = () => Linear(3, 4),
        ["Linear without bias"] = () => Linear(3, 2, hasBias: false),
        ["Bilinear"] = () => Bilinear(2, 3, 2),
        ["Conv1d"] = () => Conv1d(3, 4, 3, padding: 1),
        ["Conv1d strided, dilated, in groups"] = () => Conv1d(4, 6, 3, stride: 2, padding: 2, dilation: 2, groups: 2, bias: false),
        ["Conv1d same"] = () => Conv1d(2, 3, 4, Padding.Same),
        ["Conv1d reflect"] = () => Conv1d(2, 2, 3, padding: 1, padding_mode: PaddingModes.Reflect),
        ["Conv1d circular same"] = () => Conv1d(2, 2, 4, Padding.Same, padding_mode: PaddingModes.Circular),
        ["Conv2d"] = () => Conv2d(2, 3, (3, 2), stride: (2, 1), padding: (1, 0)),
        ["Conv2d replicate same"] = () => Conv2d(2, 2, 2, Padding.Same, padding_mode: PaddingModes.Replicate),
        ["Conv2d unbatched"] = () => Conv2d(2, 2, 2),
        ["Conv3d"] = () => Conv3d(2, 2, (2, 3, 1), padding: (0, 1, 0)),
        ["ConvTranspose1d"] = () => ConvTranspose1d(3, 2, 3, stride: 2, padding: 1, output_padding: 1),
        ["ConvTranspose2d"] = () => ConvTranspose2d(2, 4, (2, 3), stride: (2, 3), output_padding: (1, 1), groups: 2),
        ["ConvTranspose3d"] = () => ConvTranspose3d(2, 2, 2, dilation: 2),
        ["BatchNorm1d"] = () => BatchNorm1d(3),
        ["BatchNorm1d of sequences"] = () => BatchNorm1d(3, eps: 1e-3, momentum: 0.3),
        ["BatchNorm1d without affine"] = () => BatchNorm1d(3, affine: false),
        ["BatchNorm1d without running statistics"] = () => BatchNorm1d(3, track_running_stats: false),
        ["BatchNorm2d"] = () => BatchNorm2d(2),
        ["BatchNorm3d"] = () => BatchNorm3d(2),
        ["InstanceNorm1d"] = () => InstanceNorm1d(3),
        ["InstanceNorm1d affine, tracked"] = () => InstanceNorm1d(3, affine: true, track_running_stats: true),
        ["InstanceNorm2d unbatched"] = () => InstanceNorm2d(2),
        ["InstanceNorm3d"] = () => InstanceNorm3d(2, affine: true),
        ["LayerNorm"] = () => LayerNorm(5),
        ["LayerNorm over two dimensions"] = () => LayerNorm([3, 4], eps: 1e-3),
        ["LayerNorm without affine"] = () => LayerNorm(4, elementwise_affine: false),
        ["GroupNorm"] = () => GroupNorm(2, 4),
        ["Embedding"] = () => Embedding(5, 3),
        ["Embedding with padding"] = () => Embedding(5, 3, padding_idx: 2),
        ["PReLU"] = () => PReLU(3),
        ["GRU"] = () => GRU(3, 2),
        ["GRU batch first without bias"] = () => GRU(2, 3, bias: false, batchFirst: true),
        ["GRU of two layers, both directions"] = () => GRU(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["GRU from a state"] = () => GRU(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["LSTM"] = () => LSTM(3, 2),
        ["LSTM batch first without bias"] = () => LSTM(2, 3, bias: false, batchFirst: true),
        ["LSTM of two layers, both directions"] = () => LSTM(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["LSTM from a state"] = () => LSTM(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["RNN"] = () => RNN(3, 2),
        ["RNN batch first without bias"] = () => RNN(2, 3, bias: false, batchFirst: true),
        ["RNN of two layers, both directions"] = () => RNN(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["RNN from a state"] = () => RNN(3, 2, numLayers: 2, bidirectional: true, batchFirst: true),
        ["RNN with ReLU"] = () => RNN(3, 2, nonLinearity: NonLinearities.ReLU),
        ["GRUCell"] = () => GRUCell(3, 2),
        ["GRUCell from zero"] = () => GRUCell(3, 2, bias: false),
        ["LSTMCell"] = () => LSTMCell(3, 2),
        ["LSTMCell from zero"] = () => LSTMCell(3, 2),
        ["MultiheadAttention"] = () => MultiheadAttention(4, 2),
        ["MultiheadAttention of other sizes, with more places"] = () => MultiheadAttention(4, 2, bias: false, add_bias_kv: true, add_zero_attn: true, kdim: 3, vdim: 2),
        ["TransformerEncoderLayer"] = () => TransformerEncoderLayer(4, 2, 3, dropout: 0),
        ["TransformerEncoderLayer masked"] = () => TransformerEncoderLayer(2, 1, 3, dropout: 0, activation: Activations.GELU),
        ["Sequential"] = () => Sequential(Linear(3, 4), ReLU(), BatchNorm1d(4), Linear(4, 2)),
    };

    /// <summary>Calls a layer as its kind wants it: with states or without.</summary>
    public static Tensor[] Call(Module layer, Tensor[] x)
    {
        switch (layer)
        {
            case MultiheadAttention attention:
                var (attended, weights) = x.Length > 3 ? attention.call(x[0], x[1], x[2], x[3], true, x[4]) : attention.call(x[0], x[1], x[2]);
                return [attended, weights];
            case TransformerEncoderLayer encoder when x.Length > 1: return [encoder.call(x[0], x[1], x[2])];
            case Module<Tensor, Tensor> of1: return [of1.call(x[0])];
            case GRU gru: return Both(x.Length > 1 ? gru.call(x[0], x[1]) : gru.call(x[0]));
            case RNN rnn: return Both(x.Length > 1 ? rnn.call(x[0], x[1]) : rnn.call(x[0]));
            case LSTM lstm:
                var (output, h, c) = x.Length > 1 ? lstm.call(x[0], (x[1], x[2])) : lstm.call(x[0]);
                return [output, h, c];
            case LSTMCell cell: return Both(x.Length > 1 ? cell.call(x[0], (x[1], x[2])) : cell.call(x[0]));
            case Module<Tensor, Tensor, Tensor> of2: return [x.Length > 1 ? of2.call(x[0], x[1]) : of2.call(x[0], null!)];
            default: throw new ArgumentException(layer.GetName());
        }
    }

    private static Tensor[] Both((Tensor, Tensor) pair) => [pair.Item1, pair.Item2];
}
