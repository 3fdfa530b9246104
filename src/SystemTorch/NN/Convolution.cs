using static TorchSharp.torch;

namespace TorchSharp
{
    public enum PaddingModes
    {
        Zeros = 0,
        Reflect = 1,
        Replicate = 2,
        Circular = 3,
        Constant = 4,
    }

    public enum Padding
    {
        Valid = 0,
        Same = 1
    }
}

namespace TorchSharp.Modules
{
    /// <summary>What convolutions over one, two and three dimensions have in common: the weight [out, in / groups, kernel…] and how it slides.</summary>
    public abstract class Convolution : nn.Module<Tensor, Tensor>
    {
        /// <summary>What <c>functional.pad</c> wants: (before, after) from the last dimension to the first.</summary>
        protected long[] _reversed_padding_repeated_twice = [];

        protected Convolution(
            string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[]? padding, Padding? padding_type,
            long[] dilation, bool transposed, long[] output_padding, long groups, bool bias, PaddingModes padding_mode,
            Device? device = null, ScalarType? dtype = null) : base(name)
        {
            if (transposed && padding_mode != PaddingModes.Zeros)
                throw new ArgumentException("Only PaddingModes.Zeros is supported for ConvTransposeND", nameof(padding_mode));
            this.in_channels = in_channels;
            this.out_channels = out_channels;
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.dilation = dilation;
            this.transposed = transposed;
            this.output_padding = output_padding;
            this.groups = groups;
            this.padding_mode = padding_mode;
            if (padding_type is { } type) SetPadding(type);
            else SetPadding(padding ?? new long[kernel_size.Length]);

            long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
            weight = new Parameter(empty([.. channels, .. kernel_size], dtype, device));
            if (bias) this.bias = new Parameter(empty(out_channels, dtype, device));
            reset_parameters();
        }

        public long in_channels { get; }
        public long out_channels { get; }
        public bool transposed { get; }
        public Padding? padding_type { get; private set; }
        public long[]? padding { get; private set; }
        public PaddingModes padding_mode { get; set; }
        public long groups { get; set; }
        public long[] kernel_size { get; set; }
        public long[] stride { get; set; }
        public long[] dilation { get; set; }
        public long[] output_padding { get; set; }
        public Parameter weight { get => Own(nameof(weight))!; set => Own(nameof(weight), value); }
        public Parameter? bias { get => Own(nameof(bias)); set => Own(nameof(bias), value); }

        public void reset_parameters() => DefaultInitialisation.Fill(weight, bias);

        public void SetPadding(long[] padding)
        {
            padding_type = null;
            this.padding = padding;
            _reversed_padding_repeated_twice = [.. padding.Reverse().SelectMany(size => new[] { size, size })];
        }

        public void SetPadding(Padding padding)
        {
            if (transposed) throw new ArgumentException("Cannot set padding type on ConvTransposeND");
            if (padding == Padding.Same && stride.Any(step => step != 1))
                throw new ArgumentException("padding='same' is not supported for strided convolutions");
            this.padding = null;
            padding_type = padding;
            // One more on the right where the total is odd, as PyTorch does.
            var totals = Enumerable.Range(0, kernel_size.Length).Reverse()
                .Select(d => padding == Padding.Same ? dilation[d] * (kernel_size[d] - 1) : 0);
            _reversed_padding_repeated_twice = [.. totals.SelectMany(total => new[] { total / 2, total - total / 2 })];
        }

        /// <summary>Batched [N, C, …] or not [C, …].</summary>
        protected bool ValidateShape(Tensor input, long dimensions)
        {
            var shape = input.shape;
            return (shape.Length == dimensions + 2 && shape[1] == in_channels) || (shape.Length == dimensions + 1 && shape[0] == in_channels);
        }

        private protected void Expect(Tensor input, long dimensions)
        {
            if (!ValidateShape(input, dimensions))
                throw new ArgumentException($"Expected {dimensions + 1}D (unbatched) or {dimensions + 2}D (batched) input with {in_channels} channels to {GetName()}.");
        }

        private protected Tensor Convolve(Tensor input, int dimensions)
        {
            Expect(input, dimensions);
            var (op, withPaddingType) = dimensions switch
            {
                1 => ("aten::conv1d", "aten::conv1d.padding"),
                2 => ("aten::conv2d", "aten::conv2d.padding"),
                _ => ("aten::conv3d", "aten::conv3d.padding"),
            };
            if (padding_mode != PaddingModes.Zeros)
            {
                using var padded = nn.functional.pad(input, _reversed_padding_repeated_twice, padding_mode);
                return Aten.Call(op, padded, weight, bias, stride, new long[dimensions], dilation, groups);
            }
            return padding_type is { } type
                ? Aten.Call(withPaddingType, input, weight, bias, stride, type == Padding.Same ? "same" : "valid", dilation, groups)
                : SizeKeepingConvolution.Of(input, weight, bias, stride, padding!, dilation, groups)
                  ?? Aten.Call(op, input, weight, bias, stride, padding, dilation, groups);
        }
    }

    public sealed class Conv1d : Convolution
    {
        internal Conv1d(long inputs, long outputs, long kernel, long stride, long? padding, Padding? type, long dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv1d), inputs, outputs, [kernel], [stride], padding is { } p ? [p] : null, type, [dilation], false, [0], groups, bias, mode, device, dtype) { }

        public override Tensor forward(Tensor input) => Convolve(input, 1);
    }

    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long inputs, long outputs, long[] kernel, long[] stride, long[]? padding, Padding? type, long[] dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv2d), inputs, outputs, kernel, stride, padding, type, dilation, false, [0, 0], groups, bias, mode, device, dtype) { }

        public override Tensor forward(Tensor input) => Convolve(input, 2);
    }

    public sealed class Conv3d : Convolution
    {
        internal Conv3d(long inputs, long outputs, long[] kernel, long[] stride, long[]? padding, Padding? type, long[] dilation, PaddingModes mode, long groups, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(Conv3d), inputs, outputs, kernel, stride, padding, type, dilation, false, [0, 0, 0], groups, bias, mode, device, dtype) { }

        public override Tensor forward(Tensor input) => Convolve(input, 3);
    }
}
