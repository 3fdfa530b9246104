using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Zeroes each value with probability p, in training only.</summary>
        public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout(double p, bool inplace) : base(nameof(Dropout)) => (this.p, this.inplace) = (p, inplace);
            public double p { get; set; }
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => F.dropout(tensor, p, training, inplace);
        }

        /// <summary>Zeroes whole channels of [N, C, L].</summary>
        public sealed class Dropout1d : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout1d(double p, bool inplace) : base(nameof(Dropout1d)) => (this.p, this.inplace) = (p, inplace);
            public double p { get; set; }
            public bool inplace { get; set; }

            public override Tensor forward(Tensor tensor)
            {
                if (tensor.ndim != 3) throw new ArgumentException("tensor passed to Dropout1d must be of the shape (N,C,L)");
                return F.dropout1d(tensor, p, training, inplace);
            }
        }

        /// <summary>Zeroes whole channels of [N, C, H, W].</summary>
        public sealed class Dropout2d : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout2d(double p, bool inplace) : base(nameof(Dropout2d)) => (this.p, this.inplace) = (p, inplace);
            public double p { get; set; }
            public bool inplace { get; set; }
            public override Tensor forward(Tensor input) => F.dropout2d(input, p, training, inplace);
        }

        /// <summary>Zeroes whole channels of [N, C, D, H, W].</summary>
        public sealed class Dropout3d : ParameterLessModule<Tensor, Tensor>
        {
            internal Dropout3d(double p, bool inplace) : base(nameof(Dropout3d)) => (this.p, this.inplace) = (p, inplace);
            public double p { get; set; }
            public bool inplace { get; set; }
            public override Tensor forward(Tensor input) => F.dropout3d(input, p, training, inplace);
        }

        /// <summary>Dropout that keeps mean and variance under SELU.</summary>
        public sealed class AlphaDropout : ParameterLessModule<Tensor, Tensor>
        {
            internal AlphaDropout(double p, bool inplace) : base(nameof(AlphaDropout)) => (this.p, this.inplace) = (p, inplace);
            public double p { get; set; }
            public bool inplace { get; set; }
            public override Tensor forward(Tensor tensor) => F.alpha_dropout(tensor, p, training, inplace);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
            public static Dropout1d Dropout1d(double p = 0.5, bool inplace = false) => new(p, inplace);
            public static Dropout2d Dropout2d(double p = 0.5, bool inplace = false) => new(p, inplace);
            public static Dropout3d Dropout3d(double p = 0.5, bool inplace = false) => new(p, inplace);
            public static AlphaDropout AlphaDropout(double p = 0.5, bool inplace = false) => new(p, inplace);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    (training && !inplace ? Drawn(input, p) : null) ?? Aten.Call(inplace ? "aten::dropout_" : "aten::dropout", input, p, training);

                /// <summary>With numbers that all threads draw at once; null for what only libtorch knows how to drop.</summary>
                private static unsafe Tensor? Drawn(Tensor input, double p)
                {
                    IntPtr result = 0;
                    int refused = Library.Check(Library.st_dropout(input.Handle, p, &result));
                    GC.KeepAlive(input);
                    return refused == 0 ? new Tensor(result) : null;
                }

                public static Tensor dropout1d(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
                {
                    using var image = input.unsqueeze(-1);
                    using var dropped = dropout2d(image, p, training, inplace);
                    return dropped.squeeze(-1);
                }

                public static Tensor dropout2d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    Aten.Call(inplace ? "aten::feature_dropout_" : "aten::feature_dropout", input, p, training);

                public static Tensor dropout3d(Tensor input, double p = 0.5, bool training = true, bool inplace = false) =>
                    dropout2d(input, p, training, inplace);

                public static Tensor alpha_dropout(Tensor input, double p = 0.5, bool training = false, bool inplace = false) =>
                    Aten.Call(inplace ? "aten::alpha_dropout_" : "aten::alpha_dropout", input, p, training);
            }
        }
    }
}
