using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Features;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Tests.Features;

public sealed class I3dInferenceTests
{
    [Fact]
    public void The_maximum_along_an_axis_is_that_of_the_padded_pool()
    {
        Prop.ForAll(Gen.Choose(1, 11).ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), Gen.Choose(1, 3).ToArbitrary(), (size, kernel, stride) =>
        {
            using var scope = NewDisposeScope();
            Tensor x = rand([2, 3, size, 2, 2]);
            long[] window = [kernel, 1, 1], step = [stride, 1, 1];
            Tensor expected = F.max_pool3d(F.pad(x, SamePadding.OfClip(x.shape, window, step)), window, step);
            return I3dInference.MaximumAlong(x, 2, kernel, stride).Equals(expected);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_snippets_features_do_not_depend_on_its_neighbours_in_the_batch()
    {
        using var scope = NewDisposeScope();
        using I3D network = I3dGolden.Network(2);
        using var inference = new I3dInference(network);
        Tensor clips = I3dGolden.Clip([5, 2, 8, 32, 32]), together = inference.Features(clips);
        Assert.Equal([5, I3D.Features], together.shape);
        for (int i = 0; i < 5; i++)
            Assert.True(together[i].allclose(inference.Features(clips[i..(i + 1)])[0], rtol: 1e-4, atol: 1e-4));
    }

    [Fact]
    public void Nothing_but_the_result_is_left_in_memory()
    {
        using var network = new I3D(2);
        using var inference = new I3dInference(network);
        using Tensor clip = zeros([1, 2, 8, 32, 32]);
        using var scope = NewDisposeScope();
        inference.Features(clip);
        Assert.Equal(1, scope.DisposablesCount);
    }
}
