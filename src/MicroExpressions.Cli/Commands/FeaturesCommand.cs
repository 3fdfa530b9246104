using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Setup;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex features extract</c>: from videos to feature files.</summary>
public static class FeaturesCommand
{
    private const string SyntheticSet = "synthetic", Hoof = "hoof", TwoStream = "two-stream", RegionMotion = "region-motion", I3d = "i3d";

    public static Command Create()
    {
        var input = new Argument<string>("input")
        {
            Description = "a video file, a folder of numbered pictures, a folder of videos, or a set: " + SyntheticSet + ", " + string.Join(", ", DataSetManifest.All.Select(m => m.Id)),
        };
        var extractor = new Option<string?>("--extractor")
        {
            Description = "i3d: the papers' network, the default where its two files of weights are given; two-stream: ImageNet's ResNet18 over frames and over flow, "
                + "the default without them; region-motion: how sixteen regions of the face move, needs the face models; hoof: oriented flow, strain and gradients on a face grid, needs nothing, "
                + "the default for " + SyntheticSet + ", whose tables it made; "
                + string.Join(", ", OwnExtractors(SyntheticSettings.Default.FramesPerSecond).Select(own => $"{own.Extractor.Description.ShortName}: what {own.Method} looks at")),
        };
        extractor.AcceptOnlyFromAmong([Hoof, TwoStream, RegionMotion, I3d, .. OwnExtractors(SyntheticSettings.Default.FramesPerSecond).Select(own => own.Extractor.Description.ShortName)]);
        var rgb = new Option<string?>("--weights-rgb") { Description = "i3d: weights of the RGB stream (.safetensors, .pt, .pth)", HelpName = "FILE" };
        var flow = new Option<string?>("--weights-flow") { Description = "i3d: weights of the flow stream", HelpName = "FILE" };
        var output = new Option<string?>("--out") { Description = "folder of the feature files (default: artifacts/features, for a set artifacts/features/SET)", HelpName = "FOLDER" };
        var rate = new Option<double?>("--fps") { Description = "frames per second of folders of pictures (a set knows its own)" };
        var snippet = new Option<int?>("--snippet") { Description = "frames in a snippet (default: 8 below 100 fps, else 32)" };
        var whole = new Option<bool>("--no-crop") { Description = "the frames show nothing but a face already: do not look for one" };
        var unaligned = new Option<bool>("--no-alignment") { Description = "one box for the whole video instead of each frame brought onto the first: head motion stays in" };
        var face = FaceOption.Create();
        var repeat = new Option<bool>("--repeat-missing") { Description = "a missing or damaged frame repeats the one before it, with a warning (default: an error; CAS(ME)³'s gaps are skipped, as its labels count)" };
        var data = DataOption.Create();
        var extract = new Command("extract", "Compute the features of videos; goes on where an earlier run stopped.") { input, extractor, rgb, flow, output, rate, snippet, whole, unaligned, face, repeat, data };
        extract.SetAction((parse, cancel) => Task.Run(() => Extract(
            parse.GetRequiredValue(input), parse.GetValue(output), parse.GetValue(whole) ? null : Crop(parse.GetValue(unaligned), FaceOption.Read(parse.GetValue(face))), parse.GetValue(data),
            (framesPerSecond, corpusSize) => Own(parse.GetValue(extractor), parse.GetValue(snippet), framesPerSecond) ?? Extractor(parse.GetValue(extractor), parse.GetValue(snippet) ?? SnippetLengths.At(framesPerSecond), corpusSize,
                new I3dSettings
                {
                    RgbWeights = parse.GetValue(rgb),
                    FlowWeights = parse.GetValue(flow),
                }),
            new FrameSourceOptions { FramesPerSecond = parse.GetValue(rate), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse },
            cancel), cancel));
        return new Command("features", "What the models are given instead of frames.") { extract };
    }

    /// <summary>What the methods that look at frames make of them.</summary>
    private static IEnumerable<(string Method, IFeatureExtractor Extractor)> OwnExtractors(double framesPerSecond) =>
        from method in SpottingMethods.All.OfType<ILearningMethod>()
        let extractor = method.OwnFeatures(framesPerSecond)
        where extractor is not null
        select (method.Published.Name, extractor);

    /// <summary>The extractor of that name, if it is a method's own.</summary>
    /// <exception cref="InputException">snippets of a given length</exception>
    private static IFeatureExtractor? Own(string? name, int? snippet, double framesPerSecond)
    {
        IFeatureExtractor? own = OwnExtractors(framesPerSecond).Select(o => o.Extractor).FirstOrDefault(e => e.Description.ShortName == name);
        return own is null || snippet is null ? own : throw new InputException(
            $"--snippet {snippet}", $"a length for {name}", $"none: a row is a frame, of {own.Description.SnippetLength} at this rate", "Leave --snippet out.");
    }

    private static FaceCropSettings Crop(bool unaligned, (int Person, PixelBox? Box) who) => new() { Align = !unaligned, Person = who.Person, Box = who.Box };

    /// <summary>The extractor of that name, or the one that stands nearest to the papers.</summary>
    /// <param name="name">null: I3D where weights are given, else two streams; for the synthetic corpus HOOF</param>
    /// <param name="snippetLength">L</param>
    /// <param name="corpusSize">side of the synthetic corpus's frames, which are not enlarged but for the networks; null for other videos</param>
    /// <param name="i3d">weights of I3D</param>
    /// <exception cref="InputException">weights are not there</exception>
    private static IFeatureExtractor Extractor(string? name, int snippetLength, int? corpusSize, I3dSettings i3d)
    {
        switch (name ?? (i3d is not { RgbWeights: null, FlowWeights: null } ? I3d : corpusSize is null ? TwoStream : Hoof))
        {
            case Hoof:
                var hoof = new HoofSettings { SnippetLength = snippetLength };
                return new HoofExtractor(hoof with { FrameSize = corpusSize ?? hoof.FrameSize });
            case RegionMotion:
                var regions = new RegionFeatureSettings { SnippetLength = snippetLength };
                return new RegionMotionExtractor(regions with { FrameSize = corpusSize ?? regions.FrameSize });
            case TwoStream:
                try
                {
                    return new TwoStreamExtractor(new TwoStreamSettings { SnippetLength = snippetLength });
                }
                catch (InputException e) when (name is null)
                {
                    throw new InputException(e.Place, e.Found, e.Expected, $"{e.Remedy} Or choose --extractor {Hoof}, which needs no weights.", e);
                }
        }
        var extractor = new I3dExtractor(i3d with { SnippetLength = snippetLength });
        foreach (string note in extractor.Notes)
            Console.Error.WriteLine(note);
        return extractor;
    }

    private static int Extract(
        string input, string? folderOfFiles, FaceCropSettings? crop, string? data, Func<double, int?, IFeatureExtractor> extractorFor, FrameSourceOptions options, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        var progress = new Reporter(live);
        RealSpottingSet? set = Path.Exists(input) ? null : RealSpottingSet.All.FirstOrDefault(s => s.Id == input);
        bool isSet = !Path.Exists(input) && DataSetManifest.All.Any(m => m.Id == input);
        string output = folderOfFiles ?? (isSet ? Path.Combine(Kit.Artifacts, "features", input) : Path.Combine(Kit.Artifacts, "features"));
        var cache = new FeatureCache(output);
        var made = new List<FeatureFile>();
        if (input == SyntheticSet && !Path.Exists(input))
        {
            SyntheticCorpus corpus = SyntheticCorpus.Load(SyntheticSettings.Default);
            IFeatureExtractor extractor = extractorFor(corpus.Settings.FramesPerSecond, corpus.Settings.Size);
            made.AddRange(Synthetic(corpus, extractor, cache, progress, cancel));
            (extractor as IDisposable)?.Dispose();
        }
        else
        {
            (string folder, double? setRate) = Path.Exists(input) ? (input, null) : FramesOf(input, data);
            if (crop is not null)
                NpmPackage.TryFaceModels(cancel);
            FrameSourceOptions opened = options with { FramesPerSecond = options.FramesPerSecond ?? setRate };
            if (set == RealSpottingSet.CasmeCubed && opened.OnMissing == MissingFrames.Refuse)
                opened = opened with { OnMissing = MissingFrames.Skip };
            // one extractor for all videos of a rate: reading weights takes longer than many a video
            var extractors = new Dictionary<double, IFeatureExtractor>();
            foreach ((string video, string name) in Named(folder, set))
            {
                double framesPerSecond;
                using (IFrameSource source = FrameSource.Open(video, opened))
                    framesPerSecond = source.FramesPerSecond;
                if (!extractors.TryGetValue(framesPerSecond, out IFeatureExtractor? extractor))
                    extractors[framesPerSecond] = extractor = extractorFor(framesPerSecond, null);
                FrameSourceOptions again = opened with { Warn = _ => { } };   // what is to be said of it has been
                made.Add(new FeatureExtraction(extractor, crop, cache).Run(video, name, again, progress: progress, cancellation: cancel));
            }
            foreach (IDisposable extractor in extractors.Values.OfType<IDisposable>())
                extractor.Dispose();
        }
        live.Dispose();
        foreach (FeatureFile file in made)
            foreach (string remark in FaceRemarks.Of(file.Header))
                Console.Error.WriteLine($"{file.Header.Source}: {remark}");
        Output.Print(Table(made, output));
        return ExitCode.Done;
    }

    /// <summary>The videos of a folder with what their features are called; of a set only those that are its videos.</summary>
    /// <exception cref="InputException">two folders are one video of the set</exception>
    private static IEnumerable<(string Video, string Name)> Named(string folder, RealSpottingSet? set)
    {
        IReadOnlyList<string> videos = VideoTree.Find(folder);
        if (set is null)
            return videos.Zip(VideoTree.Names(folder, videos));
        var known = new Dictionary<string, string>();
        foreach (string video in videos)
            if (set.Recognise(Path.GetRelativePath(folder, video).Replace('\\', '/')) is not VideoName name)
                Console.Error.WriteLine($"{video}: left out, for it names no video of {set.Id}");
            else if (!known.TryAdd(name.Video, video))
                throw new InputException(
                    folder, $"{known[name.Video]} and {video}", $"one folder for video {name.Video} of {set.Id}", "Move one of them out of the set's frames: their features would take one another's place.");
        return known.Select(v => (v.Value, v.Key));
    }

    /// <summary>The features of the whole synthetic corpus; frames are rendered as they are read.</summary>
    internal static IEnumerable<FeatureFile> Synthetic(
        SyntheticCorpus corpus, IFeatureExtractor extractor, FeatureCache cache, IProgress<ExtractionProgress> progress, CancellationToken cancel)
    {
        string recipe = corpus.Settings.ToJson();
        foreach (SyntheticVideo video in corpus.Videos)
            yield return new FeatureExtraction(extractor, crop: null, cache)
                .Run(video, video.Name, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe + video.Name))), progress, cancel);
    }

    /// <summary>Where a data root has the set's frames: the first of the manifest's layouts whose top folder is there.</summary>
    private static (string Folder, double? Rate) FramesOf(string set, string? data)
    {
        DataSetManifest manifest = DataSetManifest.Of(set);
        DataRoot root = DataRoot.Resolve(data) ?? throw new InputException($"mex features extract {set}", "no data root", "a folder with the set's frames", DataRoot.HowToName);
        string[] tops = [.. manifest.Frames.Select(layout => layout.Pattern[..layout.Pattern.IndexOf('/')])];
        return tops.Select(top => root.At(top)).FirstOrDefault(Directory.Exists) is string found
            ? (found, manifest.FramesPerSecond)
            : throw new InputException(root.Folder, "no frames of " + manifest.Title, "a folder " + string.Join(" or ", tops), "Put the set's frames there, laid out as they come (data-manifests).");
    }

    private static ResultTable Table(IReadOnlyList<FeatureFile> files, string output) => new($"Features in {output}",
        [new("Video"), new("Frames"), new("fps", Format: "0.##"), new("Snippets"), new("Modalities")],
        [.. files.Select(f => new ResultRow(f.Header.Source, f.Header.FrameCount, f.Header.FramesPerSecond, f.Header.Snippets,
            string.Join(", ", f.Modalities.Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Key} {m.Value.Snippets} × {m.Value.Dimension}")))))]);

    internal sealed class Reporter(LiveProgress live) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress p) => live.Report(string.Create(CultureInfo.InvariantCulture,
            $"{p.Video}: {p.Done} of {p.Total} snippets, {p.FramesPerSecond:0} frames/s, {p.TimeLeft:hh\\:mm\\:ss} left"));
    }
}
