using MicroExpressions.Annotations;
using MicroExpressions.Flow;
using MicroExpressions.Metrics;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments;

/// <summary>One row of the table that says how hard a synthetic corpus is.</summary>
/// <param name="Method">what made the proposals</param>
/// <param name="Lab">its score under the published protocol</param>
/// <param name="OneToOne">its score if each proposal and each interval is used once</param>
public sealed record DifficultyRow(string Method, SpottingScore Lab, SpottingScore OneToOne);

/// <summary>
/// How far one gets on a synthetic corpus without learning, so that no result on it can hide behind an easy corpus: by chance
/// (proposals with the other subjects' durations and density), by the amount of motion, and by knowing the truth.
/// Everything is leave-one-subject-out: what a baseline needs to know, it takes from the other subjects.
/// </summary>
public sealed record SyntheticDifficulty
{
    /// <summary>L: frames in a snippet, METHOD.md §1 [paper: 8 at 30 fps].</summary>
    public int SnippetFrames { get; init; } = 8;

    /// <summary>Motion is averaged over so many seconds before it is thresholded [chosen].</summary>
    public double SmoothingSeconds { get; init; } = 0.17;

    /// <summary>Runs nearer than this are one movement: its rise and its fall, with the stillness at its apex between [chosen].</summary>
    public double JoinSeconds { get; init; } = 0.3;

    /// <summary>Draws of random proposals whose counts are added up [chosen].</summary>
    public int RandomDraws { get; init; } = 50;

    /// <summary>Of the random proposals.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Thresholds tried on the training subjects, in medians of the video's motion [chosen].</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [1.1, 1.2, 1.35, 1.5, 1.75, 2, 2.5, 3, 4, 5, 7, 10];

    /// <summary>The table: chance, motion, the truth in whole snippets, the truth.</summary>
    /// <param name="corpus">what is measured; at least two subjects</param>
    /// <param name="motions">
    /// kinds of motion by name; for each long video <c>[Count]</c>: how much moves between the frame before and this one, ≥ 0
    /// </param>
    public IReadOnlyList<DifficultyRow> Measure(
        SyntheticCorpus corpus, params IReadOnlyList<(string Name, IReadOnlyList<float[]> Motion)> motions)
    {
        var truth = corpus.Videos.SelectMany(video => video.Intervals).ToList();
        return
        [
            Row("random proposals", [.. Enumerable.Range(0, RandomDraws).Select(draw => Chance(corpus, draw))]),
            .. motions.Select(kind => Row(kind.Name, [Motion(corpus, kind.Motion)])),
            Row($"truth, in snippets of {SnippetFrames} frames", [[.. corpus.Videos.SelectMany(InSnippets)]]),
            Row("truth", [[.. truth.Select(i => new Detection(i.Subject, i.Video, i.Onset, i.Offset, 1))]]),
        ];

        DifficultyRow Row(string method, IReadOnlyList<List<Detection>> draws)
        {
            return new DifficultyRow(method, Total(ScoringProtocol.Lab), Total(ScoringProtocol.OneToOne));

            SpottingScore Total(ScoringProtocol protocol) => draws.Aggregate(SpottingScore.Empty, (sum, proposals) =>
                sum + SpottingScore.Evaluate(truth, proposals, Options(corpus.Videos) with { Protocol = protocol }));
        }
    }

    /// <summary>
    /// Mean length of the TV-L1 flow from the frame before, pixels: of the flow as it is, and of what remains of it without its
    /// median, the head's motion. The first frame has 0.
    /// </summary>
    /// <param name="video">read from front to back</param>
    /// <param name="progress">told the frames done</param>
    /// <param name="cancellation">stops between two frames</param>
    public static (float[] Whole, float[] WithoutHead) FlowMagnitude(
        SyntheticVideo video, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var (whole, rest) = (new float[video.Count], new float[video.Count]);
        var i = 1;
        foreach (var flow in FlowSequence.Compute(video, progress: progress, cancellation: cancellation))
        {
            var (headU, headV) = (Median(flow.U), Median(flow.V));
            (whole[i], rest[i]) = (MeanLength(flow, 0, 0), MeanLength(flow, headU, headV));
            i++;
        }
        return (whole, rest);

        static float Median(float[] values) => values.Order().ElementAt(values.Length / 2);

        static float MeanLength(FlowField flow, float u, float v) =>
            flow.U.Zip(flow.V, (x, y) => MathF.Sqrt((x - u) * (x - u) + (y - v) * (y - v))).Average();
    }

    /// <summary>Mean absolute difference of neighbouring frames, grey levels: motion without optical flow. The first frame has 0.</summary>
    public static float[] FrameDifference(SyntheticVideo video)
    {
        var motion = new float[video.Count];
        var before = video.Read(0).Pixels;
        for (var i = 1; i < video.Count; i++)
        {
            var now = video.Read(i).Pixels;
            long sum = 0;
            for (var p = 0; p < now.Length; p++)
                sum += Math.Abs(now[p] - before[p]);
            motion[i] = sum / (float)now.Length;
            before = now;
        }
        return motion;
    }

    /// <summary>As many proposals as the other subjects' density gives, each as long as one of theirs, anywhere.</summary>
    private List<Detection> Chance(SyntheticCorpus corpus, int draw)
    {
        var random = new PortableRandom(Seed, draw);
        var proposals = new List<Detection>();
        foreach (var video in corpus.Videos)
        {
            var others = corpus.Videos.Where(other => other.Subject != video.Subject).ToList();
            var durations = others.SelectMany(other => other.Intervals).Select(i => i.Offset - i.Onset).ToArray();
            for (var left = video.Count * durations.Length / (double)others.Sum(other => other.Count); left > random.Uniform(); left--)
            {
                var length = durations[random.Below(durations.Length)];
                var onset = 1 + random.Below(Math.Max(1, video.Count - length));
                proposals.Add(new Detection(video.Subject.Name, video.Name, onset, onset + length, random.Uniform()));
            }
        }
        return proposals;
    }

    /// <summary>Runs of motion above the threshold that serves the other subjects best.</summary>
    private List<Detection> Motion(SyntheticCorpus corpus, IReadOnlyList<float[]> motion)
    {
        var runs = Thresholds.Select(threshold => corpus.Videos.Select((video, v) => (video, found: Runs(video, motion[v], threshold)))
            .ToDictionary(pair => pair.video, pair => pair.found)).ToList();
        var proposals = new List<Detection>();
        foreach (var subject in corpus.Subjects)
        {
            var others = corpus.Videos.Where(video => video.Subject != subject).ToList();
            var labels = others.SelectMany(video => video.Intervals).ToList();
            var best = runs.MaxBy(found =>
                SpottingScore.Evaluate(labels, [.. others.SelectMany(video => found[video])], Options(others)).F1)!;
            proposals.AddRange(corpus.Videos.Where(video => video.Subject == subject).SelectMany(video => best[video]));
        }
        return proposals;
    }

    private List<Detection> Runs(SyntheticVideo video, float[] motion, double threshold)
    {
        var half = (int)(SmoothingSeconds * video.FramesPerSecond / 2);
        float[] smooth = [.. motion.Select((_, i) => motion[Math.Max(0, i - half)..Math.Min(motion.Length, i + half + 1)].Average())];
        var limit = threshold * smooth.Order().ElementAt(smooth.Length / 2);
        var (join, shortest) = ((int)(JoinSeconds * video.FramesPerSecond), (int)(0.1 * video.FramesPerSecond));
        var found = new List<Detection>();
        var (start, last) = (-1, -1);
        for (var i = 0; i <= smooth.Length; i++)
        {
            if (i < smooth.Length && smooth[i] > limit)
                (start, last) = (start < 0 ? i : start, i);
            else if (start >= 0 && (i == smooth.Length || i - last > join))
            {
                if (last - start >= shortest)
                    found.Add(new Detection(video.Subject.Name, video.Name, start + 1, last + 1, smooth[start..(last + 1)].Max()));
                start = -1;
            }
        }
        return found;
    }

    /// <summary>What a spotter that knows the truth can say in whole snippets: those that an expression fills by at least half.</summary>
    private IEnumerable<Detection> InSnippets(SyntheticVideo video) => video.Intervals.Select(i =>
    {
        var first = (i.Onset - 1 + SnippetFrames / 2) / SnippetFrames;
        var end = Math.Max(first + 1, (i.Offset + SnippetFrames / 2) / SnippetFrames);
        return new Detection(i.Subject, i.Video, first * SnippetFrames + 1, end * SnippetFrames, 1);
    });

    /// <summary>All proposals count, also those in videos without a labelled expression.</summary>
    private static ScoringOptions Options(IReadOnlyList<SyntheticVideo> videos) => new()
    {
        MaximumPerVideo = int.MaxValue,
        UnlabelledVideos =
            [.. videos.Where(video => video.Intervals.Count == 0).Select(video => new VideoName(video.Subject.Name, video.Name))],
    };
}
