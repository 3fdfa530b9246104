using System.Text.Json.Nodes;
using MicroExpressions.Features;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Features;

/// <summary>The smallest extractor: a snippet's mean grey value, and the change of it. Notes where it was told to begin.</summary>
internal sealed class MeanGrey(int snippetLength = 4, int side = 8) : IFeatureExtractor
{
    public ExtractorDescription Description { get; } = new()
    {
        Name = "mean-grey/1",
        SnippetLength = snippetLength,
        Stride = snippetLength,
        FrameWidth = side,
        FrameHeight = side,
        Dimensions = new Dictionary<string, int> { [FeatureFile.Rgb] = 1, [FeatureFile.Flow] = 2 },
        Settings = new JsonObject { ["side"] = side },
    };

    public List<int> Begun { get; } = [];

    public IEnumerable<IReadOnlyDictionary<string, float[]>> Extract(IFrameSource video, int first, CancellationToken cancellation)
    {
        Begun.Add(first);
        for (int t = first; t < Description.SnippetsIn(video.Count); t++)
        {
            float[] means = [.. Enumerable.Range(t * snippetLength, snippetLength + 1)
                .Select(i => (float)video.Read(i).ToGrey().Pixels.Average(p => (double)p))];
            yield return new Dictionary<string, float[]>
            {
                [FeatureFile.Rgb] = [means[..^1].Average()],
                [FeatureFile.Flow] = [means[^1] - means[0], t],
            };
        }
    }
}
