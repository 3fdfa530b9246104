using System.Collections.Immutable;
using MicroExpressions.Features.Weights;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Features;

/// <summary>
/// How pictures, red, green, blue in 0..255, become what ImageNet's weights were taught on. Each set of weights has its own way:
/// torchvision's wants <c>(x/255 − mean)/deviation</c>, a number a channel; the packaged one blue, green, red less a mean picture.
/// </summary>
public sealed class FrameNormalisation : IDisposable
{
    private readonly bool blueFirst;
    private readonly double divisor;
    private readonly Tensor mean, deviation;      // [3, H, W] and [3, 1, 1]

    private FrameNormalisation(bool blueFirst, double divisor, Tensor mean, Tensor deviation)
    {
        (this.blueFirst, this.divisor) = (blueFirst, divisor);
        (this.mean, this.deviation) = (mean.DetachFromDisposeScope(), deviation.DetachFromDisposeScope());
    }

    /// <summary>ImageNet's means of red, green and blue [source torchvision].</summary>
    public static ImmutableArray<float> Mean { get; } = [0.485f, 0.456f, 0.406f];

    /// <summary>ImageNet's deviations of red, green and blue [source torchvision].</summary>
    public static ImmutableArray<float> Deviation { get; } = [0.229f, 0.224f, 0.225f];

    /// <summary>torchvision's.</summary>
    public static FrameNormalisation Torchvision() => new(false, 255, PerChannel(Mean), PerChannel(Deviation));

    /// <summary>The packaged weights': there is no deviation to divide by.</summary>
    /// <exception cref="InputException">the mean picture's file is not there or another one</exception>
    public static FrameNormalisation Packaged(PackagedResNet18 package) => new(true, 1, package.ReadMeanPicture(), PerChannel([1, 1, 1]));

    /// <summary>
    /// Normalises pictures. The mean picture is of 224²; for pictures of another size it is resized bilinearly [chosen].
    /// </summary>
    /// <param name="pixels"><c>[…, 3, H, W]</c>: red, green, blue, 0..255, bytes or floats</param>
    /// <param name="device">where to</param>
    /// <returns>the same shape, single precision</returns>
    /// <exception cref="InputException">another shape</exception>
    public Tensor Of(Tensor pixels, Device device)
    {
        Shapes.Expect("frames for the encoder", (pixels, "pixels […, 3, H, W]"));
        using var scope = NewDisposeScope();
        Tensor x = pixels.to(device).to(float32);
        return (blueFirst ? x.flip(-3) : x).div(divisor).sub_(MeanAt(pixels.shape[^2], pixels.shape[^1]).to(device)).div_(deviation.to(device)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        mean.Dispose();
        deviation.Dispose();
    }

    private Tensor MeanAt(long height, long width) => mean.shape[1] == 1 || mean.shape[1] == height && mean.shape[2] == width ? mean
        : F.interpolate(mean.unsqueeze(0), [height, width], mode: InterpolationMode.Bilinear, align_corners: false).squeeze(0);

    private static Tensor PerChannel(ImmutableArray<float> values) => tensor(values.ToArray()).view(3, 1, 1);
}
