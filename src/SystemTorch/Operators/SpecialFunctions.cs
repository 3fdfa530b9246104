namespace TorchSharp;

// torch.special: functions of mathematics and statistics, elementwise, under the names that scipy.special uses.
public static partial class torch
{
    public static partial class special
    {
        public static Tensor erf(Tensor input) => input.erf();
        public static Tensor erfc(Tensor input) => input.erfc();
        public static Tensor erfcx(Tensor input) => Aten.Call("aten::special_erfcx", input);
        public static Tensor erfinv(Tensor input) => input.erfinv();
        public static Tensor exp2(Tensor input) => input.exp2();
        public static Tensor expm1(Tensor input) => input.expm1();
        public static Tensor expit(Tensor input) => input.sigmoid();
        public static Tensor sigmoid(Tensor input) => input.sigmoid();
        public static Tensor sigmoid_(Tensor input) => input.sigmoid_();
        public static Tensor logit(Tensor input) => input.logit();
        public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);
        public static Tensor log_softmax(Tensor input, long dim, ScalarType? dtype = null) => input.log_softmax(dim, dtype);
        public static Tensor entr(Tensor input) => Aten.Call("aten::special_entr", input);
        public static Tensor xlog1py(Tensor input, Tensor other) => Aten.Call("aten::special_xlog1py", input, other);
        public static Tensor ndtr(Tensor input) => Aten.Call("aten::special_ndtr", input);
        public static Tensor ndtri(Tensor input) => Aten.Call("aten::special_ndtri", input);
        public static Tensor gammaln(Tensor input) => input.lgamma();
        public static Tensor digamma(Tensor input) => input.digamma();
        public static Tensor psi(Tensor input) => input.digamma();
        public static Tensor polygamma(long n, Tensor input) => input.polygamma(n);
        public static Tensor multigammaln(Tensor input, long p) => input.mvlgamma(p);
        public static Tensor gammainc(Tensor input, Tensor other) => Aten.Call("aten::special_gammainc", input, other);
        public static Tensor gammaincc(Tensor input, Tensor other) => Aten.Call("aten::special_gammaincc", input, other);
        public static Tensor zeta(Tensor x, Tensor q) => Aten.Call("aten::special_zeta", x, q);
        public static Tensor sinc(Tensor input) => input.sinc();
        public static Tensor i0(Tensor input) => input.i0();
        public static Tensor i0e(Tensor input) => Aten.Call("aten::special_i0e", input);
        public static Tensor i1(Tensor input) => Aten.Call("aten::special_i1", input);
        public static Tensor i1e(Tensor input) => Aten.Call("aten::special_i1e", input);
    }
}
