using System.Collections.Immutable;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Reporting;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Reporting;

public class ClipControlsReportTests
{
    /// <summary>Σ(y − ȳ)² = 5. Stilled d = 0, 1, −1, 0: 2 of 5 are left, 60 %. By frame d = −2, −1, 1, 2: 10 are left, none. By position as stilled.</summary>
    [Fact]
    public void The_sentence_says_how_many_stilled_clips_are_as_high_and_what_follows_time_and_pictures()
    {
        string sentence = Given([1, 3, 2, 4], [1, 2, 3, 4]).Sentence();
        Assert.StartsWith("The clip's curve peaks at 4.000; of 1 copies in which nothing moves", sentence);
        Assert.Contains("1 peak as high, at 4.000 on average, so the height shows no movement.", sentence);
        Assert.Contains("60 % is in the stilled copies' mean curve, time alone; with the frames in 400 other orders 0 % follows the pictures and 60 % their places in time.", sentence);
    }

    [Fact]
    public void A_clip_higher_than_its_stilled_copies_is_more_than_time() =>
        Assert.Contains("0 peak as high, at 3.000 on average, so the height is more than time and noise make", Given([1, 3, 2, 4], [1, 2, 3, 3]).Sentence());

    [Fact]
    public void Where_the_clip_stilled_has_the_same_curve_the_sentence_says_that_all_is_time() =>
        Assert.StartsWith("All of the curve is time", Given([1, 3, 2, 4], [1, 3, 2, 4]).Sentence());

    [Fact]
    public void Nearly_all_is_not_called_all() =>
        Assert.Contains("Of the curve's variation over 99 % is in the stilled copies' mean curve", Given([1, 3, 2, 4], [1, 3, 2, 4.01]).Sentence());

    [Fact]
    public void A_constant_curve_is_called_that() => Assert.EndsWith("The curve is constant: nothing in it varies with time or the pictures.", Given([2, 2, 2, 2], [1, 3, 2, 4]).Sentence());

    [Fact]
    public void The_figure_has_the_clip_and_its_controls_over_the_frames()
    {
        Figure figure = Given([1, 3, 2, 4], [1, 2, 3, 4]).Figure("a <clip>");
        Assert.Equal(["stilled: time alone", "the clip"], figure.Panels[0].Traces.Skip(2).Select(t => t.Name));
        Assert.Equal(["the clip", "shuffled, by position", "shuffled, by frame"], figure.Panels[1].Traces.Select(t => t.Name));
        Assert.All(figure.Panels.SelectMany(p => p.Traces).Cast<LineTrace>(), t => Assert.Equal([10, 20, 30, 40], t.X));
        Assert.Equal([3, 4, 1, 2], ((LineTrace)figure.Panels[1].Traces[2]).Y);
    }

    /// <summary>Of 40 values 0…39 two lie below and two above what nine tenths are between.</summary>
    [Fact]
    public void Nine_tenths_of_the_stilled_curves_lie_between_the_lines()
    {
        ClipControls controls = Given([1, 3, 2, 4], [0, 0, 0, 0]) with { StilledRuns = [.. Enumerable.Range(0, 40).Select(r => ImmutableArray.Create<double>(r, -r, 0, 2 * r))] };
        var lines = controls.Figure("a clip").Panels[0].Traces.Take(2).Cast<LineTrace>().ToArray();
        Assert.Equal([2, -37, 0, 4], lines[0].Y);
        Assert.Equal([37, -2, 0, 74], lines[1].Y);
    }

    [Fact]
    public void The_table_names_each_peak_with_its_frame()
    {
        ResultTable table = Given([1, 3, 2, 4], [1, 5, 3, 4]).Table();
        Assert.Equal([40, 20, 20, 40], table.Rows.Select(r => (int)r.Cells[2]!));
    }

    internal static ClipControls Given(double[] clip, double[] stilled) => new()
    {
        Clip = new([10, 20, 30, 40], [.. clip], RepeatsFrames: false),
        ShuffledByPosition = [1, 2, 3, 4],
        ShuffledByFrame = [3, 4, 1, 2],
        StilledRuns = [[.. stilled]],
        Faces = [.. Enumerable.Range(0, 4).Select(t => new Frame(8, 8, 3, [.. Enumerable.Repeat((byte)(60 * t), 192)]))],
    };
}
