using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MicroExpressions.Features;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A frozen encoder's vectors of all frames of a set: computed once, kept in a file named by pixels, encoder and <see cref="NumericBasis"/>.</summary>
public static class FrozenFeatures
{
    /// <summary>From the cache, or computed and put there.</summary>
    /// <param name="frames">the frames</param>
    /// <param name="settings">the encoder</param>
    /// <param name="weights">its weights' file; null: the packaged one, where the build put it</param>
    /// <param name="folder">of the cache</param>
    /// <param name="device">where the encoder runs</param>
    /// <param name="progress">told clips done and their total, from several threads</param>
    /// <param name="cancellation">stops between two clips; nothing is kept then</param>
    /// <returns><c>[N, T, 512]</c>, on the CPU</returns>
    public static Tensor Of(
        ClipFrames frames, EncoderSettings settings, string? weights, string folder, Device device,
        IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        string path = Path.Combine(folder, $"{Key(frames, settings, device)}.npy");
        int clips = (int)frames.Pixels.shape[0];
        int[] shape = [clips, IntensityCurve.DefaultLength, ResNet18.Features];
        float[] vectors;
        if (File.Exists(path))
        {
            NumpyArray kept = NumpyFile.Read(path);
            if (kept.Values is not float[] || !kept.Shape.SequenceEqual(shape))
                throw new InputException(path, kept.ToString(), $"Single ({string.Join(", ", shape)})", "Delete the file; it is computed again.");
            vectors = kept.ToSingles();
        }
        else
        {
            vectors = Computed(frames, settings, weights, device, progress, cancellation);
            NumpyFile.Write(path, new NumpyArray(vectors, shape));
        }
        return tensor(vectors).view(shape[0], shape[1], shape[2]);
    }

    private static float[] Computed(
        ClipFrames frames, EncoderSettings settings, string? weights, Device device, IProgress<(int Done, int Of)>? progress, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        using var encoder = settings.Make(weights).to(device);
        using FrameNormalisation normalisation = settings.Normalisation(weights);
        int clips = (int)frames.Pixels.shape[0], done = 0;
        Tensor[] vectors = OneThreadEach.Select([.. Enumerable.Range(0, clips).Select(clip => frames.Pixels.narrow(0, clip, 1))], pixels =>
        {
            cancellation.ThrowIfCancellationRequested();
            using var untracked = no_grad();
            using var own = NewDisposeScope();
            Tensor one = normalisation.Of(pixels, device);             // [1, T, 3, H, W]
            if (settings.ChangeSinceOnset)
                one = one - one.narrow(1, 0, 1);
            Tensor z = encoder.call(one).cpu().DetachFromDisposeScope();
            progress?.Report((Interlocked.Increment(ref done), clips));
            return z;
        });
        float[] all = cat(vectors, 0).contiguous().data<float>().ToArray();
        foreach (Tensor z in vectors)
            z.Dispose();
        return all;
    }

    /// <summary>What decides the vectors.</summary>
    internal static string Key(ClipFrames frames, EncoderSettings settings, Device device) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"resnet18/2 {NumericBasis.Of(device)} {frames.Fingerprint} {JsonSerializer.Serialize(new { settings.WeightsSha256, settings.RandomWeights, settings.Seed, settings.ChangeSinceOnset })}")))[..32];
}
