using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

public class RecurrentTests
{
    [Fact]
    public void Weights_have_the_names_and_shapes_of_PyTorch()
    {
        using var lstm = LSTM(5, 3, numLayers: 2, bidirectional: true);
        Assert.Equal(
            [
                "weight_ih_l0 [12, 5]", "weight_hh_l0 [12, 3]", "bias_ih_l0 [12]", "bias_hh_l0 [12]",
                "weight_ih_l0_reverse [12, 5]", "weight_hh_l0_reverse [12, 3]", "bias_ih_l0_reverse [12]", "bias_hh_l0_reverse [12]",
                "weight_ih_l1 [12, 6]", "weight_hh_l1 [12, 3]", "bias_ih_l1 [12]", "bias_hh_l1 [12]",
                "weight_ih_l1_reverse [12, 6]", "weight_hh_l1_reverse [12, 3]", "bias_ih_l1_reverse [12]", "bias_hh_l1_reverse [12]",
            ],
            lstm.named_parameters().Select(p => $"{p.name} [{string.Join(", ", p.parameter.shape)}]"));
    }

    [Fact]
    public void A_state_of_zeros_is_the_same_as_none()
    {
        using var scope = NewDisposeScope();
        using var gru = GRU(3, 4, numLayers: 2, bidirectional: true, batchFirst: true);
        var x = randn(5, 6, 3);
        var (output, h) = gru.call(x);
        var (same, alike) = gru.call(x, zeros(4, 5, 4));
        Assert.Equal([5, 6, 8], output.shape);
        Assert.Equal([4, 5, 4], h.shape);
        Assert.True(output.Equals(same) && h.Equals(alike));
    }

    [Fact]
    public void Batch_first_only_swaps_two_dimensions()
    {
        using var scope = NewDisposeScope();
        using var first = LSTM(3, 2, batchFirst: true);
        using var second = LSTM(3, 2);
        second.load_state_dict(first.state_dict());
        var x = randn(4, 5, 3);
        var (a, _, _) = first.call(x);
        var (b, _, _) = second.call(x.transpose(0, 1));
        Assert.True(a.allclose(b.transpose(0, 1)));
    }

    [Fact]
    public void The_backward_direction_reads_the_sequence_from_its_end()
    {
        using var scope = NewDisposeScope();
        using var both = GRU(3, 2, bidirectional: true);
        using var forward = GRU(3, 2);
        forward.load_state_dict(both.state_dict().Where(p => p.Key.EndsWith("_reverse")).ToDictionary(p => p.Key[..^8], p => p.Value));
        var x = randn(6, 1, 3);
        var (output, _) = both.call(x);
        var (reversed, _) = forward.call(x.flip(0));
        Assert.True(output[.., .., 2..].allclose(reversed.flip(0)));
    }

    [Fact]
    public void A_cell_called_step_by_step_is_the_layer()
    {
        using var scope = NewDisposeScope();
        using var layer = GRU(3, 2);
        using var cell = GRUCell(3, 2);
        cell.load_state_dict(layer.state_dict().ToDictionary(p => p.Key[..^3], p => p.Value));
        var x = randn(4, 5, 3);
        var (output, _) = layer.call(x);
        var h = zeros(5, 2);
        for (var t = 0; t < 4; t++)
        {
            h = cell.call(x[t], h);
            Assert.True(output[t].allclose(h, atol: 1e-6));
        }
    }

    [Fact]
    public void A_state_of_the_wrong_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        using var gru = GRU(3, 2);
        Assert.ThrowsAny<ExternalException>(() => gru.call(randn(4, 5, 3), zeros(2, 5, 2)));
        using var lstm = LSTM(3, 2);
        Assert.ThrowsAny<ExternalException>(() => lstm.call(randn(4, 5, 3), (zeros(1, 5, 2), zeros(1, 4, 2))));
        Assert.ThrowsAny<ExternalException>(() => gru.call(randn(4, 5, 7)));
    }

    [Fact]
    public void Dropout_between_layers_is_for_training_alone()
    {
        using var scope = NewDisposeScope();
        using var gru = GRU(3, 8, numLayers: 2, dropout: 0.5);
        var x = randn(4, 5, 3);
        Tensor Output() => gru.call(x).Item1;
        Assert.False(Output().Equals(Output()));
        gru.eval();
        Assert.True(Output().Equals(Output()));
    }

    [Fact]
    public void Plain_networks_show_their_weights_by_layer()
    {
        using var rnn = RNN(3, 2, numLayers: 2);
        Assert.True(rnn.get_parameter("weight_ih_l1")!.Equals(rnn.get_weight_ih(1)!));
        Assert.True(rnn.get_parameter("bias_hh_l0")!.Equals(rnn.get_bias_hh(0)!));
        Assert.Equal([2, 2], rnn.get_weight_hh(0)!.shape);
    }

    [Fact]
    public void A_moved_network_runs_in_its_new_precision()
    {
        using var scope = NewDisposeScope();
        using var lstm = LSTM(3, 2).to(float64);
        var (output, h, c) = lstm.call(randn(4, 5, 3, dtype: float64));
        Assert.All(new[] { output, h, c }, tensor => Assert.Equal(float64, tensor.dtype));
    }

    [Fact]
    public void Sequences_of_different_lengths_are_filled_up()
    {
        using var scope = NewDisposeScope();
        Tensor[] sequences = [tensor(new[] { 1f, 2, 3 }), tensor(new[] { 4f })];
        Assert.Equal([1, 2, 3, 4, -1, -1], nn.utils.rnn.pad_sequence(sequences, batch_first: true, padding_value: -1).data<float>().ToArray());
        Assert.Equal([3, 2], nn.utils.rnn.pad_sequence(sequences).shape);
    }
}
