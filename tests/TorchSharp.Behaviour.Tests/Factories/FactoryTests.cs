using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Factories;

public sealed class FactoryTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static float[] Values(Tensor t) => t.@float().data<float>().ToArray();

    [Fact]
    public void Zeros_have_their_shape_and_the_default_dtype()
    {
        Tensor t = zeros(2, 3);
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal(float32, t.dtype);
        Assert.Equal(new float[6], Values(t));
    }

    [Fact]
    public void Sizes_come_one_by_one_as_an_array_or_as_a_span()
    {
        long[] shape = [2, 3, 4, 5];
        Assert.Equal(shape, ones(2, 3, 4, 5).shape);
        Assert.Equal(shape, ones(2L, 3L, 4L, 5L).shape);
        Assert.Equal(shape, ones(shape).shape);
        Assert.Equal(shape, ones(shape.AsSpan()).shape);
        Assert.Equal([2L, 3L, 4L], empty(2, 3, 4).shape);
        Assert.Equal([2L], rand(2).shape);
        Assert.Equal([7L, 8L], randn(7L, 8L).shape);
    }

    [Fact]
    public void Options_are_honoured()
    {
        Tensor t = ones(3, dtype: float64, device: CPU, requires_grad: true, names: ["rows"]);
        Assert.Equal(float64, t.dtype);
        Assert.True(t.requires_grad);
        Assert.Equal(["rows"], t.names);
    }

    [Fact]
    public void Full_of_an_integer_is_int64_and_of_a_float_the_default()
    {
        Assert.Equal(int64, full(2, 3, 7).dtype);
        Assert.Equal(float32, full([2, 3], 0.5).dtype);
        Assert.Equal([7f, 7f], Values(full(2, 7, dtype: int16)));
    }

    [Fact]
    public void Ranges_include_what_they_say()
    {
        Assert.Equal([0L, 1L, 2L, 3L], arange(4).data<long>().ToArray());
        Assert.Equal([0f, 0.25f, 0.5f, 0.75f], Values(arange(0, 1, 0.25)));
        Assert.Equal([5L, 3L], arange(5, 1, -2).data<long>().ToArray());
        Assert.Equal([0f, 0.5f, 1f], Values(linspace(0, 1, 3)));
        Assert.Equal([1f, 10f, 100f], Values(logspace(0, 2, 3)));
    }

    [Fact]
    public void Eye_is_square_unless_told_otherwise()
    {
        Assert.Equal([1f, 0f, 0f, 1f], Values(eye(2)));
        Assert.Equal([1f, 0f, 0f, 0f, 1f, 0f], Values(eye(2, 3)));
    }

    [Fact]
    public void Likes_keep_shape_and_dtype()
    {
        Tensor t = zeros([2, 2], int16);
        Assert.Equal([1f, 1f, 1f, 1f], Values(ones_like(t)));
        Assert.Equal(int16, t.full_like(3).dtype);
        Assert.Equal(float32, t.rand_like(dtype: float32).dtype);
        Assert.Equal([2L, 2L], empty_like(t).shape);
        Assert.Equal([3L], t.new_zeros(3).shape);
        Assert.Equal([4f, 4f], Values(t.new_full(1, 2, 4)));
        Assert.Equal(int16, t.new_ones(1, 2).dtype);
        Assert.Equal([5f, 5f, 5f, 5f], Values(randint_like(t, 5, 6)));
    }

    [Fact]
    public void A_tensor_holds_what_its_array_held()
    {
        Tensor t = tensor(new long[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        Assert.Equal([2L, 3L], t.shape);
        Assert.Equal([1L, 2L, 3L, 4L, 5L, 6L], t.data<long>().ToArray());
    }

    [Fact]
    public void A_tensor_of_an_array_is_a_copy()
    {
        float[] array = [1, 2];
        Tensor t = tensor(array);
        array[0] = 9;
        Assert.Equal([1f, 2f], Values(t));
    }

    [Fact]
    public void Lists_spans_and_shapes_make_tensors()
    {
        List<int> list = [1, 2, 3, 4];
        Assert.Equal([2L, 2L], tensor(list, 2, 2).shape);
        Assert.Equal([4L, 1L], tensor(list, [4, 1]).shape);
        Assert.Equal([1f, 2f], Values(tensor(new Memory<float>([1, 2]), [2])));
        Assert.Equal(float32, tensor(list, dtype: float32).dtype);
        Assert.Throws<ArgumentException>(() => tensor(list, 3, 2));
    }

    [Fact]
    public void Every_element_type_has_its_dtype()
    {
        Assert.Equal(uint8, tensor(new byte[] { 1 }).dtype);
        Assert.Equal(int8, tensor(new sbyte[] { -1 }).dtype);
        Assert.Equal(int16, tensor(new short[] { 1 }).dtype);
        Assert.Equal(int32, tensor(new[] { 1 }).dtype);
        Assert.Equal(int64, tensor(new[] { 1L }).dtype);
        Assert.Equal(@bool, tensor(new[] { true }).dtype);
        Assert.Equal(float16, tensor(new[] { (Half)1 }).dtype);
        Assert.Equal(float32, tensor(new[] { 1f }).dtype);
        Assert.Equal(float64, tensor(new[] { 1.0 }).dtype);
        Assert.Equal(complex64, tensor(new[] { (1f, 2f) }).dtype);
        Assert.Equal(complex128, tensor(new[] { System.Numerics.Complex.One }).dtype);
        Assert.Equal(float64, tensor(1.0).dtype);
        Assert.Equal(float32, 1f.ToTensor().dtype);
        Assert.Equal(int8, new sbyte[] { 1 }.ToTensor([1]).dtype);
    }

    [Fact]
    public void From_array_shares_the_memory_of_its_array()
    {
        var array = new float[,] { { 1, 2 }, { 3, 4 } };
        Tensor t = from_array(array);
        array[1, 0] = 30;
        GC.Collect();
        Assert.Equal([1f, 2f, 30f, 4f], Values(t));
        Assert.Equal(float64, from_array(array, float64).dtype);
    }

    [Fact]
    public void As_tensor_shares_where_it_can()
    {
        float[] array = [1, 2];
        Tensor t = as_tensor(array), same = as_tensor(t);
        same[0] = 5f;
        Assert.Equal(5f, array[0]);
        Assert.Equal(int64, as_tensor(t, int64).dtype);
    }

    [Fact]
    public void Frombuffer_takes_part_of_an_array()
    {
        Assert.Equal([2, 3], frombuffer(new[] { 1, 2, 3, 4 }, int32, count: 2, offset: 1).data<int>().ToArray());
        Assert.Throws<IndexOutOfRangeException>(() => frombuffer(new[] { 1 }, int32, count: 2));
    }

    [Fact]
    public void Complex_and_polar_are_two_ways_to_the_same()
    {
        Tensor cartesian = complex(zeros([1], float64), ones([1], float64)), turned = polar(ones([1], float64), full(1, Math.PI / 2, float64));
        Assert.True((cartesian - turned).abs().max().item<double>() < 1e-15);
    }

    [Fact]
    public void An_absurd_size_is_an_exception() => Assert.ThrowsAny<Exception>(() => empty(1L << 50));
}
