using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class CasmeTwoTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Subjects_are_named_as_their_folders_also_where_the_sheet_has_numbers()
    {
        _temporary.Put("casme2", "any.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeTwo()));
        ClipList list = CasmeTwo.LoadClips(_temporary.Root);
        Assert.Equal(["sub01", "sub01", "sub02"], list.Clips.Select(clip => clip.Subject));
        Assert.Equal(new RowRepair(AnnotationRule.ApexAtBoundary, "Sheet1", 3, "apex = onset (α = 0)"), Assert.Single(list.Report.Repaired));
    }

    [Fact]
    public void A_clip_whose_apex_could_not_be_told_is_refused_by_rule_and_the_rest_is_used()
    {
        _temporary.Put("casme2", "any.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeTwo().With(3, 3, "/")));
        ClipList list = CasmeTwo.LoadClips(_temporary.Root);
        Assert.Equal(2, list.Clips.Count);
        RowRefusal refusal = Assert.Single(list.Report.Refused);
        Assert.Equal((AnnotationRule.ApexUnlabelled, 4), (refusal.Rule, refusal.Row));
    }

    [Fact]
    public void Classes_of_the_list_are_spelt_out_and_others_refused()
    {
        _temporary.Put("casme2", "any.csv", "sub01,EP02_01f,46,59,86,1\nsub01,EP03_02,131,139,161,5\n"u8.ToArray());
        Assert.Equal(["happiness", "others"], CasmeTwo.LoadFiveClassList(_temporary.Root).Clips.Select(clip => clip.Emotion));
        _temporary.Put("casme2", "any.csv", "sub01,EP02_01f,46,59,86,1\nsub01,EP03_02,131,139,161,6\n"u8.ToArray());
        Assert.Contains("row 2", Assert.Throws<InputException>(() => CasmeTwo.LoadFiveClassList(_temporary.Root)).Place);
    }

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
