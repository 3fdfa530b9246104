using System.Runtime.InteropServices;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class utils
        {
            /// <summary>Scales all gradients so that their common norm is at most max_norm; returns the norm before.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                var gradients = tensors.Select(parameter => parameter.grad).OfType<Tensor>().ToArray();
                if (gradients.Length == 0) return 0;
                var norms = Array.ConvertAll(gradients, gradient => Aten.Call("aten::norm.Scalar", gradient, norm_type));
                var total = Aten.Call("aten::norm.Scalar", Aten.Call("aten::stack", norms), norm_type).to(ScalarType.Float64).item<double>();
                var scale = max_norm / (total + 1e-6);
                if (scale < 1)
                    foreach (var gradient in gradients) Aten.CallVoid("aten::mul_.Scalar", gradient, scale);
                return total;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                foreach (var parameter in tensors)
                    if (parameter.grad is { } gradient) Aten.CallVoid("aten::clamp_", gradient, -clip_value, clip_value);
            }

            public static Tensor parameters_to_vector(IEnumerable<Parameter> tensors)
            {
                using var scope = NewDisposeScope();
                var parts = tensors.Select(parameter => Aten.Call("aten::reshape", parameter, new[] { -1L })).ToArray();
                return Aten.Call("aten::cat", parts, 0).MoveToOuterDisposeScope();
            }

            /// <summary>Copies the vector's parts into the parameters.</summary>
            public static void vector_to_parameters(Tensor vec, IEnumerable<Parameter> tensors)
            {
                using var untracked = no_grad();
                using var scope = NewDisposeScope();
                long start = 0;
                foreach (var parameter in tensors)
                {
                    var part = Aten.Call("aten::narrow", vec, 0, start, parameter.numel());
                    parameter.copy_(Aten.Call("aten::reshape", part, parameter.shape));
                    start += parameter.numel();
                }
            }
        }
    }
}
