using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public class CasmeTwoTests
{
    [Fact]
    public void The_real_sheet_has_255_clips_of_26_subjects_with_five_ramps()
    {
        ClipList list = CasmeTwo.LoadClips(RealData.Root());
        Assert.Equal([255, 26], list.Report.Found());
        Assert.Equal(1, list.Clips.Count(clip => clip.ApexPosition == 0));
        Assert.Equal(4, list.Clips.Count(clip => clip.ApexPosition == 1));
        Assert.Equal(5, list.Report.RepairsByRule[AnnotationRule.ApexAtBoundary]);
    }

    [Fact]
    public void The_real_five_class_list_has_247_clips_and_agrees_with_the_sheet_on_every_emotion()
    {
        DataRoot root = RealData.Root();
        ClipList list = CasmeTwo.LoadFiveClassList(root);
        Assert.Equal([247, 26], list.Report.Found());
        Dictionary<(string, string), Clip> sheet = CasmeTwo.LoadClips(root).Clips.ToDictionary(clip => (clip.Subject, clip.Name));
        Assert.Equal(["EP02_07"], list.Clips.Where(clip => !sheet.ContainsKey((clip.Subject, clip.Name))).Select(clip => clip.Name));
        Assert.All(list.Clips.Where(clip => clip.Name != "EP02_07" || clip.Subject != "sub24"),
            clip => Assert.Equal(sheet[(clip.Subject, clip.Name)].Emotion, clip.Emotion));
    }
}
