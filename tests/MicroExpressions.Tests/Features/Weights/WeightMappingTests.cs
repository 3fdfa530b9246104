using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Models;
using MicroExpressions.Tests.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Features.Weights;

public sealed class WeightMappingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_with_the_class_layer_and_without_counters_loads_as_the_public_ones_are()
    {
        using I3D source = I3dGolden.Network(2), target = new(2);
        using Tensor logits = zeros([400, 1024, 1, 1, 1]);
        Dictionary<string, Tensor> tensors = source.state_dict().Where(t => !t.Key.EndsWith("num_batches_tracked")).ToDictionary();
        tensors.Add("logits.conv3d.weight", logits);
        using StateDict weights = Put(tensors);
        WeightReport report = WeightMapping.I3D.Load(weights, target);
        Assert.True(report.Fits);
        Assert.Equal(["logits.conv3d.weight"], report.Unused);
        Assert.All(tensors.Where(t => t.Key != "logits.conv3d.weight"), t => Assert.True(t.Value.bytes.SequenceEqual(target.state_dict()[t.Key].bytes)));
    }

    [Fact]
    public void What_DataParallel_saved_loads_too()
    {
        using I3D network = new(2);
        using StateDict weights = Put(network.state_dict().ToDictionary(t => "module." + t.Key, t => t.Value));
        Assert.True(WeightMapping.I3D.Compare(weights, network).Fits);
    }

    [Theory]
    [InlineData("backbone.")]
    [InlineData("model.encoder.")]
    [InlineData("module.backbone.")]
    [InlineData("_orig_mod.module.")]
    public void What_stands_before_every_name_is_left_out_and_said(string prefix)
    {
        using I3D network = new(2), target = new(2);
        using StateDict weights = Put(network.state_dict().ToDictionary(t => prefix + t.Key, t => t.Value));
        WeightReport report = WeightMapping.I3D.Load(weights, target);
        Assert.Equal(prefix, report.Prefix);
        Assert.True(network.state_dict()["Mixed_5c.b0.bn.weight"].bytes.SequenceEqual(target.state_dict()["Mixed_5c.b0.bn.weight"].bytes));
        Assert.Equal($"{weights.Place}: {report.Matched.Count} tensors taken, their names read without {prefix}", report.Note);
    }

    [Fact]
    public void DataParallel_around_a_part_only_is_left_out_there()
    {
        using I3D network = new(2);
        using StateDict weights = Put(network.state_dict().ToDictionary(t => (t.Key.StartsWith("Mixed_4", StringComparison.Ordinal) ? "module." : "") + t.Key, t => t.Value));
        WeightReport report = WeightMapping.I3D.Compare(weights, network);
        Assert.Equal((true, "module."), (report.Fits, report.Prefix));
    }

    [Fact]
    public void A_tensor_with_and_without_module_is_refused()
    {
        using I3D network = new(2);
        Dictionary<string, Tensor> tensors = network.state_dict();
        tensors.Add("module.Mixed_5c.b0.bn.bias", tensors["Mixed_5c.b0.bn.bias"]);
        using StateDict weights = Put(tensors);
        Assert.EndsWith("tensor module.Mixed_5c.b0.bn.bias", Assert.Throws<InputException>(() => WeightMapping.I3D.Compare(weights, network)).Place);
    }

    [Fact]
    public void A_prefix_of_some_names_only_stays_and_is_named()
    {
        using I3D network = new(2);
        using Tensor head = zeros(3);
        Dictionary<string, Tensor> tensors = network.state_dict().ToDictionary(t => "backbone." + t.Key, t => t.Value);
        tensors.Add("head.weight", head);
        using StateDict weights = Put(tensors);
        var e = Assert.Throws<InputException>(() => WeightMapping.I3D.Load(weights, network));
        Assert.Contains("unexpected: backbone.Conv3d", e.Found);
        Assert.Contains("all there behind backbone.", e.Remedy);
    }

    [Fact]
    public void Names_that_are_the_networks_own_need_no_note()
    {
        using I3D network = new(2);
        using StateDict weights = Put(network.state_dict());
        Assert.Null(WeightMapping.I3D.Compare(weights, network).Note);
    }

    [Fact]
    public void Missing_unexpected_and_misshapen_tensors_are_named_and_nothing_is_copied()
    {
        using I3D network = new(2);
        using Tensor other = zeros(3), stranger = zeros(1);
        Dictionary<string, Tensor> tensors = network.state_dict();
        tensors.Remove("Mixed_3b.b0.conv3d.weight");
        tensors["Mixed_5c.b0.bn.bias"] = other;
        tensors["layer1.0.conv1.weight"] = stranger;
        using Tensor changed = tensors["Conv3d_1a_7x7.bn.bias"] + 1;
        tensors["Conv3d_1a_7x7.bn.bias"] = changed;
        using StateDict weights = Put(tensors);
        WeightReport report = WeightMapping.I3D.Compare(weights, network);
        Assert.Equal(["Mixed_3b.b0.conv3d.weight"], report.Missing);
        Assert.Equal(["layer1.0.conv1.weight"], report.Unexpected);
        Assert.Equal(["Mixed_5c.b0.bn.bias [3] for [384]"], report.OtherShape);
        var e = Assert.Throws<InputException>(() => WeightMapping.I3D.Load(weights, network));
        Assert.Contains("1 missing: Mixed_3b.b0.conv3d.weight", e.Found);
        Assert.Equal(0, network.state_dict()["Conv3d_1a_7x7.bn.bias"].abs().max().item<float>());
    }

    [Fact]
    public void Another_networks_file_is_refused()
    {
        using I3D network = new(3);
        File.WriteAllBytes(folder["b.pt"], WeightsGolden.All.Files["network_legacy"]);
        using StateDict weights = StateDict.Read(folder["b.pt"]);
        var e = Assert.Throws<InputException>(() => WeightMapping.I3D.Load(weights, network));
        Assert.Contains("0 tensors that fit", e.Found);
        Assert.Contains("piergiaj", e.Remedy);
    }

    [Fact]
    public void ResNet18_of_other_classes_takes_torchvisions_weights_but_for_the_last_layer()
    {
        using ResNet18 published = new(), ours = new(classes: 2);
        using StateDict weights = Put(published.state_dict());
        Assert.False(WeightMapping.ResNet18(withClasses: true).Compare(weights, ours).Fits);
        WeightReport report = WeightMapping.ResNet18(withClasses: false).Load(weights, ours);
        Assert.Equal(["fc.bias", "fc.weight"], report.Unused);
        Assert.True(published.state_dict()["layer4.1.conv2.weight"].bytes.SequenceEqual(ours.state_dict()["layer4.1.conv2.weight"].bytes));
    }

    private StateDict Put(IReadOnlyDictionary<string, Tensor> tensors)
    {
        SafeTensors.Write(folder["a.safetensors"], tensors);
        return StateDict.Read(folder["a.safetensors"]);
    }
}
