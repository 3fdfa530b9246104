using MicroExpressions.Annotations;
using MicroExpressions.Video;

namespace MicroExpressions.Synthesis;

/// <summary>
/// One recording. Its frames are rendered when they are read, each from (seed, video, position) alone: nothing is stored, any
/// order and any thread gives the same picture. Position i (from 0) is frame i + 1 of the labels, taken at i/fps seconds.
/// </summary>
public sealed class SyntheticVideo : IFrameSource
{
    private readonly Performance performance;
    private readonly Camera camera;
    private readonly ulong seed;

    internal SyntheticVideo(
        SyntheticSubject subject, string name, int frames, double framesPerSecond, IReadOnlyList<SyntheticExpression> expressions,
        Performance performance, Camera camera, ulong seed, int channels)
    {
        (Subject, Name, Count, FramesPerSecond, Expressions) = (subject, name, frames, framesPerSecond, expressions);
        (this.performance, this.camera, this.seed, Channels) = (performance, camera, seed, channels);
        Intervals = [.. expressions.Select(e => e.Interval)];
        TrueIntensity = new float[frames];
        for (var i = 0; i < frames; i++)
            TrueIntensity[i] = (float)performance.Intensity(i / framesPerSecond);
    }

    /// <summary>Who is seen.</summary>
    public SyntheticSubject Subject { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width => Subject.Renderer.Size;

    /// <inheritdoc/>
    public int Height => Subject.Renderer.Size;

    /// <summary>1 or 3.</summary>
    public int Channels { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public double FramesPerSecond { get; }

    /// <summary>The labelled expressions in time order.</summary>
    public IReadOnlyList<SyntheticExpression> Expressions { get; }

    /// <summary>Their labels: what a data set's sheet would say.</summary>
    public IReadOnlyList<ExpressionInterval> Intervals { get; }

    /// <summary>
    /// <c>[Count]</c>: strength of the labelled expression at each frame: 0 outside, the expression's amplitude at its apex
    /// (1 is the largest movement a face can make).
    /// </summary>
    public float[] TrueIntensity { get; }

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        var random = new PortableRandom(seed, 100, Checked(position));
        return camera.Expose(Subject.Renderer.Render(performance.At(position / FramesPerSecond)), Subject.Renderer.Size, random);
    }

    /// <summary>
    /// Where the face's points truly are: pixels from the picture's upper left corner, in the order of <see cref="FaceLandmarks.Names"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">outside 0..Count−1</exception>
    public IReadOnlyList<(float X, float Y)> Landmarks(int position) =>
        Subject.Renderer.Locate(performance.At(Checked(position) / FramesPerSecond));

    /// <summary>Nothing is held open.</summary>
    public void Dispose()
    {
    }

    private int Checked(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        return position;
    }
}

/// <summary>A recording around one micro-expression, for intensity.</summary>
/// <param name="Label">subject, name, onset, apex and offset in the recording's own frame numbers (from 1)</param>
/// <param name="Video">the recording</param>
public sealed record SyntheticClip(Clip Label, SyntheticVideo Video)
{
    /// <summary>The clip's micro-expression.</summary>
    public SyntheticExpression Expression => Video.Expressions[0];

    /// <summary><c>[Video.Count]</c>: true intensity at each frame, as a share of the apex's: 0 outside, 1 at the apex.</summary>
    public float[] TrueIntensity { get; } = [.. Video.TrueIntensity.Select(v => (float)(v / Video.Expressions[0].Amplitude))];
}
