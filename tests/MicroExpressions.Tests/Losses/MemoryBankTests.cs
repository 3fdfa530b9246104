using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Losses;

public class MemoryBankTests
{
    private static readonly RegionSampling Sampling = new() { Micro = 1, Macro = 1, Background = 1 };

    [Fact]
    public void A_video_seen_again_overwrites_its_own_slots_only()
    {
        using var scope = NewDisposeScope();
        using var bank = new MemoryBank(2, Sampling, 3);
        Assert.All(bank.All().Classes, c => Assert.Null(c));
        SnippetClass?[] micro = [SnippetClass.Micro, SnippetClass.Micro, null, null, SnippetClass.Background, SnippetClass.Background];
        bank.Write(0, ones(6, 3), micro);
        bank.Write(1, 2 * ones(6, 3), new SnippetClass?[6]);
        bank.Write(1, 3 * ones(6, 3).requires_grad_(), micro);
        ClassedVectors all = bank.All();
        Assert.Equal([.. micro, .. micro], all.Classes);
        Assert.Equal([1f, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3], all.Vectors.select(1, 0).data<float>().ToArray());
        Assert.False(all.Vectors.requires_grad);
    }

    [Fact]
    public void Its_content_is_saved_with_the_model()
    {
        using var bank = new MemoryBank(2, Sampling, 3);
        Assert.Equal(["filled", "vectors"], bank.state_dict().Keys.Order());
        Assert.Empty(bank.parameters());
    }
}
