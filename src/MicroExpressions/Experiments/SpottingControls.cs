using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments;

/// <summary>A long video as controls see it: its length and its labels.</summary>
/// <param name="Subject">the person</param>
/// <param name="Name">the video, unique in its set</param>
/// <param name="Frames">n</param>
/// <param name="FramesPerSecond">its rate</param>
/// <param name="Intervals">labelled expressions; may be empty</param>
public sealed record LabelledVideo(string Subject, string Name, int Frames, double FramesPerSecond, IReadOnlyList<ExpressionInterval> Intervals);

/// <summary>One row of the table that says how far one gets without learning.</summary>
/// <param name="Method">what made the proposals</param>
/// <param name="Lab">its score under the published protocol</param>
/// <param name="OneToOne">its score if each proposal and each interval is used once</param>
public sealed record DifficultyRow(string Method, SpottingScore Lab, SpottingScore OneToOne);

/// <summary>
/// How far one gets in long videos without learning, so that no result can hide behind an easy set: by chance (proposals with the
/// other subjects' durations and density), by the amount of motion, and by knowing the truth. Everything is leave-one-subject-out:
/// what a baseline needs to know, it takes from the other subjects.
/// </summary>
public sealed record SpottingControls
{
    /// <summary>L: frames in a snippet, docs/method.md §1 "Notation" [paper: 8 at 30 fps].</summary>
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
    /// <param name="videos">of at least two subjects</param>
    /// <param name="motions">
    /// kinds of motion by name; for each video <c>[n]</c>: how much moves between the frame before and this one, ≥ 0
    /// </param>
    public IReadOnlyList<DifficultyRow> Measure(
        IReadOnlyList<LabelledVideo> videos, params IReadOnlyList<(string Name, IReadOnlyList<float[]> Motion)> motions)
    {
        var truth = videos.SelectMany(video => video.Intervals).ToList();
        return
        [
            Row("random proposals", [.. Enumerable.Range(0, RandomDraws).Select(draw => Chance(videos, draw))]),
            .. motions.Select(kind => Row(kind.Name, [Motion(videos, kind.Motion)])),
            Row($"truth, in snippets of {SnippetFrames} frames", [[.. videos.SelectMany(InSnippets)]]),
            Row("truth", [[.. truth.Select(i => new Detection(i.Subject, i.Video, i.Onset, i.Offset, 1))]]),
        ];

        DifficultyRow Row(string method, IReadOnlyList<List<Detection>> draws)
        {
            return new DifficultyRow(method, Total(ScoringProtocol.Lab), Total(ScoringProtocol.OneToOne));

            SpottingScore Total(ScoringProtocol protocol) => draws.Aggregate(SpottingScore.Empty, (sum, proposals) =>
                sum + SpottingScore.Evaluate(truth, proposals, Options(videos) with { Protocol = protocol }));
        }
    }

    /// <summary>As many proposals as the other subjects' density gives, each as long as one of theirs, anywhere.</summary>
    private List<Detection> Chance(IReadOnlyList<LabelledVideo> videos, int draw)
    {
        var random = new PortableRandom(Seed, draw);
        var proposals = new List<Detection>();
        var othersOf = new Dictionary<string, (int[] Durations, double Frames)>();
        foreach (var video in videos)
        {
            if (!othersOf.TryGetValue(video.Subject, out var others))
            {
                var rest = videos.Where(other => other.Subject != video.Subject).ToList();
                othersOf[video.Subject] = others = ([.. rest.SelectMany(other => other.Intervals).Select(i => i.Offset - i.Onset)], rest.Sum(other => other.Frames));
            }
            for (var left = video.Frames * others.Durations.Length / others.Frames; left > random.Uniform(); left--)
            {
                var length = others.Durations[random.Below(others.Durations.Length)];
                var onset = 1 + random.Below(Math.Max(1, video.Frames - length));
                proposals.Add(new Detection(video.Subject, video.Name, onset, onset + length, random.Uniform()));
            }
        }
        return proposals;
    }

    /// <summary>Runs of motion above the threshold that serves the other subjects best.</summary>
    private List<Detection> Motion(IReadOnlyList<LabelledVideo> videos, IReadOnlyList<float[]> motion)
    {
        var runs = Thresholds.Select(threshold => videos.Select((video, v) => (video, found: Runs(video, motion[v], threshold)))
            .ToDictionary(pair => (pair.video.Subject, pair.video.Name), pair => pair.found)).ToList();
        var proposals = new List<Detection>();
        foreach (var subject in videos.Select(v => v.Subject).Distinct())
        {
            var others = videos.Where(video => video.Subject != subject).ToList();
            var labels = others.SelectMany(video => video.Intervals).ToList();
            var best = runs.MaxBy(found =>
                SpottingScore.Evaluate(labels, [.. others.SelectMany(video => found[(video.Subject, video.Name)])], Options(others)).F1)!;
            proposals.AddRange(videos.Where(video => video.Subject == subject).SelectMany(video => best[(video.Subject, video.Name)]));
        }
        return proposals;
    }

    private List<Detection> Runs(LabelledVideo video, float[] motion, double threshold)
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
                    found.Add(new Detection(video.Subject, video.Name, start + 1, last + 1, smooth[start..(last + 1)].Max()));
                start = -1;
            }
        }
        return found;
    }

    /// <summary>What a spotter that knows the truth can say in whole snippets: those that an expression fills by at least half.</summary>
    private IEnumerable<Detection> InSnippets(LabelledVideo video) => video.Intervals.Select(i =>
    {
        var first = (i.Onset - 1 + SnippetFrames / 2) / SnippetFrames;
        var end = Math.Max(first + 1, (i.Offset + SnippetFrames / 2) / SnippetFrames);
        return new Detection(i.Subject, i.Video, first * SnippetFrames + 1, end * SnippetFrames, 1);
    });

    /// <summary>All proposals count, also those in videos without a labelled expression.</summary>
    private static ScoringOptions Options(IReadOnlyList<LabelledVideo> videos) => new()
    {
        MaximumPerVideo = int.MaxValue,
        UnlabelledVideos = [.. videos.Where(video => video.Intervals.Count == 0).Select(video => new VideoName(video.Subject, video.Name))],
    };
}
