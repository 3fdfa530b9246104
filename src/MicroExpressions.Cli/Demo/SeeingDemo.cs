using System.Globalization;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Demo;

/// <summary>From frames to features: synthetic faces, whose truth is known, and real videos where the data root has some.</summary>
public static class SeeingDemo
{
    /// <summary>Videos of the synthetic corpus whose features the demo computes; <c>mex features extract synthetic</c> does all.</summary>
    private const int VideosShown = 2;

    private const int PeaksShown = 4;

    public static IEnumerable<DemoPart> Parts(DataRoot? root)
    {
        yield return new DemoPart("Faces whose intensity is known",
            "Made by the kit, the same everywhere: for each person the onset and apex of a macro-expression and what changed between them, then of a micro-expression. Nobody's faces.",
            _ => [Faces()]);
        yield return new DemoPart("What moves, seen by optical flow",
            "TV-L1 flow between neighbouring frames, summed over snippets of eight: its energy shows expressions, and everything else that moves — blinks, speech, the head. Below, the frames at the highest peaks.",
            cancel => SyntheticMotion(cancel));
        if (root is not null && Directory.Exists(root.At("media")))
            yield return new DemoPart("The same on real videos",
                "A face is found, cut out and followed by the same flow. Nobody labelled these videos.",
                cancel => VideoTree.Find(root.At("media")).SelectMany(path => RealMotion(path, cancel)));
    }

    private static PictureItem Faces() => new(
        ImageFile.EncodeJpeg(SyntheticContactSheet.Faces(SyntheticCorpus.Load(SyntheticSettings.Default)), quality: 85),
        "Onset, apex and change of a macro-expression, then of a micro-expression; a row per person. Grey is no change.");

    private static IEnumerable<DemoItem> SyntheticMotion(CancellationToken cancel)
    {
        SyntheticCorpus corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
        var settings = new HoofSettings { FrameSize = corpus.Settings.Size };
        using var live = new LiveProgress();
        IEnumerable<FeatureFile> features = FeaturesCommand.Synthetic(corpus, new HoofExtractor(settings), Cache, new FeaturesCommand.Reporter(live), cancel).Take(VideosShown);
        foreach ((SyntheticVideo video, FeatureFile file) in corpus.Videos.Zip(features))
        {
            double[] energy = FlowEnergy.Of(file.Modalities[FeatureFile.Flow], settings);
            yield return EnergyFigure($"Synthetic video {video.Name}", file, energy, video.Intervals);
            yield return Peaks(video, file, energy);
        }
    }

    private static IEnumerable<DemoItem> RealMotion(string path, CancellationToken cancel)
    {
        var settings = new HoofSettings();
        using var live = new LiveProgress();
        FeatureFile file = new FeatureExtraction(new HoofExtractor(settings), new FaceCropSettings(), Cache).Run(path, progress: new FeaturesCommand.Reporter(live), cancellation: cancel);
        double[] energy = FlowEnergy.Of(file.Modalities[FeatureFile.Flow], settings);
        yield return EnergyFigure(Path.GetFileName(path), file, energy, []);
        using IFrameSource video = FrameSource.Open(path);
        yield return Peaks(new CroppedFrames(video, file.Header.Crop!.Value, 160, 160), file, energy);
    }

    private static FeatureCache Cache => new(Path.Combine(Kit.Artifacts, "features"));

    private static Figure EnergyFigure(string title, FeatureFile file, double[] energy, IReadOnlyList<ExpressionInterval> truth)
    {
        FrameTimes times = file.Header.Times;
        int length = file.Header.Extractor.SnippetLength;
        double[] seconds = [.. Enumerable.Range(0, energy.Length).Select(t => (times.Seconds(t * length) + times.Seconds((t + 1) * length)) / 2)];
        IReadOnlyList<int> peaks = PeaksOf(file, energy);
        return new Figure(title, new Axis("time (s)", 0, times.Seconds(times.Count)),
        [
            new Panel(new Axis("motion (pixels a frame)"),
            [
                .. new[] { ExpressionKind.Macro, ExpressionKind.Micro }
                    .Select(kind => (Kind: kind, Intervals: truth.Where(i => i.Kind == kind).Select(i => (times.Seconds(i.Onset - 1), times.Seconds(i.Offset))).ToArray()))
                    .Where(k => k.Intervals.Length > 0)
                    .Select(k => new SpanTrace(k.Kind == ExpressionKind.Micro ? "micro-expression" : "macro-expression", k.Intervals,
                        k.Kind == ExpressionKind.Micro ? Palette.Micro : Palette.Macro)),
                new LineTrace("flow energy", seconds, energy, Palette.Prediction),
                new PointTrace("highest peaks", [.. peaks.Select(t => seconds[t])], [.. peaks.Select(t => energy[t])], Palette.Point),
            ]),
        ]);
    }

    private static PictureItem Peaks(IFrameSource video, FeatureFile file, double[] energy)
    {
        int length = file.Header.Extractor.SnippetLength;
        IReadOnlyList<int> peaks = PeaksOf(file, energy);
        Frame sheet = ContactSheet.Of([[.. peaks.SelectMany(t => new[] { video.Read(t * length), video.Read(t * length + length - 1) })]]);
        return new PictureItem(ImageFile.EncodeJpeg(sheet, quality: 85),
            "First and last frame of the snippets at " + string.Join(", ", peaks.Select(t => string.Create(CultureInfo.InvariantCulture, $"{file.Header.Times.Seconds(t * length):0.0} s"))));
    }

    // two seconds apart, so that one movement does not take all the places; in the order of time
    private static IReadOnlyList<int> PeaksOf(FeatureFile file, double[] energy) =>
        [.. FlowEnergy.Peaks(energy, PeaksShown, (int)Math.Ceiling(2 * file.Header.FramesPerSecond / file.Header.Extractor.SnippetLength)).Order()];
}
