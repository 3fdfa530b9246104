using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>
/// Which classes occur in a video, told from the scores of its snippets, as HAM-Net and CO2-Net do it: a softmax, in which the classes
/// of a video share its label.
/// </summary>
public static class MultipleInstanceLoss
{
    /// <summary>Keeps the labels of a video without any class finite [source HAM-Net].</summary>
    private const double LabelGuard = 1e-4;

    /// <summary><c>−Σ_c y_c/(Σy + 10⁻⁴) · log softmax_c(p)</c>, p_c the mean of the top k_c of S_{·,c}; the mean over the videos.</summary>
    /// <param name="scores">S <c>[B, T, 3]</c>, logits</param>
    /// <param name="presence">y_fg <c>[B, 2]</c>: 1 where the video has the class</param>
    /// <param name="background">y_bg: whether the video has background too</param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="pooling">k_c</param>
    /// <exception cref="InputException">shapes that are not these, or lengths that are not the batch's</exception>
    public static Tensor Of(Tensor scores, Tensor presence, bool background, IReadOnlyList<int> lengths, ClassPooling pooling)
    {
        Shapes.Expect("L_mil", (scores, "S [B, T, 3]"), (presence, "y [B, 2]"));
        Tensor y = cat([presence, full_like(presence.narrow(1, 0, 1), background ? 1 : 0)], dim: 1);                // [B, 3]
        y = y / (y.sum(dim: 1, keepdim: true) + LabelGuard);
        return -(y * nn.functional.log_softmax(pooling.Scores(scores, lengths), dim: 1)).sum(dim: 1).mean();
    }
}
