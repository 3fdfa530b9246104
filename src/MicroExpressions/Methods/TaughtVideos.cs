using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>The training videos as tensors, of which a step takes some.</summary>
public sealed class TaughtVideos : IDisposable
{
    private readonly SpotterInput all;
    private readonly Device device;

    /// <param name="videos">what is taught</param>
    /// <param name="device">where to; null: the CPU</param>
    /// <param name="scaled">whether each video is brought to a scale of its own</param>
    /// <exception cref="InputException">videos that cannot teach, <see cref="TaughtVideo.Check"/></exception>
    public TaughtVideos(IReadOnlyList<TaughtVideo> videos, Device? device = null, bool scaled = false)
    {
        TaughtVideo.Check(videos);
        (Videos, this.device) = (videos, device ?? CPU);
        using DisposeScope scope = NewDisposeScope();
        SpotterInput asTheyAre = SpotterInput.Pad([.. videos.Select(v => v.Video.Features)], this.device);
        all = scaled ? asTheyAre.Scaled() : asTheyAre;
        foreach (Tensor kept in new[] { all.Rgb, all.Flow, all.Mask })
            kept.DetachFromDisposeScope();
    }

    /// <summary>The videos.</summary>
    public IReadOnlyList<TaughtVideo> Videos { get; }

    /// <summary>Their names, one for another set of videos: part of a training's description.</summary>
    public string Names => $"{Videos.Count} videos: {string.Join(" ", Videos.Select(v => v.Video.Name))}";

    /// <summary>Numbers a snippet of appearance and of motion.</summary>
    public (int Rgb, int Flow) Dimensions => (Videos[0].Video.Features.Rgb.Dimension, Videos[0].Video.Features.Flow.Dimension);

    /// <summary>A batch, filled up to its longest video.</summary>
    /// <param name="examples">positions of its videos</param>
    public SpotterInput Batch(IReadOnlyList<int> examples) => all.Select(examples);

    /// <summary>y_fg <c>[B, 2]</c>: which classes occur in each video of a batch.</summary>
    /// <param name="examples">positions of its videos</param>
    public Tensor Presence(IReadOnlyList<int> examples) =>
        tensor(examples.SelectMany(video => Videos[video].Presence).ToArray(), dtype: float32, device: device).view(examples.Count, SnippetClasses.Foreground);

    /// <summary>Features of any snippets: <c>[N, D_r]</c> and <c>[N, D_f]</c>.</summary>
    /// <param name="snippets">positions of their videos, and theirs in them</param>
    internal (Tensor Rgb, Tensor Flow) Snippets(IReadOnlyList<(int Video, int Snippet)> snippets)
    {
        Tensor rows = tensor(snippets.Select(s => s.Video * all.Mask.shape[1] + s.Snippet).ToArray(), dtype: int64, device: device);
        return (all.Rgb.flatten(0, 1).index_select(0, rows), all.Flow.flatten(0, 1).index_select(0, rows));
    }

    /// <summary>What a method that learns from points asks beside.</summary>
    /// <param name="method">which, for messages</param>
    /// <exception cref="InputException">a video without a point</exception>
    internal void CheckPoints(string method)
    {
        if (Videos.FirstOrDefault(v => v.Points.Count == 0) is TaughtVideo without)
            throw new InputException(
                $"video {without.Video.Name}, from which {method} is to learn", "no point label", "a labelled frame of each expression",
                "Give labels with their frames, or take a method that learns from the videos' classes (mex methods lists them).");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor kept in new[] { all.Rgb, all.Flow, all.Mask })
            kept.Dispose();
    }
}
