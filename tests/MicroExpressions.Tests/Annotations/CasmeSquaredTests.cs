using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class CasmeSquaredTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData(OffsetPolicy.Apex, 2163, 2455)]
    [InlineData(OffsetPolicy.ApexPlus20, 2183, 2475)]
    [InlineData(OffsetPolicy.OnsetPlus20, 2175, 2455)]
    public void The_policy_supplies_offsets_that_are_missing_or_not_after_the_apex(OffsetPolicy policy, int missing, int early)
    {
        _temporary.Put("casme-squared", "any.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeSquared()));
        IntervalList list = CasmeSquared.Load(_temporary.Root, policy);
        Assert.Equal([608, missing, early, 148, 230], list.Intervals.Select(i => i.Offset));
        Assert.Equal([572, 2163, 2455, 142, null], list.Intervals.Select(i => i.Apex));
        Assert.Equal(
            [(AnnotationRule.OffsetMissing, 2), (AnnotationRule.OffsetNotAfterApex, 3), (AnnotationRule.ApexUnlabelled, 5)],
            list.Report.Repaired.Select(repair => (repair.Rule, repair.Row)));
    }

    [Fact]
    public void The_naming_sheets_give_the_folders_names()
    {
        _temporary.Put("casme-squared", "any.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeSquared()));
        Assert.Equal(
            new ExpressionInterval("s16", "16_0508funnydunkey", ExpressionKind.Micro, 138, 142, 148, 30) { ActionUnits = "43", Emotion = "others" },
            CasmeSquared.Load(_temporary.Root).Intervals[3]);
    }

    [Fact]
    public void A_subject_whom_no_naming_sheet_knows_is_an_error()
    {
        object?[][][] sheets = SmallSheets.CasmeSquared();
        sheets[0].With(4, 0, 9);
        _temporary.Put("casme-squared", "any.xlsx", SheetFiles.Xlsx(sheets));
        InputException error = Assert.Throws<InputException>(() => CasmeSquared.Load(_temporary.Root));
        Assert.Contains("row 5", error.Place);
        Assert.Equal("9", error.Found);
    }

    [Fact]
    public void Contradicting_naming_rows_are_an_error()
    {
        object?[][][] sheets = SmallSheets.CasmeSquared();
        sheets[1].With(1, 1, "s17");
        _temporary.Put("casme-squared", "any.xlsx", SheetFiles.Xlsx(sheets));
        Assert.Contains("sheet 2 'Sheet2', row 2", Assert.Throws<InputException>(() => CasmeSquared.Load(_temporary.Root)).Place);
    }

    [Fact]
    public void Neither_apex_nor_offset_is_an_error()
    {
        object?[][][] sheets = SmallSheets.CasmeSquared();
        sheets[0].With(1, 3, 0);
        _temporary.Put("casme-squared", "any.xlsx", SheetFiles.Xlsx(sheets));
        Assert.Equal("neither apex nor offset", Assert.Throws<InputException>(() => CasmeSquared.Load(_temporary.Root)).Found);
    }

    [Theory]
    [InlineData("15_0102eatingworms")]
    [InlineData("15_0102")]
    [InlineData("s15_0102")]
    [InlineData("./crop/s15/15_0102eatingwroms")]
    [InlineData(@"crop\s15\15_0102eatingworms")]
    public void Every_spelling_of_a_video_becomes_one_name(string name)
    {
        Assert.Equal("15_0102eatingworms", CasmeSquared.VideoName(name));
        Assert.Equal("s15", CasmeSquared.SubjectOf(name));
    }

    [Theory]
    [InlineData("15_0103")]
    [InlineData("eatingworms")]
    [InlineData("")]
    public void A_name_without_a_known_film_is_an_error(string name) =>
        Assert.Throws<InputException>(() => CasmeSquared.VideoName(name));

    [Fact]
    public void The_real_sheet_has_300_macro_and_57_micro_expressions_of_22_subjects_in_95_videos()
    {
        IntervalList list = CasmeSquared.Load(RealData.Root());
        Assert.Equal([57, 300, 95, 22], list.Report.Found());
        Assert.Equal(44, list.Report.RepairsByRule[AnnotationRule.OffsetMissing]);
        Assert.Equal(3, list.Report.RepairsByRule[AnnotationRule.OffsetNotAfterApex]);
        Assert.Equal(1, list.Report.RepairsByRule[AnnotationRule.ApexUnlabelled]);
    }

    [Fact]
    public void The_lab_list_is_the_real_sheet_with_missing_offsets_at_apex_plus_20()
    {
        DataRoot root = RealData.Root();
        IntervalList lab = CasmeSquared.LoadLabList(root);
        Assert.Equal([57, 300, 95, 22], lab.Report.Found());
        Assert.Equal(Bare(lab), Bare(CasmeSquared.Load(root)));
        Assert.NotEqual(Bare(lab), Bare(CasmeSquared.Load(root, OffsetPolicy.Apex)));
    }

    [Fact]
    public void Three_of_the_98_real_videos_have_no_expression()
    {
        DataRoot root = RealData.Root();
        VideoList videos = CasmeSquared.LoadVideos(root);
        Assert.Equal([98, 22], videos.Report.Found());
        HashSet<string> labelled = [.. CasmeSquared.Load(root).Intervals.Select(i => i.Video)];
        Assert.Equal(["15_0508funnydunkey", "19_0502funnyerrors", "23_0503unnyfarting"],
            videos.Videos.Select(v => v.Video).Where(v => !labelled.Contains(v)).Order());
    }

    [Fact]
    public void Every_video_of_the_real_detections_is_one_of_the_lab_list()
    {
        DataRoot root = RealData.Root();
        HashSet<(string, string)> labelled = [.. CasmeSquared.LoadLabList(root).Intervals.Select(i => (i.Subject, i.Video))];
        string file = Directory.GetFiles(root.At("detections", "lgsnet-casme-squared"), "*.csv").Single();
        var detected = File.ReadLines(file).Skip(1).Select(line => line.Split(',')).Select(f => (f[0], f[1])).Distinct().ToArray();
        Assert.Equal(95, detected.Length);
        Assert.All(detected, video => Assert.Contains(video, labelled));
    }

    private static IEnumerable<(string, ExpressionKind, int, int)> Bare(IntervalList list) =>
        list.Intervals.Select(i => (i.Video, i.Kind, i.Onset, i.Offset)).Order();
}
