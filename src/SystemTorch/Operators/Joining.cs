namespace TorchSharp;

// Tensors joined to one, and one cut into several.
public static partial class torch
{
    public partial class Tensor
    {
        public Tensor[] split(long size, int dim = 0) => Aten.CallList("aten::split.Tensor", this, size, dim);
        public Tensor[] split(params long[] sizes) => Aten.CallList("aten::split_with_sizes", this, sizes);
        public Tensor[] split(long[] sizes, long dim = 0) => Aten.CallList("aten::split_with_sizes", this, sizes, dim);
        public Tensor[] split(ReadOnlySpan<long> sizes, long dim = 0) =>
            Aten.CallList("aten::split_with_sizes", this, sizes.ToArray(), dim);
        public Tensor[] tensor_split(long size, long dim = 0L) => Aten.CallList("aten::tensor_split.sections", this, size, dim);
        public Tensor[] tensor_split(long[] sizes, long dim = 0L) => Aten.CallList("aten::tensor_split.indices", this, sizes, dim);
        public Tensor[] tensor_split(Tensor indices, long dim = 0L) =>
            Aten.CallList("aten::tensor_split.tensor_indices_or_sections", this, indices, dim);
        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.CallList("aten::chunk", this, chunks, dim);
        public Tensor[] unbind(long dimension = 0L) => Aten.CallList("aten::unbind.int", this, dimension);
    }

    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => Join("aten::cat", [.. tensors], dim);
    public static Tensor cat(Tensor[] tensors, long dim = 0) => Join("aten::cat", tensors, dim);
    public static Tensor cat(ReadOnlySpan<Tensor> tensors, long dim = 0) => Join("aten::cat", tensors.ToArray(), dim);
    public static Tensor concat(IList<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(Tensor[] tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor concat(ReadOnlySpan<Tensor> tensors, long dim = 0) => cat(tensors, dim);
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0) => Aten.Call("aten::stack", tensors.ToArray(), dim);
    public static Tensor hstack(IEnumerable<Tensor> tensors) => Aten.Call("aten::hstack", tensors.ToArray());
    public static Tensor hstack(IList<Tensor> tensors) => Aten.Call("aten::hstack", tensors.ToArray());
    public static Tensor hstack(ReadOnlySpan<Tensor> tensors) => Aten.Call("aten::hstack", tensors.ToArray());
    public static Tensor hstack(params Tensor[] tensors) => Aten.Call("aten::hstack", tensors);
    public static Tensor vstack(IList<Tensor> tensors) => Aten.Call("aten::vstack", tensors.ToArray());
    public static Tensor vstack(ReadOnlySpan<Tensor> tensors) => Aten.Call("aten::vstack", tensors.ToArray());
    public static Tensor vstack(Tensor[] tensors) => Aten.Call("aten::vstack", tensors);
    public static Tensor dstack(IEnumerable<Tensor> tensors) => Aten.Call("aten::dstack", tensors.ToArray());
    public static Tensor dstack(IList<Tensor> tensors) => Aten.Call("aten::dstack", tensors.ToArray());
    public static Tensor dstack(ReadOnlySpan<Tensor> tensors) => Aten.Call("aten::dstack", tensors.ToArray());
    public static Tensor dstack(params Tensor[] tensors) => Aten.Call("aten::dstack", tensors);

    private static Tensor Join(string op, Tensor[] tensors, long dim) => tensors.Length switch
    {
        0 => throw new ArgumentException("no tensors to join", nameof(tensors)),
        1 => tensors[0].alias(),
        _ => Aten.Call(op, tensors, dim),
    };

    public static Tensor[] split(Tensor tensor, long[] split_size_or_sections, long dim = 0L) => tensor.split(split_size_or_sections, dim);
    public static Tensor[] tensor_split(Tensor input, Tensor indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);
    public static Tensor[] tensor_split(Tensor input, long indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);
    public static Tensor[] tensor_split(Tensor input, long[] indices_or_sections, long dim = 0L) =>
        input.tensor_split(indices_or_sections, dim);
    public static Tensor[] chunk(Tensor input, long chunks, long dim = 0) => input.chunk(chunks, dim);
    public static Tensor[] unbind(Tensor input, long dim = 0L) => input.unbind(dim);
    public static Tensor[] unbind(Tensor tensor, int dim = 0) => tensor.unbind(dim);

    public static Tensor[] meshgrid(IEnumerable<Tensor> tensors, string indexing = "ij") =>
        Aten.CallList("aten::meshgrid.indexing", tensors.ToArray(), indexing);
    public static IList<Tensor> broadcast_tensors(params Tensor[] tensors) => Aten.CallList("aten::broadcast_tensors", tensors);
    public static Tensor block_diag(params Tensor[] tensors) => Aten.Call("aten::block_diag", tensors);
    public static Tensor cartesian_prod(params Tensor[] tensors) => Aten.Call("aten::cartesian_prod", tensors);
    public static Tensor cartesian_prod(IList<Tensor> tensors) => Aten.Call("aten::cartesian_prod", tensors.ToArray());
    public static Tensor cartesian_prod(ReadOnlySpan<Tensor> tensors) => Aten.Call("aten::cartesian_prod", tensors.ToArray());
}
