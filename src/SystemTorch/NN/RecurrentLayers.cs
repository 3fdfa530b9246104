using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Gated recurrent units: (input [T, B, I] or [B, T, I], h₀ [L · D, B, H]) → (output, hₙ).</summary>
        public sealed class GRU : nn.Module<Tensor, Tensor, (Tensor, Tensor)>
        {
            private readonly Recurrent _net;

            internal GRU(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(GRU)) =>
                _net = new Recurrent(this, 3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0!);

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0 = null)
            {
                using var zero = h0 is null ? _net.ZeroState(input) : null;
                if (h0 is not null) _net.CheckState(input, h0, "hidden");
                return Aten.Call2("aten::gru.input", input, h0 ?? zero, _net.Weights, _net.Bias, _net.Layers, _net.Dropout, _net.Training, _net.Bidirectional, _net.BatchFirst);
            }

            /// <summary>Only cuDNN wants its weights in one piece, and copes without.</summary>
            public void flatten_parameters() { }
        }

        /// <summary>Long short-term memory: (input, (h₀, c₀)) → (output, hₙ, cₙ).</summary>
        public sealed class LSTM : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor, Tensor)>
        {
            private readonly Recurrent _net;

            internal LSTM(long inputSize, long hiddenSize, long numLayers, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(LSTM)) =>
                _net = new Recurrent(this, 4, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            public new (Tensor, Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            public override (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
            {
                using var zero = h0_c0 is null ? _net.ZeroState(input) : null;
                var (h0, c0) = h0_c0 ?? (zero!, zero!);
                _net.CheckState(input, h0, "hidden[0]");
                _net.CheckState(input, c0, "hidden[1]");
                return Aten.Call3("aten::lstm.input", input, new[] { h0, c0 }, _net.Weights, _net.Bias, _net.Layers, _net.Dropout, _net.Training, _net.Bidirectional, _net.BatchFirst);
            }

            public void flatten_parameters() { }
        }

        /// <summary>A plain recurrent network: h' = tanh or ReLU of (W x + b + U h + c).</summary>
        public sealed class RNN : nn.Module<Tensor, Tensor?, (Tensor, Tensor)>
        {
            private readonly Recurrent _net;
            private readonly string _op;

            internal RNN(long inputSize, long hiddenSize, long numLayers, nn.NonLinearities nonLinearity, bool bias, bool batchFirst, double dropout, bool bidirectional, Device? device, ScalarType? dtype) : base(nameof(RNN))
            {
                _op = nonLinearity == nn.NonLinearities.ReLU ? "aten::rnn_relu.input" : "aten::rnn_tanh.input";
                _net = new Recurrent(this, 1, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);
            }

            public new (Tensor, Tensor) call(Tensor input, Tensor? h0 = null) => base.call(input, h0);

            public override (Tensor, Tensor) forward(Tensor input, Tensor? h0)
            {
                using var zero = h0 is null ? _net.ZeroState(input) : null;
                if (h0 is not null) _net.CheckState(input, h0, "hidden");
                return Aten.Call2(_op, input, h0 ?? zero, _net.Weights, _net.Bias, _net.Layers, _net.Dropout, _net.Training, _net.Bidirectional, _net.BatchFirst);
            }

            public void flatten_parameters() { }

            public Parameter? get_weight_ih(long idx) => Own($"weight_ih_l{idx}");
            public Parameter? get_weight_hh(long idx) => Own($"weight_hh_l{idx}");
            public Parameter? get_bias_ih(long idx) => Own($"bias_ih_l{idx}");
            public Parameter? get_bias_hh(long idx) => Own($"bias_hh_l{idx}");
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public enum NonLinearities
            {
                ReLU = 0,
                Tanh = 1
            }

            public static GRU GRU(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            public static LSTM LSTM(long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional, device, dtype);

            public static RNN RNN(long inputSize, long hiddenSize, long numLayers = 1, NonLinearities nonLinearity = NonLinearities.Tanh, bool bias = true, bool batchFirst = false, double dropout = 0.0, bool bidirectional = false, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, numLayers, nonLinearity, bias, batchFirst, dropout, bidirectional, device, dtype);
        }
    }
}
