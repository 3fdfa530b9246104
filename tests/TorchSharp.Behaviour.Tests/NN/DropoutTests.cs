using System.Runtime.InteropServices;
using SystemTorch.Tests.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SystemTorch.Tests.NN;

[Collection(nameof(Alone))]
public class DropoutTests
{
    [Fact]
    public void In_training_a_share_p_is_zero_and_the_rest_is_scaled_up()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var values = Dropout(0.3).call(ones(20000)).data<float>().ToArray();
        Assert.All(values, value => Assert.True(value == 0 || Math.Abs(value - 1 / 0.7f) < 1e-6));
        Assert.InRange(values.Count(value => value == 0) / 20000.0, 0.28, 0.32);
    }

    [Fact]
    public void In_evaluation_nothing_changes()
    {
        using var scope = NewDisposeScope();
        var x = randn(50);
        foreach (var layer in new Module<Tensor, Tensor>[] { Dropout(0.5), AlphaDropout(0.5) })
        {
            layer.eval();
            Assert.True(layer.call(x).Equals(x));
        }
    }

    public static TheoryData<int> Ranks => [1, 2, 3];

    [Theory, MemberData(nameof(Ranks))]
    public void Whole_channels_are_dropped(int rank)
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        Module<Tensor, Tensor> layer = rank switch { 1 => Dropout1d(), 2 => Dropout2d(), _ => Dropout3d() };
        var output = layer.call(ones([8, 16, .. Enumerable.Repeat(3L, rank)])).flatten(2);
        var channels = output.reshape(128, -1);
        var first = channels[.., 0].data<float>().ToArray();
        Assert.True(channels.eq(channels[.., ..1]).all().item<bool>());
        Assert.Contains(0, first);
        Assert.Contains(2, first);
    }

    [Fact]
    public void Certain_dropout_leaves_nothing_and_none_leaves_all()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0, 0, 0], Dropout(1).call(ones(3)).data<float>().ToArray());
        Assert.Equal([1, 1, 1], Dropout(0).call(ones(3)).data<float>().ToArray());
    }

    [Fact]
    public void A_probability_is_between_0_and_1()
    {
        Assert.ThrowsAny<ExternalException>(() => Dropout(1.5).call(ones(3)));
        Assert.ThrowsAny<ExternalException>(() => functional.dropout(ones(3), -0.1));
    }

    [Fact]
    public void In_place_the_input_itself_changes()
    {
        using var scope = NewDisposeScope();
        var x = ones(3);
        var output = Dropout(1, inplace: true).call(x);
        Assert.Equal([0, 0, 0], x.data<float>().ToArray());
        Assert.NotSame(x, output);
    }

    [Fact]
    public void The_same_seed_drops_the_same()
    {
        using var scope = NewDisposeScope();
        Tensor Dropped()
        {
            manual_seed(4);
            return Dropout().call(ones(100));
        }
        Assert.True(Dropped().Equals(Dropped()));
    }

    [Fact]
    public void What_was_dropped_has_no_gradient_and_the_rest_the_scaled_one_in_any_layout()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        foreach (var x in new[] { randn(40, 70), randn(70, 40).transpose(0, 1) })
        {
            x.requires_grad_();
            var y = functional.dropout(x, 0.7);
            var g = randn(40, 70);
            y.backward([g]);
            Assert.True(x.grad!.allclose(g * y.ne(0).to(float32) / 0.3));
        }
    }

    [Fact]
    public void Draws_differ_from_call_to_call_and_not_with_the_number_of_threads()
    {
        using var scope = NewDisposeScope();
        int threads = get_num_threads();
        try
        {
            Tensor Dropped(int count)
            {
                set_num_threads(count);
                manual_seed(6);
                return Dropout(0.4).call(ones(100_000));
            }
            Assert.True(Dropped(1).Equals(Dropped(3)));
            Assert.False(Dropped(1).Equals(Dropout(0.4).call(ones(100_000))));
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    [Fact]
    public void Neighbours_are_dropped_independently()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var kept = functional.dropout(ones(1 << 18), 0.5).ne(0).to(float32) * 2 - 1;
        foreach (int distance in new[] { 1, 2, 8, 256, 1024 })   // lanes, words and chunks of the generator
        {
            double correlation = (kept[distance..] * kept[..^distance]).mean().item<float>();
            Assert.InRange(correlation, -0.01, 0.01);            // five standard deviations
        }
    }
}
