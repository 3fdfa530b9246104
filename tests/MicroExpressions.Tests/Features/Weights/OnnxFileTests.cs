using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static MicroExpressions.Tests.Features.Weights.Protobuf;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_laid_out_by_hand_after_the_formats_description_is_read()
    {
        using StateDict weights = Read(Onnx(
            Tensor("b", 1, [2, 1], Floats(1.5f, -2)),
            [.. Bytes(1, [2, 1]), .. Number(2, 1), .. Bytes(8, "packed"u8.ToArray()), .. Raw([0, 0, 0x80, 0x3f, 0, 0, 0, 0x40])],
            Tensor("a", 7, [1], Raw(BitConverter.GetBytes(-7L))),
            Tensor("scalar", 1, [], Floats(3))));
        Assert.Equal(["a", "b", "packed", "scalar"], weights.Tensors.Keys);
        Assert.Equal([2, 1], weights.Tensors["b"].shape);
        Assert.Equal([1.5f, -2], weights.Tensors["b"].data<float>().ToArray());
        Assert.Equal([2, 1], weights.Tensors["packed"].shape);
        Assert.Equal([1f, 2f], weights.Tensors["packed"].data<float>().ToArray());
        Assert.Equal(-7L, weights.Tensors["a"].data<long>()[0]);
        Assert.Equal(3f, weights.Tensors["scalar"].item<float>());
    }

    [Fact]
    public void A_file_cut_short_at_any_place_is_recognised()
    {
        byte[] whole = Onnx(Tensor("a", 1, [2, 2], Floats(1, 2, 3, 4)), Tensor("b", 1, [1], Floats(5)));
        int end = whole.Length - Bytes(8, Number(2, 7)).Length;       // what follows the graph is not needed, if it is whole
        for (int length = 0; length < end; length++)
            Assert.StartsWith(folder["a.onnx"], Assert.Throws<InputException>(() => Read(whole[..length])).Place);
    }

    [Fact]
    public void Any_flipped_byte_gives_tensors_or_a_clear_error_and_nothing_else()
    {
        byte[] whole = Onnx(Tensor("a", 1, [2, 2], Floats(1, 2, 3, 4)), Tensor("b", 1, [1], Floats(5)));
        for (int place = 0; place < whole.Length; place++)
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] file = [.. whole];
                file[place] ^= (byte)(1 << bit);
                try
                {
                    Read(file).Dispose();
                }
                catch (InputException)
                {
                }
            }
    }

    public static TheoryData<string, byte[]> Contradictions => new()
    {
        { "no graph", Number(1, 3) },
        { "field 7 as a number", Number(7, 3) },
        { "field 5 as a number", Bytes(7, Number(5, 3)) },
        { "field 8 as a number", Onnx([.. Number(2, 1), .. Number(8, 1)]) },
        { "field 2 as bytes", Onnx([.. Bytes(2, 1), .. Bytes(8, 97)]) },
        { "field 1 as a number", Onnx([(1 << 3) | 5, 1, 0, 0, 0, .. Number(2, 1)]) },                  // four bytes where a shape should be
        { "a field of kind 3", [(7 << 3) | 3] },                                                     // a group, long out of use
        { "field 0 at", [2, 0] },
        { "1000 bytes of field 7", [(7 << 3) | 2, .. Varint(1000), 0] },
        { "18446744073709551615 bytes", [(7 << 3) | 2, .. Varint(ulong.MaxValue), 0] },
        { "more than 10 bytes", [8, .. Enumerable.Repeat((byte)255, 12)] },
        { "4 bytes for Float32 [2]", Onnx(Tensor("a", 1, [2], Floats(1))) },
        { "0 bytes for Float32 [2]", Onnx(Tensor("a", 1, [2], [])) },
        { "Float32 [-1]", Onnx(Tensor("a", 1, [ulong.MaxValue], Floats(1))) },
        { "data type 8", Onnx(Tensor("a", 8, [1], Raw(1))) },                                        // a text
        { "data type 7", Onnx(Tensor("a", 7, [1], Floats(1, 2))) },
        { "no name", Onnx([.. Number(2, 1), .. Floats(1)]) },
        { "second time", Onnx(Tensor("a", 1, [1], Floats(1)), Tensor("a", 1, [1], Floats(1))) },
        { "several pieces", Onnx(Tensor("a", 1, [2], [.. Floats(1), .. Floats(1)])) },
        { "field 13", Onnx(Tensor("a", 1, [1], Bytes(13, Bytes(1, 97)))) },                          // in another file
        { "field 7 of its description", Onnx(Tensor("a", 7, [1], Bytes(7, 1))) },
        { "too many numbers in field 1", Onnx(Tensor("a", 1, [.. Enumerable.Repeat(1ul, 65)], Floats(1))) },
        { "too many numbers in field 1", Onnx([.. Bytes(1, [.. Enumerable.Repeat((byte)1, 65)]), .. Number(2, 1), .. Floats(1), .. Bytes(8, 97)]) },
        { "a name of 5000 bytes", Onnx(Bytes(8, new byte[5000])) },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_file_that_contradicts_itself_or_the_format_is_refused(string found, byte[] file)
    {
        InputException refused = Assert.Throws<InputException>(() => Read(file));
        Assert.StartsWith(folder["a.onnx"], refused.Place);
        Assert.Contains(found, refused.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_or_is_none_is_named()
    {
        Assert.Equal(folder["absent.onnx"], Assert.Throws<InputException>(() => OnnxFile.Read(folder["absent.onnx"])).Place);
        Assert.Contains("no graph", Assert.Throws<InputException>(() => Read([])).Found);
        Assert.Throws<InputException>(() => Read(WeightsGolden.All.Files["zip"]));
    }

    private StateDict Read(byte[] content)
    {
        File.WriteAllBytes(folder["a.onnx"], content);
        return OnnxFile.Read(folder["a.onnx"]);
    }
}
