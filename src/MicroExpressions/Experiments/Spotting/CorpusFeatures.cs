using MicroExpressions.Features;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What a spotter may be shown of the synthetic corpus. Its frames are given as they are, L = 8 at 30 fps, 32 at 200 fps [paper].</summary>
/// <param name="Name">for people</param>
/// <param name="Extractor">what computes them, disposed of where it wants to be</param>
public sealed record CorpusFeatures(string Name, Func<SyntheticSettings, IFeatureExtractor> Extractor)
{
    /// <summary>The name tells them: whoever makes the rows of a study twice asks for the same features.</summary>
    public bool Equals(CorpusFeatures? other) => other?.Name == Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>Those of every table that names no others.</summary>
    public static CorpusFeatures Hoof { get; } = new("HOOF", corpus => new HoofExtractor(SpottingDataSet.FeaturesOf(corpus)));

    /// <summary>What sixteen regions of the aligned face do.</summary>
    public static CorpusFeatures Regions { get; } = new("region motion", corpus => new RegionMotionExtractor(new() { FrameSize = corpus.Size, SnippetLength = Length(corpus) }));

    /// <summary>ImageNet's ResNet18 over frames and over flow. Frames are enlarged to the network's own size.</summary>
    public static CorpusFeatures TwoStreams { get; } = new("two streams", corpus => new TwoStreamExtractor(Streams(corpus)));

    /// <summary>A control: the same network with random weights.</summary>
    public static CorpusFeatures RandomStreams { get; } = new("two streams, random weights", corpus => new TwoStreamExtractor(Streams(corpus) with { RandomWeights = 1 }));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<CorpusFeatures> All { get; } = [Hoof, Regions, TwoStreams, RandomStreams];

    private static TwoStreamSettings Streams(SyntheticSettings corpus) => new() { SnippetLength = Length(corpus) };

    private static int Length(SyntheticSettings corpus) => SnippetLengths.At(corpus.FramesPerSecond);
}
