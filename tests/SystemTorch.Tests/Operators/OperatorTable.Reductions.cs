using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

public static partial class OperatorTable
{
    private static IEnumerable<KeyValuePair<string, Form[]>> Sums() =>
    [
        Case("sum", x => x[0].sum(), x => sum(x[0])),
        Case("sum/as float32", x => x[0].sum(float32), x => sum(x[0], float32)),
        // constant 0 converts to ScalarType.Byte: TorchSharp's overloads take this for a sum as bytes
        Case("sum/literal 0", x => x[0].sum(0), x => sum(x[0], 0)),
        Case("sum/dim", x => x[0].sum(1), x => sum(x[0], 1)),
        Case("sum/dim 0", x => x[0].sum(dim: 0), x => x[0].sum(0L), x => sum(x[0], dim: 0), x => x[0].sum(new long[] { 0 })),
        Case("sum/keepdim", x => x[0].sum(0, keepdim: true), x => sum(x[0], 0, keepdim: true)),
        Case("sum/two", x => x[0].sum(0, 2), x => x[0].sum(new long[] { 0, 2 }), x => x[0].sum((ReadOnlySpan<long>)[0, 2]),
            x => sum(x[0], (ReadOnlySpan<long>)[0, 2])),
        Case("sum/three", x => x[0].sum(0, 1, 2)),
        Case("prod", x => x[0].prod(), x => prod(x[0])),
        Case("prod/dim", x => x[0].prod(1, keepdim: true), x => prod(x[0], 1, keepdim: true)),
        Case("mean", x => x[0].mean(), x => mean(x[0])),
        Case("mean/dim", x => x[0].mean([0], keepdim: true), x => mean(x[0], [0], keepdim: true)),
        Case("nansum", x => x[0].nansum(), x => nansum(x[0])),
        Case("logsumexp", x => x[0].logsumexp(1), x => logsumexp(x[0], 1)),
        Case("count_nonzero", x => x[0].count_nonzero(), x => count_nonzero(x[0])),
        Case("count_nonzero/dims", x => x[0].count_nonzero([0]), x => count_nonzero(x[0], [0])),
        Case("any", x => x[0].any(), x => any(x[0])),
        Case("any/dim", x => x[0].any(1, keepdim: true), x => any(x[0], 1, keepdim: true)),
        Case("all", x => x[0].all(), x => all(x[0])),
        Case("all/dim", x => x[0].all(1, keepdim: true), x => all(x[0], 1, keepdim: true)),
        Case("norm", x => x[0].norm(), x => norm(x[0])),
        Case("norm/p", x => x[0].norm(3f), x => norm(x[0], 3f)),
        Case("norm/dim", x => x[0].norm(1, keepdim: true), x => norm(x[0], 1, keepdim: true)),
        Case("cumsum", x => x[0].cumsum(1), x => cumsum(x[0], 1)),
        Case("cumprod", x => x[0].cumprod(1), x => cumprod(x[0], 1)),
        Case("logcumsumexp", x => x[0].logcumsumexp(1), x => logcumsumexp(x[0], 1)),
        Case("cummax", x => x[0].cummax(1), x => cummax(x[0], 1)),
        Case("cummin", x => x[0].cummin(1), x => cummin(x[0], 1)),
        Case("diff", x => x[0].diff(dim: 1), x => diff(x[0], dim: 1)),
        Case("diff/ends", x => x[0].diff(1, 1, x[1], x[2]), x => diff(x[0], 1, 1, x[1], x[2])),
        Case("trapezoid", x => x[0].trapezoid(0.5), x => trapezoid(x[0], 0.5)),
        Case("trapezoid/x", x => x[0].trapezoid(x[1]), x => trapezoid(x[0], x[1])),
    ];

    private static IEnumerable<KeyValuePair<string, Form[]>> Spread() =>
    [
        Case("std", x => x[0].std(), x => std(x[0])),
        Case("std/biased", x => x[0].std(unbiased: false), x => std(x[0], false)),
        Case("std/dim", x => x[0].std(1, false, true), x => std(x[0], 1, false, true)),
        Case("std/two", x => x[0].std((0, 2)), x => std(x[0], (0, 2)), x => x[0].std(new long[] { 0, 2 }), x => x[0].std((ReadOnlySpan<long>)[0, 2])),
        Case("std/three", x => x[0].std((0, 1, 2)), x => std(x[0], (0, 1, 2))),
        Case("std_mean", x => x[0].std_mean(), x => std_mean(x[0])),
        Case("std_mean/dim", x => x[0].std_mean(1, false), x => std_mean(x[0], 1, false), x => x[0].std_mean(new long[] { 1 }, false)),
        Case("var", x => x[0].var(), x => var(x[0])),
        Case("var/biased", x => x[0].var(unbiased: false), x => var(x[0], false)),
        Case("var/dim", x => x[0].var(1, false, true), x => var(x[0], 1, false, true)),
        Case("var/two", x => x[0].var((0, 2)), x => var(x[0], (0, 2)), x => x[0].var(new long[] { 0, 2 }), x => x[0].var((ReadOnlySpan<long>)[0, 2])),
        Case("var/three", x => x[0].var((0, 1, 2)), x => var(x[0], (0, 1, 2))),
        Case("var_mean", x => x[0].var_mean(), x => var_mean(x[0])),
        Case("var_mean/dim", x => x[0].var_mean(1, false), x => var_mean(x[0], 1, false), x => x[0].var_mean(new long[] { 1 }, false)),
        Case("cov", x => x[0].cov(), x => cov(x[0])),
        Case("corrcoef", x => x[0].corrcoef(), x => corrcoef(x[0])),
    ];

    private static IEnumerable<KeyValuePair<string, Form[]>> Sorting() =>
    [
        Case("max", x => x[0].max(), x => max(x[0])),
        Case("max/dim", x => x[0].max(1, keepdim: true), x => max(x[0], 1, keepdim: true)),
        Case("amax", x => x[0].amax(0, 1), x => x[0].amax(new long[] { 0, 1 }, false), x => x[0].amax((ReadOnlySpan<long>)[0, 1]),
            x => amax(x[0], new long[] { 0, 1 })),
        Case("argmax", x => x[0].argmax(), x => argmax(x[0])),
        Case("argmax/dim", x => x[0].argmax(1), x => argmax(x[0], 1)),
        Case("min", x => x[0].min(), x => min(x[0])),
        Case("min/dim", x => x[0].min(1, keepdim: true), x => min(x[0], 1, keepdim: true)),
        Case("amin", x => x[0].amin(0, 1), x => x[0].amin(new long[] { 0, 1 }, false), x => x[0].amin((ReadOnlySpan<long>)[0, 1]),
            x => amin(x[0], new long[] { 0, 1 })),
        Case("argmin", x => x[0].argmin(), x => argmin(x[0])),
        Case("argmin/dim", x => x[0].argmin(1), x => argmin(x[0], 1)),
        Case("aminmax", x => x[0].aminmax(), x => aminmax(x[0])),
        Case("aminmax/dim", x => x[0].aminmax(0, keepdim: true), x => aminmax(x[0], 0, keepdim: true)),
        Case("sort", x => x[0].sort(1), x => sort(x[0], 1)),
        Case("sort/descending", x => x[0].sort(0, descending: true), x => sort(x[0], 0, true, stable: true)),
        Case("argsort", x => x[0].argsort(1), x => argsort(x[0], 1)),
        Case("msort", x => x[0].msort(), x => msort(x[0])),
        Case("topk", x => x[0].topk(2, 1), x => topk(x[0], 2, 1)),
        Case("topk/smallest", x => x[0].topk(2, 0, largest: false), x => topk(x[0], 2, 0, largest: false)),
        Case("kthvalue", x => x[0].kthvalue(2, 1), x => kthvalue(x[0], 2, 1)),
        Case("median", x => x[0].median(), x => median(x[0])),
        Case("nanmedian", x => x[0].nanmedian(), x => nanmedian(x[0])),
        Case("mode", x => x[0].mode(1), x => mode(x[0], 1)),
        Case("quantile", x => x[0].quantile(x[1], 1), x => quantile(x[0], x[1], 1)),
        Case("nanquantile", x => x[0].nanquantile(x[1], 0), x => nanquantile(x[0], x[1], 0)),
        Case("unique", x => x[0].unique(true, true, true)!, x => unique(x[0], true, true, true)!),
        Case("unique/rows", x => x[0].unique(true, true, true, 0)!, x => unique(x[0], true, true, true, 0)!),
        Case("unique_consecutive", x => x[0].unique_consecutive(true, true)!, x => unique_consecutive(x[0], true, true)!),
        Case("histc", x => x[0].histc(5, -2, 2), x => histc(x[0], 5, -2, 2)),
        Case("bincount", x => x[0].bincount(null), x => bincount(x[0])),
        Case("bincount/weights", x => x[0].bincount(x[1], 7), x => bincount(x[0], x[1], 7)),
        Case("bucketize", x => x[0].bucketize(x[1], right: true), x => bucketize(x[0], x[1], right: true)),
        Case("searchsorted", x => searchsorted(x[0], x[1])),
        Case("searchsorted/number", x => searchsorted(x[0], (Scalar)3.0, true, true, null!)),
    ];
}
