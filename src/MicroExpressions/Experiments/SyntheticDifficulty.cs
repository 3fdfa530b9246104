using MicroExpressions.Flow;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments;

/// <summary>
/// How far one gets on a synthetic corpus without learning: <see cref="SpottingControls"/> with the motions that can be computed from
/// its frames.
/// </summary>
public sealed record SyntheticDifficulty
{
    /// <summary>How the controls are made.</summary>
    public SpottingControls Controls { get; init; } = new();

    /// <summary>The table: chance, motion, the truth in whole snippets, the truth.</summary>
    /// <param name="corpus">what is measured; at least two subjects</param>
    /// <param name="motions">
    /// kinds of motion by name; for each long video <c>[Count]</c>: how much moves between the frame before and this one, ≥ 0
    /// </param>
    public IReadOnlyList<DifficultyRow> Measure(
        SyntheticCorpus corpus, params IReadOnlyList<(string Name, IReadOnlyList<float[]> Motion)> motions) =>
        Controls.Measure([.. corpus.Videos.Select(v => new LabelledVideo(v.Subject.Name, v.Name, v.Count, v.FramesPerSecond, v.Intervals))], motions);

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
}
