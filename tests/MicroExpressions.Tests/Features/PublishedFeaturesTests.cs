using MicroExpressions.Features;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class PublishedFeaturesTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_real_files_every_fourth_row_is_the_sequence_without_overlap()
    {
        PublishedFeatures file = PublishedFeatures.Read(RealData.Root().At("features", "30_0102eatingworms-rgb.npz"));
        Assert.Equal(("30_0102eatingworms", 1068, 531, 1024), (file.Video, file.FrameCount, file.Rows.Snippets, file.Rows.Dimension));
        SnippetMatrix snippets = file.WithoutOverlap(8);
        Assert.Equal((1068 - 1) / 8, snippets.Snippets);
        for (int t = 0; t < snippets.Snippets; t++)
            Assert.Equal(file.Rows.Row(4 * t).ToArray(), snippets.Row(t).ToArray());
    }

    [Fact]
    public void A_snippet_that_the_last_frame_completes_is_dropped()
    {
        // 16 frames: snippets start at 0, 2, …, 8, those without overlap at 0 and 8; ⌊15/8⌋ = 1
        PublishedFeatures file = PublishedFeatures.Read(Put(new NumpyArray(new float[15], 1, 5, 3), 16));
        Assert.Equal(1, file.WithoutOverlap(8).Snippets);
    }

    [Fact]
    public void A_matrix_without_the_leading_1_is_read_too()
        => Assert.Equal((5, 3), PublishedFeatures.Read(Put(new NumpyArray(new float[15], 5, 3), 16)).Rows is var rows ? (rows.Snippets, rows.Dimension) : default);

    [Fact]
    public void A_shape_that_is_not_theirs_is_refused()
        => Assert.Equal("Single (15,)", Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(new float[15], 15), 16))).Found);

    [Theory]
    [InlineData(0, 3)]
    [InlineData(5, 0)]
    public void An_empty_matrix_is_refused(int rows, int dimension)
        => Assert.Contains("empty", Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(Array.Empty<float>(), 1, rows, dimension), 16))).Found);

    // 200 frames: ⌊(200 − 8)/2⌋ + 1 = 97 rows
    [Theory]
    [InlineData(new[] { 1, 1024, 97 })]
    [InlineData(new[] { 1024, 97 })]
    public void A_transposed_matrix_is_told_to_be_turned(int[] shape)
    {
        var e = Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(new float[1024 * 97], shape), 200)));
        Assert.Contains("1024 rows of 97", e.Found);
        Assert.StartsWith("97 rows", e.Expected);
        Assert.Contains("transposed", e.Remedy);
    }

    [Theory]
    [InlineData(92, "whole video")]        // the last snippet without overlap begins in row 92: 4 · (⌊199/8⌋ − 1)
    [InlineData(24, "numpy.repeat(feature, 4")]
    [InlineData(193, "whole video")]       // of every frame
    public void Other_rows_than_the_frames_make_are_refused(int rows, string remedy)
    {
        PublishedFeatures file = PublishedFeatures.Read(Put(new NumpyArray(new float[rows * 3], 1, rows, 3), 200));
        var e = Assert.Throws<InputException>(() => file.WithoutOverlap(8));
        Assert.Equal(($"{folder["a.npz"]}, array feature", $"{rows} rows", "97 rows: a snippet of 8 frames begins at every second one of 200 (frame_cnt)"), (e.Place, e.Found, e.Expected));
        Assert.Contains(remedy, e.Remedy);
    }

    [Fact]
    public void Repeated_as_the_message_says_snippets_without_overlap_come_back()
    {
        float[] repeated = [.. Enumerable.Range(0, 4 * 24).Select(i => (float)(i / 4))];
        SnippetMatrix rows = PublishedFeatures.Read(Put(new NumpyArray(repeated, 1, 96, 1), 200)).WithoutOverlap(8);
        Assert.Equal(Enumerable.Range(0, 24).Select(i => (float)i), rows.Values);
    }

    [Fact]
    public void A_number_that_is_none_is_named_by_row_and_column()
    {
        var values = new float[15];
        values[7] = float.NaN;
        var e = Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(values, 1, 5, 3), 16)));
        Assert.EndsWith("array feature, row 2, column 1 (counted from 0)", e.Place);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void A_count_of_frames_that_is_none_is_refused(long frames)
        => Assert.Equal(frames.ToString(), Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(new float[15], 1, 5, 3), frames))).Found);

    [Fact]
    public void A_count_of_frames_of_any_whole_type_is_read()
    {
        Put(new NumpyArray(new float[15], 1, 5, 3), 16);
        var arrays = NumpyArchive.Read(folder["a.npz"]).ToDictionary();
        arrays["frame_cnt"] = new NumpyArray(new[] { (ushort)16 });
        NumpyArchive.Write(folder["a.npz"], arrays);
        Assert.Equal(16, PublishedFeatures.Read(folder["a.npz"]).FrameCount);
    }

    // as LGSNet's torch.cat((feat_spa, feat_tem)) and CO2-Net's feat[:, :1024], feat[:, 1024:] have them
    [Fact]
    public void Both_streams_in_one_row_are_RGB_then_flow()
    {
        float[] rows = [.. Enumerable.Range(0, 5 * 2048).Select(i => (float)i)];
        var (rgb, flow) = PublishedFeatures.ReadJoined(Put(new NumpyArray(rows, 1, 5, 2048), 16));
        Assert.Equal((1024, 1024), (rgb.Rows.Dimension, flow.Rows.Dimension));
        Assert.Equal((2048f, 2048f + 1023), (rgb.Rows.Row(1)[0], rgb.Rows.Row(1)[1023]));
        Assert.Equal((3072f, 4095f), (flow.Rows.Row(1)[0], flow.Rows.Row(1)[1023]));
    }

    [Fact]
    public void Rows_of_one_file_that_are_not_I3D_s_two_streams_are_refused_with_what_to_do()
    {
        var e = Assert.Throws<InputException>(() => PublishedFeatures.ReadJoined(Put(new NumpyArray(new float[5 * 1024], 1, 5, 1024), 16)));
        Assert.StartsWith("1024 numbers a row", e.Found);
        Assert.Contains("NAME-rgb.npz or NAME-flow.npz", e.Remedy);
    }

    [Fact]
    public void A_missing_array_is_named()
    {
        NumpyArchive.Write(folder["a.npz"], [new("feature", new NumpyArray(new float[15], 1, 5, 3))]);
        Assert.EndsWith("frame_cnt", Assert.Throws<InputException>(() => PublishedFeatures.Read(folder["a.npz"])).Place);
    }

    [Fact]
    public void A_snippet_length_that_the_stride_does_not_divide_is_refused()
        => Assert.Throws<ArgumentException>(() => PublishedFeatures.Read(Put(new NumpyArray(new float[15], 1, 5, 3), 16)).WithoutOverlap(7));

    private string Put(NumpyArray features, long frames)
    {
        NumpyArchive.Write(folder["a.npz"], [
            new("feature", features), new("frame_cnt", new NumpyArray(new[] { frames })), new("video_name", new NumpyArray("/x/s30/30_0102"))]);
        return folder["a.npz"];
    }
}
