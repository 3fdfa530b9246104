using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class CasmeCubedTests
{
    [Fact]
    public void Version_1_of_the_real_sheet_has_921_micro_and_3285_macro_expressions_in_956_videos() =>
        Assert.Equal([921, 3285, 956, 98], CasmeCubed.LoadVersion1(RealData.Root()).Report.Found());

    [Fact]
    public void Version_2_of_the_real_sheet_has_860_micro_and_3346_macro_expressions_in_956_videos()
    {
        AnnotationReport report = CasmeCubed.Load(RealData.Root()).Report;
        Assert.Equal([860, 3346, 956, 98], report.Found());
        Assert.Equal(
            [(AnnotationRule.BlankRow, 2), (AnnotationRule.NumberAsText, 4206), (AnnotationRule.OnsetZero, 2),
                (AnnotationRule.ApexUnlabelled, 1), (AnnotationRule.LetterCase, 5)],
            report.RepairsByRule.Select(rule => (rule.Key, rule.Value)));
    }

    [Fact]
    public void The_real_lab_list_has_277_short_micro_and_2071_macro_expressions_in_videos_of_the_sheet()
    {
        DataRoot root = RealData.Root();
        IntervalList lab = CasmeCubed.LoadLabList(root);
        Assert.Equal([277, 2071, 757, 97], lab.Report.Found());
        Assert.All(lab.Intervals.Where(i => i.Kind == ExpressionKind.Micro), i => Assert.True(i.DurationSeconds <= 0.5));
        Assert.Subset(CasmeCubed.Load(root).Intervals.Select(i => i.Video).ToHashSet(), lab.Intervals.Select(i => i.Video).ToHashSet());
    }
}
