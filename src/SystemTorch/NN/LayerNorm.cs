using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Normalisation over the last dimensions, of the given shape, of each item by itself.</summary>
        public sealed class LayerNorm : nn.Module<Tensor, Tensor>
        {
            internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype) : base(nameof(LayerNorm))
            {
                this.normalized_shape = normalized_shape;
                this.eps = eps;
                this.elementwise_affine = elementwise_affine;
                if (!elementwise_affine) return;
                weight = new Parameter(ones(normalized_shape, dtype, device));
                if (bias) this.bias = new Parameter(zeros(normalized_shape, dtype, device));
            }

            public long[] normalized_shape { get; set; }
            public double eps { get; set; }
            public bool elementwise_affine { get; set; }
            public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
            public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }

            public void reset_parameters()
            {
                if (weight is not null) nn.init.ones_(weight);
                if (bias is not null) nn.init.zeros_(bias);
            }

            public override Tensor forward(Tensor tensor) => F.layer_norm(tensor, normalized_shape, weight, bias, eps);
        }

        /// <summary>Normalisation over groups of channels of each item by itself.</summary>
        public sealed class GroupNorm : nn.Module<Tensor, Tensor>
        {
            // Ones and zeros as in PyTorch. TorchSharp 0.104 to 0.107 leave both uninitialised: code that is to run there too
            // fills them itself.
            internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype) : base(nameof(GroupNorm))
            {
                this.num_groups = num_groups;
                this.eps = eps;
                this.affine = affine;
                if (!affine) return;
                weight = new Parameter(ones(num_channels, dtype, device));
                bias = new Parameter(zeros(num_channels, dtype, device));
            }

            public long num_groups { get; set; }
            public double eps { get; set; }
            public bool affine { get; set; }
            public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
            public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }

            public override Tensor forward(Tensor tensor)
            {
                if (tensor.Dimensions < 3)
                    throw new ArgumentException($"Invalid number of dimensions for GroupNorm argument: {tensor.Dimensions}");
                return F.group_norm(tensor, num_groups, weight, bias, eps);
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static LayerNorm LayerNorm(long[] normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(normalized_shape, eps, elementwise_affine, bias, device, dtype);

            public static LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);

            public static GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}
