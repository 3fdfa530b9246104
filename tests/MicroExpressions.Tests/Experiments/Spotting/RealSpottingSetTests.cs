using MicroExpressions.Annotations;
using MicroExpressions.Experiments.Spotting;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Mtsn;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;

namespace MicroExpressions.Tests.Experiments.Spotting;

[Collection(DefaultGenerator.Name)]
public sealed class RealSpottingSetTests : IDisposable
{
    private static readonly SpottingScale Tiny = SpottingScale.Smoke with
    {
        Base = SpottingScale.Smoke.Base with
        {
            Model = SpottingScale.Smoke.Base.Model with { Projection = 4 },
            Training = SpottingScale.Smoke.Base.Training with { Steps = 2, BatchSize = 2 },
        },
    };

    private readonly RealSetFolder set = new();
    private readonly TestFolder runs = new();

    public void Dispose()
    {
        set.Dispose();
        runs.Dispose();
    }

    [Fact]
    public void CAS_ME_2_runs_from_its_sheet_and_a_folder_of_features_with_its_names_as_they_come()
    {
        CasmeSquaredFeatures();
        SpottingDataSet data = RealSpottingSet.CasmeSquared.Load(set.Root);
        Assert.Equal(["15_0401girlcrashing", "16_0401girlcrashing", "16_0508funnydunkey", "19_0401girlcrashing"], data.Videos.Select(v => v.Name));
        Assert.Equal([2, 2, 0, 2], data.Videos.Select(v => v.Intervals.Count));
        Assert.Contains(data.Notes, note => note.Contains("apex + 20", StringComparison.Ordinal));
        PwesMethod method = Tiny.MethodFor(data);
        Assert.Equal((6, 6, false, 5e-4), (method.Model.RgbDimension, method.Model.FlowDimension, method.Model.VideoScaling || method.Scaling, method.Training.LearningRate));

        ResultTable table = TableOf(data, folds: 3);
        Assert.Contains(table.Rows, row => (string)row.Cells[0]! == "thresholded flow magnitude: not in these features");
        Assert.Contains(table.Footnotes, note => note.Contains("apex + 20", StringComparison.Ordinal));
    }

    [Fact]
    public void CAS_ME_3_runs_from_the_lab_s_list_and_folders_by_subject()
    {
        set.CasmeCubed();
        set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305);
        set.Features("casme-cubed", "part_A/spNO.12/B/color.i3d.npz", 305);
        SpottingDataSet data = RealSpottingSet.CasmeCubed.Load(set.Root);
        Assert.Equal(["spNO.1/a", "spNO.12/b"], data.Videos.Select(v => v.Name));
        Assert.Contains(TableOf(data, folds: 2).Rows, row => (string)row.Cells[0]! == "thresholded flow magnitude");
    }

    [Fact]
    public void SAMM_LV_runs_at_200_fps_with_its_own_rate_and_regions()
    {
        set.SammLongVideos();
        set.Features("samm-lv", "6_1.i3d.npz", 1201, rate: 200);
        set.Features("samm-lv", "011_1.i3d.npz", 1201, rate: 200);
        SpottingDataSet data = RealSpottingSet.SammLongVideos.Load(set.Root);
        Assert.Equal([("006", "006_1", 32), ("011", "011_1", 32)], data.Videos.Select(v => (v.Subject, v.Name, v.SnippetLength)));
        PwesMethod method = SpottingScale.Paper.MethodFor(data);
        Assert.Equal((8e-4, 8, 50), (method.Training.LearningRate, method.Regions.Background, method.PreTraining));
        TableOf(data, folds: 2);
    }

    [Fact]
    public void Labelled_videos_without_features_and_files_of_no_video_are_named_or_noted()
    {
        CasmeSquaredFeatures();
        File.Delete(set.Root.At("features", "casme-squared", "s15", "15_0401girlcrashing.i3d.npz"));
        set.Features("casme-squared", "s15/15_9999nothing.i3d.npz", 301);
        set.Features("casme-squared", "22_0401girlcrashing.i3d.npz", 301);
        string message = Assert.Throws<InputException>(() => RealSpottingSet.CasmeSquared.Load(set.Root)).Message;
        Assert.Contains("no features for 1 (15_0401girlcrashing) of 4 videos", message);
        Assert.Contains("2 (s15/15_9999nothing.i3d.npz, 22_0401girlcrashing.i3d.npz)", message);

        SpottingDataSet data = RealSpottingSet.CasmeSquared.Load(set.Root, partial: true);
        Assert.Equal(3, data.Videos.Count);
        Assert.Contains(data.Notes, note => note.StartsWith("PARTIAL: without 1 (15_0401girlcrashing) of 4", StringComparison.Ordinal));
        Assert.Contains(data.Notes, note => note.Contains("22_0401girlcrashing.i3d.npz", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_list_of_all_videos_only_the_labelled_ones_are_searched_and_that_is_noted()
    {
        CasmeSquaredFeatures();
        File.Delete(set.Root.At("annotations", "casme-squared", "videos.txt"));
        SpottingDataSet data = RealSpottingSet.CasmeSquared.Load(set.Root);
        Assert.Equal(3, data.Videos.Count);
        Assert.Contains(data.Notes, note => note.StartsWith("Videos without an expression are not searched", StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_that_ends_after_the_video_is_cut_and_noted_and_one_that_begins_after_it_is_refused()
    {
        set.CasmeCubed();
        set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305);
        set.Features("casme-cubed", "spNO.12/b.i3d.npz", 206);
        SpottingDataSet data = RealSpottingSet.CasmeCubed.Load(set.Root);
        Assert.Equal(206, data.Videos[1].Intervals[1].Offset);
        Assert.Contains(data.Notes, note => note.Contains("ends at 212, after the video's 206 frames", StringComparison.Ordinal));
        set.Features("casme-cubed", "spNO.12/b.i3d.npz", 199);
        Assert.Contains("frames 200 to 212", Assert.Throws<InputException>(() => RealSpottingSet.CasmeCubed.Load(set.Root)).Message);
    }

    [Fact]
    public void Features_of_another_rate_than_the_list_counts_at_are_refused_with_both_rates()
    {
        set.CasmeCubed();
        set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305);
        set.Half("casme-cubed", "spNO.12/b-rgb.npz", 2034);
        set.Half("casme-cubed", "spNO.12/b-flow.npz", 2034);
        string message = Assert.Throws<InputException>(() => RealSpottingSet.CasmeCubed.Load(set.Root)).Message;
        Assert.Contains("spNO.12/b-flow.npz", message);
        Assert.Contains("features of 2034 frames, as of a video at about 200 frames per second", message);
        Assert.Contains("305 frames of the video in the list of labels, at 30 frames per second", message);
    }

    [Fact]
    public void Features_that_go_on_far_beyond_all_labels_of_a_set_are_refused_with_both_rates()
    {
        set.CasmeSquaredOf([15, 16, 19, 20, 21]);
        foreach (int subject in new[] { 15, 16, 19, 20, 21 })
            foreach (string half in new[] { "rgb", "flow" })
                set.Half("casme-squared", $"{subject}_0401girlcrashing-{half}.npz", 1600);
        string message = Assert.Throws<InputException>(() => RealSpottingSet.CasmeSquared.Load(set.Root)).Message;
        Assert.Contains("features of 8000 frames, as of a video at about 226 frames per second", message);
        Assert.Contains("at 30 frames per second", message);
    }

    [Fact]
    public void One_file_with_both_streams_in_each_row_is_read_and_that_is_noted()
    {
        set.CasmeCubed();
        foreach (string video in (string[])["spNO.1/a", "spNO.12/b"])
            set.Half("casme-cubed", video + ".npz", 305, dimension: 2048);
        SpottingDataSet data = RealSpottingSet.CasmeCubed.Load(set.Root);
        Assert.Equal((1024, 1024, 38), (data.Videos[0].Features.Rgb.Dimension, data.Videos[0].Features.Flow.Dimension, data.Videos[0].Features.Snippets));
        Assert.Contains(data.Notes, note => note.StartsWith("Both streams stand in each row of 2 (spNO.1/a.npz, spNO.12/b.npz) of 2 files", StringComparison.Ordinal));
    }

    [Fact]
    public void A_method_that_looks_at_frames_has_its_own_features_beside_the_others_of_the_set()
    {
        IFeatureExtractor own = ((ILearningMethod)new MtsnMethod { Maps = new() { Side = 6, FrameSize = 18 } }).OwnFeatures(30)!;
        set.CasmeSquaredOf([15, 16]);
        foreach (string video in (string[])["15_0401girlcrashing", "16_0401girlcrashing"])
            set.Features("casme-squared", video + ".i3d.npz", 301);
        InputException missing = Assert.Throws<InputException>(() => RealSpottingSet.CasmeSquared.Load(set.Root, own: own));
        Assert.Equal(set.Root.At("features", "casme-squared", "mtsn"), missing.Place);
        Assert.Contains($"mex features extract casme-squared --extractor mtsn --out {missing.Place}", missing.Remedy, StringComparison.Ordinal);

        foreach (string video in (string[])["15_0401girlcrashing", "16_0401girlcrashing"])
            set.Features("casme-squared", $"mtsn/{video}.mtsn.npz", 301, 30, own.Description);
        SpottingDataSet shown = RealSpottingSet.CasmeSquared.Load(set.Root, own: own), others = RealSpottingSet.CasmeSquared.Load(set.Root);
        Assert.Equal([(108, 2), (108, 2)], shown.Videos.Select(v => (v.Features.Rgb.Dimension, v.SnippetLength)));
        Assert.Equal([(6, 8), (6, 8)], others.Videos.Select(v => (v.Features.Rgb.Dimension, v.SnippetLength)));
    }

    [Fact]
    public void Features_of_another_width_or_extractor_than_the_method_looks_at_are_refused()
    {
        IFeatureExtractor own = ((ILearningMethod)new MtsnMethod()).OwnFeatures(30)!;
        set.CasmeSquaredOf([15]);
        set.Features("casme-squared", "mtsn/15_0401girlcrashing.mtsn.npz", 301, 30, ((ILearningMethod)new MtsnMethod { Maps = new() { Side = 6 } }).OwnFeatures(30)!.Description);
        InputException narrow = Assert.Throws<InputException>(() => RealSpottingSet.CasmeSquared.Load(set.Root, own: own));
        Assert.Contains("108 numbers (flow) and 108 numbers (rgb)", narrow.Found, StringComparison.Ordinal);
        Assert.Contains("2352 numbers (flow) and 2352 numbers (rgb)", narrow.Expected, StringComparison.Ordinal);
        set.Features("casme-squared", "mtsn/15_0401girlcrashing.mtsn.npz", 301);
        Assert.Contains(I3dExtractor.Name, Assert.Throws<InputException>(() => RealSpottingSet.CasmeSquared.Load(set.Root, own: own)).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bare_array_beside_the_file_that_was_made_from_it_is_passed_over()
    {
        set.CasmeCubed();
        set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305);
        string file = set.Features("casme-cubed", "spNO.12/b.i3d.npz", 305);
        NumpyFile.Write(Path.Combine(Path.GetDirectoryName(file)!, "b.npy"), new NumpyArray(new float[6], 2, 3));
        Assert.Equal(2, RealSpottingSet.CasmeCubed.Load(set.Root).Videos.Count);
    }

    [Theory]
    [InlineData("two files", "2 files")]
    [InlineData("bare array", "b.npy: found an array, Single (38, 2048), which does not say how many frames")]
    [InlineData("fewer rows", "found 100 rows; expected 149 rows")]
    [InlineData("not a number", "b-flow.npz, array feature, row 3, column 2 (counted from 0): found NaN")]
    [InlineData("other dimension", "found (7, 7) numbers a row (RGB, flow); expected (6, 6) as for spNO.1/a")]
    [InlineData("one stream in one file", "b.npz, array feature: found 6 numbers a row in one file")]
    [InlineData("half", "-rgb alone")]
    [InlineData("unequal halves", "150 snippets of 307 frames")]
    [InlineData("rate", "200 frames per second")]
    [InlineData("shorter than a snippet", "8 frames")]
    [InlineData("damaged", "spNO.12")]
    [InlineData("nothing", "no such folder")]
    public void Feature_files_that_cannot_be_used_are_named(string what, string expected)
    {
        set.CasmeCubed();
        string file = set.Features("casme-cubed", "spNO.1/a.i3d.npz", 305), other = set.Features("casme-cubed", "spNO.12/b.i3d.npz", 305);
        switch (what)
        {
            case "two files":
                set.Features("casme-cubed", "spNO.12/b.hoof.npz", 305);
                break;
            case "half" or "unequal halves" or "shorter than a snippet":
                File.Delete(other);
                set.Half("casme-cubed", "spNO.12/b-rgb.npz", what == "shorter than a snippet" ? 8 : 305);
                if (what != "half")
                    set.Half("casme-cubed", "spNO.12/b-flow.npz", what == "unequal halves" ? 307 : 8);
                break;
            case "bare array":
                File.Delete(other);
                NumpyFile.Write(Path.Combine(Path.GetDirectoryName(other)!, "b.npy"), new NumpyArray(new float[38 * 2048], 38, 2048));
                break;
            case "fewer rows" or "not a number":
                File.Delete(other);
                set.Half("casme-cubed", "spNO.12/b-rgb.npz", 305);
                string flow = set.Half("casme-cubed", "spNO.12/b-flow.npz", 305);
                var arrays = NumpyArchive.Read(flow).ToDictionary();
                var values = (float[])arrays["feature"].Values;
                values[3 * 6 + 2] = float.NaN;
                if (what == "fewer rows")
                    foreach (string half in (string[])["rgb", "flow"])
                        NumpyArchive.Write(flow.Replace("flow", half), arrays.Select(a => a.Key == "feature" ? new(a.Key, new NumpyArray(new float[100 * 6], 1, 100, 6)) : a));
                else
                    NumpyArchive.Write(flow, arrays);
                break;
            case "other dimension":
                set.Features("casme-cubed", "spNO.12/b.i3d.npz", 305, dimension: 7);
                break;
            case "one stream in one file":
                File.Delete(other);
                set.Half("casme-cubed", "spNO.12/b.npz", 305);
                break;
            case "rate":
                set.Features("casme-cubed", "spNO.12/b.i3d.npz", 305, rate: 200, rateOfSheet: 30);
                break;
            case "damaged":
                File.WriteAllBytes(other, File.ReadAllBytes(file)[..200]);
                break;
            default:
                Directory.Delete(set.Root.At("features"), recursive: true);
                break;
        }
        Assert.Contains(expected, Assert.Throws<InputException>(() => RealSpottingSet.CasmeCubed.Load(set.Root)).Message);
    }

    [Theory]
    [InlineData("casme-squared", "rawpic/s15/15_0102eatingworms", "s15 15_0102eatingworms")]
    [InlineData("casme-squared", "15_0102eatngworms", "s15 15_0102eatingworms")]
    [InlineData("casme-squared", "15_9902eatingworms", null)]
    [InlineData("casme-cubed", "part_A/spNO.1/A/color", "spNO.1 spNO.1/a")]
    [InlineData("casme-cubed", "spNO.101_b", "spNO.101 spNO.101/b")]
    [InlineData("casme-cubed", "part_A/spNO.1/a/depth", null)]
    [InlineData("samm-lv", "SAMM_longvideos/006_1", "006 006_1")]
    [InlineData("samm-lv", "6_1", "006 006_1")]
    [InlineData("samm-lv", "006_1_2", null)]
    public void A_path_names_a_video_of_its_set(string id, string path, string? expected)
    {
        VideoName? video = RealSpottingSet.All.Single(s => s.Id == id).Recognise(path);
        Assert.Equal(expected, video is null ? null : $"{video.Subject} {video.Video}");
    }

    [Theory]
    [InlineData("casme-squared", 98, 357)]
    [InlineData("casme-cubed", 757, 2348)]
    [InlineData("samm-lv", 147, 502)]
    public void The_real_sheets_videos_are_all_recognised_by_their_own_names(string id, int videos, int expressions)
    {
        RealSpottingSet real = RealSpottingSet.All.Single(s => s.Id == id);
        DataRoot root = RealData.Root();
        var intervals = real.Labels(root).List.Intervals;
        VideoName[] all = [.. intervals.Select(i => new VideoName(i.Subject, i.Video)).Concat(real.Videos?.Invoke(root).Videos ?? []).Distinct()];
        Assert.Equal((videos, expressions), (all.Length, intervals.Count));
        Assert.All(all, video => Assert.Equal(video, real.Recognise(video.Video)));
    }

    private void CasmeSquaredFeatures()
    {
        set.CasmeSquared();
        set.Features("casme-squared", "s15/15_0401girlcrashing.i3d.npz", 301);
        set.Features("casme-squared", "16_0401grlcrashing.i3d.npz", 301);
        set.Features("casme-squared", "16_0508funnydunkey.i3d.npz", 201);
        set.Half("casme-squared", "lgsnet/19_0401girlcrashing-rgb.npz", 301);
        set.Half("casme-squared", "lgsnet/19_0401girlcrashing-flow.npz", 301);
    }

    /// <summary>Table I's first row, from videos to figures.</summary>
    private ResultTable TableOf(SpottingDataSet data, int folds)
    {
        var run = new SpottingRun(data, runs.Path);
        Assert.Equal(folds, run.Folds.Count);
        SpottingStudyResult result = SpottingStudyResult.Run(SpottingStudy.Table1, Tiny, data, [.. SpottingStudy.Table1.Rows(Tiny.MethodFor(data)).Take(1)], [1], run);
        Assert.Equal(data.Truth.Count, result.Rows[0].Seeds[0].Lab.Total.Labelled);
        return SpottingStudyTable.Of(result);
    }
}
