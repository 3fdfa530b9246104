using System.Buffers.Binary;
using System.Text;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_laid_out_by_hand_after_the_formats_description_is_read()
    {
        byte[] data = [.. BitConverter.GetBytes(1.5f), .. BitConverter.GetBytes(-2f), 0x80, 0x3f];
        using StateDict weights = StateDict.Read(Put(
            """{"__metadata__":{"format":"pt"},"b":{"dtype":"BF16","shape":[1],"data_offsets":[8,10]},"a":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]}}  """, data));
        Assert.Equal(["a", "b"], weights.Tensors.Keys);
        Assert.Equal([2, 1], weights.Tensors["a"].shape);
        Assert.Equal([1.5f, -2], weights.Tensors["a"].data<float>().ToArray());
        using Tensor one = weights.Tensors["b"].to(ScalarType.Float32);
        Assert.Equal(1f, one.item<float>());
    }

    [Fact]
    public void What_PyTorch_saved_comes_back_from_what_we_write()
    {
        File.WriteAllBytes(folder["a.pt"], WeightsGolden.All.Files["zip"]);
        using StateDict original = StateDict.Read(folder["a.pt"]);
        SafeTensors.Write(folder["a.safetensors"], original.Tensors);
        using StateDict back = StateDict.Read(folder["a.safetensors"]);
        Assert.Equal(original.Tensors.Keys, back.Tensors.Keys);
        foreach ((string name, Tensor tensor) in original.Tensors)
        {
            Assert.Equal((tensor.dtype, string.Join(",", tensor.shape)), (back.Tensors[name].dtype, string.Join(",", back.Tensors[name].shape)));
            Assert.True(tensor.bytes.SequenceEqual(back.Tensors[name].bytes));
        }
    }

    [Fact]
    public void Texts_beside_the_tensors_come_back()
    {
        using Tensor one = tensor(new[] { 1f });
        var texts = new Dictionary<string, string> { ["recipe"] = "{\"θ\": 0.8}", ["by"] = "hand" };
        SafeTensors.Write(folder["a"], new Dictionary<string, Tensor> { ["one"] = one }, texts);
        using StateDict back = StateDict.Read(folder["a"]);
        Assert.Equal(texts.OrderBy(t => t.Key), back.Metadata.OrderBy(t => t.Key));
        Assert.Equal(["one"], back.Tensors.Keys);
    }

    [Fact]
    public void The_file_has_the_formats_layout_byte_for_byte()
    {
        using Tensor small = tensor(new sbyte[] { 1, 2 }), large = tensor(new[] { 1f, 2, 3, 4 }).view(2, 2), turned = large.t();
        SafeTensors.Write(folder["a"], new Dictionary<string, Tensor> { ["small"] = small, ["turned"] = turned });
        string header = """{"turned":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},"small":{"dtype":"I8","shape":[2],"data_offsets":[16,18]}}""";
        byte[] text = Encoding.UTF8.GetBytes(header.PadRight((header.Length + 7) / 8 * 8));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        Assert.Equal(
            [.. length, .. text, .. new[] { 1f, 3, 2, 4 }.SelectMany(BitConverter.GetBytes), 1, 2], File.ReadAllBytes(folder["a"]));
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 8, "4 bytes for F32 [2]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "7 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "9 bytes of data")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "data from byte 4")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6, "data from byte 2")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "dtype F8_E4M3")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,8]}}""", 8, "F32 [-1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "0 bytes for F32")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "data_offsets [0]")]
    [InlineData("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "second time")]
    [InlineData("""{"a":{"dtype":"F32"}}""", 0, "cannot be read")]
    [InlineData("""{"a":7}""", 0, "cannot be read")]
    [InlineData("""{"a":""", 0, "cannot be read")]
    public void A_header_that_contradicts_itself_or_the_file_is_refused(string header, int bytes, string found)
        => Assert.Contains(found, Assert.Throws<InputException>(() => StateDict.Read(Put(header, new byte[bytes]))).Message);

    [Fact]
    public void A_header_longer_than_the_file_is_refused()
    {
        File.WriteAllBytes(folder["a"], [255, 255, 255, 255, 255, 255, 255, 127, (byte)'{', (byte)'}']);
        Assert.Contains("header", Assert.Throws<InputException>(() => StateDict.Read(folder["a"])).Found);
    }

    [Fact]
    public void A_file_cut_short_at_any_place_is_recognised()
    {
        using Tensor numbers = arange(20);
        SafeTensors.Write(folder["a"], new Dictionary<string, Tensor> { ["numbers"] = numbers });
        byte[] whole = File.ReadAllBytes(folder["a"]);
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(folder["a"], whole[..length]);
            Assert.Throws<InputException>(() => StateDict.Read(folder["a"]));
        }
    }

    private string Put(string header, byte[] data)
    {
        byte[] text = Encoding.UTF8.GetBytes(header), length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(folder["a"], [.. length, .. text, .. data]);
        return folder["a"];
    }
}
