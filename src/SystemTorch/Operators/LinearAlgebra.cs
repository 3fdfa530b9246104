namespace TorchSharp;

// torch.linalg and its older names on torch and on the tensor. Matrices are the last two dimensions, all before them is a batch.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor inverse() => linalg.inv(this);
        public Tensor det() => linalg.det(this);
        public Tensor logdet() =>
            shape[^1] == shape[^2] ? Aten.Call("aten::logdet", this) : throw new ArgumentException("The input tensor is not square");
        public Tensor cholesky(bool upper = false) => Aten.Call("aten::linalg_cholesky", this, upper);
        public Tensor cholesky_inverse(bool upper = false) => Aten.Call("aten::cholesky_inverse", this, upper);
        public Tensor cholesky_solve(Tensor input2, bool upper = false) => Aten.Call("aten::cholesky_solve", this, input2, upper);
        public Tensor pinverse(double rcond = 1e-15, bool hermitian = false) =>
            Aten.Call("aten::linalg_pinv", this, rcond, hermitian);
    }

    public static Tensor inverse(Tensor input) => input.inverse();
    public static Tensor det(Tensor input) => input.det();
    public static Tensor logdet(Tensor input) => input.logdet();
    public static (Tensor res, Tensor logabsdet) slogdet(Tensor A) => linalg.slogdet(A);
    public static Tensor cholesky(Tensor input) => input.cholesky();
    public static Tensor cholesky(Tensor input, bool upper) => input.cholesky(upper);
    public static Tensor cholesky_inverse(Tensor input, bool upper = false) => input.cholesky_inverse(upper);
    public static Tensor cholesky_solve(Tensor input, Tensor input2, bool upper = false) => input.cholesky_solve(input2, upper);
    public static Tensor pinverse(Tensor input, double rcond = 1e-15, bool hermitian = false) => input.pinverse(rcond, hermitian);
    public static Tensor chain_matmul(params Tensor[] matrices) => linalg.multi_dot(matrices);

    public static partial class linalg
    {
        public enum QRMode { Reduced = 0, Complete = 1, R = 2 }

        public static Tensor norm(Tensor input, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_norm", input, Arg.None, dims, keepdim);
        public static Tensor norm(Tensor input, string ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_norm.ord_str", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_norm", input, ord, dims, keepdim);
        public static Tensor norm(Tensor input, int ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_norm", input, ord, dims, keepdim);
        public static Tensor vector_norm(Tensor input, double ord = 2d, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_vector_norm", input, ord, dims, keepdim);
        public static Tensor matrix_norm(Tensor input, string ord = "fro", long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_matrix_norm.str_ord", input, ord, dims ?? [-2, -1], keepdim);
        public static Tensor matrix_norm(Tensor input, double ord, long[]? dims = null, bool keepdim = false) =>
            Aten.Call("aten::linalg_matrix_norm", input, ord, dims ?? [-2, -1], keepdim);

        public static Tensor cond(Tensor input) => Aten.Call("aten::linalg_cond", input);
        public static Tensor cond(Tensor input, int p) => Aten.Call("aten::linalg_cond", input, p);
        public static Tensor cond(Tensor input, double p) => Aten.Call("aten::linalg_cond", input, p);
        public static Tensor cond(Tensor input, string p) => Aten.Call("aten::linalg_cond.p_str", input, p);
        public static Tensor matrix_rank(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.Call("aten::linalg_matrix_rank.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor det(Tensor input) => Aten.Call("aten::linalg_det", input);
        public static (Tensor, Tensor) slogdet(Tensor input) => Aten.Call2("aten::linalg_slogdet", input);

        public static Tensor inv(Tensor input) => Aten.Call("aten::linalg_inv", input);
        public static Tensor pinv(Tensor input, double? atol = null, double? rtol = null, bool hermitian = false) =>
            Aten.Call("aten::linalg_pinv.atol_rtol_float", input, atol, rtol, hermitian);
        public static Tensor solve(Tensor A, Tensor B, bool left = true) => Aten.Call("aten::linalg_solve", A, B, left);
        public static Tensor solve_triangular(
            Tensor A, Tensor B, bool upper, bool left = true, bool unitriangular = false, Tensor? @out = null) =>
            @out is null
                ? Aten.Call("aten::linalg_solve_triangular", A, B, upper, left, unitriangular)
                : Aten.Call("aten::linalg_solve_triangular.out", A, B, upper, left, unitriangular, @out);
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(Tensor input, Tensor other) =>
            Aten.Call4("aten::linalg_lstsq", input, other);
        public static (Tensor Solution, Tensor Residuals, Tensor Rank, Tensor SingularValues) lstsq(
            Tensor input, Tensor other, double rcond) =>
            Aten.Call4("aten::linalg_lstsq", input, other, rcond);

        public static Tensor cholesky(Tensor input) => Aten.Call("aten::linalg_cholesky", input);
        public static (Tensor L, Tensor info) cholesky_ex(Tensor input, bool check_errors = false) =>
            Aten.Call2("aten::linalg_cholesky_ex", input, false, check_errors);
        public static (Tensor Q, Tensor R) qr(Tensor input, QRMode mode = QRMode.Reduced) =>
            Aten.Call2("aten::linalg_qr", input, mode.ToString().ToLowerInvariant());
        public static (Tensor P, Tensor L, Tensor U) lu(Tensor input, bool pivot = true) => Aten.Call3("aten::linalg_lu", input, pivot);
        public static (Tensor LU, Tensor? Pivots) lu_factor(Tensor input, bool pivot = true) =>
            Aten.Call2("aten::linalg_lu_factor", input, pivot);
        public static (Tensor U, Tensor S, Tensor Vh) svd(Tensor input, bool fullMatrices = true) =>
            Aten.Call3("aten::linalg_svd", input, fullMatrices);
        public static Tensor svdvals(Tensor input) => Aten.Call("aten::linalg_svdvals", input);
        public static (Tensor, Tensor) eig(Tensor input) => Aten.Call2("aten::linalg_eig", input);
        public static (Tensor, Tensor) eigh(Tensor input, char UPLO = 'L') => Aten.Call2("aten::linalg_eigh", input, UPLO.ToString());
        public static Tensor eigvals(Tensor input) => Aten.Call("aten::linalg_eigvals", input);
        public static Tensor eigvalsh(Tensor input, char UPLO = 'L') => Aten.Call("aten::linalg_eigvalsh", input, UPLO.ToString());

        public static Tensor cross(Tensor input, Tensor other, long dim = -1) => Aten.Call("aten::linalg_cross", input, other, dim);
        public static Tensor diagonal(Tensor input, int offset = 0, int dim1 = -2, int dim2 = -1) => input.diagonal(offset, dim1, dim2);
        public static Tensor matrix_exp(Tensor input) => input.matrix_exp();
        public static Tensor multi_dot(IList<Tensor> tensors) => tensors.Count switch
        {
            0 => throw new ArgumentException(nameof(tensors)),
            1 => tensors[0].alias(),
            _ => Aten.Call("aten::linalg_multi_dot", tensors.ToArray()),
        };
    }
}
