using MicroExpressions.Features;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Models;

/// <summary>Videos of different length in one batch, filled up with zeros.</summary>
/// <param name="Rgb">F^r <c>[B, T, D_r]</c></param>
/// <param name="Flow">F^f <c>[B, T, D_f]</c></param>
/// <param name="Mask"><c>[B, T]</c>: 1 where a snippet is, 0 where it was filled up</param>
/// <param name="Lengths">snippets of each video</param>
public sealed record SpotterInput(Tensor Rgb, Tensor Flow, Tensor Mask, IReadOnlyList<int> Lengths)
{
    /// <summary>Whether each video is on a scale of its own already (<see cref="VideoScaling"/>): a network that would bring it there leaves it as it is.</summary>
    public bool OnOwnScale { get; init; }

    /// <summary>The same videos, each on a scale of its own.</summary>
    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    public SpotterInput Scaled() => OnOwnScale ? this : Checked() with { Rgb = VideoScaling.Of(Rgb, Mask), Flow = VideoScaling.Of(Flow, Mask), OnOwnScale = true };

    /// <summary>Both modalities side by side, <c>[B, T, D_r + D_f]</c>: what methods take that know one kind of feature.</summary>
    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    public Tensor Joint() => cat([Checked().Rgb, Flow], dim: 2);

    /// <summary>Some of the videos, filled up to the longest of them.</summary>
    /// <param name="videos">their positions, in the order of the new batch</param>
    /// <exception cref="InputException">no such video</exception>
    public SpotterInput Select(IReadOnlyList<int> videos)
    {
        Shapes.ExpectWithin("a batch of videos", "videos", videos.Select(v => (long)v), Checked().Mask.shape[0]);
        Tensor index = tensor(videos.Select(v => (long)v).ToArray(), dtype: int64, device: Mask.device);
        int[] lengths = [.. videos.Select(v => Lengths[v])];
        return this with { Rgb = Chosen(Rgb), Flow = Chosen(Flow), Mask = Chosen(Mask), Lengths = lengths };

        Tensor Chosen(Tensor all) => all.narrow(1, 0, lengths.Max()).index_select(0, index);
    }

    /// <summary>Puts videos into a batch.</summary>
    /// <param name="videos">each one's two modalities, of the same number of snippets</param>
    /// <param name="device">where to</param>
    /// <param name="length">T to fill up to; null: the longest video's</param>
    /// <exception cref="InputException">a video's modalities are of different length, or videos differ in dimension</exception>
    public static SpotterInput Pad(IReadOnlyList<VideoFeatures> videos, Device? device = null, int? length = null)
    {
        foreach (VideoFeatures video in videos)
            video.Checked();
        int longest = length ?? videos.Max(v => v.Snippets);
        return new(
            Filled(videos, v => v.Rgb, longest, FeatureFile.Rgb).to(device ?? CPU), Filled(videos, v => v.Flow, longest, FeatureFile.Flow).to(device ?? CPU),
            MaskOf([.. videos.Select(v => v.Snippets)], longest).to(device ?? CPU), [.. videos.Select(v => v.Snippets)]);
    }

    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    internal SpotterInput Checked()
    {
        Shapes.Expect("a batch of videos", (Mask, "mask [B, T]"), (Rgb, "F^r [B, T, D_r]"), (Flow, "F^f [B, T, D_f]"));
        Shapes.ExpectLengths("a batch of videos", Lengths, Mask.shape[0], Mask.shape[1]);
        return this;
    }

    /// <summary><c>[B, T]</c> of 1 for the first snippets of each video, 0 after them.</summary>
    public static Tensor MaskOf(IReadOnlyList<int> lengths, int longest)
    {
        var mask = new float[lengths.Count * longest];
        for (int b = 0; b < lengths.Count; b++)
            mask.AsSpan(b * longest, lengths[b]).Fill(1);
        return tensor(mask, dtype: float32).view(lengths.Count, longest);
    }

    private static Tensor Filled(IReadOnlyList<VideoFeatures> videos, Func<VideoFeatures, SnippetMatrix> modality, int longest, string name)
    {
        int dimension = modality(videos[0]).Dimension;
        var values = new float[videos.Count * longest * dimension];
        for (int b = 0; b < videos.Count; b++)
        {
            SnippetMatrix matrix = modality(videos[b]);
            if (matrix.Dimension != dimension)
                throw new InputException(
                    $"video {videos[b].Video}, modality {name}", $"{matrix.Dimension} numbers a snippet", $"{dimension} as in {videos[0].Video}",
                    "Extract all videos with one extractor.");
            matrix.Values.CopyTo(values, b * longest * dimension);
        }
        return tensor(values, dtype: float32).view(videos.Count, longest, dimension);
    }
}

/// <summary>What the spotter is given of one video.</summary>
/// <param name="Video">its name, for messages</param>
/// <param name="Rgb">F^r <c>[T, D_r]</c></param>
/// <param name="Flow">F^f <c>[T, D_f]</c></param>
public sealed record VideoFeatures(string Video, SnippetMatrix Rgb, SnippetMatrix Flow)
{
    /// <summary>T.</summary>
    public int Snippets => Rgb.Snippets;

    /// <summary>Both modalities of a feature file.</summary>
    /// <exception cref="InputException">a modality is missing, or they are of different length</exception>
    public static VideoFeatures Of(FeatureFile file) => new VideoFeatures(
        file.Header.Source, Modality(file, FeatureFile.Rgb), Modality(file, FeatureFile.Flow)).Checked();

    /// <exception cref="InputException">the modalities are of different length, or hold no snippet</exception>
    internal VideoFeatures Checked() => Rgb.Snippets == Flow.Snippets && Rgb.Snippets > 0 ? this : throw new InputException(
        $"video {Video}", $"{Rgb.Snippets} snippets of appearance and {Flow.Snippets} of motion", "the same number, at least 1",
        "Extract the features again: mex features extract.");

    private static SnippetMatrix Modality(FeatureFile file, string name) => file.Modalities.TryGetValue(name, out SnippetMatrix? matrix)
        ? matrix : throw new InputException(
            $"features of {file.Header.Source}", $"no modality {name} beside {string.Join(", ", file.Modalities.Keys)}", "rgb and flow",
            "Use an extractor that gives both.");
}
