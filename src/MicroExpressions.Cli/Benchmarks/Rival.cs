using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.HamNet;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Methods.LgsNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;

namespace MicroExpressions.Cli.Benchmarks;

/// <summary>A published method with a batch of made-up videos to learn from, and what <c>rivals_peer.py</c> must know to do the same.</summary>
/// <param name="Name">as in <c>mex methods</c></param>
/// <param name="Title">what a row calls its step</param>
/// <param name="Method">its settings</param>
/// <param name="WithoutDropout">the same without chance: what both sides must agree on</param>
/// <param name="Videos">one batch; all with both kinds of expressions</param>
/// <param name="Training">rate and decay</param>
/// <param name="Widths">of the layers, as the peer takes them</param>
/// <param name="Dropouts">rates, as the peer takes them</param>
public sealed record Rival(
    string Name, string Title, ILearningMethod Method, ILearningMethod WithoutDropout, IReadOnlyList<TaughtVideo> Videos, TrainingSettings Training,
    IReadOnlyList<int> Widths, IReadOnlyList<double> Dropouts)
{
    private const int PublishedFeatures = 2048, PublishedTime = 400, SnippetLength = 8;
    private const double FramesPerSecond = 30;

    /// <summary>Number of the first step that is timed: for a method that searches now and then, of one that searches.</summary>
    public int FirstStep { get; init; }

    /// <summary>Steps that the method itself spreads a snippet over. The authors' features come step by step, and so the peer gets them.</summary>
    public int StepsPerSnippet { get; init; } = 1;

    /// <summary>At a rate that leaves the weights where they are, for timing: made-up features teach nothing.</summary>
    public Rival Still => this with { Training = Training with { LearningRate = 1e-9 } };

    /// <summary>HAM-Net, batches of 20.</summary>
    /// <param name="batch">videos</param>
    /// <param name="time">snippets of each</param>
    /// <param name="features">numbers a snippet</param>
    /// <param name="share">of the published widths</param>
    public static Rival HamNet(int batch = 20, int time = PublishedTime, int features = PublishedFeatures, double share = 1)
    {
        var method = (HamNetMethod)((ILearningMethod)new HamNetMethod()).Narrowed(share);
        return new(
            HamNetMethod.Published.Id, Sized("HAM-Net", batch, time, features), method, method with { Dropout = 0 }, Long(batch, time, features, Supervision.Video),
            method.Training, [method.Width, method.AttentionWidth], [method.Dropout]);
    }

    /// <summary>LACP with all five of its terms, batches of 16.</summary>
    /// <param name="batch">videos</param>
    /// <param name="time">snippets of each</param>
    /// <param name="features">numbers a snippet</param>
    /// <param name="share">of the published widths</param>
    public static Rival Lacp(int batch = 16, int time = PublishedTime, int features = PublishedFeatures, double share = 1)
    {
        var method = (LacpMethod)((ILearningMethod)new LacpMethod()).Narrowed(share);
        return new(
            LacpMethod.Published.Id, Sized("LACP", batch, time, features), method, method with { Dropout = 0 }, Long(batch, time, features, Supervision.Point),
            method.Training, [method.Hidden], [method.Dropout])
        {
            FirstStep = method.SearchEvery,
        };
    }

    /// <summary>LGSNet, batches of 64 windows.</summary>
    /// <param name="batch">windows</param>
    /// <param name="features">numbers a step</param>
    /// <param name="share">of the published widths</param>
    public static Rival LgsNet(int batch = 64, int features = PublishedFeatures, double share = 1)
    {
        var method = (LgsNetMethod)((ILearningMethod)new LgsNetMethod()).Narrowed(share);
        PyramidSettings pyramid = method.Pyramid;
        return new(
            "lgsnet", Sized("LGSNet", batch, pyramid.Window, features), method, method with { Dropout = 0, AttentionDropout = 0 },
            [.. Enumerable.Range(0, batch).Select(i => Window(i, pyramid.Window / pyramid.StepsPerSnippet, features))], method.Training,
            [pyramid.BaseWidth, pyramid.ReducedWidth, pyramid.HeadWidth, .. pyramid.Levels.Select(l => l.Width)], [method.AttentionDropout, method.Dropout])
        {
            StepsPerSnippet = pyramid.StepsPerSnippet,
        };
    }

    private static string Sized(string name, int batch, int time, int features) => $"training step of {name}, {batch} × {time} × {features}";

    /// <summary>Long videos, each with three macro- and two micro-expressions.</summary>
    private static TaughtVideo[] Long(int batch, int time, int features, Supervision supervision) =>
    [
        .. Enumerable.Range(0, batch).Select(i =>
        {
            int frames = time * SnippetLength;
            return Taught(i, frames, time, features, supervision, Enumerable.Range(0, 5).Select(e =>
                (e % 2 == 0 ? ExpressionKind.Macro : ExpressionKind.Micro, (int)(frames * (e + 0.2 + 0.02 * (i % 10)) / 5), e % 2 == 0 ? 60 : 12)));
        }),
    ];

    /// <summary>A video that is one window, with a macro- and a micro-expression.</summary>
    private static TaughtVideo Window(int number, int snippets, int features) => Taught(
        number, snippets * SnippetLength, snippets, features, Supervision.Full, [(ExpressionKind.Macro, 5 + number % 40, 36), (ExpressionKind.Micro, 90 + number % 20, 11)]);

    private static TaughtVideo Taught(
        int number, int frames, int snippets, int features, Supervision supervision, IEnumerable<(ExpressionKind Kind, int Onset, int Frames)> expressions)
    {
        var random = new Random(number);
        string name = $"video {number}";
        var video = new SpottingVideo(
            "s01", name, frames + 1, FramesPerSecond, SnippetLength, new(name, Matrix(), Matrix()),
            [.. expressions.Select(e => new ExpressionInterval("s01", name, e.Kind, e.Onset, null, e.Onset + e.Frames - 1, FramesPerSecond))]);
        return TaughtVideo.Of(video, supervision, new PointLabels());

        SnippetMatrix Matrix() => new(snippets, features / 2, [.. Enumerable.Range(0, snippets * features / 2).Select(_ => random.NextSingle())]);
    }
}
