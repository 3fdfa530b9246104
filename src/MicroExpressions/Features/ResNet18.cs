using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Features;

/// <summary>
/// ResNet with 18 layers in torchvision's layout and under its names (<c>conv1</c>, <c>bn1</c>, <c>layer1.0.conv1</c> … <c>fc</c>),
/// so that its ImageNet weights load by name.
/// </summary>
public sealed class ResNet18 : Module<Tensor, Tensor>
{
    /// <summary>Width of the last layer's input.</summary>
    public const int Features = 512;

    private readonly Conv2d conv1;
    private readonly BatchNorm2d bn1;
    private readonly MaxPool2d maxpool;
    private readonly Sequential layer1, layer2, layer3, layer4;
    private readonly Linear fc;

    /// <summary>Freshly initialised from the default generator, as torchvision does: Kaiming normal by fan-out, norms 1 and 0.</summary>
    /// <param name="classes">outputs of <c>fc</c>: 1000 in torchvision's weights</param>
    /// <param name="blocks">residual blocks in each of the four stages; null: two, as torchvision's. The packaged weights have three in the last</param>
    /// <exception cref="ArgumentException">not four numbers from 1</exception>
    public ResNet18(int classes = 1000, IReadOnlyList<int>? blocks = null) : base(nameof(ResNet18))
    {
        blocks ??= [2, 2, 2, 2];
        if (blocks.Count != 4 || blocks.Any(count => count < 1))
            throw new ArgumentException($"[{string.Join(", ", blocks)}]: expected four numbers from 1", nameof(blocks));
        conv1 = Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false);
        bn1 = BatchNorm2d(64);
        maxpool = MaxPool2d(3, stride: 2, padding: 1);
        layer1 = Stage(64, 64, stride: 1, blocks[0]);
        layer2 = Stage(64, 128, stride: 2, blocks[1]);
        layer3 = Stage(128, 256, stride: 2, blocks[2]);
        layer4 = Stage(256, Features, stride: 2, blocks[3]);
        fc = Linear(Features, classes);
        RegisterComponents();
        foreach (var convolution in modules().OfType<Conv2d>())
            init.kaiming_normal_(convolution.weight!, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
    }

    /// <summary>Images <c>[N, 3, H, W]</c> to class scores <c>[N, classes]</c>.</summary>
    /// <exception cref="InputException">another shape</exception>
    public override Tensor forward(Tensor images) => fc.call(Embed(images));

    /// <summary>Images <c>[N, 3, H, W]</c> to the last layer's input <c>[N, 512]</c>: the mean over what is left of height and width.</summary>
    /// <exception cref="InputException">another shape</exception>
    public Tensor Embed(Tensor images)
    {
        Shapes.Expect("ResNet18", (images, "images [N, 3, H, W]"));
        using DisposeScope scope = NewDisposeScope();
        // Channels side by side would be a tenth quicker, but oneDNN 3.7.1 errs there on AMD family 26, where a kernel of one strides.
        images = images.contiguous();
        // The largest of what is positive is what is positive of the largest: ReLU after the pooling has a quarter to do.
        Tensor x = maxpool.call(bn1.call(conv1.call(images))).relu_();        // [N, 64, H/4, W/4]
        x = layer4.call(layer3.call(layer2.call(layer1.call(x))));           // [N, 512, H/32, W/32]
        return x.mean([2, 3]).MoveToOuterDisposeScope();
    }

    private static Sequential Stage(long channelsIn, long channels, long stride, int blocks) => Sequential(
        [new ResidualBlock(channelsIn, channels, stride), .. Enumerable.Range(1, blocks - 1).Select(_ => new ResidualBlock(channels, channels, stride: 1))]);
}
