using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Padding as a layer: (before, after) from the last dimension backwards.</summary>
        public abstract class PadBase : ParameterLessModule<Tensor, Tensor>
        {
            private readonly PaddingModes _mode;

            protected PadBase(string name, PaddingModes mode, double value, params long[] padding) : base(name) =>
                (_mode, this.value, this.padding) = (mode, value, padding);

            public long[] padding { get; set; }
            public double value { get; set; }
            public override Tensor forward(Tensor input) => nn.functional.pad(input, padding, _mode, value);
        }

        public sealed class ConstantPad1d : PadBase
        {
            internal ConstantPad1d(double value, params long[] padding) : base(nameof(ConstantPad1d), PaddingModes.Constant, value, padding) { }
        }

        public sealed class ConstantPad2d : PadBase
        {
            internal ConstantPad2d(double value, params long[] padding) : base(nameof(ConstantPad2d), PaddingModes.Constant, value, padding) { }
        }

        public sealed class ConstantPad3d : PadBase
        {
            internal ConstantPad3d(double value, params long[] padding) : base(nameof(ConstantPad3d), PaddingModes.Constant, value, padding) { }
        }

        public sealed class ZeroPad2d : PadBase
        {
            internal ZeroPad2d(params long[] padding) : base(nameof(ZeroPad2d), PaddingModes.Constant, 0, padding) { }
        }

        public sealed class ReflectionPad1d : PadBase
        {
            internal ReflectionPad1d(params long[] padding) : base(nameof(ReflectionPad1d), PaddingModes.Reflect, 0, padding) { }
        }

        public sealed class ReflectionPad2d : PadBase
        {
            internal ReflectionPad2d(params long[] padding) : base(nameof(ReflectionPad2d), PaddingModes.Reflect, 0, padding) { }
        }

        public sealed class ReplicationPad1d : PadBase
        {
            internal ReplicationPad1d(params long[] padding) : base(nameof(ReplicationPad1d), PaddingModes.Replicate, 0, padding) { }
        }

        public sealed class ReplicationPad2d : PadBase
        {
            internal ReplicationPad2d(params long[] padding) : base(nameof(ReplicationPad2d), PaddingModes.Replicate, 0, padding) { }
        }

        public sealed class ReplicationPad3d : PadBase
        {
            internal ReplicationPad3d(params long[] padding) : base(nameof(ReplicationPad3d), PaddingModes.Replicate, 0, padding) { }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static ConstantPad1d ConstantPad1d(long padding, double value) => new(value, padding, padding);
            public static ConstantPad1d ConstantPad1d((long, long) padding, double value) => new(value, padding.Item1, padding.Item2);
            public static ConstantPad2d ConstantPad2d(long padding, double value) => new(value, Around(padding, 4));
            public static ConstantPad2d ConstantPad2d((long, long, long, long) padding, double value) => new(value, Around(padding));
            public static ConstantPad3d ConstantPad3d(long padding, double value) => new(value, Around(padding, 6));
            public static ConstantPad3d ConstantPad3d((long, long, long, long, long, long) padding, double value) => new(value, Around(padding));
            public static ZeroPad2d ZeroPad2d(long padding) => new(Around(padding, 4));
            public static ZeroPad2d ZeroPad2d((long, long, long, long) padding) => new(Around(padding));
            public static ReflectionPad1d ReflectionPad1d(long padding) => new(padding, padding);
            public static ReflectionPad1d ReflectionPad1d((long, long) padding) => new(padding.Item1, padding.Item2);
            public static ReflectionPad2d ReflectionPad2d(long padding) => new(Around(padding, 4));
            public static ReflectionPad2d ReflectionPad2d((long, long, long, long) padding) => new(Around(padding));
            public static ReplicationPad1d ReplicationPad1d(long padding) => new(padding, padding);
            public static ReplicationPad1d ReplicationPad1d((long, long) padding) => new(padding.Item1, padding.Item2);
            public static ReplicationPad2d ReplicationPad2d(long padding) => new(Around(padding, 4));
            public static ReplicationPad2d ReplicationPad2d((long, long, long, long) padding) => new(Around(padding));
            public static ReplicationPad3d ReplicationPad3d(long padding) => new(Around(padding, 6));
            public static ReplicationPad3d ReplicationPad3d((long, long, long, long, long, long) padding) => new(Around(padding));

            private static long[] Around(long padding, int sides) => [.. Enumerable.Repeat(padding, sides)];
            private static long[] Around((long, long, long, long) p) => [p.Item1, p.Item2, p.Item3, p.Item4];
            private static long[] Around((long, long, long, long, long, long) p) => [p.Item1, p.Item2, p.Item3, p.Item4, p.Item5, p.Item6];
        }
    }
}
