using System.Globalization;

namespace MicroExpressions.Annotations;

/// <summary>What a middling detector might return for a generated video.</summary>
/// <param name="Subject">the person</param>
/// <param name="Video">the video</param>
/// <param name="Onset">first frame</param>
/// <param name="Offset">last frame, inclusive</param>
/// <param name="Score">higher is surer, in (0, 1)</param>
public sealed record GeneratedGuess(string Subject, string Video, double Onset, double Offset, double Score);

/// <summary>
/// A small annotation set for machines without the licensed data. Nobody's movements: drawn at random so that durations,
/// apex positions and counts resemble the real sheets' (their means and spreads stand beside the constants).
/// Same seed, same set.
/// </summary>
public sealed record GeneratedAnnotations
{
    private const double VideoRate = 30;
    private const double ClipRate = 200;

    // CAS(ME)², 30 fps, frames: 57 ME last 12.6 ± 2.0 with the apex at 0.44 ± 0.11 of the way; MaE last exp(3.56 ± 0.47),
    // apex at 0.38 ± 0.14; 357 movements in 95 videos of exp(7.76 ± 0.50) frames; 16 % of the movements are ME.
    private const double MicroShare = 0.16;
    private const double MovementsPerVideo = 3.76;

    private GeneratedAnnotations(
        IReadOnlyList<ExpressionInterval> intervals, IReadOnlyDictionary<string, int> frames,
        IReadOnlyList<GeneratedGuess> guesses, IReadOnlyList<Clip> clips) =>
        (Intervals, VideoFrames, Guesses, Clips) = (intervals, frames, guesses, clips);

    /// <summary>Expressions in long videos at 30 fps; at least one of each kind.</summary>
    public IReadOnlyList<ExpressionInterval> Intervals { get; }

    /// <summary>Video → its length in frames.</summary>
    public IReadOnlyDictionary<string, int> VideoFrames { get; }

    /// <summary>Detections of these videos: most movements found roughly, some missed, some invented.</summary>
    public IReadOnlyList<GeneratedGuess> Guesses { get; }

    /// <summary>Clips at 200 fps of the same subjects.</summary>
    public IReadOnlyList<Clip> Clips { get; }

    /// <summary>Draws a set.</summary>
    /// <param name="seed">same seed, same set</param>
    /// <param name="subjects">people, at least 2 so that one can be left out</param>
    /// <param name="videosPerSubject">long videos of each</param>
    /// <param name="clipsPerSubject">clips of each; SAMM has 5.5, CASME II 9.5</param>
    public static GeneratedAnnotations Draw(int seed, int subjects = 8, int videosPerSubject = 4, int clipsPerSubject = 6)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(subjects, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(videosPerSubject, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(clipsPerSubject, 1);
        Random random = new(seed);
        List<ExpressionInterval> intervals = [];
        Dictionary<string, int> frames = [];
        List<GeneratedGuess> guesses = [];
        List<Clip> clips = [];
        for (int s = 1; s <= subjects; s++)
        {
            string subject = string.Create(CultureInfo.InvariantCulture, $"g{s:00}");
            for (int v = 1; v <= videosPerSubject; v++)
            {
                string video = $"{subject}_{v.ToString(CultureInfo.InvariantCulture)}";
                frames[video] = (int)Math.Clamp(Math.Exp(Normal(random, 7.76, 0.50)), 600, 5000);
                bool first = intervals.Count == 0;
                intervals.AddRange(Movements(random, subject, video, frames[video], first));
            }

            clips.AddRange(Enumerable.Range(1, clipsPerSubject).Select(c => Cut(random, subject, c)));
        }

        foreach (var (video, length) in frames)
        {
            guesses.AddRange(Guess(random, video, length, [.. intervals.Where(i => i.Video == video)]));
        }

        return new GeneratedAnnotations(intervals, frames, guesses, clips);
    }

    /// <summary>One slot a movement, so that none overlap; the set's first video holds both kinds for certain.</summary>
    private static IEnumerable<ExpressionInterval> Movements(Random random, string subject, string video, int frames, bool first)
    {
        int count = Math.Min(1 + (int)(-(MovementsPerVideo - 1) * Math.Log(1 - random.NextDouble())), frames / 200);
        count = first ? Math.Max(count, 2) : count;
        for (int i = 0; i < count; i++)
        {
            bool micro = first && i < 2 ? i == 0 : random.NextDouble() < MicroShare;
            int duration = (int)(micro
                ? Math.Clamp(Normal(random, 12.6, 2.0), 6, 15)
                : Math.Clamp(Math.Exp(Normal(random, 3.56, 0.47)), 16, 150));
            double apex = Math.Clamp(micro ? Normal(random, 0.44, 0.11) : Normal(random, 0.38, 0.14), 0.1, 0.9);
            int slot = frames / count;
            int onset = 1 + (i * slot) + random.Next(slot - duration - 1);
            yield return new ExpressionInterval(subject, video, micro ? ExpressionKind.Micro : ExpressionKind.Macro,
                onset, onset + (int)Math.Round(apex * duration), onset + duration, VideoRate);
        }
    }

    /// <summary>
    /// SAMM's 159 clips last 73 ± 19 frames with the apex at 0.46 ± 0.17 of the way; CASME II's 247 last 67 ± 23, apex at 0.50 ± 0.16.
    /// </summary>
    private static Clip Cut(Random random, string subject, int number)
    {
        int onset = random.Next(1, 3000);
        int duration = (int)Math.Clamp(Normal(random, 70, 21), 25, 110);
        int apex = onset + (int)Math.Round(Math.Clamp(Normal(random, 0.48, 0.165), 0.05, 0.95) * duration);
        return new Clip(subject, $"{subject}_c{number.ToString(CultureInfo.InvariantCulture)}", onset, apex, onset + duration, ClipRate);
    }

    /// <summary>
    /// Six in ten movements are found with shifted ends and higher scores; a few guesses a video have no movement behind them.
    /// </summary>
    private static IEnumerable<GeneratedGuess> Guess(Random random, string video, int frames, ExpressionInterval[] movements)
    {
        string subject = video[..video.IndexOf('_')];
        foreach (ExpressionInterval movement in movements.Where(_ => random.NextDouble() < 0.6))
        {
            double duration = movement.Offset - movement.Onset;
            double onset = Math.Max(1, movement.Onset + Normal(random, 0, 0.15 * duration));
            double offset = Math.Clamp(movement.Offset + Normal(random, 0, 0.15 * duration), onset + 2, frames);
            yield return new GeneratedGuess(subject, video, onset, offset, Math.Clamp(Normal(random, 0.6, 0.15), 0.01, 0.99));
        }

        for (int i = random.Next(5); i > 0; i--)
        {
            double onset = 1 + (random.NextDouble() * (frames - 160));
            double offset = onset + 8 + (random.NextDouble() * 60);
            yield return new GeneratedGuess(subject, video, onset, offset, Math.Clamp(Normal(random, 0.35, 0.15), 0.01, 0.99));
        }
    }

    /// <summary>Box and Muller's transform of two uniform draws.</summary>
    private static double Normal(Random random, double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
