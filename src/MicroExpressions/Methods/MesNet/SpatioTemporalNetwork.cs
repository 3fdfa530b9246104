using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.MesNet;

/// <summary>
/// MESNet's first module: from maps of the face to a vector a snippet. Three (2+1)D convolutions, each halves the maps, doubles the channels
/// and looks twice as far in time as the one before [chosen]; what is left of the plane is averaged.
/// <code>[N, W, 3·S·S] → maps [N, 3, W, S, S] → norm → block C, block 2C, block 4C → mean over the plane → [N, 4C, W]</code>
/// </summary>
internal sealed class SpatioTemporalNetwork : Module<Tensor, Tensor>
{
    /// <summary>Grey, motion to the right, motion downwards.</summary>
    public const int Maps = 3;

    /// <summary>Channels at the end, in those of the first block.</summary>
    public const int Widening = 4;

    private readonly BatchNorm3d scaling;
    private readonly FactorisedConvolution block1, block2, block3;
    private readonly int side;

    /// <param name="channels">C</param>
    /// <param name="side">S</param>
    public SpatioTemporalNetwork(int channels, int side) : base(nameof(SpatioTemporalNetwork))
    {
        this.side = side;
        scaling = BatchNorm3d(Maps);
        block1 = new FactorisedConvolution(Maps, channels, stride: 2, dilation: 1);
        block2 = new FactorisedConvolution(channels, 2 * channels, stride: 2, dilation: 2);
        block3 = new FactorisedConvolution(2 * channels, Widening * channels, stride: 2, dilation: 4);
        RegisterComponents();
    }

    /// <summary>
    /// Windows <c>[N, W, 3·S·S]</c> to <c>[N, 4C, W]</c>. The window's mean picture is taken off its grey pictures, so that what stays the same,
    /// such as who it is, is not seen [chosen].
    /// </summary>
    /// <exception cref="InputException">windows of other maps</exception>
    public override Tensor forward(Tensor windows)
    {
        Shapes.Expect("MESNet", (windows, $"x [N, W, {Maps * side * side}]"));
        using var scope = NewDisposeScope();
        Tensor maps = windows.view(windows.shape[0], windows.shape[1], Maps, side, side).transpose(1, 2);      // [N, 3, W, S, S]
        Tensor grey = maps.narrow(1, 0, 1), flow = maps.narrow(1, 1, Maps - 1);
        Tensor changing = cat([grey - grey.mean([2], keepdim: true), flow], dim: 1);
        return block3.call(block2.call(block1.call(scaling.call(changing)))).mean([3, 4]).MoveToOuterDisposeScope();
    }
}
