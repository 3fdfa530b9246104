#!/usr/bin/python3
"""Golden values and gradients of the operators, from PyTorch (Debian's python3-torch 1.13.0, Python 3.11).

    /usr/bin/python3 make_ops_golden.py > ops.json

A case is a name, a Python expression over the inputs x[0], x[1] ... and the inputs. For inputs of floating type the file also
holds the gradient of sum(w * output) over all floating outputs, with the fixed weights w[i] = cos(i + 1).
"""
import json
import math
import platform
import random
import sys

import torch

random.seed(20260)
CASES = []
DTYPES = {torch.float64: "float64", torch.float32: "float32", torch.int64: "int64", torch.int32: "int32", torch.uint8: "uint8",
          torch.bool: "bool", torch.complex128: "complex128"}


def real(*shape, low=-2.0, high=2.0, grad=True):
    """Distinct numbers of three decimals, so that no order has a tie."""
    count = int(torch.Size(shape).numel())
    grid = list(range(int(low * 1000) + 1, int(high * 1000)))
    values = [v / 1000 for v in random.sample(grid, count)]
    return torch.tensor(values, dtype=torch.float64).reshape(shape).requires_grad_(grad)


def positive(*shape, low=0.2, high=3.0):
    return real(*shape, low=low, high=high)


def unit(*shape):
    return real(*shape, low=-0.95, high=0.95)


def whole(*shape, low=0, high=9, dtype=torch.int64):
    values = [random.randint(low, high) for _ in range(int(torch.Size(shape).numel()))]
    return torch.tensor(values, dtype=dtype).reshape(shape)


def flags(*shape):
    return whole(*shape, high=1).bool()


def spd(n):
    a = real(n, n, grad=False)
    return (torch.round(a @ a.T * 1000) / 1000 + n * torch.eye(n, dtype=torch.float64)).requires_grad_()


def case(name, expression, *inputs, grad=True):
    CASES.append((name, expression, list(inputs), grad))


def constant(*values, dtype=torch.float64):
    return torch.tensor(values, dtype=dtype)


def arithmetic():
    m, row = lambda: real(2, 3), lambda: real(3)
    case("add", "x[0] + x[1]", m(), row())
    case("add/number", "x[0] + 1.5", m())
    case("add/alpha", "torch.add(x[0], x[1], alpha=0.25)", m(), row())
    case("add/integer", "x[0] + 2", m())
    case("sub/integer", "x[0] - 2", m())
    case("sub/from integer", "2 - x[0]", m())
    case("mul/integer", "x[0] * 2", m())
    case("div/integer", "x[0] / 2", m())
    case("div/integer by", "2 / x[0]", positive(2, 3))
    case("remainder/integer", "x[0] % 2", m())
    case("sub", "x[0] - x[1]", m(), row())
    case("sub/number", "x[0] - 1.5", m())
    case("sub/from number", "1.5 - x[0]", m())
    case("mul", "x[0] * x[1]", m(), row())
    case("mul/number", "x[0] * -1.5", m())
    case("div", "x[0] / x[1]", m(), positive(3))
    case("div/number", "x[0] / -1.5", m())
    case("div/number by", "-1.5 / x[0]", positive(2, 3))
    case("div/floor", "torch.div(x[0], x[1], rounding_mode='floor')", m(), positive(3), grad=False)
    case("div/trunc", "torch.div(x[0], x[1], rounding_mode='trunc')", m(), positive(3), grad=False)
    case("div/floor number", "torch.div(x[0], -0.7, rounding_mode='floor')", m(), grad=False)
    case("div/integers", "x[0] / x[1]", whole(4), whole(4, low=1))
    case("pow", "x[0] ** x[1]", positive(2, 3), row())
    case("pow/number", "x[0] ** 3", m())
    case("float_power", "torch.float_power(x[0], x[1])", positive(2, 3), row())
    case("fmod", "torch.fmod(x[0], x[1])", m(), positive(3))
    case("fmod/number", "torch.fmod(x[0], 0.7)", m())
    case("remainder", "x[0] % x[1]", m(), real(3, low=0.2, high=3, grad=False))
    case("remainder/number", "x[0] % 0.7", m())
    case("floor_divide", "torch.floor_divide(x[0], x[1])", whole(2, 3, low=-9), whole(3, low=1))
    case("floor_divide/number", "torch.floor_divide(x[0], 4)", whole(2, 3, low=-9))
    case("true_divide", "torch.true_divide(x[0], x[1])", m(), positive(3))
    case("true_divide/number", "torch.true_divide(x[0], 4)", whole(2, 3, low=-9))
    case("addcmul", "torch.addcmul(x[0], x[1], x[2], value=0.5)", m(), row(), m())
    case("addcdiv", "torch.addcdiv(x[0], x[1], x[2])", m(), row(), positive(2, 3))
    case("addcdiv/value", "torch.addcdiv(x[0], x[1], x[2], value=0.5)", m(), row(), positive(2, 3))
    case("lerp", "torch.lerp(x[0], x[1], x[2])", m(), m(), unit(2, 3))
    case("hypot", "torch.hypot(x[0], x[1])", m(), m())
    case("copysign", "torch.copysign(x[0], x[1])", m(), m())
    case("neg", "-x[0]", m())


def pointwise():
    for name in ("abs", "sign", "sgn", "ceil", "floor", "trunc", "frac", "exp", "exp2", "expm1", "square", "deg2rad", "rad2deg", "erf",
                 "erfc", "sinc", "i0", "sin", "cos", "tan", "atan", "sinh", "cosh", "tanh", "asinh", "sigmoid", "relu", "selu", "celu",
                 "round"):
        namespace = "torch.nn.functional" if name in ("celu", "selu") else "torch"
        case(name, f"{namespace}.{name}(x[0])", real(2, 4))
    for name in ("sqrt", "rsqrt", "reciprocal", "log", "log2", "log10", "log1p", "lgamma", "digamma"):
        case(name, f"torch.{name}(x[0])", positive(2, 4))
    for name in ("erfinv", "asin", "acos", "atanh"):
        case(name, f"torch.{name}(x[0])", unit(2, 4))
    case("acosh", "torch.acosh(x[0])", real(2, 4, low=1.05, high=4))
    for name, low in (("asinh", -2), ("acosh", 1.05), ("atanh", -0.95)):  # libtorch 1.13 has no derivative of their in-place versions
        case(name + "/in place", f"torch.{name}(x[0])", real(2, 4, low=low, high=0.95 if low == -0.95 else 3, grad=False))
    case("signbit", "torch.signbit(x[0])", real(2, 4), grad=False)
    case("round/decimals", "torch.round(x[0], decimals=2)", real(2, 4))
    case("atan2", "torch.atan2(x[0], x[1])", real(2, 3), real(2, 3))
    case("clamp", "torch.clamp(x[0], -0.5, 1)", real(2, 5))
    case("clamp/below", "torch.clamp(x[0], min=-0.5)", real(2, 5))
    case("clamp/above", "torch.clamp(x[0], max=0.5)", real(2, 5))
    case("clamp/tensors", "torch.clamp(x[0], x[1], x[2])", real(2, 5), real(5, low=-1, high=-0.2), real(5, low=0.2, high=1))
    case("clamp_min", "torch.clamp_min(x[0], -0.3)", real(2, 5))
    case("clamp_max", "torch.clamp_max(x[0], 0.3)", real(2, 5))
    odd = constant(1.0, float("nan"), float("inf"), -float("inf"), -2.0, 0.0)
    case("nan_to_num", "torch.nan_to_num(x[0])", odd)
    case("nan_to_num/chosen", "torch.nan_to_num(x[0], 7.0, 8.0, -9.0)", odd)
    for name in ("isnan", "isinf", "isfinite", "isposinf", "isneginf", "isreal"):
        case(name, f"torch.{name}(x[0])", odd)
    case("polygamma", "torch.polygamma(1, x[0])", positive(2, 3))
    case("mvlgamma", "torch.mvlgamma(x[0], 2)", positive(2, 3, low=1))
    case("logit", "torch.logit(x[0])", positive(2, 3, low=0.05, high=0.95))
    case("logit/eps", "torch.logit(x[0], eps=0.2)", positive(2, 3, low=0.05, high=0.95))
    case("xlogy", "torch.xlogy(x[0], x[1])", real(2, 3), positive(2, 3))
    case("xlogy/number", "torch.xlogy(x[0], 2.5)", real(2, 3))
    case("logaddexp", "torch.logaddexp(x[0], x[1])", real(2, 3), real(2, 3))
    case("logaddexp2", "torch.logaddexp2(x[0], x[1])", real(2, 3), real(2, 3))
    f = "torch.nn.functional"
    for name in ("relu6", "silu", "gelu", "hardsigmoid", "hardswish", "softplus", "glu"):
        case(name, f"{f}.{name}(x[0])", real(2, 4, low=-4, high=8))
    case("log_sigmoid", f"{f}.logsigmoid(x[0])", real(2, 4))
    case("leaky_relu", f"{f}.leaky_relu(x[0], 0.2)", real(2, 4))
    case("elu", f"{f}.elu(x[0])", real(2, 4))
    case("elu/scaled", "torch._C._nn.elu(x[0], 1.5, 1.25, 0.5)", real(2, 4))
    case("celu/alpha", f"{f}.celu(x[0], 1.5)", real(2, 4))
    case("softplus/beta", f"{f}.softplus(x[0], 3.0, 2.0)", real(2, 4))
    case("prelu", f"{f}.prelu(x[0], x[1])", real(2, 4), constant(0.25).requires_grad_())
    case("threshold", f"{f}.threshold(x[0], 0.2, -5)", real(2, 4))
    case("softmax", "torch.softmax(x[0], 1)", real(3, 4))
    case("log_softmax", "torch.log_softmax(x[0], 0)", real(3, 4))
    case("softmax/as float32", "torch.softmax(x[0], -1, dtype=torch.float32)", real(3, 4))
    for name in ("erfcx", "entr", "ndtr", "i0e", "i1", "i1e"):
        case("special." + name, f"torch.special.{name}(x[0])", positive(2, 3))
    case("special.ndtri", "torch.special.ndtri(x[0])", positive(2, 3, low=0.05, high=0.95))
    case("special.xlog1py", "torch.special.xlog1py(x[0], x[1])", real(2, 3), positive(2, 3))
    case("special.zeta", "torch.special.zeta(x[0], x[1])", positive(3, low=1.5), positive(3), grad=False)
    for name in ("gammainc", "gammaincc"):
        case("special." + name, f"torch.special.{name}(x[0], x[1])", positive(3), positive(3), grad=False)


def comparisons():
    near = lambda: whole(2, 6, high=3)
    for name in ("eq", "ne", "lt", "le", "gt", "ge"):
        case(name, f"torch.{name}(x[0], x[1])", near(), near())
        case(name + "/number", f"torch.{name}(x[0], 2)", near())
        case(name + "_", f"torch.{name}(x[0], x[1]).long()", near(), near())
        case(name + "_/number", f"torch.{name}(x[0], 2).long()", near())
    for name in ("maximum", "minimum", "fmax", "fmin"):
        case(name, f"torch.{name}(x[0], x[1])", real(2, 4), real(2, 4))
    a = constant(1.0, 2.0, float("nan"), 4.0, 5.0)
    b = constant(1.0 + 1e-9, 2.1, float("nan"), 4.0, -5.0)
    case("isclose", "torch.isclose(x[0], x[1])", a, b)
    case("isclose/nan", "torch.isclose(x[0], x[1], rtol=0.1, atol=0, equal_nan=True)", a, b)
    case("allclose/not", "torch.tensor(torch.allclose(x[0], x[1]))", a, b)
    case("allclose", "torch.tensor(torch.allclose(x[0], x[1], rtol=3, equal_nan=True))", a, b)
    case("isin", "torch.isin(x[0], x[1])", near(), whole(2))
    for name in ("logical_and", "logical_or", "logical_xor"):
        case(name, f"torch.{name}(x[0], x[1])", flags(2, 5), flags(2, 5))
    case("logical_not", "torch.logical_not(x[0])", flags(2, 5))
    for name in ("bitwise_and", "bitwise_or", "bitwise_xor"):
        case(name, f"torch.{name}(x[0], x[1])", whole(2, 5, high=63), whole(2, 5, high=63))
    case("bitwise_not", "torch.bitwise_not(x[0])", whole(2, 5, high=63))
    case("bitwise_left_shift", "torch.bitwise_left_shift(x[0], x[1])", whole(5), whole(5, high=4))
    case("bitwise_right_shift", "torch.bitwise_right_shift(x[0], x[1])", whole(5, high=99), whole(5, high=4))


def shapes():
    t = lambda: real(2, 3, 4)
    case("view", "x[0].view(6, -1)", t())
    case("view_as", "x[0].view_as(x[1])", t(), real(4, 6, grad=False))
    case("reshape", "x[0].reshape(4, 6)", t())
    case("flatten", "x[0].flatten(1)", t())
    case("flatten/all", "x[0].flatten()", t())
    case("unflatten", "x[0].unflatten(2, (2, 2))", t())
    case("ravel", "x[0].ravel()", t())
    case("permute", "x[0].permute(2, 0, 1)", t())
    case("transpose", "x[0].transpose(0, 2)", t())
    case("t", "x[0].t()", real(2, 3))
    case("T", "x[0].permute(2, 1, 0)", t())
    case("mT", "x[0].mT", t())
    case("movedim", "x[0].movedim((0, 1), (2, 0))", t())
    case("movedim/one", "x[0].movedim(0, 2)", t())
    case("squeeze", "x[0].squeeze()", real(1, 3, 1))
    case("squeeze/dim", "x[0].squeeze(-1)", real(1, 3, 1))
    case("unsqueeze", "x[0].unsqueeze(1)", real(2, 3))
    case("expand", "x[0].expand(2, 3, 4)", real(3, 1))
    case("expand_as", "x[0].expand_as(x[1])", real(3, 1), real(2, 3, 4, grad=False))
    case("repeat", "x[0].repeat(2, 2, 1)", real(2, 3))
    case("tile", "x[0].tile((2,))", real(2, 3))
    case("repeat_interleave", "x[0].repeat_interleave(2, 1)", real(2, 3))
    case("repeat_interleave/flat", "x[0].repeat_interleave(3)", real(2, 3))
    case("repeat_interleave/counts", "x[0].repeat_interleave(x[1], 0)", real(2, 3), constant(2, 0, dtype=torch.int64))
    case("flip", "x[0].flip(0, 2)", t())
    case("fliplr", "x[0].fliplr()", t())
    case("flipud", "x[0].flipud()", t())
    case("roll", "x[0].roll(2, 1)", t())
    case("roll/first", "x[0].roll(3, 0)", t())
    case("roll/flat", "x[0].roll(5)", t())
    case("roll/two", "x[0].roll((1, 2), (0, 1))", t())
    case("roll/three", "x[0].roll((1, 2, 3), (0, 1, 2))", t())
    case("rot90", "x[0].rot90(1, (0, 1))", t())
    case("rot90/of dims", "x[0].rot90(3, (1, 2))", t())
    for n in "123":
        case(f"atleast_{n}d", f"torch.atleast_{n}d(x[0])", real(3))
    case("cat", "torch.cat((x[0], x[1]), 1)", real(2, 3), real(2, 2))
    case("cat/one", "torch.cat((x[0],), 0)", real(2, 3))
    case("stack", "torch.stack((x[0], x[1]), 1)", real(2, 3), real(2, 3))
    case("hstack", "torch.hstack((x[0], x[1]))", real(2, 3), real(2, 2))
    case("vstack", "torch.vstack((x[0], x[1]))", real(3), real(2, 3))
    case("dstack", "torch.dstack((x[0], x[1]))", real(2, 3), real(2, 3))
    case("split", "x[0].split(2, 1)", real(2, 5))
    case("split/sizes", "x[0].split((1, 3), 1)", real(2, 4))
    case("tensor_split", "x[0].tensor_split(3, 1)", real(2, 5))
    case("tensor_split/at", "x[0].tensor_split((1, 3), 1)", real(2, 5))
    case("chunk", "x[0].chunk(2, 1)", real(2, 5))
    case("unbind", "x[0].unbind(1)", real(2, 3))
    case("meshgrid", "torch.meshgrid(x[0], x[1], indexing='ij')", real(2), real(3))
    case("meshgrid/xy", "torch.meshgrid(x[0], x[1], indexing='xy')", real(2), real(3))
    case("broadcast_tensors", "torch.broadcast_tensors(x[0], x[1])", real(2, 1), real(3))
    case("broadcast_to", "torch.broadcast_to(x[0], (2, 3))", real(3))
    case("block_diag", "torch.block_diag(x[0], x[1])", real(2, 2), real(1, 3))
    case("cartesian_prod", "torch.cartesian_prod(x[0], x[1])", real(2), real(3))
    case("alias", "x[0].clone()", real(2, 3))


def indexing():
    m = lambda: real(3, 5)
    index = lambda *values: constant(*values, dtype=torch.int64)
    case("narrow", "x[0].narrow(1, 1, 3)", m())
    case("select", "x[0].select(1, -2)", m())
    case("unfold", "x[0].unfold(1, 3, 2)", m())
    case("slice", "x[0][:, 1:5:2]", m())
    case("index_select", "x[0].index_select(1, x[1])", m(), index(4, 0, 4))
    case("index_add", "x[0].index_add(1, x[1], x[2], alpha=0.5)", m(), index(1, 1, 3), real(3, 3))
    case("index_copy", "x[0].index_copy(1, x[1], x[2])", m(), index(4, 0), real(3, 2))
    case("index_fill", "x[0].index_fill(1, x[1], 1.5)", m(), index(4, 0))
    case("take", "x[0].take(x[1])", m(), whole(4, high=14))
    case("take_along_dim", "x[0].take_along_dim(x[1], 1)", m(), whole(3, 2, high=4))
    case("take_along_dim/flat", "x[0].take_along_dim(x[1])", m(), index(4, 0, 14))
    case("gather", "x[0].gather(1, x[1])", m(), whole(3, 2, high=4))
    case("scatter", "x[0].scatter(1, x[1], x[2])", m(), index(0, 3, 2, 4, 1, 2).reshape(3, 2), real(3, 2))
    case("scatter_add", "x[0].scatter_add(1, x[1], x[2])", m(), whole(3, 2, high=4), real(3, 2))
    case("select_scatter", "x[0].select_scatter(x[1], 1, 2)", m(), real(3))
    case("diagonal_scatter", "x[0].diagonal_scatter(x[1], 1)", m(), real(3))
    case("slice_scatter", "x[0].slice_scatter(x[1], 1, 1, 5, 2)", m(), real(3, 2))
    case("masked_fill", "x[0].masked_fill(x[1], -7)", m(), flags(3, 5))
    case("masked_scatter", "x[0].masked_scatter(x[1], x[2])", m(), flags(3, 5), real(15))
    case("masked_select", "x[0].masked_select(x[1])", m(), flags(3, 5))
    case("where", "torch.where(x[0], x[1], x[2])", flags(3, 5), m(), real(5))
    case("where/places", "torch.where(x[0])", flags(3, 5))
    case("nonzero", "x[0].nonzero()", whole(3, 5, high=1))
    case("argwhere", "torch.argwhere(x[0])", whole(3, 5, high=1))
    case("nonzero_as_list", "torch.split(x[0].nonzero(), 1, 1)", whole(3, 5, high=1))
    case("tril", "x[0].tril(1)", m())
    case("triu", "x[0].triu(-1)", m())
    case("diag", "x[0].diag(1)", m())
    case("diag/of vector", "x[0].diag()", real(3))
    case("diagonal", "x[0].diagonal(0, 1, 2)", real(2, 3, 3))
    case("diag_embed", "x[0].diag_embed()", real(2, 3))
    case("diagflat", "x[0].diagflat(1)", real(2, 2))
    case("trace", "x[0].trace()", m())


def products():
    case("matmul", "x[0] @ x[1]", real(2, 3, 4), real(4, 2))
    case("mm", "x[0].mm(x[1])", real(2, 3), real(3, 4))
    case("bmm", "x[0].bmm(x[1])", real(2, 3, 4), real(2, 4, 2))
    case("mv", "x[0].mv(x[1])", real(2, 3), real(3))
    case("dot", "x[0].dot(x[1])", real(4), real(4))
    case("vdot", "x[0].vdot(x[1])", real(4), real(4))
    case("outer", "x[0].outer(x[1])", real(3), real(2))
    case("inner", "x[0].inner(x[1])", real(2, 3), real(4, 3))
    case("kron", "x[0].kron(x[1])", real(2, 2), real(1, 3))
    case("addmm", "torch.addmm(x[0], x[1], x[2], beta=0.5, alpha=2)", real(2, 4), real(2, 3), real(3, 4))
    case("addmv", "torch.addmv(x[0], x[1], x[2], beta=0.5, alpha=2)", real(2), real(2, 3), real(3))
    case("addr", "torch.addr(x[0], x[1], x[2], beta=0.5, alpha=2)", real(2, 3), real(2), real(3))
    case("addbmm", "torch.addbmm(x[0], x[1], x[2], beta=0.5, alpha=2)", real(2, 4), real(2, 2, 3), real(2, 3, 4))
    case("baddbmm", "torch.baddbmm(x[0], x[1], x[2], beta=0.5, alpha=2)", real(2, 2, 4), real(2, 2, 3), real(2, 3, 4))
    case("einsum", "torch.einsum('bij,bjk->ik', x[0], x[1])", real(2, 3, 4), real(2, 4, 2))
    case("tensordot", "torch.tensordot(x[0], x[1], dims=([1, 2], [0, 1]))", real(2, 3, 4), real(3, 4, 2))
    case("cdist", "torch.cdist(x[0], x[1])", real(3, 4), real(2, 4))
    case("cdist/1", "torch.cdist(x[0], x[1], p=1)", real(3, 4), real(2, 4))
    case("dist", "torch.dist(x[0], x[1], 3)", real(4), real(4))
    case("matrix_power", "torch.matrix_power(x[0], 3)", real(3, 3))
    case("matrix_exp", "torch.matrix_exp(x[0])", unit(3, 3))
    case("chain_matmul", "torch.linalg.multi_dot((x[0], x[1], x[2]))", real(2, 3), real(3, 4), real(4, 2))
    l = "torch.linalg."
    case("inverse", l + "inv(x[0])", spd(3))
    case("det", l + "det(x[0])", real(3, 3))
    case("logdet", "torch.logdet(x[0])", spd(3))
    case("slogdet", l + "slogdet(x[0])", real(3, 3))
    case("cholesky", l + "cholesky(x[0])", spd(3))
    case("cholesky/upper", "torch.linalg.cholesky(x[0]).T", spd(3))
    case("cholesky_inverse", "torch.cholesky_inverse(x[0])", torch.linalg.cholesky(spd(3)).detach().requires_grad_())
    case("cholesky_solve", "torch.cholesky_solve(x[0], x[1])", real(3, 2), torch.linalg.cholesky(spd(3)).detach().requires_grad_())
    case("pinverse", "torch.pinverse(x[0])", real(3, 2))
    case("linalg.cholesky_ex", l + "cholesky_ex(x[0])", spd(3))
    case("linalg.norm", l + "norm(x[0])", real(2, 3))
    case("linalg.norm/nuclear", l + "norm(x[0], 'nuc')", real(2, 3))
    case("linalg.norm/inf", l + "norm(x[0], float('inf'), dim=1)", real(2, 3))
    case("linalg.norm/1", l + "norm(x[0], 1, dim=0, keepdim=True)", real(2, 3))
    case("linalg.vector_norm", l + "vector_norm(x[0], 3, dim=1)", real(2, 3))
    case("linalg.matrix_norm", l + "matrix_norm(x[0])", real(2, 3, 4))
    case("linalg.matrix_norm/2", l + "matrix_norm(x[0], 2)", real(3, 4))
    case("linalg.cond", l + "cond(x[0])", real(3, 3))
    case("linalg.cond/1", l + "cond(x[0], 1)", real(3, 3), grad=False)
    case("linalg.cond/fro", l + "cond(x[0], 'fro')", real(3, 3), grad=False)
    case("linalg.matrix_rank", l + "matrix_rank(x[0])", constant(1., 2., 2., 4.).reshape(2, 2))
    case("linalg.pinv", l + "pinv(x[0])", real(3, 2))
    case("linalg.solve", l + "solve(x[0], x[1])", spd(3), real(3, 2))
    case("linalg.solve_triangular", l + "solve_triangular(x[0], x[1], upper=True)", spd(3).detach().triu().requires_grad_(), real(3, 2))
    case("linalg.lstsq", l + "lstsq(x[0], x[1])", real(4, 2), real(4, 1), grad=False)
    case("linalg.qr", l + "qr(x[0])", real(3, 2))
    case("linalg.qr/r", l + "qr(x[0], mode='r')", real(3, 2), grad=False)
    case("linalg.lu", l + "lu(x[0])", real(3, 3))
    case("linalg.lu_factor", l + "lu_factor(x[0])", real(3, 3))
    case("linalg.svd", "(lambda u, s, v: (s, (u * s) @ v))(*torch.linalg.svd(x[0], full_matrices=False))", real(3, 2))
    case("linalg.svdvals", l + "svdvals(x[0])", real(3, 2))
    case("linalg.eig", "torch.linalg.eig(x[0])[0].real.sort()[0]", spd(3))
    case("linalg.eigvals", "torch.linalg.eigvals(x[0]).real.sort()[0]", spd(3))
    case("linalg.eigh", "(lambda w, v: (w, (v * w) @ v.T))(*torch.linalg.eigh(x[0]))", spd(3))
    case("linalg.eigvalsh", l + "eigvalsh(x[0])", spd(3))
    case("linalg.cross", l + "cross(x[0], x[1])", real(2, 3), real(2, 3))
    case("linalg.diagonal", l + "diagonal(x[0])", real(2, 3, 3))


def reductions():
    m, t = lambda: real(3, 4), lambda: real(2, 3, 4)
    case("sum", "x[0].sum()", m())
    case("sum/as float32", "x[0].sum(dtype=torch.float32)", m())
    case("sum/literal 0", "x[0].sum(dtype=torch.uint8)", constant(200, 200, 200, 200, 200, 200, dtype=torch.int64).reshape(2, 3))
    case("sum/dim", "x[0].sum(1)", m())
    case("sum/dim 0", "x[0].sum(0)", m())
    case("sum/keepdim", "x[0].sum(0, keepdim=True)", m())
    case("sum/two", "x[0].sum((0, 2))", t())
    case("sum/three", "x[0].sum((0, 1, 2))", t())
    case("prod", "x[0].prod()", m())
    case("prod/dim", "x[0].prod(1, keepdim=True)", m())
    case("mean", "x[0].mean()", m())
    case("mean/dim", "x[0].mean((0,), keepdim=True)", m())
    case("nansum", "x[0].nansum()", constant(1., float("nan"), 3.))
    case("logsumexp", "x[0].logsumexp(1)", m())
    case("count_nonzero", "x[0].count_nonzero()", whole(3, 5, high=2))
    case("count_nonzero/dims", "x[0].count_nonzero((0,))", whole(3, 5, high=2))
    for name in ("any", "all"):
        case(name, f"x[0].{name}()", flags(3, 2))
        case(name + "/dim", f"x[0].{name}(1, keepdim=True)", flags(3, 2))
    case("norm", "x[0].norm()", m())
    case("norm/p", "x[0].norm(3)", m())
    case("norm/dim", "x[0].norm(2, dim=1, keepdim=True)", m())
    for name in ("cumsum", "cumprod", "logcumsumexp", "cummax", "cummin"):
        case(name, f"x[0].{name}(1)", m())
    case("diff", "x[0].diff(dim=1)", m())
    case("diff/ends", "x[0].diff(1, 1, x[1], x[2])", m(), real(3, 1), real(3, 1))
    case("trapezoid", "torch.trapezoid(x[0], dx=0.5)", m())
    case("trapezoid/x", "torch.trapezoid(x[0], x[1])", m(), real(4))
    for name in ("std", "var"):
        case(name, f"x[0].{name}()", m())
        case(name + "/biased", f"x[0].{name}(unbiased=False)", m())
        case(name + "/dim", f"x[0].{name}(1, unbiased=False, keepdim=True)", m())
        case(name + "/two", f"x[0].{name}((0, 2))", t())
        case(name + "/three", f"x[0].{name}((0, 1, 2))", t())
        case(name + "_mean", f"torch.{name}_mean(x[0], unbiased=True)", m())
        case(name + "_mean/two", f"torch.{name}_mean(x[0], (0, 2))", t())
        case(name + "_mean/three", f"torch.{name}_mean(x[0], (0, 1, 2))", t())
        case(name + "_mean/dim", f"torch.{name}_mean(x[0], 1, unbiased=False)", m())
    case("cov", "x[0].cov()", m())
    case("corrcoef", "x[0].corrcoef()", m())
    for name in ("max", "min"):
        case(name, f"x[0].{name}()", m())
        case(name + "/dim", f"x[0].{name}(1, keepdim=True)", m())
        case("a" + name, f"x[0].a{name}((0, 1))", t())
        case("arg" + name, f"x[0].arg{name}()", m(), grad=False)
        case("arg" + name + "/dim", f"x[0].arg{name}(1)", m(), grad=False)
    case("aminmax", "torch.aminmax(x[0])", m(), grad=False)
    case("aminmax/dim", "torch.aminmax(x[0], dim=0, keepdim=True)", m(), grad=False)
    case("sort", "x[0].sort(1)", m())
    case("sort/descending", "x[0].sort(0, descending=True)", m())
    case("argsort", "x[0].argsort(1)", m(), grad=False)
    case("msort", "x[0].msort()", m())
    case("topk", "x[0].topk(2, 1)", m())
    case("topk/smallest", "x[0].topk(2, 0, largest=False)", m())
    case("kthvalue", "x[0].kthvalue(2, 1)", m())
    case("median", "x[0].median()", m())
    case("nanmedian", "x[0].nanmedian()", constant(1., float("nan"), 3., 2.))
    case("mode", "x[0].mode(1)", whole(3, 6, high=2))
    case("quantile", "x[0].quantile(x[1], 1)", m(), constant(0.25, 0.9))
    case("nanquantile", "x[0].nanquantile(x[1], 0)", constant(1., float("nan"), 3., 2.), constant(0.5))
    case("unique", "torch.unique(x[0], return_inverse=True, return_counts=True)", whole(3, 4, high=4))
    case("unique/rows", "torch.unique(x[0], return_inverse=True, return_counts=True, dim=0)", whole(4, 2, high=1))
    case("unique_consecutive", "torch.unique_consecutive(x[0], return_inverse=True, return_counts=True)", whole(8, high=1))
    case("histc", "torch.histc(x[0], 5, -2, 2)", real(20, grad=False))
    case("bincount", "torch.bincount(x[0])", whole(9, high=4))
    case("bincount/weights", "torch.bincount(x[0], x[1], 7)", whole(5, high=4), real(5, grad=False))
    ends = constant(1., 3., 5.)
    case("bucketize", "torch.bucketize(x[0], x[1], right=True)", constant(0., 1., 4., 5., 6.), ends)
    case("searchsorted", "torch.searchsorted(x[0], x[1])", ends, constant(0., 1., 4., 5., 6.))
    case("searchsorted/number", "torch.searchsorted(x[0], 3.0, out_int32=True, right=True)", ends)


def promotion():
    """The type of the result for each pair of operand types; a 0-dim operand and a number count less than a tensor with dimensions."""
    kinds = {"uint8": torch.uint8, "int32": torch.int32, "int64": torch.int64, "bool": torch.bool, "float32": torch.float32,
             "float64": torch.float64}
    binary = {"add": lambda a, b: a + b, "mul": lambda a, b: a * b, "div": lambda a, b: a / b, "pow": lambda a, b: a ** b,
              "eq": lambda a, b: a == b, "maximum": torch.maximum}
    unary = {"exp": torch.exp, "sum": torch.sum, "abs": torch.abs, "cumsum": lambda a: a.cumsum(0), "argmax": torch.argmax}
    numbers = {"int": 2, "double": 2.5}
    rows = []

    def row(op, left, right, make):
        try:
            rows.append([op, left, right, DTYPES[make().dtype]])
        except (RuntimeError, TypeError):
            pass  # not defined for these types

    for a, kind in kinds.items():
        x = torch.ones(2, dtype=kind)
        for op, f in unary.items():
            row(op, a, "", lambda: f(x))
        for op, f in binary.items():
            for b, other in kinds.items():
                row(op, a, b, lambda: f(x, torch.ones(2, dtype=other)))
                row(op, a, b + " scalar", lambda: f(x, torch.ones((), dtype=other)))
            for b, number in numbers.items():
                if op != "maximum":
                    row(op, a, b, lambda: f(x, number))
    return rows


def stored(tensor):
    tensor = tensor.detach().resolve_conj()
    if tensor._is_zerotensor():
        tensor = torch.zeros(tensor.shape, dtype=tensor.dtype)
    if tensor.is_complex():
        tensor = torch.view_as_real(tensor)
    number = (lambda v: int(v)) if not tensor.is_floating_point() else (lambda v: v if math.isfinite(v) else str(v))
    flat = [number(v) for v in tensor.reshape(-1).tolist()]
    if tensor.is_floating_point():
        digits = 12 if tensor.dtype == torch.float64 else 8
        flat = [v if isinstance(v, str) else float(f"%.{digits}g" % v) for v in flat]
    return {"dtype": DTYPES[tensor.dtype], "shape": list(tensor.shape), "data": flat}


def weights(tensor):
    return torch.cos(torch.arange(1, tensor.numel() + 1, dtype=torch.float64)).reshape(tensor.shape).to(tensor.dtype)


def run(name, expression, x, grad):
    outputs = eval(expression, {"torch": torch, "x": x})
    outputs = [outputs] if isinstance(outputs, torch.Tensor) else list(outputs)
    differentiable = [o for o in outputs if o.requires_grad and o.is_floating_point()]
    inputs = [stored(i) for i in x]
    if grad and differentiable:
        sum((o * weights(o)).sum().double() for o in differentiable).backward()
        for i, tensor in enumerate(x):
            if tensor.grad is not None:
                inputs[i]["grad"] = stored(tensor.grad)["data"]
    return {"name": name, "python": expression, "inputs": inputs, "outputs": [stored(o) for o in outputs]}


def main():
    for group in (arithmetic, pointwise, comparisons, shapes, indexing, products, reductions):
        group()
    header = {"made by": "make_ops_golden.py", "torch": torch.__version__, "python": platform.python_version(),
              "processor": torch.__config__.show().split("CPU capability usage: ")[-1].split("\n")[0]}
    lines = ["  " + json.dumps(run(*c), separators=(",", ":")) for c in CASES]
    names = [c[0] for c in CASES]
    assert len(set(names)) == len(names), [n for n in names if names.count(n) > 1]
    print('{"header":' + json.dumps(header) + ',\n"promotion":[\n' + ",\n".join("  " + json.dumps(r) for r in promotion())
          + '],\n"cases":[\n' + ",\n".join(lines) + "]}")
    print(len(CASES), "cases", file=sys.stderr)


main()
