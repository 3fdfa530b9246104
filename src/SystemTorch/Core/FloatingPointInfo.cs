namespace TorchSharp;

public static partial class torch
{
    /// <summary>The limits of a floating point dtype.</summary>
    public struct FInfo
    {
        public int bits;
        public double eps;
        public double max;
        public double min;
        public double tiny;
        public double smallest_normal;
        public double resolution;
    }

    public static FInfo finfo() => finfo(get_default_dtype());

    public static FInfo finfo(ScalarType dtype) => dtype switch
    {
        ScalarType.BFloat16 => Limits(16, precision: 8, exponent: 8, resolution: 1e-2),
        ScalarType.Float16 => Limits(16, precision: 11, exponent: 5, resolution: 1e-3),
        ScalarType.Float32 or ScalarType.ComplexFloat32 => Limits(32, precision: 24, exponent: 8, resolution: 1e-6),
        ScalarType.Float64 or ScalarType.ComplexFloat64 => Limits(64, precision: 53, exponent: 11, resolution: 1e-15),
        _ => throw new ArgumentException("'dtype' must be floating point or complex"),
    };

    // With p bits of precision and e of exponent: ε = 2^(1-p), largest (2 - ε) 2^(2^(e-1) - 1), smallest normal 2^(2 - 2^(e-1)).
    private static FInfo Limits(int bits, int precision, int exponent, double resolution)
    {
        double eps = Math.Pow(2, 1 - precision);
        int bias = (1 << (exponent - 1)) - 1;
        double max = (2 - eps) * Math.Pow(2, bias), smallest = Math.Pow(2, 1 - bias);
        return new FInfo
        {
            bits = bits,
            eps = eps,
            max = max,
            min = -max,
            tiny = smallest,
            smallest_normal = smallest,
            resolution = resolution,
        };
    }

    public static bool can_cast(ScalarType from, ScalarType to) => Aten.CallBool("aten::can_cast", from, to);

    /// <summary>The smallest dtype that both can become.</summary>
    public static ScalarType promote_types(ScalarType type1, ScalarType type2) =>
        (ScalarType)Aten.CallLong("aten::promote_types", type1, type2);

    /// <summary>The dtype of the two tensors' sum.</summary>
    public static ScalarType result_type(Tensor tensor1, Tensor tensor2) =>
        (ScalarType)Aten.CallLong("aten::result_type.Tensor", tensor1, tensor2);
}
