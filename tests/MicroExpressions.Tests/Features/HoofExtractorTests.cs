using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public sealed class HoofExtractorTests : IDisposable
{
    private static readonly HoofSettings Small = new() { FrameSize = 40, Grid = 4, SnippetLength = 4 };
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_snippet_has_a_row_of_each_modality()
    {
        IReadOnlyDictionary<string, float[]>[] rows = [.. new HoofExtractor(Small).Extract(Twitch(18), 0, default)];
        Assert.Equal(17 / 4, rows.Length);
        Assert.All(rows, row => Assert.Equal((4 * 4 * 9, 4 * 4 * 9), (row[FeatureFile.Rgb].Length, row[FeatureFile.Flow].Length)));
    }

    [Fact]
    public void A_movement_shows_in_the_snippet_and_the_cells_where_it_happens()
    {
        // the lower left quarter moves to the right by half a pixel a frame, in frames 8 to 12: snippet 2 of 4 frames
        IReadOnlyDictionary<string, float[]>[] rows = [.. new HoofExtractor(Small).Extract(Twitch(21), 0, default)];
        double[] energy = [.. rows.Select(row => MotionHistogram.Energy(row[FeatureFile.Flow], Small))];
        Assert.Equal(2, energy.Index().MaxBy(e => e.Item).Index);
        float[] motion = rows[2][FeatureFile.Flow];
        int moving = (3 * 4 + 0) * 9, still = (0 * 4 + 3) * 9;
        Assert.True(motion[moving] > 0.6, $"{motion[moving]}");       // √0.5 = 0.71
        Assert.True(motion[still..(still + 8)].Max() < 0.2, $"{motion[still..(still + 8)].Max()}");
    }

    [Fact]
    public void Beginning_later_gives_the_same_rows()
    {
        IReadOnlyDictionary<string, float[]>[] all = [.. new HoofExtractor(Small).Extract(Twitch(21), 0, default)];
        IReadOnlyDictionary<string, float[]>[] later = [.. new HoofExtractor(Small).Extract(Twitch(21), 3, default)];
        Assert.Equal(2, later.Length);
        for (int t = 0; t < later.Length; t++)
            foreach ((string modality, float[] row) in later[t])
                Assert.Equal(all[t + 3][modality], row);
    }

    [Fact]
    public void Every_frame_is_read_once_and_in_order_up_to_the_end_of_the_last_flow()
    {
        GeneratedFrames video = Twitch(23);
        Assert.Equal(5, new HoofExtractor(Small).Extract(video, 0, default).Count());
        Assert.Equal(Enumerable.Range(0, 21), video.Reads);
    }

    [Fact]
    public void Any_setting_gives_another_description()
    {
        string[] settings = [.. new[] { Small, Small with { Grid = 5 }, Small with { RemoveHeadMotion = false }, Small with { Flow = new() { Lambda = 0.1f } } }
            .Select(s => new HoofExtractor(s).Description.Settings!.ToJsonString())];
        Assert.Equal(settings.Length, settings.Distinct().Count());
    }

    [Fact]
    public void Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => new HoofExtractor(Small).Extract(Twitch(21), 0, stop.Token).Count());
    }

    [Fact]
    public void A_real_smile_is_the_largest_movement_of_its_video()
    {
        var settings = new HoofSettings { FrameSize = 112 };
        var extraction = new FeatureExtraction(new HoofExtractor(settings), new FaceCropSettings(), new FeatureCache(folder.Path));
        FeatureFile file = extraction.Run(RealData.Root().At("media", "single_face.mp4"));
        SnippetMatrix motion = file.Modalities[FeatureFile.Flow];
        Assert.Equal((72 - 1) / 8, motion.Snippets);
        int strongest = Enumerable.Range(0, motion.Snippets).MaxBy(t => MotionHistogram.Energy(motion.Row(t), settings));
        Assert.Equal(2, strongest);       // looked at: the teeth appear between frames 16 and 24
    }

    /// <summary>A drawn texture whose lower left quarter is pushed to the right from frame 8 to frame 12.</summary>
    private static GeneratedFrames Twitch(int count) => new(count, i =>
    {
        const int size = 40;
        double push = 0.5 * Math.Clamp(i - 8, 0, 4);
        var pixels = new byte[size * size];
        for (int y = 0; y < size; y++)
            for (int x = 0; x < size; x++)
            {
                double at = x < size / 2 && y >= size / 2 ? x - push : x;
                pixels[y * size + x] = (byte)Math.Round(128 + 45 * Math.Sin(at * 0.9 + y * 0.2) + 40 * Math.Cos(y * 0.8 - at * 0.3) + 20 * Math.Sin(at * 0.37));
            }
        return new Frame(size, size, 1, pixels);
    });
}
