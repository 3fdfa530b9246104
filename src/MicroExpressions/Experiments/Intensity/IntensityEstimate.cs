using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A model's curve for one movement of any video.</summary>
/// <param name="Frames"><c>[T]</c>: frame numbers, from the onset to the offset</param>
/// <param name="Values"><c>[T]</c>: what the model says; no units, its largest value is the apex</param>
/// <param name="RepeatsFrames">there are fewer frames than points</param>
public sealed record IntensityEstimate(ImmutableArray<int> Frames, ImmutableArray<double> Values, bool RepeatsFrames)
{
    /// <summary>Reads the frames and lets the model rate them.</summary>
    /// <param name="model">takes a frozen encoder's vectors</param>
    /// <param name="encoder">that encoder</param>
    /// <param name="settings">size of the frames and how the face is found</param>
    /// <param name="clip">onset and offset; its apex is not used, only its order is checked</param>
    /// <param name="showsMoreThanTheFace">the face has to be cut out first</param>
    /// <param name="place">where to work and keep</param>
    /// <param name="cancellation">stops between two frames</param>
    /// <exception cref="InputException">frames that are missing or cannot be read, no face, an offset that is not after the onset</exception>
    public static IntensityEstimate Of(
        IntensityRegressor model, EncoderSettings encoder, FrameSettings settings, IntensityClip clip, bool showsMoreThanTheFace, RunPlace place,
        CancellationToken cancellation = default)
    {
        var data = new IntensityDataSet(clip.Label.Name, clip.Label.Name, [clip]) { ShowsMoreThanTheFace = showsMoreThanTheFace };
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using ClipFrames frames = ClipFrames.Read(data, settings, cancellation);
        Tensor z = FrozenFeatures.Of(frames, encoder, place.Weights, place.Features, place.Device, cancellation: cancellation);
        float[] curve = model.call(z.to(place.Device)).cpu().contiguous().data<float>().ToArray();
        return new(IntensityCurve.Label(clip.Label, new TriangularShape()).Frames, [.. curve.Select(v => (double)v)], clip.RepeatsFrames);
    }
}
