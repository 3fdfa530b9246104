using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Spotting;

/// <summary>From attention and activation map to intervals: proposals, scores, suppression, frames. docs/method.md §1 "Inference".</summary>
public sealed record ProposalSearch
{
    /// <summary>Largest k as a share of the snippets [chosen: 0.3, as in training].</summary>
    public double TopShare { get; init; } = 0.3;

    /// <summary>Surroundings on each side as a share of the run's length [source AutoLoc: 0.25].</summary>
    public double OuterShare { get; init; } = 0.25;

    /// <summary>Weight of the video's own score for the class [source CO2-Net: 0.2].</summary>
    public double VideoScoreWeight { get; init; } = 0.2;

    /// <summary>IoU above which the weaker proposal goes [paper: 0.01].</summary>
    public double LargestOverlap { get; init; } = 0.01;

    /// <summary>How the video's score for a class is pooled: as in training.</summary>
    public ClassPooling Pooling { get; init; } = new();

    /// <summary>What is found in one video, best first.</summary>
    /// <param name="attention">A <c>[T]</c></param>
    /// <param name="map">S <c>[T, 3]</c>, row-major</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    /// <exception cref="ArgumentException">no snippet, or a map of another length</exception>
    public IReadOnlyList<SpottedInterval> Find(ReadOnlySpan<float> attention, ReadOnlySpan<float> map, int snippetLength, double framesPerSecond)
    {
        if (attention.IsEmpty || map.Length != 3 * attention.Length)
            throw new ArgumentException($"{attention.Length} snippets of attention and {map.Length} numbers of the activation map", nameof(map));
        double[] micro = Suppressed(attention, map, 0), macro = Suppressed(attention, map, 1);
        var (ofMicro, ofMacro) = (new OuterInnerContrast(micro, OuterShare), new OuterInnerContrast(macro, OuterShare));
        double videoMicro = VideoScoreWeight * Pooled(micro, 0), videoMacro = VideoScoreWeight * Pooled(macro, 1);
        var scored = MultiTopK.Proposals(attention, TopShare)
            .Select(run => (run, Math.Max(ofMicro.Of(run) + videoMicro, ofMacro.Of(run) + videoMacro)));
        return [.. NonMaximumSuppression.Keep(scored, LargestOverlap).Select(p => SpottedInterval.Of(p.Run, p.Score, snippetLength, framesPerSecond))];
    }

    /// <summary>What is found in each video of a batch.</summary>
    /// <param name="output">the spotter's</param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">of each video</param>
    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    public IReadOnlyList<IReadOnlyList<SpottedInterval>> Find(
        SpotterOutput output, IReadOnlyList<int> lengths, int snippetLength, IReadOnlyList<double> framesPerSecond)
    {
        Shapes.ExpectLengths("the proposals", lengths, output.Checked().Attention.shape[0], output.Attention.shape[1]);
        using DisposeScope scope = NewDisposeScope();
        return
        [
            .. lengths.Select((length, b) =>
            {
                SpotterOutput video = output.Of(b, length);
                return Find(Values(video.Attention), Values(video.ActivationMap), snippetLength, framesPerSecond[b]);
            }),
        ];
    }

    /// <summary>A tensor's numbers, row by row.</summary>
    public static float[] Values(Tensor tensor) => tensor.detach().cpu().contiguous().data<float>().ToArray();

    private static double[] Suppressed(ReadOnlySpan<float> attention, ReadOnlySpan<float> map, int c)
    {
        var scores = new double[attention.Length];
        for (int t = 0; t < scores.Length; t++)
            scores[t] = attention[t] * map[3 * t + c];
        return scores;
    }

    /// <summary>p^A_c: mean of the top k_c.</summary>
    private double Pooled(double[] scores, int c) => scores.OrderDescending().Take(Pooling.Count(scores.Length, c)).Average();
}
