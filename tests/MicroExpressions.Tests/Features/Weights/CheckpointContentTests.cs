using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using static MicroExpressions.Tests.Features.Weights.TorchPickle;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class CheckpointContentTests : IDisposable
{
    private readonly TestFolder folder = new();

    private static Dict Network => new(("conv.weight", new Counting(2, 3)), ("conv.bias", new Counting(2)));

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("model")]
    [InlineData("model_state_dict")]
    [InlineData("state_dict")]
    [InlineData("net")]
    public void The_network_is_found_beside_epoch_and_optimiser_under_whatever_name(string name)
    {
        using StateDict weights = Read(new Dict(
            ("epoch", 3), ("best", 0.5), ("step", new Counting()), (name, Network), ("scheduler", new Dict(("base_lrs", new object?[] { 0.1 }))),
            ("optimizer", new Dict(
                ("state", new Dict((0, new Dict(("step", 7), ("exp_avg", new Counting(2, 3)))))),
                ("param_groups", new object?[] { new Dict(("lr", 0.1), ("params", new object?[] { 0, 1 })) })))));
        Assert.Equal(["conv.bias", "conv.weight"], weights.Tensors.Keys);
        Assert.Equal([2, 3], weights.Tensors["conv.weight"].shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5], weights.Tensors["conv.weight"].data<float>().ToArray());
        Assert.Equal(($"['{name}']", $"{folder["a.pth"]}, ['{name}']"), (weights.Key, weights.Place));
    }

    [Fact]
    public void A_dictionary_in_a_dictionary_is_found_too()
    {
        using StateDict weights = Read(new Dict(("checkpoint", new Dict(("epoch", 3), ("model", Network)))));
        Assert.Equal("['checkpoint']['model']", weights.Key);
    }

    [Fact]
    public void A_state_dict_alone_is_the_whole_file()
    {
        using StateDict weights = Read(Network);
        Assert.Equal(("", folder["a.pth"]), (weights.Key, weights.Place));
    }

    [Fact]
    public void Of_two_networks_none_is_chosen_and_both_are_named()
    {
        var e = Assert.Throws<InputException>(() => Read(new Dict(("model", Network), ("ema", Network))));
        Assert.Equal("2 dictionaries of tensors: ['model'] and ['ema']", e.Found);
        Assert.Contains("torch.load('a.pth', map_location='cpu')['model']", e.Remedy);
    }

    [Fact]
    public void Tensors_beside_a_network_are_a_second_dictionary()
        => Assert.Equal(
            "2 dictionaries of tensors: the file itself and ['model']",
            Assert.Throws<InputException>(() => Read(new Dict(("mean", new Counting(3)), ("model", Network)))).Found);

    [Fact]
    public void A_file_without_tensors_says_what_is_in_it()
        => Assert.Equal("no dictionary of tensors among epoch, args", Assert.Throws<InputException>(() => Read(new Dict(("epoch", 3), ("args", new Dict(("lr", 0.1)))))).Found);

    [Fact]
    public void What_is_no_tensor_in_the_network_is_named_with_its_place()
    {
        var e = Assert.Throws<InputException>(() => Read(new Dict(("model", new Dict(("conv.weight", new Counting(2)), ("version", 2))))));
        Assert.Equal((folder["a.pth"] + ", ['model']", "no tensor under version"), (e.Place, e.Found));
    }

    private StateDict Read(object? root)
    {
        Save(folder["a.pth"], root);
        return StateDict.Read(folder["a.pth"]);
    }
}
