using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Tensors;

public sealed class IndexingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    // 0 … 11 in three rows of four
    private static Tensor Rows => arange(12).reshape(3, 4);

    private static void Holds(long[] shape, long[] values, Tensor actual)
    {
        Assert.Equal(shape, actual.shape);
        Assert.Equal(values, actual.data<long>().ToArray());
    }

    [Fact]
    public void One_number_takes_a_row() => Holds([4], [4, 5, 6, 7], Rows[1]);

    [Fact]
    public void A_negative_number_counts_from_the_end() => Holds([4], [8, 9, 10, 11], Rows[-1]);

    [Fact]
    public void Two_numbers_take_an_element() => Assert.Equal(6, Rows[1, 2].item<long>());

    [Fact]
    public void A_range_takes_rows() => Holds([2, 4], [4, 5, 6, 7, 8, 9, 10, 11], Rows[1..]);

    [Fact]
    public void A_range_may_count_from_the_end() => Holds([3, 2], [1, 2, 5, 6, 9, 10], Rows[.., 1..^1]);

    [Fact]
    public void A_tuple_is_a_range_with_open_ends() => Holds([2, 4], [0, 1, 2, 3, 4, 5, 6, 7], Rows[(null, 2)]);

    [Fact]
    public void An_index_from_the_end_takes_a_column() => Holds([3], [3, 7, 11], Rows[.., ^1]);

    [Fact]
    public void A_slice_may_have_a_step() => Holds([3, 2], [0, 2, 4, 6, 8, 10], Rows[TensorIndex.Colon, TensorIndex.Slice(step: 2)]);

    [Fact]
    public void An_ellipsis_stands_for_the_dimensions_left() =>
        Holds([2, 3], [1, 5, 9, 13, 17, 21], arange(24).reshape(2, 3, 4)[TensorIndex.Ellipsis, 1]);

    [Fact]
    public void None_makes_a_dimension() => Holds([1, 4], [4, 5, 6, 7], Rows[TensorIndex.None, 1].squeeze(0)[TensorIndex.Null]);

    [Fact]
    public void A_mask_takes_the_true_elements() => Holds([3], [0, 5, 10], Rows[Rows % 5 == 0]);

    [Fact]
    public void Positions_take_rows_in_their_order() => Holds([2, 4], [8, 9, 10, 11, 0, 1, 2, 3], Rows[tensor(new long[] { 2, 0 })]);

    [Fact]
    public void Positions_along_two_dimensions_take_elements() =>
        Holds([2], [1, 11], Rows[tensor(new long[] { 0, 2 }), tensor(new long[] { 1, 3 })]);

    [Fact]
    public void Positions_and_ranges_mix() =>
        Holds([3, 2], [3, 0, 7, 4, 11, 8], Rows[TensorIndex.Colon, TensorIndex.Tensor(tensor(new long[] { 3, 0 }))]);

    [Fact]
    public void A_bool_keeps_or_empties() => Assert.Equal([0L, 3L, 4L], Rows[TensorIndex.Bool(false)].shape);

    [Fact]
    public void A_row_is_a_view()
    {
        Tensor rows = Rows;
        rows[0].fill_(7);
        Assert.Equal(28, rows[0].sum().item<long>());
    }

    [Fact]
    public void An_element_can_be_set()
    {
        Tensor rows = Rows;
        rows[1, 2] = 60L;
        Holds([4], [4, 5, 60, 7], rows[1]);
    }

    [Fact]
    public void A_number_of_another_type_is_converted_when_set()
    {
        Tensor t = zeros(3);
        t[1] = 2;
        Assert.Equal([0f, 2f, 0f], t.data<float>().ToArray());
    }

    [Fact]
    public void A_range_can_be_set_by_a_row()
    {
        Tensor rows = Rows;
        rows[1.., 2..] = tensor(new long[] { -1, -2 });
        Holds([3, 4], [0, 1, 2, 3, 4, 5, -1, -2, 8, 9, -1, -2], rows);
    }

    [Fact]
    public void A_mask_can_be_set()
    {
        Tensor rows = Rows;
        rows[rows > 9] = 0L;
        Holds([4], [8, 9, 0, 0], rows[2]);
    }

    [Fact]
    public void A_scalar_is_put_at_positions()
    {
        Tensor rows = Rows;
        rows.index_put_(9, TensorIndex.Single(0), TensorIndex.Slice(1, 3));
        Holds([4], [0, 9, 9, 3], rows[0]);
    }

    [Fact]
    public void Equal_positions_add_up_when_accumulating()
    {
        Tensor sums = zeros(3, dtype: int64);
        sums.index_put_(tensor(new long[] { 1, 10, 100 }), [tensor(new long[] { 2, 0, 2 })], accumulate: true);
        Holds([3], [10, 0, 101], sums);
    }

    [Fact]
    public void Six_numbers_reach_six_dimensions()
    {
        Tensor t = arange(64).reshape(2, 2, 2, 2, 2, 2);
        Assert.Equal(63, t[1, 1, 1, 1, 1, 1].item<long>());
        t[0, 1, 0, 1, 0, 1] = -5L;
        Assert.Equal(-5, t.flatten()[0b010101].item<long>());
        Assert.Equal([2L], t[[0L, 1L, 0L, 1L, 0L]].shape);
    }

    [Fact]
    public void Out_of_range_is_an_error() => Assert.Throws<ExternalException>(() => Rows[3]);

    [Fact]
    public void Gradients_flow_through_an_index()
    {
        Tensor x = ones(4).requires_grad_();
        (x[1..3] * 3).sum().backward();
        Assert.Equal([0f, 3f, 3f, 0f], x.grad!.data<float>().ToArray());
    }
}
