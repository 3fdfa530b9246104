using MicroExpressions.Features;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

public sealed class I3DTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Features_are_PyTorchs_on_the_same_weights_folded_and_not(int number)
    {
        I3dGolden.Case golden = I3dGolden.All.Cases[number];
        using var scope = NewDisposeScope();
        using I3D network = I3dGolden.Network((int)golden.Shape[1]);
        Tensor clip = I3dGolden.Clip(golden.Shape);
        using (no_grad())
            AssertGolden(golden, network.call(clip));
        using var folded = new I3dInference(network);
        AssertGolden(golden, folded.Features(clip));
    }

    [Fact]
    public void Tensors_have_the_public_names_and_shapes()
    {
        using var network = new I3D(3);
        Assert.Equal(I3dGolden.All.Names, network.state_dict()
            .Select(t => $"{t.Key} [{string.Join(", ", t.Value.shape)}]").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Batch_norm_has_the_sources_epsilon_and_momentum()
    {
        using var network = new I3D(2);
        Assert.All(network.modules().OfType<BatchNorm3d>(), norm => Assert.Equal((1e-3, 0.01), (norm.eps, norm.momentum)));
    }

    [Fact]
    public void A_snippet_of_another_number_of_channels_is_refused()
    {
        using var network = new I3D(3);
        using var folded = new I3dInference(network);
        using Tensor flow = zeros([1, 2, 8, 32, 32]);
        Assert.Throws<InputException>(() => network.call(flow));
        Assert.Throws<InputException>(() => folded.Features(flow));
    }

    private static void AssertGolden(I3dGolden.Case golden, Tensor features)
    {
        Assert.Equal([golden.Shape[0], I3D.Features], features.shape);
        float[] all = features.detach().data<float>().ToArray();
        for (int i = 0; i < golden.Every16.Length; i++)
            Assert.Equal(golden.Every16[i], all[16 * i], 1e-4f);
        Assert.Equal(golden.Mean, all.Average(v => (double)v), 1e-5);
        Assert.Equal(golden.Norm, Math.Sqrt(all.Sum(v => (double)v * v)), 1e-3);
    }
}
