namespace TorchSharp;

// Functions of one element at a time: signs, rounding, clamping, exponentials and logarithms, special functions.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor real => Aten.Call("aten::real", this);
        public Tensor imag => Aten.Call("aten::imag", this);

        public Tensor abs() => Aten.Call("aten::abs", this);
        public Tensor abs_() => InPlace("aten::abs_", this);
        public Tensor neg() => Aten.Call("aten::neg", this);
        public Tensor neg_() => InPlace("aten::neg_", this);
        public Tensor sign() => Aten.Call("aten::sign", this);
        public Tensor sign_() => InPlace("aten::sign_", this);
        public Tensor sgn() => Aten.Call("aten::sgn", this);
        public Tensor sgn_() => InPlace("aten::sgn_", this);
        public Tensor ceil() => Aten.Call("aten::ceil", this);
        public Tensor ceil_() => InPlace("aten::ceil_", this);
        public Tensor floor() => Aten.Call("aten::floor", this);
        public Tensor floor_() => InPlace("aten::floor_", this);
        public Tensor trunc() => Aten.Call("aten::trunc", this);
        public Tensor trunc_() => InPlace("aten::trunc_", this);
        public Tensor frac() => Aten.Call("aten::frac", this);
        public Tensor frac_() => InPlace("aten::frac_", this);
        public Tensor reciprocal() => Aten.Call("aten::reciprocal", this);
        public Tensor reciprocal_() => InPlace("aten::reciprocal_", this);
        public Tensor sqrt() => Aten.Call("aten::sqrt", this);
        public Tensor sqrt_() => InPlace("aten::sqrt_", this);
        public Tensor rsqrt() => Aten.Call("aten::rsqrt", this);
        public Tensor rsqrt_() => InPlace("aten::rsqrt_", this);
        public Tensor exp() => Aten.Call("aten::exp", this);
        public Tensor exp_() => InPlace("aten::exp_", this);
        public Tensor expm1() => Aten.Call("aten::expm1", this);
        public Tensor expm1_() => InPlace("aten::expm1_", this);
        public Tensor log() => Aten.Call("aten::log", this);
        public Tensor log_() => InPlace("aten::log_", this);
        public Tensor log2() => Aten.Call("aten::log2", this);
        public Tensor log2_() => InPlace("aten::log2_", this);
        public Tensor log10() => Aten.Call("aten::log10", this);
        public Tensor log10_() => InPlace("aten::log10_", this);
        public Tensor log1p() => Aten.Call("aten::log1p", this);
        public Tensor log1p_() => InPlace("aten::log1p_", this);
        public Tensor absolute() => abs();
        public Tensor signbit() => Aten.Call("aten::signbit", this);
        public Tensor square() => pow(2);
        public Tensor exp2() => Aten.Call("aten::exp2", this);
        public Tensor round(long decimals = 0L) => Aten.Call("aten::round.decimals", this, decimals);
        public Tensor round_(long decimals = 0L) => InPlace("aten::round_.decimals", this, decimals);
        public Tensor fix() => trunc();
        public Tensor deg2rad() => Aten.Call("aten::deg2rad", this);
        public Tensor rad2deg() => Aten.Call("aten::rad2deg", this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Aten.Call("aten::clamp", this, min, max);
        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Aten.Call("aten::clamp.Tensor", this, min, max);
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace("aten::clamp_", this, min, max);
        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace("aten::clamp_.Tensor", this, min, max);
        public Tensor clip(Scalar? min = null, Scalar? max = null) => clamp(min, max);
        public Tensor clamp_min(Scalar min) => Aten.Call("aten::clamp_min", this, min);
        public Tensor clamp_min_(Scalar min) => InPlace("aten::clamp_min_", this, min);
        public Tensor clamp_max(Scalar max) => Aten.Call("aten::clamp_max", this, max);
        public Tensor clamp_max_(Scalar max) => InPlace("aten::clamp_max_", this, max);
        public Tensor nan_to_num(double nan = 0d, double? posinf = null, double? neginf = null) =>
            Aten.Call("aten::nan_to_num", this, nan, posinf, neginf);

        public Tensor erf() => Aten.Call("aten::erf", this);
        public Tensor erf_() => InPlace("aten::erf_", this);
        public Tensor erfc() => Aten.Call("aten::erfc", this);
        public Tensor erfc_() => InPlace("aten::erfc_", this);
        public Tensor erfinv() => Aten.Call("aten::erfinv", this);
        public Tensor erfinv_() => InPlace("aten::erfinv_", this);
        public Tensor lgamma() => Aten.Call("aten::lgamma", this);
        public Tensor lgamma_() => InPlace("aten::lgamma_", this);
        public Tensor digamma() => Aten.Call("aten::digamma", this);
        public Tensor digamma_() => InPlace("aten::digamma_", this);
        public Tensor sinc() => Aten.Call("aten::sinc", this);
        public Tensor sinc_() => InPlace("aten::sinc_", this);
        public Tensor polygamma(long p) => Aten.Call("aten::polygamma", p, this);
        public Tensor mvlgamma(long p) => Aten.Call("aten::mvlgamma", this, p);
        public Tensor i0() => Aten.Call("aten::i0", this);
        public Tensor logit(double? eps = null) => Aten.Call("aten::logit", this, eps);
        public Tensor xlogy(Tensor y) => Aten.Call("aten::xlogy.Tensor", this, y);
        public Tensor xlogy(Scalar y) => Aten.Call("aten::xlogy.Scalar_Other", this, y);
        public Tensor logaddexp(Tensor other) => Aten.Call("aten::logaddexp", this, other);
        public Tensor logaddexp2(Tensor other) => Aten.Call("aten::logaddexp2", this, other);
    }

    public static Tensor real(Tensor input) => input.real;
    public static Tensor imag(Tensor input) => input.imag;

    public static Tensor abs(Tensor input) => input.abs();
    public static Tensor abs_(Tensor input) => input.abs_();
    public static Tensor neg(Tensor input) => input.neg();
    public static Tensor neg_(Tensor input) => input.neg_();
    public static Tensor sign(Tensor input) => input.sign();
    public static Tensor sign_(Tensor input) => input.sign_();
    public static Tensor sgn(Tensor input) => input.sgn();
    public static Tensor sgn_(Tensor input) => input.sgn_();
    public static Tensor ceil(Tensor input) => input.ceil();
    public static Tensor ceil_(Tensor input) => input.ceil_();
    public static Tensor floor(Tensor input) => input.floor();
    public static Tensor floor_(Tensor input) => input.floor_();
    public static Tensor trunc(Tensor input) => input.trunc();
    public static Tensor trunc_(Tensor input) => input.trunc_();
    public static Tensor frac(Tensor input) => input.frac();
    public static Tensor frac_(Tensor input) => input.frac_();
    public static Tensor reciprocal(Tensor input) => input.reciprocal();
    public static Tensor reciprocal_(Tensor input) => input.reciprocal_();
    public static Tensor sqrt(Tensor input) => input.sqrt();
    public static Tensor sqrt_(Tensor input) => input.sqrt_();
    public static Tensor rsqrt(Tensor input) => input.rsqrt();
    public static Tensor rsqrt_(Tensor input) => input.rsqrt_();
    public static Tensor exp(Tensor input) => input.exp();
    public static Tensor exp_(Tensor input) => input.exp_();
    public static Tensor expm1(Tensor input) => input.expm1();
    public static Tensor expm1_(Tensor input) => input.expm1_();
    public static Tensor log(Tensor input) => input.log();
    public static Tensor log_(Tensor input) => input.log_();
    public static Tensor log2(Tensor input) => input.log2();
    public static Tensor log2_(Tensor input) => input.log2_();
    public static Tensor log10(Tensor input) => input.log10();
    public static Tensor log10_(Tensor input) => input.log10_();
    public static Tensor log1p(Tensor input) => input.log1p();
    public static Tensor log1p_(Tensor input) => input.log1p_();
    public static Tensor absolute(Tensor input) => input.absolute();
    public static Tensor signbit(Tensor input) => input.signbit();
    public static Tensor square(Tensor input) => input.square();
    public static Tensor exp2(Tensor input) => input.exp2();
    public static Tensor round(Tensor input, long decimals = 0L) => input.round(decimals);
    public static Tensor round_(Tensor input, long decimals = 0L) => input.round_(decimals);
    public static Tensor fix(Tensor input) => input.fix();
    public static Tensor deg2rad(Tensor input) => input.deg2rad();
    public static Tensor rad2deg(Tensor input) => input.rad2deg();

    public static Tensor clamp(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp(min, max);
    public static Tensor clamp(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp(min, max);
    public static Tensor clamp_(Tensor input, Scalar? min = null, Scalar? max = null) => input.clamp_(min, max);
    public static Tensor clamp_(Tensor input, Tensor? min = null, Tensor? max = null) => input.clamp_(min, max);
    public static Tensor clip(Tensor input, Scalar? min = null, Scalar? max = null) => input.clip(min, max);
    public static Tensor clamp_min(Tensor input, Scalar min) => input.clamp_min(min);
    public static Tensor clamp_min_(Tensor input, Scalar min) => input.clamp_min_(min);
    public static Tensor clamp_max(Tensor input, Scalar max) => input.clamp_max(max);
    public static Tensor clamp_max_(Tensor input, Scalar max) => input.clamp_max_(max);
    public static Tensor nan_to_num(Tensor input, double nan = 0d, double? posinf = null, double? neginf = null) =>
        input.nan_to_num(nan, posinf, neginf);

    public static Tensor erf(Tensor input) => input.erf();
    public static Tensor erf_(Tensor input) => input.erf_();
    public static Tensor erfc(Tensor input) => input.erfc();
    public static Tensor erfc_(Tensor input) => input.erfc_();
    public static Tensor erfinv(Tensor input) => input.erfinv();
    public static Tensor erfinv_(Tensor input) => input.erfinv_();
    public static Tensor lgamma(Tensor input) => input.lgamma();
    public static Tensor lgamma_(Tensor input) => input.lgamma_();
    public static Tensor digamma(Tensor input) => input.digamma();
    public static Tensor digamma_(Tensor input) => input.digamma_();
    public static Tensor sinc(Tensor input) => input.sinc();
    public static Tensor sinc_(Tensor input) => input.sinc_();
    public static Tensor polygamma(Tensor input, long p) => input.polygamma(p);
    public static Tensor mvlgamma(Tensor input, long p) => input.mvlgamma(p);
    public static Tensor i0(Tensor input) => input.i0();
    public static Tensor logit(Tensor input, double? eps = null) => input.logit(eps);
    public static Tensor xlogy(Tensor x, Scalar y) => x.xlogy(y);
    public static Tensor xlogy(Tensor x, Tensor y) => x.xlogy(y);
    public static Tensor logaddexp(Tensor left, Tensor right) => left.logaddexp(right);
    public static Tensor logaddexp2(Tensor left, Tensor right) => left.logaddexp2(right);
}
