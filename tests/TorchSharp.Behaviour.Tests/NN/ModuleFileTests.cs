using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class ModuleFileTests
{
    private static byte[] Bytes(Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    private static Stream From(byte[] bytes) => new MemoryStream(bytes);

    [Fact]
    public void A_linear_layer_has_the_documented_bytes()
    {
        using var layer = Linear(2, 1);
        using (no_grad())
        {
            layer.weight.copy_(tensor(new[] { 1.5f, -2 }).reshape(1, 2));
            layer.bias!.copy_(tensor(new[] { 0.25f }));
        }
        byte[] expected =
        [
            2,
            6, .. "weight"u8, 6, 2, 1, 2, .. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f),
            4, .. "bias"u8, 6, 1, 1, .. BitConverter.GetBytes(0.25f),
        ];
        Assert.Equal(expected, Bytes(layer));
    }

    [Fact]
    public void What_is_saved_is_loaded_with_types_and_buffers()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(Linear(3, 2), BatchNorm1d(2));
        using var other = Sequential(Linear(3, 2), BatchNorm1d(2));
        net.call(randn(5, 3));
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            net.save(path);
            other.load(path);
        }
        finally
        {
            File.Delete(path);
        }
        foreach (var (key, value) in net.state_dict()) Assert.True(value.Equals(other.state_dict()[key]), key);
        Assert.Equal(1, ((TorchSharp.Modules.BatchNorm1d)other[1]).num_batches_tracked!.item<long>());
    }

    [Fact]
    public void Strict_loading_wants_the_same_entries()
    {
        using var layer = Linear(2, 1);
        using var small = Linear(2, 1, hasBias: false);
        using var named = Sequential(("other", Linear(2, 1)));
        Assert.Throws<ArgumentException>(() => layer.load(From(Bytes(small))));
        Assert.Throws<ArgumentException>(() => layer.load(From(Bytes(named))));
        Assert.Throws<FileNotFoundException>(() => layer.load(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName())));
    }

    [Fact]
    public void Shape_and_type_must_agree_even_when_not_strict()
    {
        using var layer = Linear(2, 1);
        using var wide = Linear(3, 1);
        using var exact = Linear(2, 1).to(float64);
        Assert.Throws<ArgumentException>(() => layer.load(From(Bytes(wide)), strict: false));
        Assert.Throws<ArgumentException>(() => layer.load(From(Bytes(exact)), strict: false));
    }

    [Fact]
    public void Lenient_loading_takes_what_fits_and_says_what_did()
    {
        using var from = Sequential(("fc", Linear(2, 1)), ("extra", Linear(1, 1)));
        using var to = Sequential(("fc", Linear(2, 1)));
        var loaded = new Dictionary<string, bool>();
        to.load(From(Bytes(from)), strict: false, skip: ["fc.bias"], loadedParameters: loaded);
        Assert.Equal(new() { ["fc.weight"] = true, ["fc.bias"] = true, ["extra.weight"] = false, ["extra.bias"] = false }, loaded);
        Assert.True(from.get_parameter("fc.weight")!.Equals(to.get_parameter("fc.weight")!));
        Assert.False(from.get_parameter("fc.bias")!.Equals(to.get_parameter("fc.bias")!));
    }

    [Fact]
    public void Skipped_entries_are_not_written()
    {
        using var layer = Linear(2, 1);
        using var stream = new MemoryStream();
        layer.save(stream, skip: ["bias"]);
        Assert.Equal(1, stream.ToArray()[0]);
        Assert.DoesNotContain("bias", System.Text.Encoding.Latin1.GetString(stream.ToArray()));
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error()
    {
        using var layer = Linear(2, 1);
        var whole = Bytes(layer);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.ThrowsAny<Exception>(() => layer.load(From(cut)));
        }
    }

    [Theory]
    [InlineData(0, 0xff)] // the count of entries
    [InlineData(1, 0x7f)] // the length of a name
    [InlineData(8, 0x63)] // the type
    [InlineData(9, 0xff)] // the rank
    [InlineData(10, 0xff)] // a size
    public void A_damaged_byte_is_an_error(int at, byte value)
    {
        using var layer = Linear(2, 1);
        var damaged = Bytes(layer);
        damaged[at] = value;
        Assert.ThrowsAny<Exception>(() => layer.load(From(damaged)));
        Assert.ThrowsAny<Exception>(() => layer.load(From(damaged), strict: false));
    }

    [Fact]
    public void No_single_byte_can_do_more_than_throw()
    {
        using var layer = Linear(2, 1);
        var whole = Bytes(layer);
        var refused = 0;
        for (var at = 0; at < whole.Length; at++)
            for (var value = 0; value < 256; value += 5)
            {
                var damaged = (byte[])whole.Clone();
                damaged[at] = (byte)value;
                try
                {
                    layer.load(From(damaged), strict: false);
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    refused++;
                }
            }
        Assert.True(refused > 500, $"{refused} files were refused");
    }

    [Fact]
    public void A_misspelt_name_is_an_error_where_loading_is_strict()
    {
        using var layer = Linear(2, 1);
        var damaged = Bytes(layer);
        damaged[3] = (byte)'u';
        var error = Assert.Throws<ArgumentException>(() => layer.load(From(damaged)));
        Assert.Contains("wuight", error.Message);
    }

    [Fact]
    public void State_dictionaries_are_compared_by_name()
    {
        using var layer = Linear(2, 1);
        var state = new Dictionary<string, Tensor> { ["weight"] = ones(1, 2), ["other"] = ones(1) };
        Assert.Throws<InvalidOperationException>(() => layer.load_state_dict(state));
        var (missing, unexpected) = layer.load_state_dict(state, strict: false);
        Assert.Equal(["bias"], missing);
        Assert.Equal(["other"], unexpected);
        Assert.Equal([1, 1], layer.weight.data<float>().ToArray());
        layer.load_state_dict(state, skip: ["bias", "other"]);
    }
}
