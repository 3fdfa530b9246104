using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Reporting;

public class SpotterEvolutionFigureTests
{
    private static readonly SpottingVideo Video = new("s1", "v1", 33, 8, 8, new("v1", new(4, 1, new float[4]), new(4, 1, new float[4])),
        [new("s1", "v1", ExpressionKind.Macro, 9, null, 24, 8)]);

    private static SpotterMoment At(int step, float attention, params float[] pseudoLabels) =>
        new(step, new(Video, new float[4], new float[4], [0, attention, 0, 0], [0, 0, 0, attention, 0, 0, 0, 0, 0, 0, 0, 0]), pseudoLabels);

    [Fact]
    public void Each_moment_is_a_row_from_the_bottom_up_and_each_snippet_a_cell_on_the_time_axis()
    {
        Figure figure = SpotterEvolutionFigure.Of("v1", [At(10, 0.2f), At(20, 0.9f, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0)], [new(10, ExpressionKind.Macro)]);
        Assert.Equal(["10", "20"], figure.Panels[0].Y.Categories);
        HeatTrace attention = figure.Panels[0].Traces.OfType<HeatTrace>().Single();
        Assert.Equal((0.2f, 0.9f, 0.5, 1.0), ((float)attention.Values[0, 1], (float)attention.Values[1, 1], attention.XStart, attention.XStep));
        Assert.Equal(0.9f * 0.9f, (float)figure.Panels[1].Traces.OfType<HeatTrace>().Single().Values[1, 1], 1e-6f);
        HeatTrace macro = figure.Panels[3].Traces.OfType<HeatTrace>().Single(t => t.Color == Palette.Macro);
        Assert.Equal([0, 0, 0, 0, 0, 1, 0, 0], macro.Values.Cast<double>());        // no pseudo labels at the first moment
        Assert.Equal(9.5 / 8, figure.Panels[4].Traces.OfType<PointTrace>().Single().X[0]);
        Assert.Contains("<svg", figure.ToSvg());
    }

    [Fact]
    public void Without_pseudo_labels_there_is_no_panel_of_them() =>
        Assert.Equal(["attention", "micro, suppressed", "macro, suppressed", ""], SpotterEvolutionFigure.Of("v1", [At(10, 0.2f)], []).Panels.Select(p => p.Y.Title));
}
