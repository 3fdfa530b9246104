using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class OffsetPolicyTests
{
    [Fact]
    public void No_policy_puts_the_offset_before_the_apex() =>
        Prop.ForAll(Gen.Choose(1, 5000).Two().ToArbitrary(), pair =>
        {
            (int onset, int apex) = (Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2));
            return Enum.GetValues<OffsetPolicy>().All(policy => policy.OffsetFor(onset, apex) >= apex);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Each_policy_is_what_its_name_says()
    {
        Assert.Equal(110, OffsetPolicy.Apex.OffsetFor(100, 110));
        Assert.Equal(130, OffsetPolicy.ApexPlus20.OffsetFor(100, 110));
        Assert.Equal(120, OffsetPolicy.OnsetPlus20.OffsetFor(100, 110));
    }

    [Fact]
    public void An_undefined_policy_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ((OffsetPolicy)9).OffsetFor(1, 2));
}
