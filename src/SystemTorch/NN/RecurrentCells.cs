using System.Diagnostics.CodeAnalysis;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>One step of a GRU: (input [B, I], h [B, H]) → h'.</summary>
        public sealed class GRUCell : nn.Module<Tensor, Tensor, Tensor>
        {
            private readonly long _hidden;

            internal GRUCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(GRUCell)) =>
                CellWeights.Register(this, 3, inputSize, _hidden = hiddenSize, bias, device, dtype);

            [DisallowNull] public Parameter? weight_ih { get => Own(nameof(weight_ih)); set => Own(nameof(weight_ih), value); }
            [DisallowNull] public Parameter? weight_hh { get => Own(nameof(weight_hh)); set => Own(nameof(weight_hh), value); }
            [DisallowNull] public Parameter? bias_ih { get => Own(nameof(bias_ih)); set => Own(nameof(bias_ih), value); }
            [DisallowNull] public Parameter? bias_hh { get => Own(nameof(bias_hh)); set => Own(nameof(bias_hh), value); }

            public override Tensor forward(Tensor input, Tensor? h0 = null)
            {
                using var zero = h0 is null ? CellWeights.ZeroState(input, _hidden) : null;
                return Aten.Call("aten::gru_cell", input, h0 ?? zero, weight_ih, weight_hh, bias_ih, bias_hh);
            }
        }

        /// <summary>One step of an LSTM: (input [B, I], (h, c)) → (h', c').</summary>
        public sealed class LSTMCell : nn.Module<Tensor, (Tensor, Tensor)?, (Tensor, Tensor)>
        {
            private readonly long _hidden;

            internal LSTMCell(long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype) : base(nameof(LSTMCell)) =>
                CellWeights.Register(this, 4, inputSize, _hidden = hiddenSize, bias, device, dtype);

            [DisallowNull] public Parameter? weight_ih { get => Own(nameof(weight_ih)); set => Own(nameof(weight_ih), value); }
            [DisallowNull] public Parameter? weight_hh { get => Own(nameof(weight_hh)); set => Own(nameof(weight_hh), value); }
            [DisallowNull] public Parameter? bias_ih { get => Own(nameof(bias_ih)); set => Own(nameof(bias_ih), value); }
            [DisallowNull] public Parameter? bias_hh { get => Own(nameof(bias_hh)); set => Own(nameof(bias_hh), value); }

            public new (Tensor, Tensor) call(Tensor input, (Tensor, Tensor)? h0_c0 = null) => base.call(input, h0_c0);

            public override (Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0)
            {
                using var zero = h0_c0 is null ? CellWeights.ZeroState(input, _hidden) : null;
                var (h, c) = h0_c0 ?? (zero!, zero!);
                return Aten.Call2("aten::lstm_cell", input, new[] { h, c }, weight_ih, weight_hh, bias_ih, bias_hh);
            }
        }

        internal static class CellWeights
        {
            internal static void Register(nn.Module module, int gates, long inputSize, long hiddenSize, bool bias, Device? device, ScalarType? dtype)
            {
                var bound = 1 / Math.Sqrt(hiddenSize);
                void Add(string name, Tensor values)
                {
                    var parameter = new Parameter(values);
                    nn.init.uniform_(parameter, -bound, bound);
                    module.Own(name, parameter);
                }
                Add("weight_ih", empty(gates * hiddenSize, inputSize, dtype, device));
                Add("weight_hh", empty(gates * hiddenSize, hiddenSize, dtype, device));
                if (!bias) return;
                Add("bias_ih", empty(gates * hiddenSize, dtype, device));
                Add("bias_hh", empty(gates * hiddenSize, dtype, device));
            }

            internal static Tensor ZeroState(Tensor input, long hidden) =>
                zeros([.. input.shape[..^1], hidden], input.dtype, input.device);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static GRUCell GRUCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);

            public static LSTMCell LSTMCell(long inputSize, long hiddenSize, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, hiddenSize, bias, device, dtype);
        }
    }
}
