using MicroExpressions.Features;
using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class IntensityRegressorTests
{
    [Fact]
    public void Eq04_each_frame_is_encoded_on_its_own()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var encoder = new FrameEncoder(new ResNet18(1));
        encoder.eval();
        Tensor clips = rand([2, 3, 3, 32, 32]);
        Tensor z = encoder.call(clips);
        Assert.Equal([2, 3, 512], z.shape);
        Tensor alone = encoder.call(clips[1, 2].view(1, 1, 3, 32, 32));
        Assert.True((z[1, 2] - alone.flatten()).abs().max().item<float>() < 1e-4);
    }

    [Fact]
    public void Frames_of_another_shape_are_refused_with_the_shape()
    {
        using var scope = NewDisposeScope();
        using var encoder = new FrameEncoder(new ResNet18(1));
        Assert.Contains("[2, 3, 1, 32, 32]", Assert.Throws<InputException>(() => encoder.call(zeros([2, 3, 1, 32, 32]))).Message);
    }

    [Fact]
    public void The_baseline_sees_no_other_frame()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var head = new FramewiseHead(4);
        Tensor z = rand(1, 5, 4), changed = z.clone();
        changed[0, 2] = ones(4);
        Tensor difference = (head.call(z) - head.call(changed)).abs()[0];
        Assert.Equal(0, difference[0].item<float>() + difference[1].item<float>() + difference[3].item<float>() + difference[4].item<float>());
        Assert.NotEqual(0, difference[2].item<float>());
    }

    [Fact]
    public void Frames_train_the_encoder_and_features_leave_the_scaling_alone()
    {
        using var scope = NewDisposeScope();
        using var onFrames = IntensityRegressor.OnFrames(new FrameEncoder(new ResNet18(1)), new TrajectoryHead());
        Assert.Equal([2, 3], onFrames.call(rand([2, 3, 3, 32, 32])).shape);
        Assert.Contains("encoder.resnet.layer1.0.conv1.weight", onFrames.named_parameters().Select(p => p.name));

        Tensor features = rand(4, 3, 8);
        using var onFeatures = IntensityRegressor.OnFeatures(FeatureScaling.Of(features), new TrajectoryHead(8, 4));
        Assert.Equal([4, 3], onFeatures.call(features).shape);
        Assert.DoesNotContain(onFeatures.named_parameters(), p => p.name.StartsWith("encoder", StringComparison.Ordinal));
        Assert.Contains("encoder.deviation", onFeatures.state_dict().Keys);
    }

    [Fact]
    public void A_feature_that_never_changes_is_scaled_to_0()
    {
        using var scope = NewDisposeScope();
        Tensor features = rand(4, 3, 2);
        features[.., .., 1] = full(4, 3, 7.5f);
        using var scaling = FeatureScaling.Of(features);
        Tensor scaled = scaling.call(features);
        Assert.Equal(0, scaled[.., .., 1].abs().max().item<float>());
        Assert.InRange(scaled[.., .., 0].std(unbiased: false).item<float>(), 0.999f, 1.001f);
    }
}
