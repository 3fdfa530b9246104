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

    [Theory]
    [InlineData(3, "micro-v2", 860)]
    [InlineData(900, "micro-v1", 921)]
    public void The_lists_of_micro_expressions_alone_are_read_and_told_apart_by_their_length(int rows, string list, int complete)
    {
        string path = _temporary.Put("casme-cubed", "JpgIndex.xlsx", SheetFiles.Xlsx(SmallSheets.MicroList(rows)));
        Assert.Equal(list, RecognisedFile.Recognise(Spreadsheet.Read(path)).List.Name);
        IntervalList read = AnnotationFile.ReadIntervals(path);
        Assert.Equal(new ExpressionInterval("spNO.1", "spNO.1/a", ExpressionKind.Micro, 10, 12, 18, 30) { ActionUnits = "4", Emotion = "sad" }, read.Intervals[0]);
        Assert.All(read.Intervals, i => Assert.Equal(ExpressionKind.Micro, i.Kind));
        Assert.True(complete > read.Intervals.Count);
    }

    [Fact]
    public void Known_rows_out_of_order_in_the_second_list_of_micro_expressions_are_refused_by_rule()
    {
        string path = _temporary.Put("casme-cubed", "any.xlsx", SheetFiles.Xlsx(SmallSheets.MicroList(4).With(2, 4, "0").With(3, 3, "1")));
        IntervalList list = AnnotationFile.ReadIntervals(path);
        Assert.Equal(2, list.Intervals.Count);
        Assert.Equal([(AnnotationRule.FramesOutOfOrder, 3), (AnnotationRule.FramesOutOfOrder, 4)], list.Report.Refused.Select(r => (r.Rule!.Value, r.Row)));
        Assert.Equal(2, list.Report.RepairsByRule[AnnotationRule.FramesOutOfOrder]);
    }

    [Fact]
    public void In_the_authors_sheet_a_row_out_of_order_is_an_error()
    {
        _temporary.Put("casme-cubed", "any.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeCubed().With(1, 4, "30")));
        Assert.Equal("offset 30 before onset 40", Assert.Throws<InputException>(() => CasmeCubed.Load(_temporary.Root)).Found);
    }

    [Fact]
    public void Part_C_is_read_in_both_its_forms_with_people_of_its_own()
    {
        string all = _temporary.Put("casme-cubed", "c.xlsx", SheetFiles.Xlsx(
            [["Subject", "Onset", "Offset", "diff", "Exp_type", "risk"], [4, 520, 525, 5, 1, 1], [4, 1420, 1450, 30, 0, 1]]));
        string micro = _temporary.Put("casme-cubed", "c-me.xlsx", SheetFiles.Xlsx(
            [["sub", "count", "onset", "offset", "au", "emotion"], [4, 1, 520, 525, "R4,5", "negative"]]));
        Assert.Equal(
            [new("partC.4", "partC.4", ExpressionKind.Micro, 520, null, 525, 30), new("partC.4", "partC.4", ExpressionKind.Macro, 1420, null, 1450, 30)],
            AnnotationFile.ReadIntervals(all).Intervals);
        Assert.Equal(
            new ExpressionInterval("partC.4", "partC.4", ExpressionKind.Micro, 520, null, 525, 30) { ActionUnits = "R4,5", Emotion = "negative" },
            Assert.Single(AnnotationFile.ReadIntervals(micro).Intervals));
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
