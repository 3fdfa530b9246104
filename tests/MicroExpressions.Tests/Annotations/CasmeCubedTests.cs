using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class CasmeCubedTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Text_numbers_upper_case_letters_and_blank_rows_are_repaired_by_name()
    {
        _temporary.Put("casme-cubed", "any.xls", SheetFiles.Xls(SmallSheets.CasmeCubed()));
        IntervalList list = CasmeCubed.Load(_temporary.Root);
        Assert.Equal(["spNO.1/a", "spNO.1/j"], list.Intervals.Select(i => i.Video));
        Assert.Equal([40, 355], list.Intervals.Select(i => i.Onset));
        Assert.Equal([AnnotationRule.NumberAsText, AnnotationRule.LetterCase], list.Report.RepairsByRule.Keys);
    }

    [Fact]
    public void The_lab_list_names_subjects_as_the_sheet_does()
    {
        _temporary.Put("casme-cubed", "any.csv", SheetFiles.Csv(
            SmallSheets.LabList().With(1, 1, "d/007/a").With(1, 0, "007").With(2, 1, "d/007/b").With(2, 0, "007")));
        Assert.Equal([("spNO.7", "spNO.7/a"), ("spNO.7", "spNO.7/b")],
            CasmeCubed.LoadLabList(_temporary.Root).Intervals.Select(i => (i.Subject, i.Video)));
    }

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
