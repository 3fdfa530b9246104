using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Models;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;
using Planes = Microsoft.ML.OnnxRuntime.Tensors.DenseTensor<float>;

namespace MicroExpressions.Tests.Experiments.Intensity;

[Collection(DefaultGenerator.Name)]
public sealed class EncoderSettingsTests : IDisposable
{
    private const int Side = 224;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>Microsoft.ML.OnnxRuntime, which runs the package's own graphs of preprocessing and network, is the oracle.</summary>
    [Theory]
    [InlineData("a face")]
    [InlineData("a texture")]
    [InlineData("noise")]
    public void ImageNets_vectors_are_those_of_the_packages_own_graphs(string picture)
    {
        byte[] pixels = Pictures[picture]();
        float[] expected = Runtime(pixels), found = Vector(pixels);
        float largest = expected.Max(Math.Abs);
        Assert.InRange(largest, 0.5f, 100);
        Assert.All(expected.Zip(found), pair => Assert.InRange(Math.Abs(pair.First - pair.Second) / largest, 0, 1e-5));
    }

    [Fact]
    public void A_face_is_more_like_itself_moved_than_like_noise()
    {
        float[] face = Vector(Pictures["a face"]()), moved = Vector(Pictures["a face, moved"]()), noise = Vector(Pictures["noise"]());
        Assert.InRange(Cosine(face, moved), 0.8, 1);
        Assert.InRange(Cosine(face, noise), -1, 0.6);
    }

    [Fact]
    public void Random_weights_are_of_the_same_network_and_take_the_same_frames()
    {
        using FrameEncoder trained = new EncoderSettings().Make(null), random = new EncoderSettings { RandomWeights = true }.Make(null);
        Assert.Equal(trained.state_dict().Keys, random.state_dict().Keys);
        Assert.Contains("resnet.layer4.2.conv2.weight", random.state_dict().Keys);
        Assert.False(trained.state_dict()["resnet.conv1.weight"].Equals(random.state_dict()["resnet.conv1.weight"]));
    }

    [Fact]
    public void A_file_in_torchvisions_layout_loads_by_name_and_another_file_is_refused()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        using var net = new ResNet18();
        Dictionary<string, Tensor> weights = net.state_dict().Where(w => w.Value.dtype == float32).ToDictionary();
        SafeTensors.Write(folder["resnet18"], weights);
        EncoderSettings settings = new EncoderSettings().With(folder["resnet18"]);
        using FrameEncoder encoder = settings.Make(folder["resnet18"]);
        Assert.True(encoder.state_dict()["resnet.layer3.0.conv1.weight"].Equals(net.state_dict()["layer3.0.conv1.weight"]));
        using FrameNormalisation normalisation = settings.Normalisation(folder["resnet18"]);
        Assert.Equal((128f / 255 - 0.485f) / 0.229f, normalisation.Of(full([3, 2, 2], 128, dtype: uint8), CPU)[0, 0, 0].item<float>(), 5);

        weights.Remove("layer2.0.bn1.running_var");
        SafeTensors.Write(folder["other"], weights);
        Assert.Contains(folder["other"], Assert.Throws<InputException>(() => settings.Make(folder["other"])).Message);
        Assert.Contains("1 missing: layer2.0.bn1.running_var", Assert.Throws<InputException>(() => new EncoderSettings().With(folder["other"]).Make(folder["other"])).Message);
        Assert.Contains("--weights", Assert.Throws<InputException>(() => settings.Make(null)).Remedy);
    }

    [Fact]
    public void Weights_without_fc_and_behind_a_prefix_load_and_the_note_says_how()
    {
        using var scope = NewDisposeScope();
        using var net = new ResNet18();
        Dictionary<string, Tensor> weights = net.state_dict().Where(w => w.Value.dtype == float32).ToDictionary();
        SafeTensors.Write(folder["plain"], weights);
        Assert.Null(EncoderSettings.Check(folder["plain"]));
        SafeTensors.Write(folder["behind"], weights.Where(w => !w.Key.StartsWith("fc.", StringComparison.Ordinal)).ToDictionary(w => "module.encoder." + w.Key, w => w.Value));
        Assert.EndsWith("their names read without module.encoder.", EncoderSettings.Check(folder["behind"]));
        using FrameEncoder encoder = new EncoderSettings().With(folder["behind"]).Make(folder["behind"]);
        Assert.True(encoder.state_dict()["resnet.layer3.0.conv1.weight"].Equals(net.state_dict()["layer3.0.conv1.weight"]));
    }

    [Fact]
    public void The_packages_file_may_be_named_by_its_path()
    {
        string path = PackagedResNet18.Here().Weights;
        Assert.Equal(new EncoderSettings(), new EncoderSettings().With(path));
        using FrameEncoder here = new EncoderSettings().Make(null), named = new EncoderSettings().Make(path);
        Assert.True(here.state_dict()["resnet.conv1.weight"].Equals(named.state_dict()["resnet.conv1.weight"]));
        Assert.Equal(folder["absent"], Assert.Throws<InputException>(() => new EncoderSettings().Make(folder["absent"])).Place);
    }

    [Fact]
    public void A_tables_note_says_which_weights_and_what_they_are_given()
    {
        Assert.Equal(
            "ResNet18 with a third block in its last stage, ImageNet's weights [paper], those of Microsoft.ML.DnnImageFeaturizer.ResNet18 [chosen], frozen [chosen], given each frame [paper]",
            new EncoderSettings { Frozen = true }.Description);
        Assert.Equal("ResNet18, ImageNet's weights [paper], trained with the rest [paper]", new EncoderSettings { WeightsSha256 = "torchvision's" }.Description);
        Assert.Contains("random initial weights, frozen [chosen], given each frame's change since the onset [chosen]",
            new EncoderSettings { Frozen = true, RandomWeights = true, ChangeSinceOnset = true }.Description);
    }

    /// <summary>RGB pictures of 224², row by row.</summary>
    private static readonly Dictionary<string, Func<byte[]>> Pictures = new()
    {
        ["a face"] = () => Face(0),
        ["a face, moved"] = () => Face(5),
        ["a texture"] = () => [.. Enumerable.Range(0, Side * Side * 3).Select(i => (byte)(127 + 60 * Math.Sin(i / 3 % Side * 0.21) + 60 * Math.Cos(i / 3 / Side * 0.1 + i % 3)))],
        ["noise"] = () =>
        {
            var pixels = new byte[Side * Side * 3];
            new Random(3).NextBytes(pixels);
            return pixels;
        },
    };

    private static byte[] Face(int right)
    {
        SyntheticVideo video = SyntheticCorpus.Load(SyntheticSettings.Small with { Size = 256 }).Videos[0];
        return video.Read(3).Crop(new PixelBox(16 + right, 16, Side, Side), Side, Side, Interpolation.Area).Pixels.ToArray();
    }

    private static float[] Vector(byte[] pixels)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var settings = new EncoderSettings();
        using FrameEncoder encoder = settings.Make(null);
        using FrameNormalisation normalisation = settings.Normalisation(null);
        Tensor frame = tensor(pixels).view([1, 1, Side, Side, 3]).permute(0, 1, 4, 2, 3);
        return encoder.call(normalisation.Of(frame, CPU)).data<float>().ToArray();
    }

    private static float[] Runtime(byte[] pixels)
    {
        var package = PackagedResNet18.Here();
        using var options = new SessionOptions { IntraOpNumThreads = 1 };
        using var preprocess = new InferenceSession(package.MeanPicture, options);
        using var network = new InferenceSession(package.Weights, options);
        var planes = new Planes([1, 3, Side, Side]);
        for (int i = 0; i < pixels.Length; i++)
            planes[0, i % 3, i / 3 / Side, i / 3 % Side] = pixels[i];
        return Run(network, Run(preprocess, planes)).ToArray();

        static Planes Run(InferenceSession session, Planes input)
        {
            using var results = session.Run([NamedOnnxValue.CreateFromTensor(session.InputNames.First(), input)], [session.OutputNames[0]]);
            return results[0].AsTensor<float>().ToDenseTensor();
        }
    }

    private static double Cosine(float[] a, float[] b) =>
        a.Zip(b).Sum(p => (double)p.First * p.Second) / Math.Sqrt(a.Sum(x => (double)x * x) * b.Sum(x => (double)x * x));
}
