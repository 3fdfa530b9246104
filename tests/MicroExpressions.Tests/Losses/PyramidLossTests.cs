using MicroExpressions.Losses;
using MicroExpressions.Methods.LssNet;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Losses;

public class PyramidLossTests
{
    /// <summary>Two levels over 16 steps: places at 2, 6, 10, 14 and at 4, 12.</summary>
    private static readonly PyramidSettings Pyramid = new LssNetMethod().Pyramid with { Window = 16, Levels = [new(8, 1, 0, 4, false), new(8, 2, 4, 16, false)], Ratios = [0.5, 1] };

    [Fact]
    public void A_place_answers_for_the_shortest_expression_that_holds_it_within_its_levels_range()
    {
        using var scope = NewDisposeScope();
        PyramidTargets targets = PyramidTargets.Of([[new(new(1, 15), SnippetClass.Macro), new(new(5, 8), SnippetClass.Micro)]], Pyramid, 0.5, 0.4);
        // of the fine level only place 6 has an end as near as 4 steps, that of the micro-expression; of the coarse both have the macro-expression
        Assert.Equal([0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1], targets.PlaceClasses.data<float>().ToArray());
        Assert.Equal([0, 0, 0.25f, 0.5f, 0, 0, 0, 0, 3 / 8f, 11 / 8f, 11 / 8f, 3 / 8f], targets.PlaceDistances.data<float>().ToArray());
    }

    [Fact]
    public void An_anchor_takes_the_expression_that_it_overlaps_most_and_in_between_it_teaches_nothing()
    {
        using var scope = NewDisposeScope();
        // anchors of 2 and 4 steps at 2, 6, 10, 14, of 4 and 8 at 4 and 12
        PyramidTargets targets = PyramidTargets.Of([[new(new(5, 8), SnippetClass.Micro)]], Pyramid, 0.5, 0.4);
        // [5, 7]: 2/3; [4, 8]: 3/4; [2, 6]: 1/6; [0, 8]: 3/8
        Assert.Equal([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0], targets.Matched.data<float>().ToArray());
        Assert.Equal(Enumerable.Repeat(1f, 12), targets.Taught.data<float>().ToArray());
        Assert.Equal([1, 0, 1, 0], targets.AnchorClasses.flatten().narrow(0, 4, 4).data<float>().ToArray());
        Assert.Equal([0.25f, MathF.Log(1.5f), 0.125f, MathF.Log(0.75f)], targets.AnchorShifts.flatten().narrow(0, 4, 4).data<float>().ToArray());

        PyramidTargets between = PyramidTargets.Of([[new(new(5.2, 9.5), SnippetClass.Micro)]], Pyramid, 0.5, 0.4);       // with [4, 8]: 2.8/5.5
        PyramidTargets nearly = PyramidTargets.Of([[new(new(5.4, 9.5), SnippetClass.Micro)]], Pyramid, 0.5, 0.4);        // with [4, 8]: 2.6/5.5
        Assert.Equal((1, 1), (between.Matched[0, 3].item<float>(), between.Taught[0, 3].item<float>()));
        Assert.Equal((0, 0), (nearly.Matched[0, 3].item<float>(), nearly.Taught[0, 3].item<float>()));
    }

    [Fact]
    public void What_is_made_up_moves_anchors_but_has_no_class_and_no_place()
    {
        using var scope = NewDisposeScope();
        PyramidTargets targets = PyramidTargets.Of([[new(new(5, 8), SnippetClass.Background)]], Pyramid, 0.5, 0.4);
        Assert.Equal(0, targets.PlaceClasses.sum().item<float>());
        Assert.Equal(0, targets.AnchorClasses.sum().item<float>());
        Assert.Equal(2, targets.Matched.sum().item<float>());
        Assert.Equal(0.25f, targets.AnchorShifts[0, 2, 0].item<float>());
    }

    [Fact]
    public void Smooth_l1_is_the_usual_one_at_one()
    {
        using var scope = NewDisposeScope();
        Assert.Equal((0.5 * 0.25 + (3 - 0.5)) / 2, SmoothL1Loss.Of(tensor([-0.5, 3.0]), 1).item<double>(), 12);
    }

    [Theory]
    [InlineData(1, 0, null, 1)]
    [InlineData(4, 1, 0.1, 0.111)]
    public void Gradients_agree_with_finite_differences(double micro, double windows, double? growth, double beta)
    {
        using var scope = NewDisposeScope();
        var loss = new PyramidLoss { MicroWeight = micro, WindowsCounted = windows, LargestGrowth = growth, Beta = beta };
        PyramidTargets targets = PyramidTargets.Of(
            [[new(new(1, 15), SnippetClass.Macro), new(new(5, 8), SnippetClass.Micro)], [new(new(9, 13), SnippetClass.Micro)]], Pyramid, 0.5, 0.4);
        var random = new Random(1);
        double[][] values = [.. new[] { 24, 24, 48, 48 }.Select((n, which) => Enumerable.Range(0, n).Select(_ => which == 1 ? 0.1 + random.NextDouble() : 2 * random.NextDouble() - 1).ToArray())];
        Tensor[] leaves = [.. values.Select(v => tensor(v).view(2, -1, 2).requires_grad_())];
        Value(leaves).backward();
        for (int which = 0; which < 4; which++)
            for (int i = 0; i < values[which].Length; i++)
            {
                double slope = (At(which, i, 1e-6) - At(which, i, -1e-6)) / 2e-6, found = leaves[which].grad!.flatten()[i].item<double>();
                Assert.True(Math.Abs(slope - found) < 1e-6, $"output {which}, element {i}: {found} beside {slope}");
            }

        Tensor Value(Tensor[] t) => loss.Of(new(t[0], t[1], t[2], t[3]), targets).Sum();

        double At(int which, int i, double by)
        {
            double[] moved = [.. values[which]];
            moved[i] += by;
            return Value([.. values.Select((v, k) => tensor(k == which ? moved : v).view(2, -1, 2))]).item<double>();
        }
    }
}
