using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace SystemTorch.Tests.NN;

public static partial class FunctionTable
{
    private static Dictionary<string, Form[]> Losses
    {
        get
        {
            Dictionary<string, Form[]> cases = new()
            {
                ["BCELoss weighted"] = [x => F.binary_cross_entropy(x[0], x[1], weight: x[2]), x => BCELoss(x[2]).call(x[0], x[1])],
                ["BCEWithLogitsLoss weighted"] =
                    [x => F.binary_cross_entropy_with_logits(x[0], x[1], weight: x[2], pos_weights: x[3]), x => BCEWithLogitsLoss(x[2], pos_weights: x[3]).call(x[0], x[1])],
                ["CrossEntropyLoss weighted, one ignored"] =
                    [x => F.cross_entropy(x[0], x[1], weight: x[2], ignore_index: 0), x => CrossEntropyLoss(x[2], ignore_index: 0).call(x[0], x[1])],
                ["CrossEntropyLoss smoothed"] = [x => F.cross_entropy(x[0], x[1], label_smoothing: 0.2)],
                ["CrossEntropyLoss of probabilities"] = [x => F.cross_entropy(x[0], x[1]), x => CrossEntropyLoss().call(x[0], x[1])],
                ["CrossEntropyLoss of sequences"] = [x => F.cross_entropy(x[0], x[1])],
                ["KLDivLoss of probabilities"] = [x => F.kl_div(x[0], x[1], log_target: false), x => KLDivLoss(false).call(x[0], x[1])],
            };
            foreach (var (reduction, suffix) in new[] { (Reduction.Mean, "mean"), (Reduction.Sum, "sum"), (Reduction.None, "none") })
                foreach (var (name, forms) in Reduced(reduction)) cases[$"{name} {suffix}"] = forms;
            return cases;
        }
    }

    private static Dictionary<string, Form[]> Reduced(Reduction r) => new()
    {
        ["MSELoss"] = [x => MSELoss(r).call(x[0], x[1]), x => F.mse_loss(x[0], x[1], r)],
        ["L1Loss"] = [x => L1Loss(r).call(x[0], x[1]), x => F.l1_loss(x[0], x[1], r)],
        ["SmoothL1Loss"] = [x => SmoothL1Loss(r, 0.5).call(x[0], x[1]), x => F.smooth_l1_loss(x[0], x[1], r, 0.5)],
        ["HuberLoss"] = [x => HuberLoss(0.7, r).call(x[0], x[1]), x => F.huber_loss(x[0], x[1], 0.7, r)],
        ["BCELoss"] = [x => BCELoss(reduction: r).call(x[0], x[1]), x => F.binary_cross_entropy(x[0], x[1], reduction: r)],
        ["BCEWithLogitsLoss"] = [x => BCEWithLogitsLoss(reduction: r).call(x[0], x[1]), x => F.binary_cross_entropy_with_logits(x[0], x[1], reduction: r)],
        ["CrossEntropyLoss"] = [x => CrossEntropyLoss(reduction: r).call(x[0], x[1]), x => F.cross_entropy(x[0], x[1], reduction: r)],
        ["NLLLoss"] = [x => NLLLoss(reduction: r).call(F.log_softmax(x[0], 1), x[1]), x => F.nll_loss(F.log_softmax(x[0], 1), x[1], reduction: r)],
        ["KLDivLoss"] = [x => KLDivLoss(reduction: r).call(x[0], x[1]), x => F.kl_div(x[0], x[1], reduction: r)],
        ["PoissonNLLLoss"] = [x => PoissonNLLLoss(full: true, reduction: r).call(x[0], x[1]), x => F.poisson_nll_loss(x[0], x[1], full: true, reduction: r)],
        ["SoftMarginLoss"] = [x => SoftMarginLoss(r).call(x[0], x[1]), x => F.soft_margin_loss(x[0], x[1], r)],
        ["HingeEmbeddingLoss"] = [x => HingeEmbeddingLoss(reduction: r).call(x[0], x[1]), x => F.hinge_embedding_loss(x[0], x[1], 1, r)],
        ["MarginRankingLoss"] = [x => MarginRankingLoss(0.3, r).call(x[0], x[1], x[2]), x => F.margin_ranking_loss(x[0], x[1], x[2], 0.3, r)],
        ["CosineEmbeddingLoss"] = [x => CosineEmbeddingLoss(0.2, r).call(x[0], x[1], x[2]), x => F.cosine_embedding_loss(x[0], x[1], x[2], 0.2, r)],
        ["TripletMarginLoss"] = [x => TripletMarginLoss(1.5, swap: true, reduction: r).call(x[0], x[1], x[2]), x => F.triplet_margin_loss(x[0], x[1], x[2], 1.5, swap: true, reduction: r)],
    };
}
