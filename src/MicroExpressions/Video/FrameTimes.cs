using System.Globalization;

namespace MicroExpressions.Video;

/// <summary>When each frame of a video comes. Phones and screen recorders leave frames out where light or work is scarce.</summary>
public sealed class FrameTimes
{
    /// <summary>What containers that count in milliseconds (Matroska, WMV) round a time by, seconds.</summary>
    private const double Rounding = 0.001;

    private readonly double[]? starts;     // [Count + 1] seconds, the last one the end; null: evenly

    private FrameTimes(int count, double framesPerSecond, double[]? starts) => (Count, FramesPerSecond, this.starts) = (count, framesPerSecond, starts);

    /// <summary>Frames in the video.</summary>
    public int Count { get; }

    /// <summary>The rate; where it varies, the mean.</summary>
    public double FramesPerSecond { get; }

    /// <summary>The frames come unevenly, further from any even beat than a container's rounding explains.</summary>
    public bool Vary => starts is not null;

    /// <summary>The lowest and the highest rate: from the longest and the shortest time between two frames.</summary>
    public (double Lowest, double Highest) Rates => starts is null || Count < 2
        ? (FramesPerSecond, FramesPerSecond)
        : (1 / Gaps(starts).Max(), 1 / Gaps(starts).Min());

    /// <summary>The times of a video whose frames come evenly.</summary>
    /// <param name="count">frames</param>
    /// <param name="framesPerSecond">their rate</param>
    public static FrameTimes Even(int count, double framesPerSecond) => new(count, framesPerSecond, null);

    /// <summary>Times as a container has them; even ones are known as such, through its rounding.</summary>
    /// <param name="seconds">for each frame, strictly rising</param>
    /// <param name="statedRate">frames per second as the container says</param>
    /// <exception cref="ArgumentException">no frame, a time that does not rise, or one that is none</exception>
    public static FrameTimes Of(IReadOnlyList<double> seconds, double statedRate)
    {
        if (seconds.Count == 0 || !Rise(seconds))
            throw new ArgumentException("times that do not rise", nameof(seconds));
        int gaps = seconds.Count - 1;
        if (gaps == 0)
            return Even(1, statedRate);
        double[] starts = [.. seconds.Select(s => s - seconds[0]), 2 * seconds[^1] - seconds[^2] - seconds[0]];
        foreach (double rate in (double[])[statedRate, gaps / starts[gaps]])
            if (rate > 0 && starts.SkipLast(1).Index().All(s => Math.Abs(s.Item - s.Index / rate) <= 1.01 * Rounding))
                return Even(seconds.Count, rate);
        return new(seconds.Count, seconds.Count / starts[^1], starts);
    }

    /// <summary>The times of frames that come unevenly.</summary>
    /// <param name="seconds">for each frame, strictly rising from 0, then the end</param>
    internal static FrameTimes Uneven(double[] seconds) => new(seconds.Length - 1, (seconds.Length - 1) / seconds[^1], seconds);

    /// <summary>For each frame its time in seconds, to the microsecond, then the end; null where they come evenly.</summary>
    internal double[]? Uneven() => starts?.Select(s => Math.Round(s, 6)).ToArray();

    /// <summary>Whether times can be those of frames: numbers, each greater than the one before.</summary>
    internal static bool Rise(IReadOnlyList<double> seconds)
    {
        for (int i = 0; i < seconds.Count; i++)
            if (!double.IsFinite(seconds[i]) || (i > 0 && seconds[i] <= seconds[i - 1]))
                return false;
        return true;
    }

    /// <summary>When a frame comes, in seconds after the first; for the frame after the last, the video's end.</summary>
    /// <param name="position">0..<see cref="Count"/>, counted from 0</param>
    /// <exception cref="ArgumentOutOfRangeException">outside that</exception>
    public double Seconds(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Count);
        return starts is null ? position / FramesPerSecond : starts[position];
    }

    /// <summary>The times of a part, its first frame at 0.</summary>
    /// <param name="first">position of the part's first frame</param>
    /// <param name="count">frames in it</param>
    public FrameTimes Part(int first, int count) => starts is null
        ? Even(count, FramesPerSecond)
        : new(count, count == 0 ? FramesPerSecond : count / (starts[first + count] - starts[first]), [.. starts[first..(first + count + 1)].Select(s => s - starts[first])]);

    /// <summary>The times of every n-th frame, from the first on.</summary>
    /// <param name="step">n</param>
    public FrameTimes EveryNth(int step)
    {
        int count = (Count + step - 1) / step;
        return starts is null ? Even(count, FramesPerSecond / step)
            : new(count, count / starts[^1], [.. Enumerable.Range(0, count).Select(i => starts[i * step]), starts[^1]]);
    }

    /// <summary>The times with the last frame standing in for some that are missing at the end.</summary>
    internal FrameTimes RepeatLast(int count)
    {
        if (starts is null)
            return Even(count, FramesPerSecond);
        double gap = starts[^1] - starts[^2];
        double[] longer = [.. starts, .. Enumerable.Range(1, count - Count).Select(i => starts[^1] + i * gap)];
        return new(count, count / longer[^1], longer);
    }

    /// <summary>The rate in words: <c>30 a second</c>, <c>10 to 30 a second</c>.</summary>
    public override string ToString() => Vary
        ? string.Create(CultureInfo.InvariantCulture, $"{Rates.Lowest:0.##} to {Rates.Highest:0.##} a second")
        : string.Create(CultureInfo.InvariantCulture, $"{FramesPerSecond:0.##} a second");

    private static IEnumerable<double> Gaps(double[] starts) => starts.Zip(starts.Skip(1), (a, b) => b - a);
}
