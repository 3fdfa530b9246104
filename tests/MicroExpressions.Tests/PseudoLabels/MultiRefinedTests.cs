using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.PseudoLabels;

/// <summary>
/// Five snippets, of which snippet 1 is labelled as micro-expression; k = ⌊0.4·5⌋ = 2.
/// <code>
/// t   features   A      S_ME   what it is                          its label, and why
/// 0   (−1, 0)    0.10   0.10   quiet                               background: among the 4 of lowest attention
/// 1   ( 1, 0)    0.80   0.90   the labelled snippet                ME
/// 2   ( 1, 0.1)  0.70   0.85   its neighbour, looks like it        ME: similar, attended, above average, above θ
/// 3   ( 1, 0.2)  0.20   0.70   similar, but nothing attends to it  background: not in the top k of Â
/// 4   (−1, 0.1)  0.95   0.90   a blink: attended, but unlike       none: similarity takes it off, attention keeps it off the background
/// </code>
/// </summary>
public class MultiRefinedTests
{
    private static readonly double[,] X = { { -1, 0 }, { 1, 0 }, { 1, 0.1 }, { 1, 0.2 }, { -1, 0.1 } };
    private static readonly double[] A = [0.1, 0.8, 0.7, 0.2, 0.95];
    private static readonly double[,] S = { { 0.1, 0.1, 0.9 }, { 0.9, 0.1, 0.1 }, { 0.85, 0.1, 0.2 }, { 0.7, 0.1, 0.6 }, { 0.9, 0.2, 0.3 } };
    private static readonly SnippetPoint Point = new(1, SnippetClass.Micro);
    private static readonly MultiRefined Settings = new() { TopShare = 0.4 };

    private static SnippetEvidence Five(params SnippetPoint[] points) =>
        new(from_array(X), tensor(A), from_array(S), points.Length == 0 ? [Point] : points);

    [Theory]
    [InlineData(0, "background")]
    [InlineData(1, "ME")]
    [InlineData(2, "ME")]
    [InlineData(3, "background")]
    [InlineData(4, "none")]
    public void Five_snippets_get_the_label_that_the_table_explains(int t, string label)
    {
        using var scope = NewDisposeScope();
        double[] row = Row(Settings.Generate(Five()), t);
        Assert.Equal(label switch { "ME" => [1, 0, 0], "background" => [0, 0, 1], _ => new double[3] }, row);
    }

    [Fact]
    public void Eq01_is_the_cosine_with_each_point()
    {
        using var scope = NewDisposeScope();
        Tensor m = MultiRefined.PointSimilarity(from_array(X), [Point, new(4, SnippetClass.Macro)]);
        Assert.Equal([5, 2], m.shape);
        Assert.Equal(1, m[1, 0].item<double>(), 12);
        Assert.Equal(1 / Math.Sqrt(1.01), m[2, 0].item<double>(), 12);
        Assert.Equal((-1 + 0.1 * 0.1) / 1.01, m[2, 1].item<double>(), 12);
    }

    [Fact]
    public void Eq02_stretches_the_best_similarity_to_0_and_1_and_weighs_the_attention()
    {
        using var scope = NewDisposeScope();
        Tensor m = tensor(new double[] { -1, 0.5, 0, 1, -1, 0.2 }).view(3, 2);      // best: 0.5, 1, 0.2
        Tensor refined = MultiRefined.RefinedAttention(m, tensor(new[] { 0.4, 0.8, 0.9 }));
        Assert.Equal(0.4 * 0.375, refined[0].item<double>(), 12);                    // (0.5 − 0.2)/(1 − 0.2)
        Assert.Equal([0.8, 0], [refined[1].item<double>(), refined[2].item<double>()]);
    }

    [Fact]
    public void Eq02_keeps_the_attention_where_all_snippets_are_alike()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(A, MultiRefined.RefinedAttention(ones(5, 1, dtype: float64), tensor(A)).data<double>().ToArray());
    }

    [Fact]
    public void Eq03_keeps_the_scores_of_the_top_k_only()
    {
        using var scope = NewDisposeScope();
        Tensor s1 = Settings.ForegroundScores(tensor(A), from_array(S));
        Assert.Equal([0.0, 0.1, 0.0, 0.0, 0.2], s1.select(1, 1).data<double>().ToArray());
    }

    [Fact]
    public void Eq04_averages_the_points_of_the_class()
    {
        using var scope = NewDisposeScope();
        SnippetEvidence evidence = Five(new(0, SnippetClass.Macro), new(3, SnippetClass.Macro));
        Assert.Equal([0.0, 0.1], MultiRefined.Prototype(evidence.Features, evidence, SnippetClass.Macro)!.data<double>().ToArray());
        Assert.Null(MultiRefined.Prototype(evidence.Features, evidence, SnippetClass.Micro));
    }

    [Fact]
    public void Eq05_is_a_softmax_over_the_classes_of_the_video()
    {
        using var scope = NewDisposeScope();
        SnippetEvidence both = Five(Point, new(0, SnippetClass.Macro));
        double[] w = Row(MultiRefined.ClassSimilarity(both.Features, both), 1);      // cosines 1 and −1
        Assert.Equal(Math.E / (Math.E + 1 / Math.E), w[0], 12);
        Assert.Equal(1, w[0] + w[1], 12);
        SnippetEvidence micro = Five();
        Assert.Equal([1.0, 0], Row(MultiRefined.ClassSimilarity(micro.Features, micro), 4));
    }

    [Fact]
    public void Eq06_weighs_class_by_class()
    {
        using var scope = NewDisposeScope();
        Tensor s2 = MultiRefined.WeighedScores(tensor(new[] { 0.7, 0.3 }).view(1, 2), tensor(new[] { 0.5, 0.5 }).view(1, 2));
        Assert.Equal([0.35, 0.15], s2.data<double>().ToArray().Select(v => Math.Round(v, 12)));
    }

    [Fact]
    public void Eq07_drops_what_is_not_above_the_mean_of_the_original_map()
    {
        using var scope = NewDisposeScope();
        Tensor map = tensor(new[] { 0.2, 0.0, 0.9, 0.4, 0.0, 0.9 }).view(2, 3);      // means 0.3, 0
        Tensor s3 = MultiRefined.AboveAverage(tensor(new[] { 0.31, 0.1, 0.29, 0.0 }).view(2, 2), map);
        Assert.Equal([0.31, 0.1, 0, 0], s3.data<double>().ToArray());
    }

    [Fact]
    public void Eq08_compares_with_the_largest_score_or_with_1()
    {
        using var scope = NewDisposeScope();
        Tensor s3 = tensor(new[] { 0.5, 0.0, 0.45, 0.0, 0.3, 0.0 }).view(3, 2);
        Assert.Equal([1.0, 0, 1, 0, 0, 0], Settings.ForegroundLabels(s3, [new(0, SnippetClass.Micro)]).data<double>().ToArray());
        Assert.Equal(0, (Settings with { Scale = ThresholdScale.Absolute }).ForegroundLabels(s3, [new(0, SnippetClass.Micro)]).sum().item<double>());
    }

    [Fact]
    public void Eq08_compares_with_the_largest_score_only_where_both_classes_are_if_so_set()
    {
        using var scope = NewDisposeScope();
        Tensor s3 = tensor(new[] { 0.5, 0.0, 0.45, 0.0, 0.3, 0.0 }).view(3, 2);
        MultiRefined settings = Settings with { Scale = ThresholdScale.RelativeWhereBoth };
        Assert.Equal(0, settings.ForegroundLabels(s3, [new(0, SnippetClass.Micro)]).sum().item<double>());
        Assert.Equal([1.0, 0, 1, 0, 0, 0], settings.ForegroundLabels(s3, [new(0, SnippetClass.Micro), new(2, SnippetClass.Macro), new(2, SnippetClass.Micro)]).data<double>().ToArray());
    }

    [Fact]
    public void A_snippet_gets_the_stronger_class_and_at_a_point_the_points()
    {
        using var scope = NewDisposeScope();
        // shares of the largest: snippet 0 both 1 (the first wins), 1 micro 0.9 and macro 0.95, 2 the same at a micro point, 3 at points of both
        Tensor s3 = tensor(new[] { 0.5, 0.2, 0.45, 0.19, 0.45, 0.19, 0.45, 0.19 }).view(4, 2);
        SnippetPoint[] points = [new(2, SnippetClass.Micro), new(3, SnippetClass.Micro), new(3, SnippetClass.Macro)];
        Assert.Equal([1.0, 0, 0, 1, 1, 0, 1, 1], Settings.ForegroundLabels(s3, points).flatten().data<double>().ToArray());
        Assert.Equal(8, (Settings with { OneClass = false }).ForegroundLabels(s3, points).sum().item<double>());
    }

    [Fact]
    public void Background_can_come_from_the_activation_map_alone()
    {
        using var scope = NewDisposeScope();
        SnippetEvidence evidence = Five();
        double[] background = (Settings with { Background = BackgroundSource.ActivationMap, TopShare = 0.2 }).Generate(evidence).select(1, 2).data<double>().ToArray();
        double[] map = evidence.ActivationMap.select(1, 2).contiguous().data<double>().ToArray();
        Assert.All(background.Index().Where(b => b.Item > 0), b => Assert.Contains(map[b.Index], map.OrderDescending().Take(2)));
    }

    [Fact]
    public void Eq09_takes_the_lowest_attention_but_no_point_and_no_foreground()
    {
        using var scope = NewDisposeScope();
        // 2k = 4 lowest: 0, 3, 2, 1; snippet 1 is a point, snippet 2 is foreground
        Tensor foreground = zeros(5, 2, dtype: float64);
        foreground[2, 0] = tensor(1.0);
        Assert.Equal([1.0, 0, 0, 1, 0], Settings.BackgroundLabels(tensor(A), foreground, [Point]).data<double>().ToArray());
    }

    [Fact]
    public void Without_foreground_similarity_the_blink_gets_the_label()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0, 1, 0, 0, 1], Micro(MultiRefined.Ca));
        Assert.Equal([0, 1, 0, 0, 1], Micro(MultiRefined.Caf2));
        Assert.Equal([0, 1, 1, 0, 0], Micro(MultiRefined.Caf1));
        Assert.Equal([0, 1, 1, 0, 1], Micro(MultiRefined.C));      // without attention every high score is one

        double[] Micro(MultiRefined variant) => (variant with { TopShare = 0.4 }).Generate(Five()).select(1, 0).data<double>().ToArray();
    }

    [Fact]
    public void A_class_without_a_point_gets_no_label()
    {
        using var scope = NewDisposeScope();
        foreach (MultiRefined variant in new[] { new(), MultiRefined.C, MultiRefined.Ca, MultiRefined.Caf1, MultiRefined.Caf2 })
            Assert.Equal(0, variant.Generate(Five()).select(1, 1).sum().item<double>());
    }

    [Fact]
    public void A_video_without_points_is_an_error()
    {
        using var scope = NewDisposeScope();
        var evidence = new SnippetEvidence(from_array(X), tensor(A), from_array(S), []);
        Assert.Contains("without a point", Assert.Throws<InputException>(() => Settings.Generate(evidence)).Message);
    }

    [Fact]
    public void Labels_are_0_or_1_never_of_two_sides_and_count_as_k_allows() =>
        Prop.ForAll(Gen.Choose(1, 40).ToArbitrary(), ArbMap.Default.ArbFor<int>(), (snippets, seed) =>
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator((ulong)(uint)seed);
            Tensor x = randn([snippets, 6], generator: generator), a = rand([snippets], generator: generator), s = rand([snippets, 3], generator: generator);
            var random = new Random(seed);
            SnippetPoint[] points = [.. Enumerable.Range(0, 3).Select(i => new SnippetPoint(random.Next(snippets), (SnippetClass)(i % 2)))];
            var settings = new MultiRefined { Threshold = 0.5 };
            Tensor y = settings.Generate(new(x, a, s, points));
            Tensor foreground = y.narrow(1, 0, 2).amax([1]), background = y.select(1, 2);
            bool binary = (y * (1 - y)).abs().sum().item<float>() == 0;
            bool apart = (foreground * background).sum().item<float>() == 0;
            bool few = foreground.sum().item<float>() <= settings.TopCount(snippets) && background.sum().item<float>() <= 2 * settings.TopCount(snippets);
            bool pointsFree = points.All(p => background[p.Snippet].item<float>() == 0);
            return binary && apart && few && pointsFree && !y.requires_grad;
        }).QuickCheckThrowOnFailure();

    private static double[] Row(Tensor matrix, int t) => matrix[t].contiguous().data<double>().ToArray();
}
