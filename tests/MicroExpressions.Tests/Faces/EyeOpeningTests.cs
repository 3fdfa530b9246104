using MicroExpressions.Faces;

namespace MicroExpressions.Tests.Faces;

public class EyeOpeningTests
{
    [Fact]
    public void Dips_below_seven_tenths_of_the_usual_opening_are_blinks()
    {
        double[] openings = [.3, .31, .3, .1, .05, .12, .3, .3, double.NaN, .3, .22, .3, .1];
        Assert.Equal([(3, 5), (12, 12)], EyeOpening.Blinks(openings));
    }

    [Fact]
    public void Where_no_face_is_seen_nobody_blinks() => Assert.Empty(EyeOpening.Blinks([double.NaN, double.NaN]));
}
