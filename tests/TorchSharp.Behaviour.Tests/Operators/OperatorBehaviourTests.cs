using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Operators;

/// <summary>What TorchSharp's operators do beside computing: who is returned, who is refused and how.</summary>
public class OperatorBehaviourTests
{
    [Fact]
    public void In_place_operators_return_the_tensor_itself()
    {
        using Tensor x = ones(3);
        Assert.Same(x, x.add_(1));
        Assert.Same(x, x.mul_(2).div_(x).clamp_(0, 1).relu_());
        Assert.Equal([1f, 1f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void Comparisons_in_place_keep_the_type_of_the_tensor()
    {
        using Tensor x = tensor(new float[] { 1, 2, 3 });
        x.ge_(2);
        Assert.Equal(float32, x.dtype);
        Assert.Equal([0f, 1f, 1f], x.data<float>().ToArray());
    }

    [Fact]
    public void A_literal_zero_means_a_sum_as_bytes_and_a_long_zero_a_dimension()
    {
        using var scope = NewDisposeScope();
        Tensor x = full([2, 3], 200f);

        Tensor bytes = x.sum(0), columns = x.sum(0L);

        Assert.Equal(uint8, bytes.dtype);
        Assert.Equal(176, bytes.item<byte>()); // 1200 modulo 256
        Assert.Equal([400f, 400f, 400f], columns.data<float>().ToArray());
        Assert.Equal(uint8, x.prod(0).dtype);
        Assert.Equal([3L], x.prod(dim: 0).shape);
    }

    [Fact]
    public void Mismatched_shapes_throw_and_the_process_lives_on()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(2, 3), b = ones(4, 5);
        Assert.Throws<ExternalException>(() => a.mm(b));
        Assert.Throws<ExternalException>(() => a.matmul(b));
        Assert.Throws<ExternalException>(() => a + b);
        Assert.Throws<ExternalException>(() => cat([a, b], 0));
        Assert.Throws<ExternalException>(() => einsum("ij,jk->ik", a, b));
        Assert.Throws<ExternalException>(() => a.cummax(7));
    }

    [Fact]
    public void A_disposed_tensor_is_refused_by_every_kind_of_call()
    {
        Tensor gone = ones(3), kept = ones(3);
        gone.Dispose();
        Assert.Throws<InvalidOperationException>(() => gone + 1);
        Assert.Throws<InvalidOperationException>(() => kept + gone);
        Assert.Throws<InvalidOperationException>(() => gone.add_(1));
        Assert.Throws<InvalidOperationException>(() => cat([kept, gone], 0));
        Assert.Throws<InvalidOperationException>(() => gone.Equals(kept));
        kept.Dispose();
    }

    [Fact]
    public void Wrong_index_and_mask_types_are_refused_by_name()
    {
        using var scope = NewDisposeScope();
        Tensor x = ones(3, 3), index = tensor(new[] { 0, 1 });
        Assert.Throws<ArgumentException>(() => x.index_add(0, index, ones(2, 3), 1));
        Assert.Throws<ArgumentException>(() => x.index_copy_(0, index, ones(2, 3)));
        Assert.Throws<ArgumentException>(() => x.masked_select(x));
        Assert.Throws<ArgumentException>(() => x.where(x, x));
        Assert.Throws<ArgumentException>(() => x.slice(0, 0, 2, 0));
        Assert.Throws<ArgumentException>(() => ones(3).trace());
        Assert.Throws<ArgumentException>(() => x.diagonal(0, 1, 1));
        Assert.Throws<ArgumentException>(() => x.unflatten(-1, 3, 1));
        Assert.Throws<ArgumentException>(() => cat(Array.Empty<Tensor>(), 0));
        Assert.Throws<ArgumentException>(() => cdist(x, x, -1));
        Assert.Throws<InvalidOperationException>(() => ones(2).dot(ones(3)));
    }

    [Fact]
    public void Equals_compares_values_and_the_operator_elements()
    {
        using var scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2 }), b = tensor(new float[] { 1, 2 }), c = tensor(new float[] { 1, 3 });
        Assert.True(a.Equals(b));
        Assert.True(a.Equals((object)b));
        Assert.False(a.Equals(c));
        Assert.Equal([true, false], (a == c).data<bool>().ToArray());
    }

    [Fact]
    public void What_unique_was_not_asked_for_is_null()
    {
        using var scope = NewDisposeScope();
        var (values, inverse, counts) = tensor(new long[] { 2, 2, 1 }).unique();
        Assert.Equal([1L, 2L], values.data<long>().ToArray());
        Assert.Null(inverse);
        Assert.Null(counts);
    }

    [Fact]
    public void Largest_and_smallest_can_be_written_into_a_given_tensor()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[,] { { 1, 5 }, { 4, 2 } }), into = empty(2);
        x.amax([1L], false, into);
        Assert.Equal([5f, 4f], into.data<float>().ToArray());
        x.amin([0L], false, into);
        Assert.Equal([1f, 2f], into.data<float>().ToArray());
    }

    [Fact]
    public void A_shape_can_be_given_as_Size()
    {
        using var scope = NewDisposeScope();
        Size size = (2, 3);
        Assert.Equal(6, size.numel());
        Assert.Equal([2L, 3L], ones(3).expand(size).shape);
        Assert.Equal([2L, 3L], ones(6).unflatten(0, size).shape);
    }

    [Fact]
    public void A_quarter_turn_has_imaginary_eigenvalues()
    {
        using var scope = NewDisposeScope();
        Tensor turn = tensor(new double[,] { { 0, -1 }, { 1, 0 } });
        Tensor values = linalg.eigvals(turn);
        Assert.Equal([0.0, 0.0], real(values).clone().data<double>().ToArray());
        Assert.Equal([-1.0, 1.0], imag(values).sort().Values.data<double>().ToArray());
        Assert.True(values.imag.Equals(imag(values)));
    }

    [Fact]
    public void A_list_of_positions_picks_along_a_dimension()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 5, 6, 7 });
        Assert.Equal([7f, 5f], x.take_along_dim(new List<long> { 2, 0 }, 0).data<float>().ToArray());
        Assert.Equal([7f, 5f], take_along_dim(x, new List<long> { 2, 0 }).data<float>().ToArray());
    }

    [Fact]
    public void A_gradient_known_to_be_zero_is_read_from_a_clone()
    {
        using var scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 1, -2 }, requires_grad: true);
        x.sgn().sum().backward();
        Assert.Equal([0f, 0f], x.grad!.clone().data<float>().ToArray());
    }
}
