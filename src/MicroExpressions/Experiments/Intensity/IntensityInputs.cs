using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>Clips with their frames read: what runs are made on. In a transfer, the set that teaches comes first.</summary>
public sealed class IntensityInputs : IDisposable
{
    private readonly ClipFrames[] _frames;
    private readonly Dictionary<EncoderSettings, Tensor> _features = [];

    /// <summary>Reads all frames.</summary>
    /// <param name="data">the set; two for a transfer</param>
    /// <param name="settings">size and face crop</param>
    /// <param name="cancellation">stops between two clips</param>
    /// <exception cref="InputException">a frame that is missing or cannot be read</exception>
    public IntensityInputs(IReadOnlyList<IntensityDataSet> data, FrameSettings settings, CancellationToken cancellation = default)
    {
        Sets = [.. data];
        Clips = [.. data.SelectMany(set => set.Clips)];
        _frames = [.. data.Select(set => ClipFrames.Read(set, settings, cancellation))];
        string labels = string.Join('\n', Clips.Select(c => $"{c.Label.Subject} {c.Label.Name} {c.Label.Onset} {c.Label.Apex} {c.Label.Offset}"));
        string all = string.Join('\n', [labels, .. _frames.Select(f => f.Fingerprint)]);
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>The sets.</summary>
    public ImmutableArray<IntensityDataSet> Sets { get; }

    /// <summary>All clips.</summary>
    public ImmutableArray<IntensityClip> Clips { get; }

    /// <summary>SHA-256 of labels and pixels.</summary>
    public string Fingerprint { get; }

    /// <summary>Clips of the first set.</summary>
    public int Taught => Sets[0].Clips.Length;

    /// <summary>Whose each clip is; two sets' people are never the same.</summary>
    public IReadOnlyList<string> Subjects => Sets.Length == 1 ? [.. Clips.Select(c => c.Label.Subject)]
        : [.. Sets.SelectMany((set, i) => set.Clips.Select(c => $"{i + 1}-{c.Label.Subject}"))];

    /// <summary>A frozen encoder's vectors, <c>[N, T, 512]</c>; kept until this is disposed.</summary>
    /// <param name="encoder">the encoder</param>
    /// <param name="place">where runs work and keep what they find</param>
    /// <param name="progress">told clips done and their total</param>
    /// <param name="cancellation">stops between two clips</param>
    public Tensor Features(
        EncoderSettings encoder, RunPlace place, IProgress<(int Done, int Of)>? progress = null, CancellationToken cancellation = default)
    {
        if (_features.TryGetValue(encoder, out Tensor? kept))
            return kept;
        using var scope = NewDisposeScope();
        Tensor all = cat([.. _frames.Select(f => FrozenFeatures.Of(f, encoder, place.Weights, place.Features, place.Device, progress, cancellation))], 0);
        return _features[encoder] = all.DetachFromDisposeScope();
    }

    /// <summary>The frames of some clips, bytes <c>[B, T, 3, H, W]</c>.</summary>
    public Tensor Frames(IEnumerable<int> clips)
    {
        using var scope = NewDisposeScope();
        return cat([.. clips.Select(i => i < Taught ? _frames[0].Pixels.narrow(0, i, 1) : _frames[1].Pixels.narrow(0, i - Taught, 1))], 0)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The clips' labels under a shape, <c>[N, T]</c>, single precision.</summary>
    public Tensor Labels(IntensityShape shape) =>
        tensor(Curves(shape).SelectMany(c => c.Values).Select(v => (float)v).ToArray()).view(Clips.Length, IntensityCurve.DefaultLength);

    /// <summary>The clips' labels under a shape.</summary>
    public ImmutableArray<IntensityCurve> Curves(IntensityShape shape) => [.. Clips.Select(c => IntensityCurve.Label(c.Label, shape))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ClipFrames frames in _frames)
            frames.Dispose();
        foreach (Tensor features in _features.Values)
            features.Dispose();
    }
}

/// <summary>Where runs work and keep what they find.</summary>
/// <param name="Folder">holds <c>runs/</c> and <c>features/</c></param>
/// <param name="Device">CPU or CUDA</param>
/// <param name="Weights">the file with the encoder's weights; null: the packaged ones, where the build put them</param>
public sealed record RunPlace(string Folder, Device Device, string? Weights = null)
{
    /// <summary>The cache of frozen encoders' vectors.</summary>
    public string Features => Path.Combine(Folder, "features");

    /// <summary>The folder of one run here: by this torch, on this device.</summary>
    public string Of(IntensityExperiment experiment) => Path.Combine(Folder, "runs", (experiment with { Basis = NumericBasis.Of(Device) }).Hash);
}
