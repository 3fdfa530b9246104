using System.Numerics;
using MicroExpressions.Faces;
using MicroExpressions.Features;
using MicroExpressions.Synthesis;
using MicroExpressions.Tests.Faces;
using MicroExpressions.Tests.Video;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

public class RegionMotionExtractorTests
{
    private const int Length = 4, Side = 128;

    private static readonly RegionFeatureSettings Settings = new() { FrameSize = Side, SnippetLength = Length };

    public static TheoryData<ActionUnit, string, string, int> Movements => new()
    {
        { ActionUnit.LipCornerPuller, "left mouth corner", "right mouth corner", -1 },
        { ActionUnit.LipCornerDepressor, "left mouth corner", "right mouth corner", 1 },
        { ActionUnit.InnerBrowRaiser, "left brow, inner", "right brow, inner", -1 },
    };

    [Theory]
    [MemberData(nameof(Movements))]
    public void A_synthetic_face_that_moves_one_action_unit_tells_which_regions_moved_and_where_to(ActionUnit unit, string left, string right, int down)
    {
        KnownFaces.Needed();
        float[][] snippets = [.. new RegionMotionExtractor(Settings).Extract(Face(2 * Length + 1, t => new() { [unit] = 0.15f * Math.Max(0, t - Length) }), 0, default).Select(r => r[FeatureFile.Flow])];
        Assert.Equal(2, snippets.Length);
        foreach (string region in new[] { left, right })
        {
            float[] still = Of(snippets[0], region), moved = Of(snippets[1], region);
            // roots of pixels: where it has gone by the end, where it was on average, how far, how fast
            Assert.True(moved[1] * down > 1.2 && moved[3] * down > 0.8, $"{region}: {string.Join(", ", moved)}");
            Assert.True(moved[4] > 4 * still[4] && moved[5] > 3 * still[5], $"{region}: {string.Join(", ", moved)} after {string.Join(", ", still)}");
        }
        string[] furthest = [.. FaceRegion.All.OrderByDescending(r => Of(snippets[1], r.Name)[4]).Take(4).Select(r => r.Name)];
        Assert.Contains(left, furthest);
        Assert.Contains(right, furthest);
    }

    [Fact]
    public void The_numbers_of_a_region_are_roots_of_where_it_went_how_far_and_how_fast()
    {
        float[] numbers = RegionMotionExtractor.Numbers([new(0, 1), new(0, 3), new(0, 9)], [new(0, 1), new(0, -2), new(0, 6)]);
        // 9 pixels down at the end; 13/3 on average; as far, for it stayed on one side; 9/3 a frame
        float[] expected = [0, 3, 0, MathF.Sqrt(13f / 3), MathF.Sqrt(13f / 3), MathF.Sqrt(3)];
        Assert.All(expected.Zip(numbers), n => Assert.Equal(n.First, n.Second, 1e-5f));
        Assert.Equal([3, 4], RegionMotionExtractor.Numbers([new(15, 20)], [new(15, 20)]).Take(2).Select(n => n * MathF.Sqrt(25) / 5));
        Assert.Equal(new float[6], RegionMotionExtractor.Numbers([], []));
    }

    [Fact]
    public void Frames_without_a_face_count_nowhere_and_are_named()
    {
        KnownFaces.Needed();
        Frame face = Face(1, _ => new()).Read(0), black = TestPictures.Flat(Side, Side, 0, channels: 3);
        var said = new List<string>();
        var rows = new RegionMotionExtractor(Settings) { Warn = said.Add }
            .Extract(new GeneratedFrames(4 * Length + 1, t => t is >= 6 and < 13 ? black : face), 0, default).ToArray();
        Assert.Equal(4, rows.Length);
        Assert.All(rows, row => Assert.All(row[FeatureFile.Flow], n => Assert.InRange(n, -0.2f, 0.2f)));     // nothing jumps where the face goes and comes
        Assert.All(rows[2][FeatureFile.Flow], n => Assert.Equal(0, n));
        Assert.Equal("generated: no face in 7 of 17 frames (the first: 7), which count in no snippet's motion.", Assert.Single(said));
    }

    [Fact]
    public void A_video_without_any_face_is_refused()
    {
        KnownFaces.Needed();
        var e = Assert.Throws<InputException>(() => new RegionMotionExtractor(Settings).Extract(new GeneratedFrames(9, _ => TestPictures.Flat(Side, Side, 90)), 0, default).Count());
        Assert.Equal("no face in 9 frames", e.Found);
    }

    [Fact]
    public void Beginning_later_gives_the_same_rows()
    {
        KnownFaces.Needed();
        GeneratedFrames video = Face(3 * Length + 1, t => new() { [ActionUnit.LipCornerPuller] = 0.05f * t });
        var all = new RegionMotionExtractor(Settings).Extract(video, 0, default).ToArray();
        var later = Assert.Single(new RegionMotionExtractor(Settings).Extract(video, 2, default));
        foreach ((string modality, float[] row) in later)
            Assert.Equal(all[2][modality], row);
        Assert.Empty(new RegionMotionExtractor(Settings).Extract(video, 3, default));
    }

    [Fact]
    public void The_description_has_every_modalitys_width_and_every_setting()
    {
        ExtractorDescription description = new RegionMotionExtractor(Settings).Description;
        Assert.Equal((576, 16 * 6, 1), (description.Dimensions[FeatureFile.Rgb], description.Dimensions[FeatureFile.Flow], description.Dimensions[FeatureFile.Motion]));
        Assert.Equal((Length, Length, Side), (description.SnippetLength, description.Stride, description.FrameWidth));
        Assert.Equal("""{"SnippetLength":4,"FrameSize":128}""", description.Settings!.ToJsonString());
        Assert.Throws<ArgumentOutOfRangeException>(() => new RegionMotionExtractor(Settings with { SnippetLength = 0 }));
    }

    private static float[] Of(float[] row, string region) =>
        row.AsSpan(FaceRegion.All.Index().Single(r => r.Item.Name == region).Index * RegionMotionExtractor.NumbersARegion, RegionMotionExtractor.NumbersARegion).ToArray();

    /// <summary>The corpus's first person before a camera without noise.</summary>
    private static GeneratedFrames Face(int frames, Func<int, FaceState> state)
    {
        FaceRenderer renderer = KnownFaces.People[0].Subject.Renderer;
        return new(frames, t => new Camera(noise: 0, quality: 0, channels: 3).Expose(renderer.Render(state(t)), renderer.Size, new PortableRandom(1)));
    }
}
