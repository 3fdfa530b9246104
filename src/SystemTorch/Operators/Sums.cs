namespace TorchSharp;

// Sums, products, means and counts over all elements or along dimensions.
// Both sum(ScalarType?) and sum(long) exist, as in TorchSharp: a literal sum(0) is the former, a sum as bytes. Write sum(dim: 0).
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.Call("aten::sum", this, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::sum.dim_IntList", this, new[] { dim }, keepdim, type);
        public Tensor sum(long dim0, long dim1, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::sum.dim_IntList", this, new[] { dim0, dim1 }, keepdim, type);
        public Tensor sum(long dim0, long dim1, long dim2, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::sum.dim_IntList", this, new[] { dim0, dim1, dim2 }, keepdim, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::sum.dim_IntList", this, dim.ToArray(), keepdim, type);
        public Tensor prod(ScalarType? type = null) => Aten.Call("aten::prod", this, type);
        public Tensor prod(long dim, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::prod.dim_int", this, dim, keepdim, type);
        public Tensor mean() => Aten.Call("aten::mean", this);
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("aten::mean.dim", this, dimensions, keepdim, type);
        public Tensor nansum() => Aten.Call("aten::nansum", this);
        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Call("aten::logsumexp", this, new[] { dim }, keepdim);
        public Tensor count_nonzero(long[]? dims = null) => Aten.Call("aten::count_nonzero.dim_IntList", this, dims ?? []);
        public Tensor any() => Aten.Call("aten::any", this);
        public Tensor any(long dim, bool keepdim = false) => Aten.Call("aten::any.dim", this, dim, keepdim);
        public Tensor all() => Aten.Call("aten::all", this);
        public Tensor all(long dim, bool keepdim = false) => Aten.Call("aten::all.dim", this, dim, keepdim);
        public Tensor norm(float p = 2.0f) => Aten.Call("aten::norm.Scalar", this, p);
        public Tensor norm(int dim, bool keepdim = false, float p = 2.0f) =>
            Aten.Call("aten::norm.ScalarOpt_dim", this, p, new[] { (long)dim }, keepdim);

        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.Call("aten::cumsum", this, dim, type);
        public Tensor cumprod(long dim, ScalarType? type = null) => Aten.Call("aten::cumprod", this, dim, type);
        public Tensor logcumsumexp(long dim) => Aten.Call("aten::logcumsumexp", this, dim);
        public (Tensor values, Tensor indexes) cummax(long dim) => Aten.Call2("aten::cummax", this, dim);
        public (Tensor values, Tensor indexes) cummin(long dim) => Aten.Call2("aten::cummin", this, dim);
        public Tensor diff(long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
            n == 1
                ? Aten.Call("aten::diff", this, n, dim, prepend, append)
                : throw new NotImplementedException("Tensor.diff with n != 1");
        public Tensor trapezoid(double dx = 1, long dim = -1) => Aten.Call("aten::trapezoid.dx", this, dx, dim);
        public Tensor trapezoid(Tensor x, long dim = -1) => Aten.Call("aten::trapezoid.x", this, x, dim);
    }

    public static Tensor sum(Tensor input, ReadOnlySpan<long> dim, bool keepdim = false, ScalarType? type = null) =>
        input.sum(dim, keepdim, type);
    public static Tensor sum(Tensor input, ScalarType? type = null) => input.sum(type);
    public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.sum(dim, keepdim, type);
    public static Tensor prod(Tensor input, ScalarType? type = null) => input.prod(type);
    public static Tensor prod(Tensor input, long dim, bool keepdim = false, ScalarType? type = null) => input.prod(dim, keepdim, type);
    public static Tensor mean(Tensor input) => input.mean();
    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
        input.mean(dimensions, keepdim, type);
    public static Tensor nansum(Tensor input) => input.nansum();
    public static Tensor logsumexp(Tensor input, long dim, bool keepdim = false) => input.logsumexp(dim, keepdim);
    public static Tensor count_nonzero(Tensor input, long[]? dims = null) => input.count_nonzero(dims);
    public static Tensor any(Tensor input) => input.any();
    public static Tensor any(Tensor input, long dim, bool keepdim = false) => input.any(dim, keepdim);
    public static Tensor all(Tensor input) => input.all();
    public static Tensor all(Tensor input, long dim, bool keepdim = false) => input.all(dim, keepdim);
    public static Tensor norm(Tensor input) => input.norm();
    public static Tensor norm(Tensor input, float p = 2.0f) => input.norm(p);
    public static Tensor norm(Tensor input, int dimension, bool keepdim = false, float p = 2.0f) => input.norm(dimension, keepdim, p);

    public static Tensor cumsum(Tensor input, long dim, ScalarType? type = null) => input.cumsum(dim, type);
    public static Tensor cumprod(Tensor input, long dim, ScalarType? dtype = null) => input.cumprod(dim, dtype);
    public static Tensor logcumsumexp(Tensor input, long dim) => input.logcumsumexp(dim);
    public static (Tensor values, Tensor indices) cummax(Tensor input, long dim) => input.cummax(dim);
    public static (Tensor values, Tensor indices) cummin(Tensor input, long dim) => input.cummin(dim);
    public static Tensor diff(Tensor input, long n = 1, long dim = -1, Tensor? prepend = null, Tensor? append = null) =>
        input.diff(n, dim, prepend, append);
    public static Tensor trapezoid(Tensor y, Tensor x, long dim = -1) => y.trapezoid(x, dim);
    public static Tensor trapezoid(Tensor y, double dx = 1, long dim = -1) => y.trapezoid(dx, dim);
}
