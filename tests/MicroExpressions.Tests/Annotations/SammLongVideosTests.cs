using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class SammLongVideosTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_sheets_oddities_are_repaired_by_name()
    {
        _temporary.Put("samm-lv", "any.xlsx", SheetFiles.Xlsx(SmallSheets.SammLongVideos()));
        IntervalList list = SammLongVideos.Load(_temporary.Root);
        Assert.Equal(
            [
                new("001", "001_1", ExpressionKind.Macro, 100, 150, 299, 200) { ActionUnits = "4C" },
                new("001", "001_1", ExpressionKind.Micro, 400, 430, 480, 200) { ActionUnits = "4+7" },
                new("001", "001_2", ExpressionKind.Macro, 1, 900, 1500, 200) { ActionUnits = "12" },
                new("002", "002_1", ExpressionKind.Micro, 50, null, 120, 200) { ActionUnits = "1+2" },
            ],
            list.Intervals);
        Assert.Equal(
            [
                new(AnnotationRule.FractionTruncated, "Sheet1", 4, "onset '100.4' → 100"),
                new(AnnotationRule.FractionTruncated, "Sheet1", 4, "apex '150.6' → 150"),
                new(AnnotationRule.FractionTruncated, "Sheet1", 4, "offset '299.999' → 299"),
                new(AnnotationRule.RepeatedName, "Sheet1", 5, "001_1_1 names a second movement; kept"),
                new(AnnotationRule.OnsetZero, "Sheet1", 6, "onset 0 → 1"),
                new(AnnotationRule.ApexUnlabelled, "Sheet1", 7, "apex '-1' → none"),
            ],
            list.Report.Repaired);
    }

    [Fact]
    public void The_real_sheet_has_159_micro_and_343_macro_expressions_of_30_subjects_in_147_videos()
    {
        IntervalList list = SammLongVideos.Load(RealData.Root());
        Assert.Equal([159, 343, 147, 30], list.Report.Found());
        Assert.Equal(
            [
                (AnnotationRule.FractionTruncated, 178), (AnnotationRule.OnsetZero, 10),
                (AnnotationRule.ApexUnlabelled, 6), (AnnotationRule.RepeatedName, 1),
            ],
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
