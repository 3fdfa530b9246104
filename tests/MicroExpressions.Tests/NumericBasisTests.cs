using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Tests.Experiments.Intensity;
using static TorchSharp.torch;

namespace MicroExpressions.Tests;

public sealed class NumericBasisTests(SmallInputs small) : IClassFixture<SmallInputs>
{
    /// <summary>The versions are those of Directory.Packages.props.</summary>
    [Fact]
    public void It_names_torch_libtorch_the_device_and_the_kits_arithmetic() =>
        Assert.Equal($"TorchSharp 0.107.0 / libtorch 2.10.0 / cpu / kit arithmetic {NumericBasis.KitArithmetic}", NumericBasis.Of(null));

    [Fact]
    public void Another_device_is_another_basis()
    {
        Assert.Equal(NumericBasis.Of(CPU), NumericBasis.Of(null));
        Assert.Equal(NumericBasis.Of(CPU).Replace("cpu", "cuda", StringComparison.Ordinal), NumericBasis.Of(new Device("cuda")));
    }

    [Fact]
    public void A_frozen_encoders_vectors_are_kept_by_device()
    {
        using ClipFrames frames = ClipFrames.Read(small.Inputs.Sets[0], new FrameSettings { Size = 32 });
        Assert.NotEqual(FrozenFeatures.Key(frames, new(), CPU), FrozenFeatures.Key(frames, new(), new Device("cuda")));
    }
}
