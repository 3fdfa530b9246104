using MicroExpressions.Experiments.Spotting;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Reporting;

/// <summary>A watched fold as a page and pictures: one video on one time axis, and how it came to that.</summary>
public static class WatchedFoldPage
{
    private const int LeastFound = 3;

    /// <summary>The figures by the names of their files: the held-out video at the end, then how it and a teaching video evolved.</summary>
    public static IReadOnlyList<(string Name, Figure Figure)> Figures(this WatchedFold fold)
    {
        SpotterMoment end = fold.HeldOut[^1];
        SpottingVideo video = end.Curves.Video;
        return
        [
            ("spotting", SpottingFigure.Of(end.Curves, fold.Experiment.Pwes.Search, Points(video), end.PseudoLabels, Found(video))),
            ("evolution-held-out", SpotterEvolutionFigure.Of($"{video.Name}, held out: over the training's steps", fold.HeldOut, Points(video))),
            ("evolution-taught", SpotterEvolutionFigure.Of($"{fold.Taught[0].Curves.Video.Name}, taught: over the training's steps", fold.Taught, Points(fold.Taught[0].Curves.Video))),
        ];

        IReadOnlyList<PointLabel> Points(SpottingVideo of) => [.. of.Intervals.Select(fold.Experiment.Pwes.Points.Of)];
    }

    /// <summary>Writes <c>index.html</c> and each figure as SVG.</summary>
    /// <param name="fold">what was watched</param>
    /// <param name="title">the set and the scale</param>
    /// <param name="folder">where to</param>
    /// <exception cref="InputException">the folder cannot be written</exception>
    public static void Write(this WatchedFold fold, string title, string folder)
    {
        IReadOnlyList<(string Name, Figure Figure)> figures = fold.Figures();
        foreach ((string name, Figure figure) in figures)
            WholeFile.WriteText(Path.Combine(folder, name + ".svg"), to => to.Write(figure.ToSvg()));
        SpottingVideo video = fold.HeldOut[0].Curves.Video, taught = fold.Taught[0].Curves.Video;
        new HtmlPage($"Spotting in {video.Name}, {title}")
            .Text($"{video.Subject} is left out of the training: what stands here of {video.Name} is said by a network that never saw this person. "
                + $"Shown are the {Found(video)} best intervals that are found; colours behind the curves are the labelled expressions.")
            .Figure(figures[0].Figure)
            .Text("Points and pseudo labels of this video taught nothing: they show what its one labelled frame an expression would have become.")
            .Heading("Over the iterations")
            .Text($"Each row is a moment of the training, from the bottom up; its number counts steps. Until step {fold.Experiment.Pwes.PreTraining} pseudo labels are not used yet.")
            .Figure(figures[1].Figure)
            .Text($"The same in {taught.Name} of {taught.Subject}, whose points and pseudo labels do teach:")
            .Figure(figures[2].Figure)
            .Write(Path.Combine(folder, "index.html"));
    }

    /// <summary>So many intervals are shown as there are labelled ones, but some in any case.</summary>
    private static int Found(SpottingVideo video) => Math.Max(LeastFound, video.Intervals.Count);
}
