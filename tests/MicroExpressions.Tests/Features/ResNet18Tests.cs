using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.Tests.Models;
using MicroExpressions.Tests.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features;

[Collection(DefaultGenerator.Name)]
public class ResNet18Tests
{
    private static readonly long[] Shape = [2, 3, 64, 64];

    [Fact]
    public void Parameters_and_buffers_have_torchvisions_names_and_shapes()
    {
        using var net = new ResNet18();
        IntensityGolden.AssertShapes(IntensityGolden.Values.Shapes, net);
    }

    [Fact]
    public void A_stage_has_as_many_blocks_as_the_list_says()
    {
        using var net = new ResNet18(blocks: [1, 2, 1, 3]);
        string[] blocks = [.. net.state_dict().Keys.Where(name => name.EndsWith("conv2.weight")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["layer1.0", "layer2.0", "layer2.1", "layer3.0", "layer4.0", "layer4.1", "layer4.2"], blocks.Select(name => name[..^".conv2.weight".Length]));
        Assert.Throws<ArgumentException>(() => new ResNet18(blocks: [2, 2, 2]));
        Assert.Throws<ArgumentException>(() => new ResNet18(blocks: [2, 2, 2, 0]));
    }

    [Fact]
    public void Features_and_scores_are_PyTorchs_on_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var net = Net();
        net.eval();
        Tensor images = FormulaWeights.Wave(Shape, 0.5);
        IntensityGolden.AssertClose(IntensityGolden.Values.Embedded, net.Embed(images)[0], 1e-4);
        IntensityGolden.AssertClose(IntensityGolden.Values.Scores, net.call(images), 1e-4);
    }

    [Fact]
    public void Batch_statistics_and_gradients_are_PyTorchs_in_training()
    {
        using var scope = NewDisposeScope();
        using var net = Net();
        net.to(float64).train();   // waves leave batch norm so little variance that in float32 rounding alone decides the gradient
        Tensor embedded = net.Embed(FormulaWeights.Wave(Shape, 0.5).to(float64));
        (embedded * FormulaWeights.Wave([2, 512], 2).to(float64)).sum().backward();
        IntensityGolden.AssertClose(IntensityGolden.Values.Training, embedded[1, ..64].to(float32), 1e-5);
        IntensityGolden.AssertClose(IntensityGolden.Values.Conv1Gradient, net.get_parameter("conv1.weight")!.grad![3].to(float32), 1e-5);
    }

    /// <summary>
    /// Where rounding carries a ReLU's input over zero, the gradient jumps, and how far says nothing about the code: with seed 6 and
    /// images of 64 × 64, numbers perturbed by ten units in float32's last place moved the gradient, all in float64, by 8e-6 in five
    /// of eight trials and by 3.9e-3, 6.6e-3 and 8.2e-3 in the others (3.9e-3 is also what AVX-512's order of sums gave). Smaller
    /// images have fewer such inputs, and of the seeds 0 to 24 this one has none so near: twelve trials of a hundred units moved it
    /// by 5e-5 to 9e-5. That the numbers are of this kind is shown first.
    /// </summary>
    [Fact]
    public void Training_in_single_precision_stays_near_double()
    {
        using var scope = NewDisposeScope();
        manual_seed(24);
        using var net = new ResNet18(10);
        net.train();
        Tensor images = randn(2, 3, 33, 33), weights = randn(2, 512);
        Tensor[] asMade = [.. net.parameters().Select(p => p.detach().clone())];
        var (single, singleGradient) = Trained(float32, 0);
        var (exact, exactGradient) = Trained(float64, 0);
        for (int trial = 0; trial < 4; trial++)
            AssertNear(exactGradient, Trained(float64, 50 * Math.Pow(2, -24)).Gradient);

        AssertNear(exact, single);
        AssertNear(exactGradient, singleGradient);

        (Tensor Embedded, Tensor Gradient) Trained(ScalarType type, double perturbation)
        {
            net.to(type).zero_grad();
            using (no_grad())
                foreach (var (parameter, made) in net.parameters().Zip(asMade))
                    parameter.copy_(Perturbed(made));
            Tensor embedded = net.Embed(Perturbed(images));
            (embedded * weights.to(type)).sum().backward();
            return (embedded.detach().to(float64), net.get_parameter("conv1.weight")!.grad!.to(float64).clone());

            Tensor Perturbed(Tensor x) => x.to(type) * (1 + perturbation * (2 * rand(x.shape, dtype: type) - 1));
        }

        static void AssertNear(Tensor expected, Tensor actual) =>
            Assert.InRange((actual - expected).abs().max().item<double>() / expected.abs().max().item<double>(), 0, 1e-4);
    }

    [Theory]
    [InlineData(112)]
    [InlineData(224)]
    public void Pictures_whose_channels_lie_side_by_side_have_the_same_features(int size)
    {
        using var scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        manual_seed(5);
        using var network = new ResNet18(blocks: PackagedResNet18.Blocks);
        network.eval();
        Tensor pictures = randn(3, 3, size, size), features = network.Embed(pictures), same = network.Embed(pictures.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
        Assert.InRange((features - same).abs().max().item<float>() / features.abs().max().item<float>(), 0, 1e-5f);
        network.to(float64);
        Tensor exact = network.Embed(pictures.to(float64));      // oneDNN has no part in double precision
        Assert.InRange((features.to(float64) - exact).abs().max().item<double>() / exact.abs().max().item<double>(), 0, 1e-5);
    }

    [Fact]
    public void A_few_steps_lower_the_loss_of_the_whole_intensity_model()
    {
        using var scope = NewDisposeScope();
        manual_seed(8);
        using var model = IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(1)), new TrajectoryHead(hidden: 16));
        using var adam = optim.Adam(model.parameters().Where(p => p.requires_grad), lr: 1e-3);
        Tensor clips = randn([2, 4, 3, 32, 32]), labels = tensor(new float[] { 0, 0.5f, 1, 0, 0, 1, 0.5f, 0 }).view(2, 4);
        double[] losses = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            model.zero_grad();
            Tensor loss = SquaredErrorLoss.Of(model.call(clips), labels);
            loss.backward();
            adam.step();
            return loss.ToDouble();
        })];
        Assert.InRange(losses[^1], 0, 0.5 * losses[0]);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights()
    {
        manual_seed(5);
        using var first = new ResNet18(2);
        manual_seed(5);
        using var second = new ResNet18(2);
        Assert.Equal(
            first.state_dict()["layer4.1.conv2.weight"].data<float>().ToArray(), second.state_dict()["layer4.1.conv2.weight"].data<float>().ToArray());
    }

    private static ResNet18 Net()
    {
        var net = new ResNet18(10);
        FormulaWeights.SetTo(net);
        return net;
    }
}
