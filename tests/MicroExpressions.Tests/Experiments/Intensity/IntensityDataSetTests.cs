using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Reporting;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Training;
using MicroExpressions.Video;
using TorchSharp;

namespace MicroExpressions.Tests.Experiments.Intensity;

/// <summary>Tiny copies of the real sets' layouts, with synthetic faces in them, go the whole way.</summary>
[Collection(DefaultGenerator.Name)]
public sealed class IntensityDataSetTests : IDisposable
{
    private static readonly SyntheticSettings Faces = SyntheticSettings.Small with { Size = 160, Subjects = 2, ClipsPerSubject = 1, Disturbance = 0 };
    private readonly TemporaryRoot _root = new();

    public void Dispose() => _root.Dispose();

    /// <summary>Nothing but the set's name changes from one to the other, and from the synthetic corpus to them.</summary>
    [Theory, InlineData(Samm.Id, true), InlineData(CasmeTwo.Id, false)]
    public void Every_study_runs_on_SAMMs_grey_folders_and_on_CASME_IIs_face_crop(string set, bool crop)
    {
        PutSamm();
        PutCroppedCasmeTwo();
        IntensityScale scale = IntensityScale.Smoke with { Frames = SmallInputs.Frames };
        IntensityExperiment start = SmallInputs.Start with { Folds = 2, Training = SmallInputs.Start.Training with { Steps = 2 } };
        IntensityDataSet data = scale.Load(set, _root.Root);
        Assert.Equal(crop, data.ShowsMoreThanTheFace);
        using var one = new IntensityInputs([data], scale.Frames);
        using var both = new IntensityInputs([data, scale.LoadTransferTarget(set, _root.Root)], scale.Frames);
        foreach (IntensityStudy study in IntensityStudy.All)
        {
            IntensityStudyResult result = IntensityStudyResult.Run(
                study, scale, study.IsTransfer ? both : one, start, seeds: 1, new RunPlace(Path.Combine(_root.Root.Folder, "runs"), torch.CPU));
            Assert.All(result.Rows, row => Assert.Equal(2, row.Seeds[^1].Score.Clips.Length));
            string table = IntensityStudyTable.Of(result).ToText();
            Assert.Contains("paper: ResNet18 + GRU (", table);
            Assert.Contains("paper: abstract (", table);
            Assert.Contains("one symmetric curve", table);
            Assert.DoesNotContain("with truth", table);
        }
    }

    private void PutSamm()
    {
        var clips = SyntheticCorpus.Load(Faces with { Channels = 1 }).Clips;
        _root.Put(Samm.Id, "SAMM.xlsx", SheetFiles.Xlsx([
            ["Subject", "Filename", "Onset Frame", "Apex Frame", "Offset Frame", "Action Units", "Estimated Emotion"],
            .. clips.Select((c, i) => new object?[] { $"00{i + 1}", $"00{i + 1}_1_1", 100 + c.Label.Onset, 100 + c.Label.Apex, 100 + c.Label.Offset, "4", "Anger" }),
        ]));
        // the whole head stands in a larger picture, as SAMM's does, so that the face has to be found
        foreach (var (i, clip) in clips.Index())
            Write(clip, Path.Combine("SAMM", $"00{i + 1}", $"00{i + 1}_1_1"), n => $"00{i + 1}_{100 + n:00000}.jpg", border: 40);
    }

    private void PutCroppedCasmeTwo()
    {
        // the crop's folders start at the onset
        foreach (var (i, clip) in PutCasmeTwosList().Index())
            Write(clip, Path.Combine("Cropped", $"sub0{i + 1}", "EP01_01"), n => $"reg_img{n}.jpg", from: clip.Label.Onset);
    }

    [Fact]
    public void CASME_II_runs_from_the_raw_pictures_too()
    {
        var clips = PutCasmeTwosList();
        foreach (var (i, clip) in clips.Index())
            Write(clip, Path.Combine("CASME2-RAW", $"sub0{i + 1}", "EP01_01"), n => $"img{n}.jpg", border: 40);
        IntensityDataSet data = IntensityDataSet.Of(_root.Root, CasmeTwo.Id);
        Assert.True(data.ShowsMoreThanTheFace);
        using var inputs = new IntensityInputs([data], SmallInputs.Frames);
        IntensityResult result = new IntensityRun(inputs, new RunPlace(Path.Combine(_root.Root.Folder, "runs"), torch.CPU)).Run(SmallInputs.Start);
        Assert.Equal(2, result.Score.Clips.Length);
    }

    [Fact]
    public void A_set_without_apex_is_refused()
    {
        var error = Assert.Throws<InputException>(() => IntensityDataSet.Of(_root.Root, "casme-squared"));
        Assert.Contains("Without an apex there is no pseudo label", error.Message);
        Assert.Contains("synthetic, samm, casme2", error.Message);
    }

    [Fact]
    public void A_root_without_frames_says_where_they_belong_and_where_to_ask()
    {
        PutCasmeTwosList();
        var error = Assert.Throws<InputException>(() => IntensityDataSet.Of(_root.Root, CasmeTwo.Id));
        Assert.Contains("Cropped/{subject}/{video}/reg_img{frame}.jpg", error.Message);
        Assert.Contains("casme.psych.ac.cn", error.Message);
    }

    [Fact]
    public void A_notebook_takes_a_real_set_only_where_both_its_sheet_and_its_frames_are_there()
    {
        Assert.Equal(IntensityDataSet.Synthetic, IntensityDataSet.AtHand(null));
        IReadOnlyList<SyntheticClip> clips = PutCasmeTwosList();
        Assert.Equal(IntensityDataSet.Synthetic, IntensityDataSet.AtHand(_root.Root));
        Write(clips[0], Path.Combine("Cropped", "sub01", "EP01_01"), n => $"reg_img{n}.jpg", from: clips[0].Label.Onset);
        Assert.Equal("casme2", IntensityDataSet.AtHand(_root.Root));
    }

    [Fact]
    public void A_clip_without_folder_and_a_folder_without_the_labelled_frames_are_named()
    {
        var clips = PutCasmeTwosList();
        Write(clips[0], Path.Combine("Cropped", "sub01", "EP01_01"), n => $"reg_img{n}.jpg", from: clips[0].Label.Onset + 5);
        IntensityDataSet data = IntensityDataSet.Of(_root.Root, CasmeTwo.Id);
        var outside = Assert.Throws<InputException>(() => ClipFrames.Read(data with { Clips = [data.Clips[0]] }, SmallInputs.Frames));
        Assert.Contains($"frames {clips[0].Label.Onset} to {clips[0].Label.Offset} of clip EP01_01", outside.Message);
        var missing = Assert.Throws<InputException>(() => ClipFrames.Read(data with { Clips = [data.Clips[1]] }, SmallInputs.Frames));
        Assert.Contains(Path.Combine("Cropped", "sub02", "EP01_01"), missing.Message);
    }

    private IReadOnlyList<SyntheticClip> PutCasmeTwosList()
    {
        var clips = SyntheticCorpus.Load(Faces).Clips;
        _root.Put(CasmeTwo.Id, "casme2-5classes.csv", SheetFiles.Csv(
            [.. clips.Select((c, i) => new object?[] { $"sub0{i + 1}", "EP01_01", c.Label.Onset, c.Label.Apex, c.Label.Offset, i + 1 })]));
        return clips;
    }

    private void Write(SyntheticClip clip, string folder, Func<int, string> name, int from = 1, int border = 0)
    {
        string path = Directory.CreateDirectory(Path.Combine(_root.Root.Folder, folder)).FullName;
        for (int n = from; n <= clip.Label.Offset; n++)
            File.WriteAllBytes(Path.Combine(path, name(n)), ImageFile.EncodeJpeg(Framed(clip.Video.Read(n - 1), border), 95));
    }

    private static Frame Framed(Frame frame, int border)
    {
        int width = frame.Width + 2 * border, height = frame.Height + 2 * border, row = frame.Width * frame.Channels;
        byte[] pixels = new byte[width * height * frame.Channels];
        Array.Fill(pixels, (byte)90);
        for (int y = 0; y < frame.Height; y++)
            frame.Pixels.AsSpan(y * row, row).CopyTo(pixels.AsSpan(((y + border) * width + border) * frame.Channels));
        return new Frame(width, height, frame.Channels, pixels);
    }
}
