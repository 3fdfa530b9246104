using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class SpottingVideoTests
{
    private static readonly ExpressionInterval[] Labels = [new("s", "v", ExpressionKind.Micro, 3, null, 9, 25)];

    [Fact]
    public void Labels_at_another_rate_than_the_features_are_refused_with_both_rates()
    {
        InputException error = Assert.Throws<InputException>(() => SpottingVideo.Of(At(200), "s", "v", Labels));
        Assert.Equal(("video v", "labels at 25 frames per second (onset 3)"), (error.Place, error.Found));
        Assert.Contains("200 frames per second", error.Expected);
        Assert.Contains("200/25", error.Remedy);
    }

    [Fact]
    public void Labels_at_the_features_rate_are_taken() => Assert.Equal(Labels, SpottingVideo.Of(At(25), "s", "v", Labels).Intervals);

    [Fact]
    public void A_rate_that_is_as_good_as_the_same_passes() => Assert.Single(SpottingVideo.Of(At(24.975), "s", "v", Labels).Intervals);

    private static FeatureFile At(double rate)
    {
        var header = new FeatureHeader
        {
            Extractor = new()
            {
                Name = "any",
                SnippetLength = 8,
                Stride = 8,
                FrameWidth = 8,
                FrameHeight = 8,
                Dimensions = new SortedDictionary<string, int> { [FeatureFile.Rgb] = 1, [FeatureFile.Flow] = 1 },
            },
            FramesPerSecond = rate,
            FrameCount = 17,
            Source = "v.mp4",
            SourceSha256 = "0",
        };
        return new(header, header.Extractor.Dimensions.Keys.ToDictionary(name => name, _ => new SnippetMatrix(header.Snippets, 1, new float[header.Snippets])));
    }
}
