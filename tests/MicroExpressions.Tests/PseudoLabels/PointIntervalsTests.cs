using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.PseudoLabels;

public class PointIntervalsTests
{
    private static readonly PointIntervals Settings = new();

    /// <summary>Twelve snippets that look alike; a hill over 2 to 5, higher on its shoulder, and one over 9 and 10.</summary>
    private static readonly double[] Attention = [0.1, 0.1, 0.8, 0.9, 0.9, 0.8, 0.1, 0.1, 0.1, 0.9, 0.8, 0.1];

    private static SnippetEvidence Hills(params SnippetPoint[] points) =>
        new(ones(12, 3, dtype: float64), tensor(Attention), ones(12, 3, dtype: float64), points) { SnippetSeconds = 0.25 };

    private static double[] Class(Tensor labels, SnippetClass c) => labels.select(1, (int)c).contiguous().data<double>().ToArray();

    [Fact]
    public void An_expression_is_the_run_through_its_point_that_stands_out_and_the_rest_is_background()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Settings.Generate(Hills(new(4, SnippetClass.Macro), new(9, SnippetClass.Micro)));
        Assert.Equal([0.0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0], Class(labels, SnippetClass.Macro));
        Assert.Equal([0.0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0], Class(labels, SnippetClass.Micro));
        Assert.Equal([1.0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1], Class(labels, SnippetClass.Background));
    }

    [Fact]
    public void A_run_is_no_longer_than_its_kind_can_be()
    {
        using var scope = NewDisposeScope();
        Assert.Equal((2, 16), (Settings.LongestRun(SnippetClass.Micro, 0.25), Settings.LongestRun(SnippetClass.Macro, 0.25)));
        Assert.Equal(2, Settings.Generate(Hills(new SnippetPoint(4, SnippetClass.Micro))).select(1, 0).sum().item<double>());
        Assert.Equal(1, Settings.LongestRun(SnippetClass.Micro, 3));
    }

    [Fact]
    public void A_run_ends_before_another_point()
    {
        using var scope = NewDisposeScope();
        Tensor labels = Settings.Generate(Hills(new(3, SnippetClass.Macro), new(4, SnippetClass.Micro)));
        Assert.Equal(0, labels[4, 1].item<double>());
        Assert.Equal(0, labels[3, 0].item<double>());
    }

    [Fact]
    public void Likeness_to_the_point_decides_where_attention_does_not()
    {
        using var scope = NewDisposeScope();
        Tensor x = zeros(20, 2, dtype: float64);
        x.select(1, 0).fill_(1);
        x.narrow(0, 8, 3).copy_(tensor(new[] { 0.0, 1 }));       // 8 to 10 look otherwise than the rest
        var evidence = new SnippetEvidence(x, ones(20, dtype: float64), ones(20, 3, dtype: float64), [new(9, SnippetClass.Macro)]) { SnippetSeconds = 0.25 };
        Assert.Equal([8, 9, 10], Class(Settings.Generate(evidence), SnippetClass.Macro).Index().Where(l => l.Item > 0).Select(l => l.Index));
    }

    [Fact]
    public void Without_the_rest_only_what_no_expression_could_reach_is_background()
    {
        using var scope = NewDisposeScope();
        Tensor labels = (Settings with { LabelsTheRest = false, SeeksRuns = false }).Generate(Hills(new SnippetPoint(4, SnippetClass.Micro)));
        Assert.Equal([1.0, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1], Class(labels, SnippetClass.Background));
        Assert.Equal([0.0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], Class(labels, SnippetClass.Micro));
    }

    [Fact]
    public void Every_snippet_has_one_side_and_every_point_its_class_in_one_run() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), ArbMap.Default.ArbFor<int>(), (snippets, seed) =>
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)(uint)seed);
            Tensor x = randn([snippets, 6], generator: generator), a = rand([snippets], generator: generator), s = rand([snippets, 3], generator: generator);
            var random = new Random(seed);
            SnippetPoint point = new(random.Next(snippets), (SnippetClass)random.Next(2)), other = new(random.Next(snippets), (SnippetClass)random.Next(2));
            Tensor y = Settings.Generate(new(x, a, s, [point]));
            Tensor both = Settings.Generate(new(x, a, s, [point, other]));
            float[] run = y.select(1, (int)point.Class).contiguous().data<float>().ToArray();
            int first = Array.IndexOf(run, 1f), last = Array.LastIndexOf(run, 1f);
            return first <= point.Snippet && point.Snippet <= last && run[first..(last + 1)].All(v => v == 1)
                && last - first < Settings.LongestRun(point.Class, 8 / 30.0)
                && y.sum(dim: 1).eq(1).all().item<bool>() && both[other.Snippet, (int)other.Class].item<float>() == 1
                && (both.narrow(1, 0, 2).amax([1]) + both.select(1, 2)).eq(1).all().item<bool>() && !y.requires_grad;
        }).QuickCheckThrowOnFailure();
}
