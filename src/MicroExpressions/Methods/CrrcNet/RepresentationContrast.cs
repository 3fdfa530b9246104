using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>
/// Snippets of a class should look alike in all videos, and unlike what has nothing to do with it (InfoNCE). What is like the class's points
/// is chosen in one modality and compared in the other.
/// </summary>
public sealed record RepresentationContrast
{
    /// <summary>Labelled snippets of the class, of any video, beside the video's own [source CRRC-Net: 30]; all, where there are fewer.</summary>
    public int Positives { get; init; } = 30;

    /// <summary>Snippets of videos without the class [source CRRC-Net: 1000].</summary>
    public int Negatives { get; init; } = 1000;

    /// <summary>The video's T/8 snippets most like its points, rounded down, are the class's too [source CRRC-Net: 8].</summary>
    public int LikeDivisor { get; init; } = 8;

    /// <summary>The T/6 least like them, rounded down, are not [source CRRC-Net: 6].</summary>
    public int UnlikeDivisor { get; init; } = 6;

    /// <summary>τ [source CRRC-Net: 0.07].</summary>
    public double Temperature { get; init; } = 0.07;

    /// <summary>The sum over both modalities for one class of one video.</summary>
    /// <param name="video">the video's encoded appearance and motion, each <c>[T, W]</c></param>
    /// <param name="points">its snippets labelled as the class</param>
    /// <param name="positives">encoded labelled snippets of the class, each <c>[P, W]</c></param>
    /// <param name="negatives">encoded snippets of videos without it, each <c>[N, W]</c>; null where every video has it</param>
    internal Tensor Of((Tensor Rgb, Tensor Flow) video, IReadOnlyList<long> points, (Tensor Rgb, Tensor Flow) positives, (Tensor Rgb, Tensor Flow)? negatives) =>
        OfModality(video.Flow, video.Rgb, points, positives.Rgb, negatives?.Rgb) + OfModality(video.Rgb, video.Flow, points, positives.Flow, negatives?.Flow);

    /// <summary><c>−mean_i log(Σ_{j≠i} e^{x_i·x_j/τ} / (Σ_{j≠i} e^{x_i·x_j/τ} + Σ_n e^{x_i·x_n/τ}))</c> over the class's snippets i, all of length 1.</summary>
    private Tensor OfModality(Tensor chosenBy, Tensor compared, IReadOnlyList<long> points, Tensor positives, Tensor? negatives)
    {
        int snippets = (int)compared.shape[0];
        Tensor unit = F.normalize(chosenBy.detach(), p: 2, dim: 1);
        Tensor likeness = unit.index_select(0, tensor(points.ToArray(), dtype: int64, device: unit.device)).matmul(unit.t()).sum(dim: 0);    // [T]
        Tensor like = likeness.topk(Math.Max(1, snippets / LikeDivisor), dim: 0).indexes;
        Tensor unlike = likeness.topk(Math.Max(1, snippets / UnlikeDivisor), dim: 0, largest: false).indexes;
        Tensor own = F.normalize(cat([compared.index_select(0, like), positives], dim: 0), p: 2, dim: 1);
        Tensor rest = compared.index_select(0, unlike);
        Tensor others = F.normalize(negatives is null ? rest : cat([rest, negatives], dim: 0), p: 2, dim: 1);
        Tensor alike = (own.matmul(own.t()) / Temperature).masked_fill(eye(own.shape[0], dtype: @bool, device: own.device), double.NegativeInfinity);
        Tensor all = cat([alike, own.matmul(others.t()) / Temperature], dim: 1);
        return (all.logsumexp(1) - alike.logsumexp(1)).mean();
    }
}
