namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, outside of autograd, and returns them.</summary>
        public static class init
        {
            public enum NonlinearityType
            {
                Linear = 0,
                Conv1D = 1,
                Conv2D = 2,
                Conv3D = 3,
                ConvTranspose1D = 4,
                ConvTranspose2D = 5,
                ConvTranspose3D = 6,
                Sigmoid = 7,
                Tanh = 8,
                ReLU = 9,
                LeakyReLU = 10
            }

            public enum FanInOut
            {
                FanIn = 0,
                FanOut = 1
            }

            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0.0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2 / (1 + param * param)),
                _ => 1,
            };

            /// <summary>How many inputs each output has, and outputs each input: of [out, in, kernel…].</summary>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException("Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
                var kernel = shape[2..].Aggregate(1L, (product, size) => product * size);
                return (shape[1] * kernel, shape[0] * kernel);
            }

            public static Tensor zeros_(Tensor tensor) => Fill(tensor, "aten::zero_");
            public static Tensor ones_(Tensor tensor) => Fill(tensor, "aten::fill_.Scalar", 1);
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, "aten::fill_.Scalar", val);

            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, "aten::uniform_", low, high, generator);

            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, "aten::normal_", mean, std, generator);

            /// <summary>
            /// The normal distribution cut off at a and b, by inverting its distribution function: erf⁻¹ of uniform values.
            /// TorchSharp up to 0.107 fills with the constant std instead.
            /// </summary>
            public static Tensor trunc_normal_(Tensor tensor, double mean = 0.0, double std = 1.0, double a = -2.0, double b = 2.0, Generator? generator = null)
            {
                using var bounds = torch.tensor([(a - mean) / std / Math.Sqrt(2), (b - mean) / std / Math.Sqrt(2)]);
                using var levels = Aten.Call("aten::erf", bounds);
                var level = levels.data<double>();
                Fill(tensor, "aten::uniform_", level[0], level[1], generator);
                Fill(tensor, "aten::erfinv_");
                Fill(tensor, "aten::mul_.Scalar", std * Math.Sqrt(2));
                Fill(tensor, "aten::add_.Scalar", mean);
                return Fill(tensor, "aten::clamp_", a, b);
            }

            public static Tensor xavier_uniform_(Tensor tensor, double gain = 1.0)
            {
                var bound = Math.Sqrt(3) * XavierStd(tensor, gain);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>Normal; TorchSharp up to 0.107 draws from the uniform distribution of the same deviation.</summary>
            public static Tensor xavier_normal_(Tensor tensor, double gain = 1.0) => normal_(tensor, 0, XavierStd(tensor, gain));

            public static Tensor glorot_uniform_(Tensor tensor, double gain = 1.0) => xavier_uniform_(tensor, gain);
            public static Tensor glorot_normal_(Tensor tensor, double gain = 1.0) => xavier_normal_(tensor, gain);

            private static double XavierStd(Tensor tensor, double gain)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return gain * Math.Sqrt(2.0 / (fanIn + fanOut));
            }

            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingStd(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingStd(tensor, a, mode, nonlinearity));

            private static double KaimingStd(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            public static Tensor eye_(Tensor tensor)
            {
                if (tensor.dim() != 2) throw new ArgumentException("Only tensors with 2 dimensions are supported");
                using var untracked = no_grad();
                using var identity = eye(tensor.shape[0], tensor.shape[1], tensor.dtype, tensor.device);
                return tensor.copy_(identity);
            }

            /// <summary>A random (semi-)orthogonal matrix [out, rest]: Q of a normal matrix, signs by the diagonal of R.</summary>
            public static Tensor orthogonal_(Tensor tensor, double gain = 1.0)
            {
                var shape = tensor.shape;
                if (shape.Length < 2) throw new ArgumentException("Only tensors with 2 or more dimensions are supported");
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                var (rows, columns) = (shape[0], tensor.numel() / shape[0]);
                var random = empty([Math.Max(rows, columns), Math.Min(rows, columns)], tensor.dtype, tensor.device);
                normal_(random);
                var (q, r) = Aten.Call2("aten::linalg_qr", random);
                var signs = Aten.Call("aten::sign", Aten.Call("aten::diagonal", r));
                Aten.CallVoid("aten::mul_.Tensor", q, signs);
                if (rows < columns) q = Aten.Call("aten::t", q);
                tensor.copy_(Aten.Call("aten::reshape", q, shape));
                return Fill(tensor, "aten::mul_.Scalar", gain);
            }

            private static Tensor Fill(Tensor tensor, string op, params ReadOnlySpan<Arg> args)
            {
                using var untracked = no_grad();
                Aten.CallVoid(op, [tensor, .. args]);
                return tensor;
            }
        }
    }
}
