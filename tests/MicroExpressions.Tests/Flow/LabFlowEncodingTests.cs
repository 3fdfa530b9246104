using MicroExpressions.Flow;

namespace MicroExpressions.Tests.Flow;

public class LabFlowEncodingTests
{
    [Theory]
    [InlineData(15, 0, 128)]      // 127.5, halves to even
    [InlineData(15, 15, 255)]
    [InlineData(15, -15, 0)]
    [InlineData(15, 99, 255)]
    [InlineData(15, -99, 0)]
    [InlineData(15, 0.5, 132)]    // 15.5·8.5 = 131.75
    [InlineData(20, 0.5, 131)]    // 20.5·6.375 = 130.69
    [InlineData(20, 20, 255)]
    public void The_code_is_the_rounded_share_of_the_bound(float bound, float flow, byte code)
        => Assert.Equal(code, new LabFlowEncoding { Bound = bound }.Encode(flow));

    [Fact]
    public void The_network_sees_minus_one_to_one()
    {
        Assert.Equal([-1, 1, 256 / 255f - 1], new LabFlowEncoding().NetworkInput([-15f, 15, 0]));
    }

    [Fact]
    public void A_small_motion_is_lost_in_it()
    {
        // A step is 30/255 = 0.118 pixel: that is why everything else keeps the flow in float.
        var lab = new LabFlowEncoding();
        Assert.Equal(lab.Encode(0.01f), lab.Encode(0.09f));
    }
}
