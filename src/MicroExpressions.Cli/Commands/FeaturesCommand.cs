using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Annotations;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Features;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;

namespace MicroExpressions.Cli.Commands;

/// <summary><c>mex features extract</c>: from videos to feature files.</summary>
public static class FeaturesCommand
{
    private const string SyntheticSet = "synthetic";

    /// <summary>METHOD.md §1: L = 8 frames at 30 fps, 32 at 200 fps [paper]; in between the nearer.</summary>
    private static int SnippetLengthFor(double framesPerSecond) => framesPerSecond < 100 ? 8 : 32;

    public static Command Create()
    {
        var input = new Argument<string>("input")
        {
            Description = "a video file, a folder of numbered pictures, a folder of videos, or a set: " + SyntheticSet + ", " + string.Join(", ", DataSetManifest.All.Select(m => m.Id)),
        };
        var extractor = new Option<string>("--extractor") { Description = "hoof: oriented flow, strain and gradients on a face grid, needs no weights", DefaultValueFactory = _ => "hoof" };
        extractor.AcceptOnlyFromAmong("hoof");
        var output = new Option<string>("--out") { Description = "folder of the feature files", DefaultValueFactory = _ => Path.Combine(Kit.Artifacts, "features"), HelpName = "FOLDER" };
        var rate = new Option<double?>("--fps") { Description = "frames per second of folders of pictures (a set knows its own)" };
        var snippet = new Option<int?>("--snippet") { Description = "frames in a snippet (default: 8 below 100 fps, else 32)" };
        var whole = new Option<bool>("--no-crop") { Description = "the frames show nothing but a face already: do not look for one" };
        var repeat = new Option<bool>("--repeat-missing") { Description = "a frame missing from a folder repeats the last one, with a warning (default: an error)" };
        var data = DataOption.Create();
        var extract = new Command("extract", "Compute the features of videos; goes on where an earlier run stopped.") { input, extractor, output, rate, snippet, whole, repeat, data };
        extract.SetAction((parse, cancel) => Task.Run(() => Extract(
            parse.GetRequiredValue(input), parse.GetValue(output)!, parse.GetValue(snippet), parse.GetValue(whole), parse.GetValue(data),
            new FrameSourceOptions { FramesPerSecond = parse.GetValue(rate), OnMissing = parse.GetValue(repeat) ? MissingFrames.RepeatLast : MissingFrames.Refuse },
            cancel), cancel));
        return new Command("features", "What the models are given instead of frames.") { extract };
    }

    private static int Extract(string input, string output, int? snippet, bool whole, string? data, FrameSourceOptions options, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        var progress = new Reporter(live);
        var cache = new FeatureCache(output);
        var made = new List<FeatureFile>();
        if (input == SyntheticSet && !Path.Exists(input))
            made.AddRange(Synthetic(SyntheticCorpus.Load(SyntheticSettings.Default), snippet, cache, progress, cancel));
        else
        {
            (string folder, double? setRate) = Path.Exists(input) ? (input, null) : FramesOf(input, data);
            FaceCropSettings? crop = whole ? null : new FaceCropSettings();
            foreach (string video in VideoTree.Find(folder))
            {
                FrameSourceOptions opened = options with { FramesPerSecond = options.FramesPerSecond ?? setRate };
                using IFrameSource source = FrameSource.Open(video, opened);
                var hoof = new HoofExtractor(new HoofSettings { SnippetLength = snippet ?? SnippetLengthFor(source.FramesPerSecond) });
                made.Add(new FeatureExtraction(hoof, crop, cache).Run(video, options: opened, progress: progress, cancellation: cancel));
            }
        }
        live.Dispose();
        Output.Print(Table(made, output));
        return ExitCode.Done;
    }

    /// <summary>The features of the whole synthetic corpus; frames are rendered as they are read.</summary>
    internal static IEnumerable<FeatureFile> Synthetic(
        SyntheticCorpus corpus, int? snippet, FeatureCache cache, IProgress<ExtractionProgress> progress, CancellationToken cancel)
    {
        SyntheticSettings settings = corpus.Settings;
        var hoof = new HoofExtractor(new HoofSettings { FrameSize = settings.Size, SnippetLength = snippet ?? SnippetLengthFor(settings.FramesPerSecond) });
        string recipe = settings.ToJson();
        foreach (SyntheticVideo video in corpus.Videos)
            yield return new FeatureExtraction(hoof, crop: null, cache)
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
