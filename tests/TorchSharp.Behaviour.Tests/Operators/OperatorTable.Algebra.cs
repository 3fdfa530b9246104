using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

public static partial class OperatorTable
{
    private static IEnumerable<KeyValuePair<string, Form[]>> Products() =>
    [
        Case("matmul", x => x[0].matmul(x[1]), x => matmul(x[0], x[1])),
        Case("mm", x => x[0].mm(x[1]), x => mm(x[0], x[1])),
        Case("bmm", x => x[0].bmm(x[1]), x => bmm(x[0], x[1])),
        Case("mv", x => x[0].mv(x[1]), x => mv(x[0], x[1])),
        Case("dot", x => x[0].dot(x[1]), x => dot(x[0], x[1])),
        Case("vdot", x => x[0].vdot(x[1]), x => vdot(x[0], x[1])),
        Case("outer", x => x[0].outer(x[1]), x => outer(x[0], x[1]), x => x[0].ger(x[1]), x => ger(x[0], x[1])),
        Case("inner", x => x[0].inner(x[1]), x => inner(x[0], x[1])),
        Case("kron", x => x[0].kron(x[1]), x => kron(x[0], x[1])),
        Case("addmm", x => x[0].addmm(x[1], x[2], 0.5f, 2), x => addmm(x[0], x[1], x[2], 0.5f, 2), x => x[0].clone().addmm_(x[1], x[2], 0.5f, 2),
            x => addmm_(x[0].clone(), x[1], x[2], 0.5f, 2)),
        Case("addmv", x => x[0].addmv(x[1], x[2], 0.5f, 2), x => addmv(x[0], x[1], x[2], 0.5f, 2), x => x[0].clone().addmv_(x[1], x[2], 0.5f, 2),
            x => addmv_(x[0].clone(), x[1], x[2], 0.5f, 2)),
        Case("addr", x => x[0].addr(x[1], x[2], 0.5f, 2), x => addr(x[0], x[1], x[2], 0.5f, 2), x => x[0].clone().addr_(x[1], x[2], 0.5f, 2),
            x => addr_(x[0].clone(), x[1], x[2], 0.5f, 2)),
        Case("addbmm", x => x[0].addbmm(x[1], x[2], 0.5f, 2), x => addbmm(x[0], x[1], x[2], 0.5f, 2),
            x => x[0].clone().addbmm_(x[1], x[2], 0.5f, 2), x => addbmm_(x[0].clone(), x[1], x[2], 0.5f, 2)),
        Case("baddbmm", x => x[0].baddbmm(x[1], x[2], 0.5f, 2), x => baddbmm(x[0], x[1], x[2], 0.5f, 2)),
        Case("einsum", x => einsum("bij,bjk->ik", x[0], x[1])),
        Case("tensordot", x => tensordot(x[0], x[1], [1, 2], [0, 1]), x => tensordot(x[0], x[1], [(1, 0), (2, 1)]),
            x => x[0].tensordot(x[1], [1, 2], [0, 1]), x => x[0].tensordot(x[1], [(1, 0), (2, 1)])),
        Case("cdist", x => cdist(x[0], x[1]), x => cdist(x[0], x[1], compute_mode: compute_mode.donot_use_mm_for_euclid_dist)),
        Case("cdist/1", x => cdist(x[0], x[1], 1)),
        Case("dist", x => x[0].dist(x[1], 3), x => dist(x[0], x[1], 3)),
        Case("matrix_power", x => x[0].matrix_power(3), x => matrix_power(x[0], 3)),
        Case("matrix_exp", x => x[0].matrix_exp(), x => matrix_exp(x[0]), x => linalg.matrix_exp(x[0])),
        Case("chain_matmul", x => chain_matmul(x), x => linalg.multi_dot(x)),
    ];

    private static IEnumerable<KeyValuePair<string, Form[]>> LinearAlgebra() =>
    [
        Case("inverse", x => x[0].inverse(), x => inverse(x[0]), x => linalg.inv(x[0])),
        Case("det", x => x[0].det(), x => det(x[0]), x => linalg.det(x[0])),
        Case("logdet", x => x[0].logdet(), x => logdet(x[0])),
        Case("slogdet", x => slogdet(x[0]), x => linalg.slogdet(x[0])),
        Case("cholesky", x => x[0].cholesky(), x => cholesky(x[0]), x => linalg.cholesky(x[0])),
        Case("cholesky/upper", x => x[0].cholesky(upper: true), x => cholesky(x[0], true)),
        Case("cholesky_inverse", x => x[0].cholesky_inverse(), x => cholesky_inverse(x[0])),
        Case("cholesky_solve", x => x[0].cholesky_solve(x[1]), x => cholesky_solve(x[0], x[1])),
        Case("pinverse", x => x[0].pinverse(), x => pinverse(x[0])),
        Case("linalg.cholesky_ex", x => linalg.cholesky_ex(x[0])),
        Case("linalg.norm", x => linalg.norm(x[0])),
        Case("linalg.norm/nuclear", x => linalg.norm(x[0], "nuc")),
        Case("linalg.norm/inf", x => linalg.norm(x[0], double.PositiveInfinity, [1])),
        Case("linalg.norm/1", x => linalg.norm(x[0], 1, [0], keepdim: true)),
        Case("linalg.vector_norm", x => linalg.vector_norm(x[0], 3, [1])),
        Case("linalg.matrix_norm", x => linalg.matrix_norm(x[0])),
        Case("linalg.matrix_norm/2", x => linalg.matrix_norm(x[0], 2)),
        Case("linalg.cond", x => linalg.cond(x[0])),
        Case("linalg.cond/1", x => linalg.cond(x[0], 1), x => linalg.cond(x[0], 1.0)),
        Case("linalg.cond/fro", x => linalg.cond(x[0], "fro")),
        Case("linalg.matrix_rank", x => linalg.matrix_rank(x[0])),
        Case("linalg.pinv", x => linalg.pinv(x[0])),
        Case("linalg.solve", x => linalg.solve(x[0], x[1])),
        Case("linalg.solve_triangular", x => linalg.solve_triangular(x[0], x[1], upper: true)),
        Case("linalg.lstsq", x => linalg.lstsq(x[0], x[1]), x => linalg.lstsq(x[0], x[1], 1e-15)),
        Case("linalg.qr", x => linalg.qr(x[0])),
        Case("linalg.qr/r", x => linalg.qr(x[0], linalg.QRMode.R)),
        Case("linalg.lu", x => linalg.lu(x[0])),
        Case("linalg.lu_factor", x => linalg.lu_factor(x[0])!),
        // singular and eigenvectors are fixed only up to sign, their products are not
        Case("linalg.svd", x => linalg.svd(x[0], fullMatrices: false) is var (u, s, v) ? (s, (u * s).matmul(v)) : default),
        Case("linalg.svdvals", x => linalg.svdvals(x[0])),
        Case("linalg.eig", x => linalg.eig(x[0]).Item1.real.sort().Values),
        Case("linalg.eigvals", x => linalg.eigvals(x[0]).real.sort().Values),
        Case("linalg.eigh", x => linalg.eigh(x[0]) is var (w, v) ? (w, (v * w).matmul(v.T)) : default),
        Case("linalg.eigvalsh", x => linalg.eigvalsh(x[0])),
        Case("linalg.cross", x => linalg.cross(x[0], x[1])),
        Case("linalg.diagonal", x => linalg.diagonal(x[0])),
    ];
}
