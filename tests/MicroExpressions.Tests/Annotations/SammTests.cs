using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class SammTests
{
    [Fact]
    public void The_real_sheet_has_159_clips_of_29_subjects()
    {
        ClipList list = Samm.LoadClips(RealData.Root());
        Assert.Equal([159, 29], list.Report.Found());
        Assert.Empty(list.Report.Repaired);
        Assert.Empty(list.Report.Refused);
    }
}
