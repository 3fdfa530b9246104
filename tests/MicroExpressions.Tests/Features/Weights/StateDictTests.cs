using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class StateDictTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    [InlineData("zip_protocol_4")]
    public void Tensors_of_every_type_and_layout_are_those_that_PyTorch_saved(string file)
    {
        using StateDict weights = Read(file);
        Assert.Equal(WeightsGolden.All.Values.Keys.Order(StringComparer.Ordinal), weights.Tensors.Keys);
        foreach ((string name, WeightsGolden.Content expected) in WeightsGolden.All.Values)
        {
            using var scope = NewDisposeScope();
            Assert.Equal(expected.Shape, weights.Tensors[name].shape);
            Assert.Equal(expected.Values, weights.Tensors[name].to(ScalarType.Float64).flatten().data<double>().ToArray());
        }
        Assert.Equal(ScalarType.BFloat16, weights.Tensors["bfloat16"].dtype);
        Assert.Equal(ScalarType.Float16, weights.Tensors["half"].dtype);
        Assert.Equal(ScalarType.Int64, weights.Tensors["int64"].dtype);
    }

    [Theory]
    [InlineData("network_zip")]
    [InlineData("network_legacy")]
    [InlineData("checkpoint")]
    public void A_networks_state_dict_is_found_also_inside_a_checkpoint(string file)
    {
        using StateDict weights = Read(file);
        Assert.Equal(["bn.bias", "bn.num_batches_tracked", "bn.running_mean", "bn.running_var", "bn.weight", "conv.weight"], weights.Tensors.Keys);
        Assert.Equal([3, 4, 5], weights.Tensors["bn.running_mean"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("forbidden_zip", "posix.system")]
    [InlineData("forbidden_legacy", "posix.system")]
    [InlineData("whole_module", "torch.nn.modules.container.Sequential")]
    public void A_name_that_is_no_tensors_is_refused_by_name_and_never_called(string file, string global)
    {
        var e = Assert.Throws<InputException>(() => Read(file));
        Assert.Contains(global, e.Found);
        Assert.Contains("state_dict", e.Remedy);
    }

    [Theory]
    [InlineData("number")]
    [InlineData("list")]
    public void A_file_of_something_else_than_named_tensors_is_refused(string file)
        => Assert.Contains("a state dict", Assert.Throws<InputException>(() => Read(file)).Expected);

    [Theory]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void A_file_cut_short_at_any_place_is_recognised(string file)
    {
        byte[] whole = WeightsGolden.All.Files[file];
        for (int length = 0; length < whole.Length; length += 13)
            Assert.Throws<InputException>(() => StateDict.Read(Put("cut.pt", whole[..length])));
    }

    [Fact]
    public void Any_flipped_byte_gives_tensors_or_a_clear_error_and_nothing_else()
    {
        byte[] whole = WeightsGolden.All.Files["legacy"];
        for (int place = 0; place < whole.Length; place += 5)
        {
            byte[] file = [.. whole];
            file[place] ^= 0x15;
            try
            {
                StateDict.Read(Put("flipped.pt", file)).Dispose();
            }
            catch (InputException)
            {
            }
        }
    }

    [Fact]
    public void A_flipped_bit_in_a_zip_files_numbers_is_recognised_by_the_checksum()
    {
        byte[] file = [.. WeightsGolden.All.Files["zip"]];
        byte[] half = [0x00, 0x38, 0x00, 0xc0, 0xff, 0x7b];   // 0.5, −2, 65504
        file[file.AsSpan().IndexOf(half)] ^= 1;
        Assert.Contains("checksum", Assert.Throws<InputException>(() => StateDict.Read(Put("flipped.pt", file))).Found);
    }

    [Fact]
    public void A_file_of_another_kind_or_none_is_named()
    {
        Assert.EndsWith("absent.pt", Assert.Throws<InputException>(() => StateDict.Read(folder["absent.pt"])).Place);
        Assert.Contains("neither", Assert.Throws<InputException>(() => StateDict.Read(Put("a.pt", "not weights at all"u8.ToArray()))).Found);
        Assert.Contains("empty", Assert.Throws<InputException>(() => StateDict.Read(Put("b.pt", []))).Found);
    }

    private StateDict Read(string golden) => StateDict.Read(Put(golden + ".pt", WeightsGolden.All.Files[golden]));

    private string Put(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return folder[name];
    }
}
