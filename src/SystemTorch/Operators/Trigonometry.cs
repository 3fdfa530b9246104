namespace TorchSharp;

// Circular and hyperbolic functions and their inverses; angles in radians.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sin() => Aten.Call("aten::sin", this);
        public Tensor sin_() => InPlace("aten::sin_", this);
        public Tensor cos() => Aten.Call("aten::cos", this);
        public Tensor cos_() => InPlace("aten::cos_", this);
        public Tensor tan() => Aten.Call("aten::tan", this);
        public Tensor tan_() => InPlace("aten::tan_", this);
        public Tensor asin() => Aten.Call("aten::asin", this);
        public Tensor asin_() => InPlace("aten::asin_", this);
        public Tensor acos() => Aten.Call("aten::acos", this);
        public Tensor acos_() => InPlace("aten::acos_", this);
        public Tensor atan() => Aten.Call("aten::atan", this);
        public Tensor atan_() => InPlace("aten::atan_", this);
        public Tensor sinh() => Aten.Call("aten::sinh", this);
        public Tensor sinh_() => InPlace("aten::sinh_", this);
        public Tensor cosh() => Aten.Call("aten::cosh", this);
        public Tensor cosh_() => InPlace("aten::cosh_", this);
        public Tensor tanh() => Aten.Call("aten::tanh", this);
        public Tensor tanh_() => InPlace("aten::tanh_", this);
        public Tensor asinh() => Aten.Call("aten::asinh", this);
        public Tensor asinh_() => InPlace("aten::asinh_", this);
        public Tensor acosh() => Aten.Call("aten::acosh", this);
        public Tensor acosh_() => InPlace("aten::acosh_", this);
        public Tensor atanh() => Aten.Call("aten::atanh", this);
        public Tensor atanh_() => InPlace("aten::atanh_", this);
        public Tensor atan2(Tensor other) => Aten.Call("aten::atan2", this, other);
        public Tensor atan2_(Tensor other) => InPlace("aten::atan2_", this, other);
    }

    public static Tensor sin(Tensor input) => input.sin();
    public static Tensor sin_(Tensor input) => input.sin_();
    public static Tensor cos(Tensor input) => input.cos();
    public static Tensor cos_(Tensor input) => input.cos_();
    public static Tensor tan(Tensor input) => input.tan();
    public static Tensor tan_(Tensor input) => input.tan_();
    public static Tensor asin(Tensor input) => input.asin();
    public static Tensor asin_(Tensor input) => input.asin_();
    public static Tensor acos(Tensor input) => input.acos();
    public static Tensor acos_(Tensor input) => input.acos_();
    public static Tensor atan(Tensor input) => input.atan();
    public static Tensor atan_(Tensor input) => input.atan_();
    public static Tensor sinh(Tensor input) => input.sinh();
    public static Tensor sinh_(Tensor input) => input.sinh_();
    public static Tensor cosh(Tensor input) => input.cosh();
    public static Tensor cosh_(Tensor input) => input.cosh_();
    public static Tensor tanh(Tensor input) => input.tanh();
    public static Tensor tanh_(Tensor input) => input.tanh_();
    public static Tensor asinh(Tensor input) => input.asinh();
    public static Tensor asinh_(Tensor input) => input.asinh_();
    public static Tensor acosh(Tensor input) => input.acosh();
    public static Tensor acosh_(Tensor input) => input.acosh_();
    public static Tensor atanh(Tensor input) => input.atanh();
    public static Tensor atanh_(Tensor input) => input.atanh_();
    public static Tensor atan2(Tensor input, Tensor other) => input.atan2(other);
    public static Tensor atan2_(Tensor input, Tensor other) => input.atan2_(other);
}
