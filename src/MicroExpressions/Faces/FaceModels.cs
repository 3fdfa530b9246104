using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;

namespace MicroExpressions.Faces;

/// <summary>A file of the face models, as it lies inside the package that brings it.</summary>
/// <param name="Name">what it is called here</param>
/// <param name="Start">its first byte in the package's file of assets</param>
/// <param name="Length">bytes</param>
/// <param name="Sha256">what it must be</param>
public sealed record FaceModel(string Name, int Start, int Length, string Sha256);

/// <summary>
/// MediaPipe's models of faces (Google, Apache-2.0), from the npm package <c>@mediapipe/face_mesh</c>. <c>mex</c> fetches
/// it once; it is checked by hash, and the models lie in the user's own folder. The kit ships none of them.
/// </summary>
public static class FaceModels
{
    /// <summary>The npm package.</summary>
    public const string Package = "@mediapipe/face_mesh@0.4.1657299874";

    /// <summary>Its licence, and that of the models in it.</summary>
    public const string Licence = "Apache-2.0";

    /// <summary>What fetches the package.</summary>
    public const string Command = "npm pack @mediapipe/face_mesh@0.4.1657299874, then mex models mediapipe-face_mesh-0.4.1657299874.tgz";

    private const string Assets = "package/face_mesh_solution_packed_assets.data";
    private const int PackageBytes = 7_423_898, AssetBytes = 3_986_256;

    // npm's own record of the package: dist.integrity
    private const string PackageSha512 = "25dcdafbbec78c31f8490ebf0c06269ca518761d9f53519b86e1aa5d96e42b9ae724aa592d97b92907899b052af5d9a462408f4aae287bdbe672ebde44fa706a";

    /// <summary>Finds faces as boxes with six points.</summary>
    public static FaceModel Detector { get; } = new("face_detection_short_range.tflite", 3_757_224, 229_032, "3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633");

    /// <summary>Finds 468 points on a face.</summary>
    public static FaceModel Mesh { get; } = new("face_landmark.tflite", 2_495_952, 1_241_896, "c603fa6149219a3e9487dc9abd7a0c24474c77263273d24868378cdf40aa26d1");

    /// <summary>The canonical face: where those points lie in space.</summary>
    public static FaceModel Canonical { get; } = new("geometry_pipeline_metadata_landmarks.binarypb", 3_737_848, 19_376, "bdbcda96dfcb7da883da124aaa2c55dee49770d934f0fcc71747f8c21bdc75b4");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FaceModel> All { get; } = [Detector, Mesh, Canonical];

    /// <summary>Where they lie: <c>MEX_MODELS</c>, or <c>micro-expressions/models</c> in the user's folder of application data.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("MEX_MODELS") is { Length: > 0 } named
        ? named : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "micro-expressions", "models");

    /// <summary>Whether all of them are there; whether they are whole is asked when they are read.</summary>
    public static bool AreThere => All.All(m => File.Exists(Path.Combine(Folder, m.Name)));

    /// <summary>A model's bytes.</summary>
    /// <exception cref="InputException">the file is not there, or is another one</exception>
    public static byte[] Read(FaceModel model)
    {
        string path = Path.Combine(Folder, model.Name);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, "no such file that can be read", $"a face model of {Package}", $"Fetch it: {Command}", e);
        }
        return Sum(bytes) == model.Sha256 ? bytes
            : throw new InputException(path, $"a file with SHA-256 {Sum(bytes)}", model.Sha256, $"Fetch it again: {Command}");
    }

    /// <summary>Lays the models down in <see cref="Folder"/>, out of the npm package, which must be the known one.</summary>
    /// <param name="package">the package's file, as <c>npm pack</c> fetches it: <c>mediapipe-face_mesh-0.4.1657299874.tgz</c></param>
    /// <exception cref="InputException">no such file, or another package; the folder cannot be written</exception>
    public static void Install(string package)
    {
        byte[] bytes;
        try
        {
            bytes = new FileInfo(package).Length == PackageBytes ? File.ReadAllBytes(package)
                : throw Unusable(package, $"{new FileInfo(package).Length} bytes", $"{PackageBytes} bytes");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(package, e.Message, $"the npm package {Package}", $"Fetch it: {Command}", e);
        }
        string sum = Convert.ToHexStringLower(SHA512.HashData(bytes));
        if (sum != PackageSha512)
            throw Unusable(package, $"SHA-512 {sum[..16]}…", $"{PackageSha512[..16]}…");
        byte[] assets = Unpacked(package, bytes);
        foreach (FaceModel model in All)
        {
            byte[] part = assets[model.Start..(model.Start + model.Length)];
            if (Sum(part) != model.Sha256)
                throw Unusable(package, $"{model.Name} with SHA-256 {Sum(part)}", model.Sha256);
            WholeFile.Write(Path.Combine(Folder, model.Name), to => to.Write(part));
        }
    }

    private static byte[] Unpacked(string file, byte[] package)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(package), CompressionMode.Decompress));
        while (tar.GetNextEntry() is TarEntry entry)
            if (entry.Name == Assets && entry.Length == AssetBytes)
            {
                var bytes = new byte[AssetBytes];
                entry.DataStream!.ReadExactly(bytes);
                return bytes;
            }
        throw Unusable(file, $"no {Assets} of {AssetBytes} bytes", "it");
    }

    private static InputException Unusable(string file, string found, string expected) => new(file, found, expected, $"It is not {Package} as it was published; fetch it again: {Command}");

    private static string Sum(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
