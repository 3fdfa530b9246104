using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Tensors;

public sealed class ConversionTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Dtypes_convert_by_name()
    {
        Tensor t = tensor(new[] { 0f, 1.75f, -2.5f });
        Assert.Equal([0L, 1L, -2L], t.@long().data<long>().ToArray());
        Assert.Equal([0.0, 1.75, -2.5], t.@double().data<double>().ToArray());
        Assert.Equal([false, true, true], t.@bool().data<bool>().ToArray());
        Assert.Equal([(Half)0, (Half)1.75, (Half)(-2.5)], t.half().data<Half>().ToArray());
        Assert.Equal(int32, t.@int().dtype);
        Assert.Equal(bfloat16, t.bfloat16().dtype);
        Assert.Equal(float64, t.type_as(zeros([1], float64)).dtype);
    }

    [Fact]
    public void A_copy_is_made_when_asked_for()
    {
        Tensor t = zeros(1), copy = t.to(float32, copy: true);
        t[0] = 1f;
        Assert.Equal(0f, copy.item<float>());
    }

    [Fact]
    public void The_original_is_disposed_when_asked_for()
    {
        Tensor t = zeros(1);
        _ = t.to(int64, disposeAfter: true);
        Assert.True(t.IsInvalid);
    }

    [Fact]
    public void Item_wants_the_exact_type_and_one_element()
    {
        Assert.Equal(2f, tensor(2f).item<float>());
        Assert.Throws<ArgumentException>(() => tensor(2f).item<double>());
        Assert.Throws<ArgumentException>(() => tensor(2f).item<int>());
        Assert.Throws<ArgumentException>(() => zeros(2).item<float>());
        Assert.Throws<ArgumentException>(() => zeros(2).data<double>());
    }

    [Fact]
    public void A_number_is_taken_out_by_conversion()
    {
        Assert.Equal(2.5f, tensor(2.5).ToSingle());
        Assert.Equal(2.5, (double)tensor(2.5f));
        Assert.Equal(3, (int)tensor(3L));
        Assert.Equal(3L, tensor(3).ToInt64());
        Assert.True(tensor(1).ToBoolean());
        Assert.Equal(new Complex(1, 2), tensor(new Complex(1, 2)).ToComplexFloat64());
    }

    [Fact]
    public void Numbers_and_arrays_become_tensors_by_assignment()
    {
        Tensor scalar = 3.5f, vector = new long[] { 1, 2 };
        Assert.Equal(float32, scalar.dtype);
        Assert.Equal(0, scalar.dim());
        Assert.Equal([2L], vector.shape);
    }

    [Fact]
    public void Copy_takes_values_over_and_broadcasts()
    {
        Tensor target = zeros(2, 3);
        Assert.Same(target, target.copy_(arange(3)));
        Assert.Equal([0f, 1f, 2f, 0f, 1f, 2f], target.data<float>().ToArray());
    }

    [Fact]
    public void Contiguous_lines_the_elements_up()
    {
        Tensor turned = arange(6).reshape(2, 3).t();
        Assert.False(turned.is_contiguous());
        Assert.Equal([1L, 3L], turned.stride());
        Assert.True(turned.contiguous().is_contiguous());
        Assert.Equal([0L, 3L, 1L, 4L, 2L, 5L], turned.data<long>().ToArray());
    }

    [Fact]
    public void An_accessor_reads_and_writes_views_in_place()
    {
        Tensor t = zeros(2, 3);
        using var elements = t.t().data<float>();
        elements[2, 0] = 5;
        elements[5] = 6;
        Assert.Equal([0f, 0f, 5f, 0f, 0f, 6f], t.data<float>().ToArray());
        Assert.Equal(5f, elements[2, 0]);
        Assert.Throws<IndexOutOfRangeException>(() => t.data<float>()[2, 0]);
        Assert.Equal(new float[,] { { 0, 0, 5 }, { 0, 0, 6 } }, t.data<float>().ToNDArray());
    }

    [Fact]
    public void An_accessor_copies_from_and_to_arrays()
    {
        Tensor t = zeros(2, 3);
        t.data<float>().CopyFrom([1, 2, 3, 4, 5, 6]);
        var target = new float[4];
        t.t().data<float>().CopyTo(target);
        Assert.Equal([1f, 4f, 2f, 5f], target);
    }

    [Fact]
    public void Bytes_are_the_raw_memory()
    {
        Tensor t = tensor(new[] { 1, 256 });
        Assert.Equal([1, 0, 0, 0, 0, 1, 0, 0], t.bytes.ToArray());
        t.bytes = new byte[] { 2, 0, 0, 0, 3, 0, 0, 0 };
        Assert.Equal([2, 3], t.data<int>().ToArray());
        Assert.Throws<ArgumentException>(() => t.bytes = new byte[4]);
    }

    [Fact]
    public void Metadata_agree_with_the_shape()
    {
        Tensor t = zeros([2, 3], int16);
        Assert.Equal((6L, 2L, 2L, 2L), (t.numel(), t.ndim, t.dim(), t.ElementSize));
        Assert.Equal(3, t.size(-1));
        Assert.Equal(DeviceType.CPU, t.device_type);
        Assert.True(t.is_cpu() && t.is_integral() && !t.is_floating_point() && !t.is_cuda);
    }

    [Fact]
    public void Promotion_follows_PyTorch()
    {
        Assert.Equal(float32, promote_types(int64, float32));
        Assert.Equal(float64, result_type(zeros([2], float64), zeros(2)));
        Assert.False(can_cast(float32, int64));
        Assert.Equal(1.1920928955078125e-07, finfo(float32).eps);
    }

    [Fact]
    public void A_list_holds_scalars_in_the_shape_of_the_tensor()
    {
        var rows = (System.Collections.ArrayList)arange(4).reshape(2, 2).tolist();
        Assert.Equal(3, ((Scalar)((System.Collections.ArrayList)rows[1]!)[1]!).ToInt64());
    }
}
