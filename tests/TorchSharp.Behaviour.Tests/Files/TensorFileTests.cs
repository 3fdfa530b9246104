using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Files;

public sealed class TensorFileTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static byte[] Saved(Tensor t)
    {
        var stream = new MemoryStream();
        t.Save(stream);
        return stream.ToArray();
    }

    private static Tensor Loaded(byte[] bytes) => Tensor.Load(new BinaryReader(new MemoryStream(bytes)));

    [Fact]
    public void The_bytes_are_dtype_rank_sizes_and_elements() =>
        // TorchSharp's own layout of a bias: 06 | 01 | 01 | 4 bytes
        Assert.Equal([6, 1, 1, 0, 0, 0x80, 0x3F], Saved(ones(1)));

    [Fact]
    public void Sizes_from_128_on_take_two_bytes() => Assert.Equal([0, 1, 0xAC, 0x02], Saved(zeros(300, dtype: uint8))[..4]);

    [Theory]
    [InlineData(ScalarType.Byte)]
    [InlineData(ScalarType.Int8)]
    [InlineData(ScalarType.Int16)]
    [InlineData(ScalarType.Int32)]
    [InlineData(ScalarType.Int64)]
    [InlineData(ScalarType.Bool)]
    [InlineData(ScalarType.Float16)]
    [InlineData(ScalarType.BFloat16)]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.ComplexFloat32)]
    [InlineData(ScalarType.ComplexFloat64)]
    public void Every_dtype_comes_back(ScalarType dtype)
    {
        Tensor t = (randn(3, 5) * 3).to(dtype), back = Loaded(Saved(t));
        Assert.Equal(dtype, back.dtype);
        Assert.True(t.Equals(back));
    }

    [Fact]
    public void Any_shape_comes_back() =>
        Prop.ForAll(
            Gen.Choose(0, 4).ListOf().Where(sizes => sizes.Count <= 5).ToArbitrary(),
            sizes =>
            {
                using DisposeScope scope = NewDisposeScope();
                Tensor t = rand([.. sizes.Select(size => (long)size)]);
                return t.Equals(Loaded(Saved(t)));
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_comes_back_into_an_existing_tensor()
    {
        Tensor t = rand(2, 3), target = zeros(2, 3).requires_grad_();
        target.Load(new BinaryReader(new MemoryStream(Saved(t))));
        Assert.True(t.Equals(target));
    }

    [Fact]
    public void A_view_with_gaps_is_not_saved() => Assert.Throws<InvalidOperationException>(() => Saved(rand(3, 4).t()));

    [Fact]
    public void Another_shape_or_dtype_is_refused()
    {
        var bytes = Saved(rand(2, 3));
        Assert.Throws<ArgumentException>(() => zeros(3, 2).Load(new BinaryReader(new MemoryStream(bytes))));
        Assert.Throws<ArgumentException>(() => zeros([2, 3], float64).Load(new BinaryReader(new MemoryStream(bytes))));
    }

    [Fact]
    public void Skipping_leaves_the_reader_behind_the_tensor()
    {
        byte[] two = [.. Saved(rand(2, 3)), .. Saved(arange(2))];
        var reader = new BinaryReader(new MemoryStream(two));
        Assert.Equal([2L, 3L], TensorExtensionMethods.Load(reader, skip: true).shape);
        Assert.Equal([0L, 1L], Tensor.Load(reader).data<long>().ToArray());
    }

    [Fact]
    public void Every_truncation_is_an_error()
    {
        byte[] whole = Saved(rand(2, 3));
        for (int length = 0; length < whole.Length; length++) Assert.ThrowsAny<Exception>(() => Loaded(whole[..length]));
    }

    [Theory]
    [InlineData(6, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F)] // 2^63 - 1 floats
    [InlineData(6, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F)] // 2^35 - 1 floats
    [InlineData(6, 3, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F)] // a product beyond 64 bits
    [InlineData(6, 0xFF, 0xFF, 0xFF, 0x7F)] // 2^28 - 1 dimensions
    [InlineData(8, 1, 1, 0, 0)] // a dtype there is not
    [InlineData(0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1)] // a number without end
    public void An_absurd_header_is_an_error_without_an_absurd_allocation(params int[] header)
    {
        byte[] bytes = [.. header.Select(b => (byte)b)];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.ThrowsAny<Exception>(() => Loaded(bytes));
        Assert.ThrowsAny<Exception>(() => Loaded_without_seeking(bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void A_compressed_stream_is_read_as_well()
    {
        Tensor t = rand(100, 100);
        Assert.True(t.Equals(Loaded_without_seeking(Saved(t))));
    }

    [Fact]
    public void PyTorch_s_own_archive_comes_back()
    {
        string path = Path.GetTempFileName();
        Tensor t = rand(2, 3);
        save(t, path);
        Assert.True(t.Equals(load(path)));
        File.Delete(path);
    }

    private static Tensor Loaded_without_seeking(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(bytes);
        packed.Position = 0;
        return Tensor.Load(new BinaryReader(new GZipStream(packed, CompressionMode.Decompress)));
    }
}
