using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

/// <summary>Videos and a method small enough to train in a test.</summary>
internal static class SmallSpotting
{
    /// <summary>Numbers a snippet of either modality.</summary>
    public const int Dimension = 6;

    /// <summary>Eight steps, pseudo labels from the fourth.</summary>
    public static PwesMethod Method { get; } = new()
    {
        Model = new() { RgbDimension = Dimension, FlowDimension = Dimension, Projection = 8, GateDropout = 0.1, AttentionDropout = 0.1, FusionDropout = 0.2 },
        PreTraining = 3,
        Regions = new() { Background = 4 },
        Training = new() { Steps = 8, BatchSize = 2, LearningRate = 2e-3, WeightDecay = 1e-4, CheckpointEvery = 4 },
    };

    /// <summary>Videos of 20 to 29 snippets: noise, a micro-expression of 2 snippets that moves features 0–1, a macro-expression of 4 that moves 2–3.</summary>
    public static SpottingVideo[] Videos(int count = 4) => [.. Enumerable.Range(0, count).Select(number =>
    {
        var random = new Random(100 + number);
        int length = random.Next(20, 30), micro = random.Next(1, 6), macro = random.Next(10, 14);
        SnippetMatrix rgb = Matrix(), flow = Matrix();
        string subject = $"s{number / 2}", name = $"v{number}";
        return new SpottingVideo(subject, name, length * 8 + 1, 30, 8, new(name, rgb, flow),
        [
            new(subject, name, ExpressionKind.Micro, micro * 8 + 1, null, (micro + 2) * 8, 30),
            new(subject, name, ExpressionKind.Macro, macro * 8 + 1, null, (macro + 4) * 8, 30),
        ]);

        SnippetMatrix Matrix()
        {
            var values = new float[length * 6];
            for (int t = 0; t < length; t++)
                for (int d = 0; d < 6; d++)
                    values[6 * t + d] = 0.2f * (float)random.NextDouble()
                        + (In(micro, 2, t) && d / 2 == 0 || In(macro, 4, t) && d / 2 == 1 ? 1 : 0);
            return new(length, 6, values);
        }

        static bool In(int first, int count, int t) => t >= first && t < first + count;
    })];

    /// <summary>What is told of videos.</summary>
    public static TaughtVideo[] Taught(this SpottingVideo[] videos, Supervision supervision, PointLabels? points = null) =>
        [.. videos.Select(v => TaughtVideo.Of(v, supervision, points ?? new()))];
}
