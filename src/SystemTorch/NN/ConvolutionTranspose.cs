using TorchSharp.Modules;
using static TorchSharp.Sizes;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>The gradient of a convolution with respect to its input, as a layer.</summary>
        public abstract class ConvolutionTranspose : Convolution
        {
            protected ConvolutionTranspose(
                string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
                long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
                Device? device = null, ScalarType? dtype = null)
                : base(name, in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, transposed, output_padding, groups, bias, padding_mode, device, dtype) { }

            public override Tensor forward(Tensor input) => forward(input, null);

            public abstract Tensor forward(Tensor input, long[]? output_size);

            /// <summary>How much to add at one end so that the output has the size asked for; strides leave a choice.</summary>
            protected long[] _output_padding(Tensor input, long[]? output_size, long[] kernel_size, long[] stride, long[] padding, long[] dilation, long num_spatial_dims)
            {
                if (output_size is null) return output_padding;
                var first = input.dim() == num_spatial_dims + 2 ? 2 : 1;
                if (output_size.Length == first + num_spatial_dims) output_size = output_size[first..];
                if (output_size.Length != num_spatial_dims)
                    throw new ArgumentException($"ConvTranspose{num_spatial_dims}D: for {input.dim()}D input, output_size must have {num_spatial_dims} or {first + num_spatial_dims} elements (got {output_size.Length})");
                var shape = input.shape;
                return [.. output_size.Select((size, d) =>
                {
                    var least = (shape[first + d] - 1) * stride[d] - 2 * padding[d] + dilation[d] * (kernel_size[d] - 1) + 1;
                    return size >= least && size < least + stride[d] ? size - least
                        : throw new ArgumentException($"Requested an output size of {size}, but valid sizes range from {least} to {least + stride[d] - 1}");
                })];
            }

            private protected Tensor Convolve(Tensor input, long[]? output_size, int dimensions)
            {
                Expect(input, dimensions);
                var more = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, dimensions);
                var op = dimensions switch { 1 => "aten::conv_transpose1d", 2 => "aten::conv_transpose2d.input", _ => "aten::conv_transpose3d.input" };
                return Aten.Call(op, input, weight, bias, stride, padding, more, groups, dilation);
            }
        }

        public sealed class ConvTranspose1d : ConvolutionTranspose
        {
            internal ConvTranspose1d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] more, long[] dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(ConvTranspose1d), inputs, outputs, kernel, stride, padding, null, dilation, true, more, groups, bias, mode, device, dtype) { }

            public override Tensor forward(Tensor input, long[]? output_size) => Convolve(input, output_size, 1);
        }

        public sealed class ConvTranspose2d : ConvolutionTranspose
        {
            internal ConvTranspose2d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] more, long[] dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(ConvTranspose2d), inputs, outputs, kernel, stride, padding, null, dilation, true, more, groups, bias, mode, device, dtype) { }

            public override Tensor forward(Tensor input, long[]? output_size) => Convolve(input, output_size, 2);
        }

        public sealed class ConvTranspose3d : ConvolutionTranspose
        {
            internal ConvTranspose3d(long inputs, long outputs, long[] kernel, long[] stride, long[] padding, long[] more, long[] dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
                : base(nameof(ConvTranspose3d), inputs, outputs, kernel, stride, padding, null, dilation, true, more, groups, bias, mode, device, dtype) { }

            public override Tensor forward(Tensor input, long[]? output_size) => Convolve(input, output_size, 3);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ConvTranspose1d ConvTranspose1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size], [stride], [padding], [output_padding], [dilation], padding_mode, groups, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Twice(kernel_size), Twice(stride), Twice(padding), Twice(output_padding), Twice(dilation), padding_mode, groups, bias, device, dtype);

            public static ConvTranspose2d ConvTranspose2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? output_padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Listed(kernel_size), Listed(stride, 1), Listed(padding, 0), Listed(output_padding, 0), Listed(dilation, 1), padding_mode, groups, bias, device, dtype);

            public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long output_padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Thrice(kernel_size), Thrice(stride), Thrice(padding), Thrice(output_padding), Thrice(dilation), padding_mode, groups, bias, device, dtype);

            public static ConvTranspose3d ConvTranspose3d(long in_channels, long out_channels, (long, long, long) kernel_size, (long, long, long)? stride = null, (long, long, long)? padding = null, (long, long, long)? output_padding = null, (long, long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Listed(kernel_size), Listed(stride, 1), Listed(padding, 0), Listed(output_padding, 0), Listed(dilation, 1), padding_mode, groups, bias, device, dtype);
        }
    }
}
