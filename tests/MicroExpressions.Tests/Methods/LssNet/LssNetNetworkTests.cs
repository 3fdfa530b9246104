using MicroExpressions.Methods.LssNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Methods.LssNet;

public class LssNetNetworkTests
{
    [Fact]
    public void Network_losses_and_proposals_are_the_authors()
    {
        var method = new LssNetMethod();
        method = method with { Pyramid = PyramidGolden.Small(method.Pyramid, 64) };
        using PyramidNetwork network = method.Network(6);
        PyramidGolden.Of("lssnet").Check(network, method.Pyramid, method.Loss, SnippetClass.Macro);
    }

    [Fact]
    public void A_channel_becomes_the_mean_of_the_strong_values_beside_it()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var suppression = new LocalSuppression(width: 8, window: 4, least: 0.45, rate: 0);    // 4 channels, 2 places: 2 neighbours
        suppression.eval();
        foreach ((string name, Tensor value) in suppression.state_dict())
            value.fill_(0);
        suppression.get_parameter("merge.weight")!.copy_(eye(4).unsqueeze(2));
        suppression.get_parameter("up.weight")!.copy_(cat([eye(4), eye(4)], dim: 0).unsqueeze(2));
        suppression.get_parameter("neighbours.bias")!.copy_(tensor([0.4f, 0.6f, 1.0f, 2.0f]));

        // φ is 0, so both neighbours count half; 0.4 is too weak and there is nothing below the first channel
        float[] means = [0, 0.3f, 0.8f, 1.5f];
        Tensor expected = nn.functional.layer_norm(nn.functional.layer_norm(tensor(means).view(1, 4, 1).expand(1, 4, 2), [4, 2]), [4, 2]);
        Assert.True(suppression.call(zeros(1, 8, 2)).narrow(1, 0, 4).allclose(expected, atol: 1e-5));
    }
}
