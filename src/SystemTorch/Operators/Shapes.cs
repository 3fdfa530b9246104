namespace TorchSharp;

// Views and copies of a tensor under another shape. No element changes its value.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor view(params long[] shape) => Aten.Call("aten::view", this, shape);
        public Tensor view_as(Tensor other) => view(other.shape);
        public Tensor reshape(params long[] shape) => Aten.Call("aten::reshape", this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.Call("aten::flatten.using_ints", this, start_dim, end_dim);
        public Tensor unflatten(long dim, params long[] sizes) =>
            dim >= 0 && dim < ndim
                ? Aten.Call("aten::unflatten.int", this, dim, sizes)
                : throw new ArgumentException($"Invalid 'dim' argument: {dim}.");
        public Tensor unflatten(long dim, Size sizes) => unflatten(dim, sizes.Shape);
        public Tensor ravel() => Aten.Call("aten::ravel", this);
        public Tensor permute(IEnumerable<long> permutation) => Aten.Call("aten::permute", this, permutation.ToArray());
        public Tensor permute(params long[] permutation) => Aten.Call("aten::permute", this, permutation);
        public Tensor transpose(long dim0, long dim1) => Aten.Call("aten::transpose.int", this, dim0, dim1);
        public Tensor transpose_(long dim0, long dim1) => InPlace("aten::transpose_", this, dim0, dim1);
        public Tensor t() => Aten.Call("aten::t", this);
        public Tensor swapaxes(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor swapdims(long dim0, long dim1) => transpose(dim0, dim1);
        public Tensor movedim(long[] source, long[] destination) => Aten.Call("aten::movedim.intlist", this, source, destination);
        public Tensor moveaxis(long[] source, long[] destination) => movedim(source, destination);
        public Tensor T => permute([.. Enumerable.Range(0, (int)ndim).Reverse().Select(i => (long)i)]);
        public Tensor mT => Aten.Call("aten::mT", this);
        public Tensor squeeze(long? dim = null) =>
            dim is null ? Aten.Call("aten::squeeze", this) : Aten.Call("aten::squeeze.dim", this, dim.Value);
        public Tensor squeeze_(long? dim = null) =>
            dim is null ? InPlace("aten::squeeze_", this) : InPlace("aten::squeeze_.dim", this, dim.Value);
        public Tensor unsqueeze(long dim) => Aten.Call("aten::unsqueeze", this, dim);
        public Tensor unsqueeze_(long dim) => InPlace("aten::unsqueeze_", this, dim);

        public Tensor expand(params long[] sizes) => Aten.Call("aten::expand", this, sizes);
        public Tensor expand(long[] sizes, bool isImplicit = false) => Aten.Call("aten::expand", this, sizes, isImplicit);
        public Tensor expand(ReadOnlySpan<long> sizes, bool isImplicit = false) =>
            Aten.Call("aten::expand", this, sizes.ToArray(), isImplicit);
        public Tensor expand(Size sizes, bool isImplicit = false) => expand(sizes.Shape, isImplicit);
        public Tensor expand_as(Tensor other) => expand(other.shape);
        public Tensor broadcast_to(params long[] shape) => Aten.Call("aten::broadcast_to", this, shape);
        public Tensor repeat(params long[] sizes) => Aten.Call("aten::repeat", this, sizes);
        public Tensor tile(long[] reps) => Aten.Call("aten::tile", this, reps);
        public Tensor repeat_interleave(long repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("aten::repeat_interleave.self_int", this, repeats, dim, output_size);
        public Tensor repeat_interleave(Tensor repeats, long? dim = null, long? output_size = null) =>
            Aten.Call("aten::repeat_interleave.self_Tensor", this, repeats, dim, output_size);
        public Tensor flip(params long[] dims) => Aten.Call("aten::flip", this, dims);
        public Tensor fliplr() => Aten.Call("aten::fliplr", this);
        public Tensor flipud() => Aten.Call("aten::flipud", this);
        public Tensor roll(long shifts, long? dims = null) =>
            dims is null
                ? Aten.Call("aten::roll", this, new[] { shifts })
                : Aten.Call("aten::roll", this, new[] { shifts }, new[] { dims.Value });
        public Tensor roll((long, long) shifts, (long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2 }, new[] { dims.Item1, dims.Item2 });
        public Tensor roll((long, long, long) shifts, (long, long, long) dims) =>
            roll(new[] { shifts.Item1, shifts.Item2, shifts.Item3 }, new[] { dims.Item1, dims.Item2, dims.Item3 });
        public Tensor roll(long[] shifts) => roll(shifts, new[] { 0L });
        public Tensor roll(long[] shifts, long[] dims) => Aten.Call("aten::roll", this, shifts, dims);
        public Tensor roll(ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) =>
            Aten.Call("aten::roll", this, shifts.ToArray(), dims.ToArray());
        public Tensor rot90(long k = 1, (long, long)? dims = null) =>
            Aten.Call("aten::rot90", this, k, dims is var (a, b) ? new[] { a, b } : [0, 1]);
        public Tensor atleast_1d() => Aten.Call("aten::atleast_1d", this);
        public Tensor atleast_2d() => Aten.Call("aten::atleast_2d", this);
        public Tensor atleast_3d() => Aten.Call("aten::atleast_3d", this);
    }

    public static Tensor reshape(Tensor input, params long[] shape) => input.reshape(shape);
    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);
    public static Tensor unflatten(Tensor input, long dim, Size sizes) => input.unflatten(dim, sizes);
    public static Tensor unflatten(Tensor input, long dim, params long[] sizes) => input.unflatten(dim, sizes);
    public static Tensor ravel(Tensor input) => input.ravel();
    public static Tensor permute(Tensor input, params long[] permutation) => input.permute(permutation);
    public static Tensor transpose(Tensor input, long dim0, long dim1) => input.transpose(dim0, dim1);
    public static Tensor t(Tensor input) => input.t();
    public static Tensor swapaxes(Tensor input, long axis0, long axis1) => input.swapaxes(axis0, axis1);
    public static Tensor swapdims(Tensor input, long dim0, long dim1) => input.swapdims(dim0, dim1);
    public static Tensor movedim(Tensor input, long source, long destination) => input.movedim([source], [destination]);
    public static Tensor movedim(Tensor input, long[] source, long[] destination) => input.movedim(source, destination);
    public static Tensor moveaxis(Tensor input, long source, long destination) => input.moveaxis([source], [destination]);
    public static Tensor moveaxis(Tensor input, long[] source, long[] destination) => input.moveaxis(source, destination);
    public static Tensor squeeze(Tensor input, long? dim = null) => input.squeeze(dim);
    public static Tensor squeeze_(Tensor input, long? dim = null) => input.squeeze_(dim);
    public static Tensor unsqueeze(Tensor input, long dim) => input.unsqueeze(dim);
    public static Tensor unsqueeze_(Tensor input, long dim) => input.unsqueeze_(dim);

    public static Tensor broadcast_to(Tensor input, params long[] shape) => input.broadcast_to(shape);
    public static Tensor tile(Tensor input, long[] dims) => input.tile(dims);
    public static Tensor repeat_interleave(Tensor input, Tensor repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);
    public static Tensor repeat_interleave(Tensor input, long repeats, long? dim = null, long? output_size = null) =>
        input.repeat_interleave(repeats, dim, output_size);
    public static Tensor flip(Tensor input, params long[] dims) => input.flip(dims);
    public static Tensor fliplr(Tensor input) => input.fliplr();
    public static Tensor flipud(Tensor input) => input.flipud();
    public static Tensor roll(Tensor input, (long, long) shifts, (long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, (long, long, long) shifts, (long, long, long) dims) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, ReadOnlySpan<long> shifts, ReadOnlySpan<long> dims = default) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long shifts, long? dims = null) => input.roll(shifts, dims);
    public static Tensor roll(Tensor input, long[] shifts) => input.roll(shifts);
    public static Tensor roll(Tensor input, long[] shifts, long[] dims) => input.roll(shifts, dims);
    public static Tensor rot90(Tensor input, long k = 1, (long, long)? dims = null) => input.rot90(k, dims);
}
