using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>The file format in which checkpoints hold a model, and state dictionaries.</summary>
public class ModuleFileTests
{
    private static byte[] Bytes(Module module)
    {
        using var stream = new MemoryStream();
        module.save(stream);
        return stream.ToArray();
    }

    /// <summary>Number of entries; name, type, rank, sizes, elements of each: there is no magic, version or checksum.</summary>
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
    public void What_is_saved_is_loaded_with_types_and_buffers_and_leaves_the_reader_behind_it()
    {
        using var scope = NewDisposeScope();
        using var net = Sequential(Linear(3, 2), BatchNorm1d(2));
        using var other = Sequential(Linear(3, 2), BatchNorm1d(2));
        net.call(randn(5, 3));
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        net.save(writer);
        writer.Write("what follows");
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        other.load(reader);
        Assert.Equal("what follows", reader.ReadString());
        Assert.All(net.state_dict(), entry => Assert.True(entry.Value.Equals(other.state_dict()[entry.Key]), entry.Key));
    }

    [Fact]
    public void Files_of_other_entries_shapes_or_types_are_refused()
    {
        using var layer = Linear(2, 1);
        foreach (Module other in (Module[])[Linear(2, 1, hasBias: false), Sequential(("other", Linear(2, 1))), Linear(3, 1), Linear(2, 1).to(float64)])
        {
            Assert.Throws<ArgumentException>(() => layer.load(new MemoryStream(Bytes(other))));
            other.Dispose();
        }
    }

    [Fact]
    public void A_file_cut_anywhere_is_an_error()
    {
        using var layer = Linear(2, 1);
        byte[] whole = Bytes(layer);
        for (int length = 0; length < whole.Length; length++)
        {
            byte[] cut = whole[..length];
            Assert.ThrowsAny<Exception>(() => layer.load(new MemoryStream(cut)));
        }
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
    }
}
