using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.PseudoLabels;

public class RegionSamplingTests
{
    [Fact]
    public void Eq10_lists_the_snippets_of_the_class_in_time_order()
    {
        using var scope = NewDisposeScope();
        Tensor labels = tensor(new float[] { 0, 1, 0, 0, 0, 1, 1, 1, 0 }).view(3, 3);
        Assert.Equal([0L, 2], RegionSampling.SnippetsOf(labels, SnippetClass.Macro));
        Assert.Equal([1L], RegionSampling.SnippetsOf(labels, SnippetClass.Background));
    }

    [Fact]
    public void Eq11_means_of_the_whole_and_of_equal_regions()
    {
        using var scope = NewDisposeScope();
        Tensor x = arange(10, dtype: float32).view(10, 1);
        // five snippets in two regions: ⌊5/2⌋ = 2 and 3
        Assert.Equal([4, 1.5, 5.667], RegionSampling.RegionVectors(x, [1, 2, 3, 5, 9], 2).flatten().data<float>().ToArray().Select(v => Math.Round(v, 3)));
    }

    [Fact]
    public void Eq11_repeats_snippets_where_there_are_fewer_than_regions()
    {
        using var scope = NewDisposeScope();
        Tensor x = arange(10, dtype: float32).view(10, 1);
        Assert.Equal([5f, 3, 3, 7, 7], RegionSampling.RegionVectors(x, [3, 7], 4).flatten().data<float>().ToArray());
    }

    [Fact]
    public void Every_snippet_lies_in_one_region_where_there_are_enough() =>
        Prop.ForAll(Gen.Choose(1, 12).ToArbitrary(), Gen.Choose(0, 40).ToArbitrary(), (regions, more) =>
        {
            using var scope = NewDisposeScope();
            int snippets = regions + more;
            Tensor share = RegionSampling.RegionVectors(eye(snippets), [.. Enumerable.Range(0, snippets).Select(i => (long)i)], regions);
            Tensor covered = share.narrow(0, 1, regions).gt(0).to(int64);                // [regions, snippets]
            Tensor sizes = covered.sum([1]);
            return covered.sum([0]).eq(1).all().item<bool>() && sizes.max().item<long>() - sizes.min().item<long>() <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_class_without_a_snippet_has_empty_slots()
    {
        using var scope = NewDisposeScope();
        Tensor labels = tensor(new float[] { 1, 0, 0, 0, 0, 1 }).view(2, 3), x = ones(2, 4).requires_grad_();
        var (vectors, classes) = new RegionSampling { Background = 2 }.Sample(x, labels);
        Assert.Equal([3 + 4 + 3, 4], vectors.shape);
        Assert.Equal(
            [.. Enumerable.Repeat<SnippetClass?>(SnippetClass.Micro, 3), .. new SnippetClass?[4], .. Enumerable.Repeat<SnippetClass?>(SnippetClass.Background, 3)],
            classes);
        Assert.Equal(0, vectors.narrow(0, 3, 4).abs().sum().item<float>());
        Assert.True(vectors.requires_grad);
    }

    [Fact]
    public void A_batch_gives_each_video_the_vectors_and_gradients_that_it_has_alone()
    {
        using var scope = NewDisposeScope();
        var random = new Random(3);
        int[] lengths = [7, 30, 19];
        Tensor[] labels = [.. lengths.Select(n => tensor([.. Enumerable.Range(0, 3 * n).Select(_ => random.NextDouble() < 0.3 ? 1f : 0f)], dtype: float32).view(n, 3))];
        Tensor x = tensor([.. Enumerable.Range(0, 3 * 30 * 5).Select(_ => (float)random.NextDouble())], dtype: float32).view(3, 30, 5).requires_grad_();
        var sampling = new RegionSampling();
        var (vectors, classes) = sampling.Sample(x, labels);
        vectors.square().sum().backward();
        for (int b = 0; b < 3; b++)
        {
            Tensor alone = x.detach()[b].narrow(0, 0, lengths[b]).clone().requires_grad_();
            var (own, ownClasses) = sampling.Sample(alone, labels[b]);
            own.square().sum().backward();
            Assert.Equal(ownClasses, classes[b]);
            Assert.True(vectors[b].allclose(own, rtol: 1e-5, atol: 1e-6));
            Assert.True(x.grad![b].narrow(0, 0, lengths[b]).allclose(alone.grad!, rtol: 1e-5, atol: 1e-6));
            Assert.Equal(0, x.grad![b].narrow(0, lengths[b], 30 - lengths[b]).abs().sum().item<float>());
        }
    }

    [Fact]
    public void The_paper_has_18_slots() => Assert.Equal(18, new RegionSampling().SlotClasses().Count);
}
