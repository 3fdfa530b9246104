using System.Collections.Immutable;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>
/// A ResNet18 with ImageNet's weights as the NuGet package <c>Microsoft.ML.DnnImageFeaturizer.ResNet18</c> (MIT) has it, made by CNTK:
/// its last stage has three blocks where torchvision's has two, it ends at the mean over height and width, and it wants blue, green, red
/// in 0..255 less a mean picture. The kit's build links both files into the folder <c>imagenet</c> beside the library; nothing of them
/// is the kit's own.
/// </summary>
/// <param name="Weights">path of <c>ResNet18.onnx</c></param>
/// <param name="MeanPicture">path of <c>ResNetPreprocess.onnx</c></param>
public sealed record PackagedResNet18(string Weights, string MeanPicture)
{
    /// <summary>The NuGet package.</summary>
    public const string Package = "Microsoft.ML.DnnImageFeaturizer.ResNet18";

    /// <summary>Its version.</summary>
    public const string Version = "0.23.1";

    /// <summary>SHA-256 of <c>ResNet18.onnx</c>.</summary>
    public const string WeightsSha256 = "e2552f19db2dfdb01b3669537b6a0f1b44da38d18279535492ed5dfc2ef1ff8f";

    /// <summary>SHA-256 of <c>ResNetPreprocess.onnx</c>.</summary>
    public const string MeanPictureSha256 = "84bf8def78d0befaa3f6e73745d57d7016c6a192ead76f79686bd438c1047004";

    private const string WeightsFile = "ResNet18.onnx", MeanPictureFile = "ResNetPreprocess.onnx";

    /// <summary>Residual blocks in each stage.</summary>
    public static ImmutableArray<int> Blocks { get; } = [2, 2, 2, 3];

    /// <summary>What to do where a file is not there or another one.</summary>
    public static string Remedy =>
        $"It is from the NuGet package {Package} {Version}. In the kit, delete its folder artifacts and build again. In a project of your own, add "
        + $"<PackageDownload Include=\"{Package}\" Version=\"[{Version}]\" /> and build again, or name the path of {WeightsFile} where weights are asked for.";

    /// <summary>
    /// Where they are on this machine: beside the library, or in NuGet's cache where the library itself is there. Whether they are, is
    /// seen when they are read.
    /// </summary>
    public static PackagedResNet18 Here()
    {
        string beside = Path.Combine(Path.GetDirectoryName(typeof(PackagedResNet18).Assembly.Location) ?? "", "imagenet", WeightsFile);
        return !File.Exists(beside) && PackagedNatives.Folder(Package, Version) is string cached && Directory.Exists(cached)
            ? At(Path.Combine(cached, "tools", "DnnImageModels", "ResNet18Onnx", WeightsFile)) : At(beside);
    }

    /// <summary>By the path of the weights; the mean picture is looked for beside them, and where the package has it.</summary>
    /// <param name="weights">path of <c>ResNet18.onnx</c></param>
    public static PackagedResNet18 At(string weights)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(weights))!;
        string packaged = Path.Combine(folder, "..", "ResNetPrepOnnx", MeanPictureFile);
        return new(weights, File.Exists(packaged) ? Path.GetFullPath(packaged) : Path.Combine(folder, MeanPictureFile));
    }

    /// <summary>Both files are there and the right ones.</summary>
    /// <exception cref="InputException">otherwise</exception>
    public void Check()
    {
        Check(Weights, WeightsSha256);
        Check(MeanPicture, MeanPictureSha256);
    }

    /// <summary>The weights under torchvision's names, without the class layer.</summary>
    /// <exception cref="InputException">the file is not there or another one</exception>
    public StateDict ReadWeights()
    {
        Check(Weights, WeightsSha256);
        using StateDict numbered = OnnxFile.Read(Weights);
        var named = new StateDict { Place = Weights };
        foreach ((string ours, string theirs) in Names())
            named.Add(ours, numbered.Tensors[theirs].alias());
        return named;
    }

    /// <summary>The mean of ImageNet's pictures, <c>[3, 224, 224]</c>: blue, green, red, 0..255.</summary>
    /// <exception cref="InputException">the file is not there or another one</exception>
    public Tensor ReadMeanPicture()
    {
        Check(MeanPicture, MeanPictureSha256);
        using StateDict file = OnnxFile.Read(MeanPicture);
        return file.Tensors["MeanImage"].squeeze(0);
    }

    /// <summary>
    /// CNTK numbered its graph's parts. Convolutions count down from the last, so a block's two lie 4 apart and its neighbour's 5
    /// further; norms count up: 14 from one to the next in a block, 17 on to the next block, a shortcut's convolution and norm between.
    /// </summary>
    internal static IEnumerable<(string Ours, string Theirs)> Names()
    {
        (int convolution, int norm) = (86, 96);
        IEnumerable<(string, string)> names = [("conv1.weight", "Parameter91"), .. Norm("bn1", norm)];
        for (int stage = 0; stage < Blocks.Length; stage++)
            for (int block = 0; block < Blocks[stage]; block++)
            {
                string name = $"layer{stage + 1}.{block}";
                (int first, int second) = (norm + 17, norm + 31);
                names =
                [
                    .. names, ($"{name}.conv1.weight", $"Parameter{convolution}"), ($"{name}.conv2.weight", $"Parameter{convolution - 4}"),
                    .. Norm($"{name}.bn1", first), .. Norm($"{name}.bn2", second),
                ];
                convolution -= 9;
                norm = second;
                if (stage == 0 || block > 0)
                    continue;
                norm = second + 14;
                names = [.. names, ($"{name}.downsample.0.weight", $"Parameter{second + 10}"), .. Norm($"{name}.downsample.1", norm)];
            }
        return names;
    }

    private static IEnumerable<(string, string)> Norm(string name, int number) =>
    [
        ($"{name}.weight", $"Parameter{number}"), ($"{name}.bias", $"Parameter{number + 1}"),
        ($"{name}.running_mean", $"Constant{number + 2}"), ($"{name}.running_var", $"Constant{number + 3}"),
    ];

    private static void Check(string path, string sha256)
    {
        string found;
        try
        {
            found = SourceFingerprint.OfFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, $"ImageNet's ResNet18 ({Path.GetFileName(path)})", Remedy, e);
        }
        if (found != sha256)
            throw new InputException(path, $"a file with SHA-256 {found}", sha256, Remedy);
    }
}
