using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>y = x Wᵀ + b.</summary>
        public sealed class Linear : nn.Module<Tensor, Tensor>
        {
            internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
            {
                in_features = weight.shape[1];
                out_features = weight.shape[0];
                this.weight = weight;
                this.bias = bias;
            }

            internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
            {
                in_features = inputSize;
                out_features = outputSize;
                weight = new Parameter(empty(outputSize, inputSize, dtype, device));
                if (hasBias) bias = new Parameter(empty(outputSize, dtype, device));
                DefaultInitialisation.Fill(weight, bias);
            }

            public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
            public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }
            public long in_features { get; set; }
            public long out_features { get; set; }

            public override Tensor forward(Tensor tensor) => F.linear(tensor, weight, bias);
        }

        /// <summary>y_k = x₁ᵀ W_k x₂ + b_k.</summary>
        public sealed class Bilinear : nn.Module<Tensor, Tensor, Tensor>
        {
            internal Bilinear(long in1Features, long in2Features, long outputSize, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Bilinear))
            {
                in1_features = in1Features;
                in2_features = in2Features;
                out_features = outputSize;
                var bound = 1 / Math.Sqrt(in1Features);
                weight = new Parameter(empty(outputSize, in1Features, in2Features, dtype, device));
                nn.init.uniform_(weight, -bound, bound);
                if (!hasBias) return;
                bias = new Parameter(empty(outputSize, dtype, device));
                nn.init.uniform_(bias, -bound, bound);
            }

            public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
            public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }
            public long in1_features { get; set; }
            public long in2_features { get; set; }
            public long out_features { get; set; }

            public override Tensor forward(Tensor input1, Tensor input2) => F.bilinear(input1, input2, weight, bias);
        }

        /// <summary>PyTorch's default for linear layers and convolutions: both uniform within ±1/√fan_in.</summary>
        internal static class DefaultInitialisation
        {
            internal static void Fill(Parameter weight, Parameter? bias)
            {
                nn.init.kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (bias is null) return;
                var (fanIn, _) = nn.init.CalculateFanInAndFanOut(weight);
                var bound = fanIn > 0 ? 1 / Math.Sqrt(fanIn) : 0;
                nn.init.uniform_(bias, -bound, bound);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);

            public static Linear Linear(Parameter weight, Parameter? bias = null) => new(weight, bias);

            public static Bilinear Bilinear(long in1_features, long in2_features, long out_features, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in1_features, in2_features, out_features, hasBias, device, dtype);
        }
    }
}
