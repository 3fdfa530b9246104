namespace TorchSharp;

// In place each gives a new object on the tensor that it changed, as TorchSharp does.
public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            public static Tensor relu(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::relu_" : "aten::relu", x);

            public static Tensor relu6(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::relu6_" : "aten::relu6", x);

            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Aten.Call(inplace ? "aten::leaky_relu_" : "aten::leaky_relu", input, negative_slope);

            public static Tensor prelu(Tensor input, Tensor weight) => Aten.Call("aten::prelu", input, weight);

            public static Tensor elu(Tensor x, double alpha, bool inplace = false) => Aten.Call(inplace ? "aten::elu_" : "aten::elu", x, alpha);

            public static Tensor celu(Tensor x, double alpha, bool inplace = false) => Aten.Call(inplace ? "aten::celu_" : "aten::celu", x, alpha);

            public static Tensor selu(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::selu_" : "aten::selu", x);

            public static Tensor gelu(Tensor x) => gelu(x, false);

            public static Tensor gelu(Tensor x, bool inplace) => Aten.Call(inplace ? "aten::gelu_" : "aten::gelu", x);

            public static Tensor silu(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::silu_" : "aten::silu", x);

            public static Tensor mish(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::mish_" : "aten::mish", x);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            public static Tensor sigmoid(Tensor x, bool inplace) => Aten.Call(inplace ? "aten::sigmoid_" : "aten::sigmoid", x);

            public static Tensor logsigmoid(Tensor x) => Aten.Call("aten::log_sigmoid", x);

            public static Tensor tanh(Tensor x, bool inplace = false) => Aten.Call(inplace ? "aten::tanh_" : "aten::tanh", x);

            public static Tensor tanhshrink(Tensor x, bool inplace = false)
            {
                using var y = tanh(x);
                return Aten.Call(inplace ? "aten::sub_.Tensor" : "aten::sub.Tensor", x, y);
            }

            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Aten.Call("aten::softplus", x, beta, threshold);

            public static Tensor softsign(Tensor x, bool inplace = false)
            {
                using var magnitude = Aten.Call("aten::abs", x);
                using var divisor = Aten.Call("aten::add.Scalar", magnitude, 1);
                return Aten.Call(inplace ? "aten::div_.Tensor" : "aten::div.Tensor", x, divisor);
            }

            public static Tensor softshrink(Tensor x, double lambda = 0.5) => Aten.Call("aten::softshrink", x, lambda);

            public static Tensor hardshrink(Tensor x, double lambda = 0.5) => Aten.Call("aten::hardshrink", x, lambda);

            public static Tensor hardtanh(Tensor x, double min_val = -1.0, double max_val = 1.0, bool inplace = false) =>
                Aten.Call(inplace ? "aten::hardtanh_" : "aten::hardtanh", x, min_val, max_val);

            public static Tensor hardsigmoid(Tensor input, bool inplace = false) => Aten.Call(inplace ? "aten::hardsigmoid_" : "aten::hardsigmoid", input);

            public static Tensor hardswish(Tensor input, bool inplace = false) => Aten.Call(inplace ? "aten::hardswish_" : "aten::hardswish", input);

            public static Tensor threshold(Tensor x, double threshold, double value, bool inplace = false) =>
                Aten.Call(inplace ? "aten::threshold_" : "aten::threshold", x, threshold, value);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Aten.Call("aten::softmax.int", input, dim, dtype);

            public static Tensor log_softmax(Tensor x, long dim) => Aten.Call("aten::log_softmax.int", x, dim);

            public static Tensor glu(Tensor input, long dim = -1) => Aten.Call("aten::glu", input, dim);
        }
    }
}
