using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>
/// The weights of a recurrent network, registered in the module as PyTorch names them (weight_ih_l0, weight_hh_l0, bias_ih_l0,
/// bias_hh_l0, weight_ih_l0_reverse, …) and handed to the operator in that order.
/// </summary>
internal sealed class Recurrent
{
    private readonly nn.Module _module;
    private readonly List<string> _names = [];
    private readonly long _hiddenSize;
    private readonly long _numLayers;
    private readonly bool _bias;
    private readonly bool _batchFirst;
    private readonly double _dropout;
    private readonly bool _bidirectional;

    /// <param name="gates">How many blocks of hidden size the weights hold: one for a plain network, three for GRU, four for LSTM.</param>
    internal Recurrent(nn.Module module, int gates, long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype)
    {
        _module = module;
        _hiddenSize = hiddenSize;
        _numLayers = numLayers;
        _bias = bias;
        _batchFirst = batchFirst;
        _dropout = dropout;
        _bidirectional = bidirectional;
        for (long layer = 0; layer < numLayers; layer++)
            foreach (var suffix in bidirectional ? new[] { "", "_reverse" } : [""])
            {
                var name = "_l" + layer.ToString(CultureInfo.InvariantCulture) + suffix;
                Add("weight_ih" + name, empty(gates * hiddenSize, layer == 0 ? inputSize : hiddenSize * Directions, dtype, device));
                Add("weight_hh" + name, empty(gates * hiddenSize, hiddenSize, dtype, device));
                if (!bias) continue;
                Add("bias_ih" + name, empty(gates * hiddenSize, dtype, device));
                Add("bias_hh" + name, empty(gates * hiddenSize, dtype, device));
            }
    }

    private long Directions => _bidirectional ? 2 : 1;

    private void Add(string name, Tensor values)
    {
        var bound = 1 / Math.Sqrt(_hiddenSize);
        var parameter = new Parameter(values);
        nn.init.uniform_(parameter, -bound, bound);
        _names.Add(name);
        _module.Own(name, parameter);
    }

    /// <summary>Zeros, the state [layers · directions, batch, hidden] when none is given.</summary>
    internal Tensor ZeroState(Tensor input) =>
        zeros(StateShape(input), input.dtype, input.device);

    private long[] StateShape(Tensor input) =>
        [Directions * _numLayers, input.shape[_batchFirst ? 0 : 1], _hiddenSize];

    internal void CheckState(Tensor input, Tensor state, string what)
    {
        var expected = StateShape(input);
        if (!expected.SequenceEqual(state.shape))
            throw new ExternalException($"Expected {what} size ({string.Join(", ", expected)}), got ({string.Join(", ", state.shape)})");
    }

    internal Tensor[] Weights => _names.ConvertAll(name => (Tensor)_module.Own(name)!).ToArray();
    internal Arg Bias => _bias;
    internal Arg Layers => _numLayers;
    internal Arg Dropout => _dropout;
    internal Arg Training => _module.training;
    internal Arg Bidirectional => _bidirectional;
    internal Arg BatchFirst => _batchFirst;
}
