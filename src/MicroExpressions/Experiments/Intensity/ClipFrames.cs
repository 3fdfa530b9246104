using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using MicroExpressions.Faces;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Video;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>The T frames that stand for each clip of a set, read once and kept as bytes.</summary>
public sealed class ClipFrames : IDisposable
{
    private ClipFrames(byte[] pixels, ImmutableArray<FoundFace?> faces, int size)
    {
        (int clips, Faces) = (faces.Length, faces);
        Pixels = tensor(pixels).view([clips, IntensityCurve.DefaultLength, size, size, 3]).permute(0, 1, 4, 2, 3).DetachFromDisposeScope();
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(pixels));
    }

    /// <summary><c>[N, T, 3, H, W]</c>, bytes; in memory the channels of a pixel lie together.</summary>
    public Tensor Pixels { get; }

    /// <summary><c>[N]</c>: where each clip's face was found; null where the frames show nothing else.</summary>
    public ImmutableArray<FoundFace?> Faces { get; }

    /// <summary>SHA-256 of all pixels: what was computed from the same frames has the same one.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads them.</summary>
    /// <param name="data">the clips</param>
    /// <param name="settings">size and face crop</param>
    /// <param name="cancellation">stops between two clips</param>
    /// <exception cref="InputException">a frame that is missing or cannot be read, a clip without a face, labels out of order</exception>
    public static ClipFrames Read(IntensityDataSet data, FrameSettings settings, CancellationToken cancellation = default)
    {
        using var scope = NewDisposeScope();
        int bytes = IntensityCurve.DefaultLength * settings.Size * settings.Size * 3;
        var pixels = new byte[checked(data.Clips.Length * bytes)];
        var faces = new FoundFace?[data.Clips.Length];
        try
        {
            EveryCore.For(0, data.Clips.Length, i =>
                faces[i] = ReadClip(data.Clips[i], data.ShowsMoreThanTheFace, settings, pixels.AsMemory(i * bytes, bytes), cancellation), cancellation);
        }
        catch (AggregateException several)
        {
            // the same clip is named whichever was tried first
            throw several.InnerExceptions.OfType<InputException>().OrderBy(e => e.Message, StringComparer.Ordinal).FirstOrDefault() ?? several.InnerExceptions[0];
        }
        return new(pixels, [.. faces], settings.Size);
    }

    /// <inheritdoc/>
    public void Dispose() => Pixels.Dispose();

    private static FoundFace? ReadClip(IntensityClip clip, bool crop, FrameSettings settings, Memory<byte> to, CancellationToken cancellation)
    {
        IntensityCurve label = IntensityCurve.Label(clip.Label, new TriangularShape());
        using IFrameSource source = clip.Open();
        int first = clip.FirstNumber ?? (source as FrameFolder)?.FirstNumber ?? 1;
        if (label.Frames[0] < first || label.Frames[^1] - first >= source.Count)
            throw new InputException(
                source.Name, string.Create(CultureInfo.InvariantCulture, $"frames {first} to {first + source.Count - 1}"),
                string.Create(CultureInfo.InvariantCulture, $"frames {label.Frames[0]} to {label.Frames[^1]} of clip {clip.Label.Name}"),
                "The sheet and the folder do not belong together, or the folder is incomplete: copy it again.");
        // what the face does before and after is not the clip's
        FoundFace? face = crop ? FaceCrop.Look(new FrameRange(source, label.Frames[0] - first, label.Frames[^1] - label.Frames[0] + 1), settings.Crop, cancellation) : null;
        PixelBox box = face?.Box ?? new(0, 0, source.Width, source.Height);
        int frameBytes = to.Length / label.Frames.Length;
        for (int t = 0; t < label.Frames.Length; t++)
        {
            cancellation.ThrowIfCancellationRequested();
            Frame frame = source.Read(label.Frames[t] - first).Crop(box, settings.Size, settings.Size, Interpolation.Area);
            frame.ToColour().Pixels.CopyTo(to.Slice(t * frameBytes, frameBytes).Span);
        }
        return face;
    }
}
