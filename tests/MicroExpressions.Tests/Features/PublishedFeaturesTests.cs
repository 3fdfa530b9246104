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
    public void A_shape_that_is_not_theirs_is_refused()
        => Assert.Equal("Single (5, 3)", Assert.Throws<InputException>(() => PublishedFeatures.Read(Put(new NumpyArray(new float[15], 5, 3), 16))).Found);

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
