using MicroExpressions.Features;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Models;

/// <summary>Each frame of a clip on its own to a vector.</summary>
public sealed class FrameEncoder : Module<Tensor, Tensor>
{
    private readonly ResNet18 resnet;

    /// <param name="resnet">the network; its <c>fc</c> is not used. Becomes part of this module</param>
    public FrameEncoder(ResNet18 resnet) : base(nameof(FrameEncoder))
    {
        this.resnet = resnet;
        RegisterComponents();
    }

    /// <summary>Eq. (4). <c>z_t = ResNet18(x_t)</c>: frames <c>[B, T, 3, H, W]</c>, normalised, to <c>[B, T, 512]</c>.</summary>
    /// <exception cref="InputException">another number of dimensions or channels</exception>
    [PaperEquation("Intensity", 4)]
    public override Tensor forward(Tensor frames)
    {
        Shapes.Expect("the frame encoder", (frames, "frames [B, T, 3, H, W]"));
        var (batch, length) = (frames.shape[0], frames.shape[1]);
        return resnet.Embed(frames.flatten(0, 1)).view(batch, length, ResNet18.Features);
    }
}
