using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Losses;

public class SpottingLossTests
{
    private static readonly ClassPooling Pooling = new() { MicroDivisor = 4, MacroDivisor = 2, BackgroundDivisor = 2 };

    // two videos of 4 and 2 snippets; what was filled up is 0
    private static readonly double[] Attention = [0.9, 0.2, 0.6, 0.3, 0.7, 0.4, 0, 0];
    private static readonly double[] Rgb = [0.8, 0.3, 0.5, 0.1, 0.9, 0.2, 0, 0];
    private static readonly double[] Flow = [0.7, 0.1, 0.4, 0.45, 0.5, 0.6, 0, 0];
    private static readonly double[] Map =
    [
        0.8, 0.1, 0.15, 0.3, 0.6, 0.72, 0.5, 0.25, 0.33, 0.2, 0.45, 0.9,
        0.35, 0.75, 0.2, 0.15, 0.5, 0.7, 0, 0, 0, 0, 0, 0,
    ];
    private static readonly int[] Lengths = [4, 2];

    private static Tensor A(double[] values) => tensor(values, dtype: float64).view(2, 4);
    private static Tensor S(double[] values) => tensor(values, dtype: float64).view(2, 4, 3);
    private static Tensor Presence() => tensor(new double[] { 1, 0, 0, 1 }, dtype: float64).view(2, 2);
    private static Tensor Mask() => SpotterInput.MaskOf(Lengths, 4).to(float64);

    private static Tensor Labels()
    {
        Tensor labels = zeros(2, 4, 3, dtype: float64);
        labels[0, 0, 0] = labels[0, 3, 2] = labels[1, 0, 1] = tensor(1.0);
        return labels;
    }

    private static double Entropy(double p, double y) => -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));

    [Fact]
    public void Each_class_is_pooled_over_its_own_number_of_snippets()
    {
        using var scope = NewDisposeScope();
        double[] p = Pooling.Scores(S(Map), Lengths).flatten().data<double>().ToArray();
        // video 1: k = 1, 2, 2; video 2: k = 1, 1, 1
        Assert.Equal([0.8, 0.525, 0.81, 0.35, 0.75, 0.7], p.Select(v => Math.Round(v, 12)));
        Assert.Equal([6, 12, 50], Enumerable.Range(0, 3).Select(c => new ClassPooling().Count(100, c)));
    }

    [Fact]
    public void Eq12_is_the_cross_entropy_of_the_pooled_map_with_background_always_present()
    {
        using var scope = NewDisposeScope();
        double expected = (Entropy(0.8, 1) + Entropy(0.525, 0) + Entropy(0.81, 1) + Entropy(0.35, 0) + Entropy(0.75, 1) + Entropy(0.7, 1)) / 6;
        Assert.Equal(expected, VideoClassLoss.Of(S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(), 12);
    }

    [Fact]
    public void Eq13_pools_what_attention_leaves()
    {
        using var scope = NewDisposeScope();
        // A·S: video 1 micro 0.72 0.06 0.3 0.06, macro 0.09 0.12 0.15 0.135; video 2 micro 0.245 0.06, macro 0.525 0.2
        double expected = (Entropy(0.72, 1) + Entropy(0.1425, 0) + Entropy(0.245, 0) + Entropy(0.525, 1)) / 4;
        Assert.Equal(expected, AttendedClassLoss.Of(A(Attention), S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(), 12);
    }

    [Fact]
    public void Eq14_is_the_sum_of_both()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            VideoClassLoss.Of(S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>()
            + AttendedClassLoss.Of(A(Attention), S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(),
            VideoLoss.Of(A(Attention), S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(), 12);
    }

    [Fact]
    public void Eq15_a_point_or_a_pseudo_label_makes_a_label()
    {
        using var scope = NewDisposeScope();
        Tensor pseudo = tensor(new double[] { 0, 0, 1, 0, 0, 0 }).view(2, 3);
        Tensor labels = SnippetLoss.Labels([new(1, SnippetClass.Macro)], pseudo);
        Assert.Equal([0.0, 0, 1, 0, 1, 0], labels.flatten().data<double>().ToArray());
        Assert.Equal(0, pseudo[1, 1].item<double>());
    }

    [Fact]
    public void Eq16_counts_labelled_snippets_only()
    {
        using var scope = NewDisposeScope();
        double expected = (
            Entropy(0.72, 1) + Entropy(0.09, 0) + Entropy(0.15, 0)
            + Entropy(0.06, 0) + Entropy(0.135, 0) + Entropy(0.9, 1)
            + Entropy(0.245, 0) + Entropy(0.525, 1) + Entropy(0.2, 0)) / 9;
        Assert.Equal(expected, SnippetLoss.Of(A(Attention), S(Map), Labels(), SnippetAveraging.Batch).item<double>(), 12);
        Assert.Equal(0, SnippetLoss.Of(A(Attention), S(Map), zeros(2, 4, 3, dtype: float64), SnippetAveraging.Batch).item<double>());
    }

    [Fact]
    public void Eq16_can_be_averaged_video_by_video_or_with_expressions_and_background_apart()
    {
        using var scope = NewDisposeScope();
        double first = (Entropy(0.72, 1) + Entropy(0.09, 0) + Entropy(0.15, 0)) / 3, second = (Entropy(0.06, 0) + Entropy(0.135, 0) + Entropy(0.9, 1)) / 3;
        double third = (Entropy(0.245, 0) + Entropy(0.525, 1) + Entropy(0.2, 0)) / 3;
        Assert.Equal(((first + second) / 2 + third) / 2, SnippetLoss.Of(A(Attention), S(Map), Labels(), SnippetAveraging.Video).item<double>(), 12);
        Assert.Equal(((first + third) / 2 + second) / 2, SnippetLoss.Of(A(Attention), S(Map), Labels(), SnippetAveraging.Classes).item<double>(), 12);
    }

    [Theory]
    [InlineData(SnippetAveraging.Video)]
    [InlineData(SnippetAveraging.Classes)]
    public void Where_only_background_or_nothing_is_labelled_the_mean_is_of_what_there_is(SnippetAveraging averaging)
    {
        using var scope = NewDisposeScope();
        Tensor labels = zeros(2, 4, 3, dtype: float64);
        Assert.Equal(0, SnippetLoss.Of(A(Attention), S(Map), labels, averaging).item<double>());
        labels[0, 3, 2] = tensor(1.0);
        Assert.Equal((Entropy(0.06, 0) + Entropy(0.135, 0) + Entropy(0.9, 1)) / 3, SnippetLoss.Of(A(Attention), S(Map), labels, averaging).item<double>(), 12);
    }

    [Fact]
    public void Eq12_and_Eq13_can_be_summed_over_the_classes()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(
            3 * VideoClassLoss.Of(S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(),
            VideoClassLoss.Of(S(Map), Presence(), Lengths, Pooling, OverClasses.Sum).item<double>(), 12);
        Assert.Equal(
            2 * AttendedClassLoss.Of(A(Attention), S(Map), Presence(), Lengths, Pooling, OverClasses.Mean).item<double>(),
            AttendedClassLoss.Of(A(Attention), S(Map), Presence(), Lengths, Pooling, OverClasses.Sum).item<double>(), 12);
    }

    [Fact]
    public void Weights_that_cannot_teach_are_refused_by_name()
    {
        foreach (double none in new[] { 0, -1, double.NaN })
            Assert.StartsWith("λ₁", Assert.Throws<InputException>(() => new SpottingLoss { Snippet = none }.Checked()).Found);
        Assert.Equal("λ₂ (Contrastive) = -0.1", Assert.Throws<InputException>(() => new SpottingLoss { Contrastive = -0.1 }.Checked()).Found);
        Assert.Equal("τ (Temperature) = 0", Assert.Throws<InputException>(() => new SpottingLoss { Temperature = 0 }.Checked()).Found);
        Assert.Same(Default, Default.Checked());
    }

    [Fact]
    public void An_averaging_that_does_not_exist_is_told_which_do()
    {
        Assert.Equal("one of Batch, Video, Classes", Assert.Throws<InputException>(() => new SpottingLoss { Averaging = (SnippetAveraging)7 }.Checked()).Expected);
        Assert.Equal("one of Mean, Sum", Assert.Throws<InputException>(() => new SpottingLoss { Classes = (OverClasses)7 }.Checked()).Expected);
    }

    private static SpottingLoss Default { get; } = new();

    [Fact]
    public void A_certain_error_stays_finite()
    {
        using var scope = NewDisposeScope();
        Tensor map = zeros(2, 4, 3, dtype: float64);
        Assert.Equal(-Math.Log(1e-6) / 3, SnippetLoss.Of(A(Attention), map, Labels(), SnippetAveraging.Batch).item<double>(), 5);
    }

    [Fact]
    public void Guide_sparsity_and_agreement_are_means_over_each_videos_own_snippets()
    {
        using var scope = NewDisposeScope();
        // |1 − A − S_bg|: 0.05 0.08 0.07 0.2; 0.1 0.1
        Assert.Equal((0.1 + 0.1) / 2, GuideLoss.Of(A(Attention), S(Map), Mask()).item<double>(), 12);
        Assert.Equal((0.5 + 0.55) / 2, SparsityLoss.Of(A(Attention), Mask()).item<double>(), 12);
        // (A^r − A^f)²: 0.01 0.04 0.01 0.1225; 0.16 0.16
        Assert.Equal((0.045625 + 0.16) / 2, MutualLoss.Of(A(Rgb), A(Flow), Mask()).item<double>(), 12);
    }

    [Fact]
    public void Eq18_adds_the_terms_with_their_weights_and_pre_training_leaves_two_out()
    {
        using var scope = NewDisposeScope();
        var loss = new SpottingLoss { Pooling = Pooling };
        LossTerms all = loss.Of(Output(), Input(), Presence(), Labels(), tensor(2.0)), first = loss.Of(Output(), Input(), Presence(), null, null);
        Assert.Equal(["L_vid", "L_snip", "L_fcl", "L_guide", "L_sparse", "L_mut"], all.Terms.Select(t => t.Name));
        Assert.Equal(["L_vid", "L_guide", "L_sparse", "L_mut"], first.Terms.Select(t => t.Name));
        Assert.Equal([1, loss.Snippet, 0.1, 0.8, 0.8, 1], all.Terms.Select(t => t.Weight));
        double snippet = SnippetLoss.Of(A(Attention), S(Map), Labels(), loss.Averaging).item<double>();
        Assert.Equal(all.Sum().item<double>(), first.Sum().item<double>() + loss.Snippet * snippet + 0.2, 12);
    }

    public static TheoryData<string> Terms => ["L_vid", "L_snip", "L_guide", "L_sparse", "L"];

    [Theory]
    [MemberData(nameof(Terms))]
    public void Gradients_agree_with_finite_differences(string name)
    {
        using var scope = NewDisposeScope();
        var (a, r, f, s) = (A(Attention).requires_grad_(), A(Rgb).requires_grad_(), A(Flow).requires_grad_(), S(Map).requires_grad_());
        Value(a, r, f, s).backward();
        (Tensor Leaf, double[] Values, int Which)[] leaves = [(a, Attention, 0), (r, Rgb, 1), (f, Flow, 2), (s, Map, 3)];
        foreach ((Tensor leaf, double[] values, int which) in leaves)
            for (int i = 0; i < values.Length; i++)
            {
                if (leaf.grad is null)
                    continue;
                double slope = (At(which, i, 1e-6) - At(which, i, -1e-6)) / 2e-6, found = leaf.grad.flatten()[i].item<double>();
                Assert.True(Math.Abs(slope - found) < 1e-7 || Filled(which, i), $"{name}: input {which}, element {i}: {found} beside {slope}");
            }

        double At(int which, int element, double change)
        {
            double[][] inputs = [[.. Attention], [.. Rgb], [.. Flow], [.. Map]];
            inputs[which][element] += change;
            return Value(A(inputs[0]), A(inputs[1]), A(inputs[2]), S(inputs[3])).item<double>();
        }

        Tensor Value(Tensor attention, Tensor rgb, Tensor flow, Tensor map)
        {
            // L_mut is left to its own test: what it does not differentiate, finite differences would
            LossTerms terms = new SpottingLoss { Pooling = Pooling, Mutual = 0 }.Of(new(rgb, flow, attention, map, map), Input(), Presence(), Labels(), null);
            return name == "L" ? terms.Sum() : terms.Terms.Single(t => t.Name == name).Value;
        }

        static bool Filled(int which, int element) => element >= (which < 3 ? 6 : 18);
    }

    [Fact]
    public void Each_modality_learns_from_the_other_as_it_stands()
    {
        using var scope = NewDisposeScope();
        var (r, f) = (A(Rgb).requires_grad_(), A(Flow).requires_grad_());
        MutualLoss.Of(r, f, Mask()).backward();
        // ½ · 2 (0.8 − 0.7) / 4 snippets / 2 videos for one, the opposite for the other
        Assert.Equal(0.1 / 8, r.grad![0, 0].item<double>(), 12);
        Assert.Equal(-0.1 / 8, f.grad![0, 0].item<double>(), 12);
    }

    private static SpotterOutput Output() => new(A(Rgb), A(Flow), A(Attention), S(Map), S(Map));

    private static SpotterInput Input() => new(S(Map), S(Map), Mask(), Lengths);
}
