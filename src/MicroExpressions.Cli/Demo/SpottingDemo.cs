using MicroExpressions.Annotations;
using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;
using MicroExpressions.Synthesis;
using MicroExpressions.Video;
using static TorchSharp.torch;

namespace MicroExpressions.Cli.Demo;

/// <summary>PWES on the synthetic corpus, one person left out at a time; then the trained spotter on a new person and on real videos.</summary>
public static class SpottingDemo
{
    private static readonly string[] RowsShown = ["Baseline", "+MPLG", SpottingStudy.Intervals, SpottingStudy.Oracle];

    private static string Place => Path.Combine(Kit.Artifacts, "spotting");

    public static IEnumerable<DemoPart> Parts(DataRoot? root)
    {
        yield return new DemoPart("Spotting: what each part is worth",
            "PWES is taught by one labelled frame an expression and finds expressions in videos of a person it never saw; its baseline by the videos' classes only. Point intervals are the kit's own way to use the frames, the oracle is told every snippet. Ten synthetic people, ten folds a row, one seed: differences of a few hundredths mean nothing. The controls below learn nothing.",
            cancel => Table(cancel));
        yield return new DemoPart("Spotting: a person that nobody labelled",
            "A synthetic person of another seed, unknown to all of the above, searched by the spotter that the whole corpus taught. Green is what was really there.",
            cancel => NewPerson(cancel));
        if (root is not null && Directory.Exists(root.At("media")))
            yield return new DemoPart("Spotting: real videos",
                "The same spotter on real faces. It was taught by drawn faces only: candidates to look at, nothing more.",
                cancel => VideoTree.Find(root.At("media")).SelectMany(path => RealVideo(path, cancel)));
    }

    private static IEnumerable<DemoItem> Table(CancellationToken cancel)
    {
        using var live = new LiveProgress();
        SpottingScale scale = SpottingScale.Demo;
        SpottingExperiment[] rows = [.. RowsShown.Select(row => TrainedSpotter.ExperimentOf(scale, seed: 1, row))];
        SpottingDataSet data = TableOneFolds.RunAsync(scale, rows, Place, CPU, live, cancel).GetAwaiter().GetResult();
        yield return SpottingStudyTable.Of(SpottingStudyResult.Run(
            SpottingStudy.Table1, scale, data, rows, [1], new SpottingRun(data, Place), new SpottingStudyCommand.Line(live), cancel));
    }

    private static IEnumerable<DemoItem> NewPerson(CancellationToken cancel)
    {
        SyntheticSettings another = SpottingScale.Demo.Corpus with { Seed = SpottingScale.Demo.Corpus.Seed + 10, Subjects = 1, VideosPerSubject = 1 };
        SyntheticVideo video = SyntheticCorpus.Load(another).Videos[0];
        VideoSpotting found = Searched((spotter, features, progress) => VideoSpotting.Run(
            video, "a new person", $"{another.Seed:x8}", spotter, features, new VideoSpottingOptions { Cropped = true, Labels = video.Intervals }, progress, cancel), cancel);
        yield return found.Figure();
        yield return found.Table();
    }

    private static IEnumerable<DemoItem> RealVideo(string path, CancellationToken cancel)
    {
        VideoSpotting found = Searched((spotter, features, progress) => VideoSpotting.Run(path, spotter, features, progress: progress, cancellation: cancel), cancel);
        yield return found.Table();
        yield return found.Figure();
        SpottedInterval[] seen = [.. found.Intervals, .. found.Others];
        if (seen.FirstOrDefault() is { } best)
            yield return new PictureItem(ImageFile.EncodeJpeg(found.Strip(best)!, quality: 85), FormattableString.Invariant(
                $"{(found.Intervals.Count > 0 ? "The first interval" : "The best proposal, below the threshold")}: onset, middle and offset at {found.Seconds(best.Onset):0.0} to {found.Seconds(best.Offset + 1):0.0} s, and what changed to the middle."));
        string folder = "spotted-" + found.Name;
        found.Write(Path.Combine(DemoCommand.Folder, folder));
        yield return new LinkItem($"{folder}/index.html", $"All that was spotted in {found.Name}, with pictures");
    }

    /// <summary>Runs a search with the weights that the corpus taught, which the table's folds are part of.</summary>
    private static VideoSpotting Searched(Func<TrainedSpotter, string, FeaturesCommand.Reporter, VideoSpotting> search, CancellationToken cancel)
    {
        using var live = new LiveProgress();
        using TrainedSpotter spotter = TrainedSpotter.Load(TrainCommand.OfSyntheticAsync(SpottingScale.Demo, Place, CPU, cancel).GetAwaiter().GetResult());
        return search(spotter, Path.Combine(Kit.Artifacts, "features"), new FeaturesCommand.Reporter(live));
    }
}
