using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Video;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A labelled clip and where its frames are.</summary>
/// <param name="Label">onset, apex, offset in the numbers of the frames</param>
/// <param name="Open">opens its frames</param>
public sealed record IntensityClip(Clip Label, Func<IFrameSource> Open)
{
    /// <summary>Number of the frame at position 0; null: the pictures' own numbers tell.</summary>
    public int? FirstNumber { get; init; }

    /// <summary>True intensity by position, where it is known; null on real faces.</summary>
    public IReadOnlyList<float>? Truth { get; init; }

    /// <summary>Fewer frames than points: some frames stand for two points. Kept, and told.</summary>
    public bool RepeatsFrames => Label.Offset - Label.Onset + 1 < IntensityCurve.DefaultLength;

    /// <summary>The true curve at the clip's points, in the form of a label; null where it is not known.</summary>
    public IntensityCurve? TrueCurve()
    {
        if (Truth is null)
            return null;
        IntensityCurve label = IntensityCurve.Label(Label, new TriangularShape());
        return label with { Values = [.. label.Frames.Select(frame => (double)Truth[frame - (FirstNumber ?? 1)])] };
    }
}
