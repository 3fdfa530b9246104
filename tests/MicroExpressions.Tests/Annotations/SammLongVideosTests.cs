using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class SammLongVideosTests
{
    [Fact]
    public void The_real_sheet_has_159_micro_and_343_macro_expressions_of_30_subjects_in_147_videos()
    {
        IntervalList list = SammLongVideos.Load(RealData.Root());
        Assert.Equal([159, 343, 147, 30], list.Report.Found());
        Assert.Equal(
            [(AnnotationRule.FractionTruncated, 178), (AnnotationRule.OnsetZero, 10), (AnnotationRule.ApexUnlabelled, 6), (AnnotationRule.RepeatedName, 1)],
            list.Report.RepairsByRule.Select(rule => (rule.Key, rule.Value)));
    }

    [Fact]
    public void The_lab_list_is_the_real_sheet_without_three_macro_expressions()
    {
        DataRoot root = RealData.Root();
        IntervalList lab = SammLongVideos.LoadLabList(root);
        Assert.Equal([159, 340, 146, 30], lab.Report.Found());
        Assert.Empty(Bare(lab).Except(Bare(SammLongVideos.Load(root))));
        Assert.Equal(["012_4", "020_6", "036_7"], Bare(SammLongVideos.Load(root)).Except(Bare(lab)).Select(i => i.Item1));
    }

    private static IEnumerable<(string, ExpressionKind, int, int)> Bare(IntervalList list) =>
        list.Intervals.Select(i => (i.Video, i.Kind, i.Onset, i.Offset)).Order();
}
