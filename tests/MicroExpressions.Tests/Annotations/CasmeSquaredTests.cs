using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class CasmeSquaredTests
{
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
