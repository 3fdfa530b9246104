using MicroExpressions.Features;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class FeatureCacheTests : IDisposable
{
    private static readonly FeatureHeader Header = new()
    {
        Extractor = new MeanGrey().Description,
        FramesPerSecond = 30,
        FrameCount = 5,
        Source = "v",
        SourceSha256 = "ab12",
    };

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_that_is_not_there_has_nothing()
        => Assert.Equal(CacheState.Absent, new FeatureCache(folder["none"]).Look("v", Header).State);

    [Fact]
    public void The_same_header_is_fresh_wherever_the_video_lies()
    {
        FeatureCache cache = Stored(Header);
        (CacheState state, FeatureFile? features, _) = cache.Look("v", Header with { Source = "moved" });
        Assert.Equal(CacheState.Fresh, state);
        Assert.Equal([7f], features!.Modalities[FeatureFile.Rgb].Values);
    }

    [Fact]
    public void Another_header_is_stale_and_says_why()
    {
        (CacheState state, FeatureFile? features, string reason) =
            Stored(Header).Look("v", Header with { CropSettings = new() });
        Assert.Equal(CacheState.Stale, state);
        Assert.Null(features);
        Assert.EndsWith("the face was cut out otherwise", reason);
    }

    [Fact]
    public void A_networks_features_by_another_torch_are_stale_and_say_which()
    {
        FeatureHeader wanted = Header with { Extractor = Header.Extractor with { Basis = "TorchSharp 2 / cpu" } };
        Assert.Equal(CacheState.Fresh, Stored(wanted).Look("v", wanted).State);
        FeatureHeader other = wanted with { Extractor = wanted.Extractor with { Basis = "TorchSharp 1 / cpu" } };
        Assert.EndsWith("by TorchSharp 1 / cpu, not TorchSharp 2 / cpu", Stored(other).Look("v", wanted).Reason);
        (CacheState state, FeatureFile? features, string reason) = Stored(Header).Look("v", wanted);
        Assert.Equal((CacheState.Stale, null), (state, features));
        Assert.EndsWith("by a torch that it does not name, not TorchSharp 2 / cpu", reason);
    }

    [Fact]
    public void A_damaged_file_is_told_from_a_stale_one()
    {
        FeatureCache cache = Stored(Header);
        string path = cache.PathOf("v", Header.Extractor.Name);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        Assert.Equal(CacheState.Damaged, cache.Look("v", Header).State);
    }

    private FeatureCache Stored(FeatureHeader header)
    {
        var cache = new FeatureCache(folder.Path);
        new FeatureFile(header, new Dictionary<string, SnippetMatrix> { ["rgb"] = new(1, 1, [7]), ["flow"] = new(1, 2, [8, 9]) })
            .Write(cache.PathOf("v", header.Extractor.Name));
        return cache;
    }
}
