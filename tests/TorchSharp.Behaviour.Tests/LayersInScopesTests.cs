using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>
/// What is left of a layer that was made inside a DisposeScope once the scope has ended: the parameters that an optimiser would be
/// given, and the buffers. This is TorchSharp 0.107.0 as it is, not as it should be: recurrent layers, embeddings and attention lose
/// all of theirs without an error, still compute, and are never trained. Where another version changes a line, the kit's own care for
/// it (LayerOutsideScopes) can go.
/// </summary>
public class LayersInScopesTests
{
    private static readonly Dictionary<string, Func<Module>> Layers = new()
    {
        ["Linear"] = () => Linear(2, 2),
        ["Bilinear"] = () => Bilinear(2, 2, 2),
        ["Conv1d"] = () => Conv1d(2, 2, 3),
        ["Conv2d"] = () => Conv2d(2, 2, 3),
        ["Conv3d"] = () => Conv3d(2, 2, 3),
        ["ConvTranspose1d"] = () => ConvTranspose1d(2, 2, 3),
        ["BatchNorm1d"] = () => BatchNorm1d(2),
        ["BatchNorm2d"] = () => BatchNorm2d(2),
        ["BatchNorm3d"] = () => BatchNorm3d(2),
        ["InstanceNorm1d"] = () => InstanceNorm1d(2, affine: true, track_running_stats: true),
        ["LayerNorm"] = () => LayerNorm(2),
        ["GroupNorm"] = () => GroupNorm(1, 2),
        ["PReLU"] = () => PReLU(2),
        ["Embedding"] = () => Embedding(3, 2),
        ["EmbeddingBag"] = () => EmbeddingBag(3, 2),
        ["GRU"] = () => GRU(2, 2),
        ["GRU of two directions"] = () => GRU(2, 2, bidirectional: true),
        ["LSTM"] = () => LSTM(2, 2),
        ["RNN"] = () => RNN(2, 2),
        ["GRUCell"] = () => GRUCell(2, 2),
        ["LSTMCell"] = () => LSTMCell(2, 2),
        ["RNNCell"] = () => RNNCell(2, 2),
        ["MultiheadAttention"] = () => MultiheadAttention(2, 1),
        ["TransformerEncoderLayer"] = () => TransformerEncoderLayer(2, 1, 2),
        ["Sequential"] = () => Sequential(Linear(2, 2), BatchNorm1d(2)),
    };

    [Theory]
    [InlineData("Linear", 2, 2, 0, 0)]
    [InlineData("Bilinear", 2, 2, 0, 0)]
    [InlineData("Conv1d", 2, 2, 0, 0)]
    [InlineData("Conv2d", 2, 2, 0, 0)]
    [InlineData("Conv3d", 2, 2, 0, 0)]
    [InlineData("ConvTranspose1d", 2, 2, 0, 0)]
    [InlineData("BatchNorm1d", 2, 2, 3, 3)]
    [InlineData("BatchNorm2d", 2, 2, 3, 3)]
    [InlineData("BatchNorm3d", 2, 2, 3, 3)]
    [InlineData("InstanceNorm1d", 2, 2, 3, 3)]
    [InlineData("LayerNorm", 2, 2, 0, 0)]
    [InlineData("GroupNorm", 2, 2, 0, 0)]
    [InlineData("PReLU", 1, 1, 0, 0)]
    [InlineData("Sequential", 4, 4, 3, 3)]
    [InlineData("Embedding", 1, 0, 0, 0)]
    [InlineData("EmbeddingBag", 1, 0, 0, 0)]
    [InlineData("GRU", 4, 0, 0, 0)]
    [InlineData("GRU of two directions", 8, 0, 0, 0)]
    [InlineData("LSTM", 4, 0, 0, 0)]
    [InlineData("RNN", 4, 0, 0, 0)]
    [InlineData("GRUCell", 4, 0, 0, 0)]
    [InlineData("LSTMCell", 4, 0, 0, 0)]
    [InlineData("RNNCell", 4, 0, 0, 0)]
    [InlineData("MultiheadAttention", 4, 0, 0, 0)]
    [InlineData("TransformerEncoderLayer", 12, 0, 0, 0)]
    public void So_many_parameters_and_buffers_are_left(string layer, int parameters, int parametersLeft, int buffers, int buffersLeft)
    {
        Module made;
        using (NewDisposeScope())
        {
            made = Layers[layer]();
            Assert.Equal((parameters, buffers), Count(made));
        }
        Assert.Equal((parametersLeft, buffersLeft), Count(made));
        made.Dispose();

        static (int, int) Count(Module module) => (module.named_parameters().Count(), module.named_buffers().Count());
    }

    [Fact]
    public void What_has_lost_its_parameters_computes_all_the_same()
    {
        Modules.GRU gru;
        using (NewDisposeScope())
            gru = GRU(2, 3);
        using Modules.GRU kept = gru;
        using var scope = NewDisposeScope();
        Assert.Equal([4, 1, 3], kept.call(randn(4, 1, 2)).Item1.shape);
    }

    [Fact]
    public void Detached_from_the_scope_by_hand_its_parameters_stay()
    {
        Modules.GRU gru;
        using (NewDisposeScope())
        {
            gru = GRU(2, 3);
            foreach (var parameter in gru.parameters())
                parameter.DetachFromDisposeScope();
        }
        Assert.Equal(4, gru.parameters().Count());
        gru.Dispose();
    }
}
