using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

/// <summary>The package's files, which the build linked beside these tests' library.</summary>
public sealed class PackagedResNet18Tests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Every_tensor_of_the_file_has_one_place_in_a_network_of_its_blocks()
    {
        var package = PackagedResNet18.Here();
        using StateDict file = OnnxFile.Read(package.Weights);
        Assert.Equal(file.Tensors.Keys.Order(StringComparer.Ordinal), PackagedResNet18.Names().Select(n => n.Theirs).Order(StringComparer.Ordinal));
        using StateDict weights = package.ReadWeights();
        using var net = new ResNet18(blocks: PackagedResNet18.Blocks);
        WeightReport report = WeightMapping.ResNet18(withClasses: false).Load(weights, net);
        Assert.Equal(110, report.Matched.Count);
        Assert.True(file.Tensors["Parameter14"].bytes.SequenceEqual(net.state_dict()["layer4.2.conv1.weight"].bytes));
        Assert.False(WeightMapping.ResNet18(withClasses: false).Compare(weights, new ResNet18()).Fits);
    }

    /// <summary>What is a variance is positive, and of a norm's scale most is.</summary>
    [Fact]
    public void Statistics_stand_where_statistics_belong()
    {
        using StateDict weights = PackagedResNet18.Here().ReadWeights();
        using var scope = NewDisposeScope();
        Assert.All(weights.Tensors.Where(t => t.Key.EndsWith("running_var")), t => Assert.True(t.Value.min().item<float>() > 0, t.Key));
        Assert.All(weights.Tensors.Where(t => t.Key.EndsWith("running_mean")), t => Assert.True(t.Value.min().item<float>() < 0, t.Key));
    }

    [Fact]
    public void The_mean_picture_is_ImageNets_blue_first()
    {
        using Tensor picture = PackagedResNet18.Here().ReadMeanPicture();
        using Tensor means = picture.mean([1, 2]);
        Assert.Equal([3, 224, 224], picture.shape);
        // 0.406, 0.456, 0.485 of 255, as torchvision has them
        foreach ((float channel, double expected) in means.data<float>().ToArray().Zip([103.5, 116.3, 123.7]))
            Assert.InRange(channel, expected - 1, expected + 1);
    }

    [Fact]
    public void Another_file_in_its_place_is_refused_with_the_packages_name()
    {
        File.WriteAllBytes(folder["ResNet18.onnx"], Protobuf.Onnx());
        File.WriteAllBytes(folder["ResNetPreprocess.onnx"], Protobuf.Onnx());
        PackagedResNet18 package = PackagedResNet18.At(folder["ResNet18.onnx"]);
        foreach ((string file, Action read) in new[] { (package.Weights, () => package.ReadWeights().Dispose()), (package.MeanPicture, () => package.ReadMeanPicture().Dispose()), (package.Weights, (Action)package.Check) })
        {
            InputException refused = Assert.Throws<InputException>(read);
            Assert.Equal(file, refused.Place);
            Assert.Contains("SHA-256", refused.Found);
            Assert.Contains("PackageDownload Include=\"Microsoft.ML.DnnImageFeaturizer.ResNet18\" Version=\"[0.23.1]\"", refused.Remedy);
        }
    }

    [Fact]
    public void Where_it_was_not_restored_the_file_the_package_and_what_to_do_are_named()
    {
        PackagedResNet18 package = PackagedResNet18.At(folder["ResNet18.onnx"]);
        if (OperatingSystem.IsLinux())
            File.CreateSymbolicLink(folder["ResNet18.onnx"], "/no/such/package/ResNet18.onnx");       // what a build's link is after the cache was cleaned
        InputException absent = Assert.Throws<InputException>(package.ReadWeights);
        Assert.Equal(folder["ResNet18.onnx"], absent.Place);
        Assert.Contains("Microsoft.ML.DnnImageFeaturizer.ResNet18 0.23.1", absent.Remedy);
        Assert.Equal(folder["ResNetPreprocess.onnx"], Assert.Throws<InputException>(package.ReadMeanPicture).Place);
    }

    [Fact]
    public void The_mean_picture_is_found_where_the_package_has_it()
    {
        string weights = Path.Combine(folder.Path, "ResNet18Onnx", "ResNet18.onnx"), mean = Path.Combine(folder.Path, "ResNetPrepOnnx", "ResNetPreprocess.onnx");
        Directory.CreateDirectory(Path.GetDirectoryName(mean)!);
        File.WriteAllText(mean, "");
        Assert.Equal(new PackagedResNet18(weights, mean), PackagedResNet18.At(weights));
    }
}
