using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Reporting;

public class SpottingFigureTests
{
    private static readonly SpottingVideo Video = new("s1", "v1", 33, 8, 8, new("v1", new(4, 1, new float[4]), new(4, 1, new float[4])),
        [new("s1", "v1", ExpressionKind.Macro, 9, null, 24, 8)]);

    private static readonly SnippetCurves Curves = new(
        Video, [0, 1, 1, 0], [0, 0.5f, 0.5f, 0], [0, 0.75f, 0.75f, 0], [0, 0, 1, 0.1f, 0.8f, 0.1f, 0.2f, 0.6f, 0.1f, 0, 0, 1]);

    [Fact]
    public void Everything_stands_on_one_time_axis_in_seconds()
    {
        Figure figure = SpottingFigure.Of(Curves, new ProposalSearch { TopShare = 0.5 }, [new(10, ExpressionKind.Macro)], [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 1], found: 1);
        Assert.Equal(4, figure.Panels.Count);
        Assert.Equal([0.5, 1.5, 2.5, 3.5], ((LineTrace)figure.Panels[0].Traces[^1]).X);
        var macro = figure.Panels[3].Traces.OfType<SpanTrace>().Where(t => t.Color == Palette.Macro).Select(t => t.Intervals.ToArray()).ToList();
        Assert.Equal([(1.0, 3.0)], macro[0]);       // truth: frames 9 to 24 at 8 fps
        Assert.Equal([(1.0, 2.0)], macro[1]);       // pseudo label: snippet 1
        Assert.Equal([(1.0, 3.0)], macro[2]);       // found: snippets 1 and 2
        Assert.Equal(9.5 / 8, figure.Panels[3].Traces.OfType<PointTrace>().Single().X[0]);
        Assert.Contains("<svg", figure.ToSvg());
    }

    [Fact]
    public void A_lane_for_each_that_there_is_stands_under_the_curves()
    {
        Assert.Equal(["found", "pseudo", "points", "truth"], Lanes(SpottingFigure.Of(Curves, new(), [new(10, ExpressionKind.Macro)], new float[12], found: 1)));
        Assert.Equal(["found", "truth"], Lanes(SpottingFigure.Of(Curves, new(), [], [], found: 1)));
        SnippetCurves unlabelled = Curves with { Video = Video with { Intervals = [] } };
        Assert.Equal(["found"], Lanes(SpottingFigure.Of(unlabelled, new(), [], [], found: 1)));

        static IReadOnlyList<string> Lanes(Figure figure) => figure.Panels[3].Y.Categories;
    }

    [Fact]
    public void The_third_panel_is_the_map_times_the_attention()
    {
        Figure figure = SpottingFigure.Of(Curves, new ProposalSearch(), [], [], found: 1);
        Assert.Equal([0, 0.6, 0.45, 0], ((LineTrace)figure.Panels[2].Traces[1]).Y.Select(y => Math.Round(y, 6)));
        Assert.Empty(figure.Panels[3].Traces.OfType<PointTrace>());
    }
}
