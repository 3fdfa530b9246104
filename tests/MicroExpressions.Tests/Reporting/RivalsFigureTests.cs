using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.Reporting;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Reporting;

public class RivalsFigureTests
{
    private static readonly SpottingVideo Video = new("s1", "v1", 80, 8, 8, new("v1", new(10, 1, new float[10]), new(10, 1, new float[10])),
        [new("s1", "v1", ExpressionKind.Macro, 9, null, 24, 8)]);

    private static readonly RivalLane[] Lanes =
    [
        new("A", "points", [new("s1", "v1", 9, 24, 0.9), new("s1", "v1", 17, 40, 0.1), new("s1", "v2", 1, 80, 5)], 0.5),
        new("B", "points", [new("s1", "v1", 41, 44, -2)], null),
        new("C", "onset and offset", [], null),
    ];

    private static readonly Figure Drawn = RivalsFigure.Of("v1 seen by three", Video, Lanes);

    [Fact]
    public void The_truth_stands_on_top_and_each_kind_of_label_has_a_panel()
    {
        Assert.Equal(["", "points", "onset and offset"], Drawn.Panels.Select(p => p.Y.Title));
        Assert.Equal([(1.0, 3.0)], Boxes(Drawn.Panels[0], Palette.Macro)[0].Intervals);     // frames 9 to 24 at 8 fps
    }

    [Fact]
    public void The_first_lane_of_a_panel_is_its_topmost()
    {
        Assert.Equal(["B", "A"], Drawn.Panels[1].Y.Categories);     // categories count from the bottom
        Assert.True(Boxes(Drawn.Panels[1], Palette.Macro).Single(t => t.Intervals.Count > 0).Bottom > 0.5);
    }

    [Fact]
    public void Boxes_are_what_scores_more_than_the_threshold_in_this_video_coloured_by_duration()
    {
        Assert.Equal([[], [(1.0, 3.0)]], Boxes(Drawn.Panels[1], Palette.Macro).Select(t => t.Intervals.ToArray()));
        Assert.Equal([[(5.0, 5.5)], []], Boxes(Drawn.Panels[1], Palette.Micro).Select(t => t.Intervals.ToArray()));     // four frames at 8 fps: micro
    }

    [Fact]
    public void The_line_is_the_best_score_over_each_moment_and_lies_on_the_lanes_floor_where_nothing_was_proposed()
    {
        LineTrace a = Drawn.Panels[1].Traces.OfType<LineTrace>().Last();
        // borders 0, 8, 16, 24, 40, 80 frames; the lane lies at 1 ± 0.4, the worst proposal 0.12 above its floor
        Assert.Equal([0, 1, 1, 2, 2, 3, 3, 5, 5, 10], a.X);
        Assert.Equal([0.6, 0.6, 1.4, 1.4, 1.4, 1.4, 0.72, 0.72, 0.6, 0.6], a.Y.Select(y => Math.Round(y, 6)));
    }

    [Fact]
    public void A_method_that_proposed_nothing_keeps_its_lane()
    {
        Assert.Equal(["C"], Drawn.Panels[2].Y.Categories);
        Assert.Equal([0, 10], Drawn.Panels[2].Traces.OfType<LineTrace>().Single().X);
        Assert.Contains("<svg", Drawn.ToSvg());
    }

    [Fact]
    public void The_legend_names_each_kind_and_the_line_once()
    {
        Assert.Equal(["macro-expression", "micro-expression", "best score of a proposal there"],
            Drawn.Panels.SelectMany(p => p.Traces).Where(t => t.InLegend).Select(t => t.Name).Distinct());
        Assert.Equal(1, Drawn.Panels[1].Traces.Concat(Drawn.Panels[0].Traces).Count(t => t.InLegend && t.Name == "micro-expression"));
    }

    private static SpanTrace[] Boxes(Panel panel, string color) => [.. panel.Traces.OfType<SpanTrace>().Where(t => t.Color == color)];
}
