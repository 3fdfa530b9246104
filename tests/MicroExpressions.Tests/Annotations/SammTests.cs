using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class SammTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("/"), InlineData("\\"), InlineData("-"), InlineData(-1), InlineData(0), InlineData(null)]
    public void A_clip_without_apex_is_refused_by_rule_whatever_the_mark(object? mark)
    {
        _temporary.Put("samm", "any.xlsx", SheetFiles.Xlsx(SmallSheets.Samm().With(1, 4, mark)));
        ClipList list = Samm.LoadClips(_temporary.Root);
        Assert.Equal(["001_1_2", "002_3_1"], list.Clips.Select(c => c.Name));
        Assert.Equal((AnnotationRule.ApexUnlabelled, 2), (Assert.Single(list.Report.Refused).Rule, list.Report.Refused[0].Row));
        Assert.Equal(1, list.Report.RepairsByRule[AnnotationRule.ApexUnlabelled]);
    }

    [Fact]
    public void The_real_sheet_has_159_clips_of_29_subjects()
    {
        ClipList list = Samm.LoadClips(RealData.Root());
        Assert.Equal([159, 29], list.Report.Found());
        Assert.Empty(list.Report.Repaired);
        Assert.Empty(list.Report.Refused);
    }
}
