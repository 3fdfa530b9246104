using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Reporting;

public class SnippetFigureTests
{
    private static readonly SpottingVideo Video = new("s1", "v1", 33, 8, 8, new("v1", new(4, 1, new float[4]), new(4, 1, new float[4])),
        [new("s1", "v1", ExpressionKind.Macro, 9, null, 24, 8)]);

    [Fact]
    public void A_curve_has_its_values_at_the_middle_of_the_snippets_and_the_truth_behind_it()
    {
        Panel panel = SnippetFigure.Curves(Video, new Axis("attention"), ("A", [0.1f, 0.2f, 0.3f, 0.4f], Palette.Prediction));
        LineTrace line = panel.Traces.OfType<LineTrace>().Single();
        Assert.Equal([0.5, 1.5, 2.5, 3.5], line.X);
        Assert.Equal([(1.0, 3.0)], panel.Traces.OfType<SpanTrace>().Single(t => t.Color == Palette.Macro).Intervals);
    }

    [Fact]
    public void Each_column_is_a_class()
    {
        Panel panel = SnippetFigure.Classes(Video, new Axis("S"), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
        Assert.Equal([[1, 4, 7, 10], [2, 5, 8, 11], [3, 6, 9, 12]], panel.Traces.OfType<LineTrace>().Select(t => t.Y.ToArray()));
        Assert.Equal(2, SnippetFigure.Classes(Video, new Axis("W"), new float[8]).Traces.OfType<LineTrace>().Count());
    }

    [Fact]
    public void Lanes_lie_under_each_other_below_the_truth_and_its_points()
    {
        Panel panel = SnippetFigure.Lanes(Video, [new(1, SnippetClass.Macro)], ("pseudo", [0, 0, 1, 0, 1, 0, 0, 0, 0, 1, 0, 0]));
        Assert.Equal(["pseudo", "truth"], panel.Y.Categories);
        Assert.Equal([(3.0, 4.0)], panel.Traces.OfType<SpanTrace>().Last(t => t.Color == Palette.Micro).Intervals);
        Assert.All(panel.Traces.OfType<SpanTrace>().Where(t => t.InLegend), lane => Assert.True(lane.Top < 0.5));
        Assert.Equal((1.5, 1.0), (panel.Traces.OfType<PointTrace>().Single().X[0], panel.Traces.OfType<PointTrace>().Single().Y[0]));
        Assert.Contains("<svg", SnippetFigure.Of("labels", Video, panel).ToSvg());
    }

    [Fact]
    public void A_map_has_a_column_a_snippet()
    {
        HeatTrace heat = (HeatTrace)SnippetFigure.Map(Video, new Axis("step"), "score", [[0, 0, 1, 0], [0, 1, 1, 0]], Palette.Micro).Traces.Single();
        Assert.Equal((2, 4, 0.5, 1.0), (heat.Values.GetLength(0), heat.Values.GetLength(1), heat.XStart, heat.XStep));
        Assert.Equal((1.0, 0.0), (heat.Values[1, 1], heat.Values[0, 1]));
    }
}
