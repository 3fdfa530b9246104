namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// How a video of any rate is cut for a spotter that learnt at one: frames are left out until the rate is near the one it learnt at, then a
/// snippet gets as many frames as last as long [ours]. Motion a frame pair and motion a snippet stay comparable so.
/// </summary>
/// <param name="Step">of so many frames one is looked at</param>
/// <param name="SnippetLength">L: frames looked at in a snippet</param>
/// <param name="SnippetSeconds">how long a snippet lasts</param>
/// <param name="LearntSeconds">how long a snippet lasted in training</param>
public sealed record SnippetTiming(int Step, int SnippetLength, double SnippetSeconds, double LearntSeconds)
{
    /// <summary>The lowest rate as a share of the training's [chosen: 0.5; at 15 fps a micro-expression of half a second is seven pairs of frames].</summary>
    public const double LowestShare = 0.5;

    /// <summary>Frames of the video from one snippet's start to the next, those left out included.</summary>
    public int Frames => Step * SnippetLength;

    /// <summary>The timing for a video.</summary>
    /// <param name="video">what messages call it</param>
    /// <param name="framesPerSecond">its rate</param>
    /// <param name="learntRate">the training videos' rate</param>
    /// <param name="learntLength">L in training</param>
    /// <exception cref="InputException">the rate is too low</exception>
    public static SnippetTiming Of(string video, double framesPerSecond, double learntRate, int learntLength)
    {
        if (framesPerSecond < LowestShare * learntRate)
            throw new InputException(
                video, FormattableString.Invariant($"{framesPerSecond:0.##} frames per second"), FormattableString.Invariant($"at least {LowestShare * learntRate:0.##}"),
                "Record faster, or give the true rate (--fps) if the container states a wrong one: what lasts half a second must be seen in several frames.");
        int step = Math.Max(1, (int)Math.Round(framesPerSecond / learntRate));
        int length = Math.Max(1, (int)Math.Round(learntLength * framesPerSecond / step / learntRate));
        return new(step, length, step * length / framesPerSecond, learntLength / learntRate);
    }
}
