using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Gim;

/// <summary>What GIM learns from.</summary>
public sealed record GimLoss
{
    private const double Least = 1e-5;      // [source GIM], before logarithms

    /// <summary>Weight of the attention's mean [source GIM: 2.5; 0.3 for SAMM-LV].</summary>
    public double Sparsity { get; init; } = 2.5;

    /// <summary>Weight of the contrast [source GIM: 1.4e-5; 2e-6 for SAMM-LV].</summary>
    public double Contrast { get; init; } = 1.4e-5;

    /// <summary>Temperature of the contrast [source GIM: 0.5].</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>The contrast is multiplied by its temperature over this [source GIM: 0.07].</summary>
    public double BaseTemperature { get; init; } = 0.07;

    /// <summary>Weight of the attention's mean rise from frame to frame, which is what its first and last frame differ by [source GIM: 0.1].</summary>
    public double Rise { get; init; } = 0.1;

    /// <summary>The terms, each the mean over the batch's videos but for the contrast, which is over all frames of all of them.</summary>
    /// <param name="outputs">of each video</param>
    /// <param name="labels">of each video</param>
    internal LossTerms Of(IReadOnlyList<GimOutput> outputs, IReadOnlyList<GimLabels> labels)
    {
        Tensor[] background = [.. outputs.Zip(labels, Background)];
        var each = outputs.Zip(labels).Zip(background, (pair, negative) => (Output: pair.First, Labels: pair.Second, Negative: negative)).ToList();
        List<LossTerm> terms =
        [
            new("L_intensity", 1, Mean(v => Intensity(v.Output, v.Labels, v.Negative))),
            new("L_reward", 1, Mean(v => Reward(v.Output, v.Labels))),
            new("L_rise", Rise, Mean(v => (v.Output.Attention[^1] - v.Output.Attention[0]) / Math.Max(1, v.Output.Attention.shape[0] - 1))),
            new("L_sparse", Sparsity, Mean(v => v.Output.Attention.mean())),
            new("L_contrast", Contrast, Contrasted(each)),
        ];
        if (labels.All(l => l.Apex is not null))
            terms.Add(new("L_apex", 1, Mean(v => Apex(v.Output, v.Labels, v.Negative, SnippetClass.Macro, 0.9) + 1.8 * Apex(v.Output, v.Labels, v.Negative, SnippetClass.Micro, 0.93))));
        return new([.. terms]);

        Tensor Mean(Func<(GimOutput Output, GimLabels Labels, Tensor Negative), Tensor> of) => stack([.. each.Select(of)], 0).mean();
    }

    /// <summary>As many frames without intensity as there are with, those of least attention: <c>[n]</c> positions.</summary>
    private static Tensor Background(GimOutput output, GimLabels labels)
    {
        Tensor without = labels.Intensity.sum(dim: 1).eq(0).nonzero().view(-1);
        long with = output.Attention.shape[0] - without.numel();
        Tensor attention = output.Attention.detach().index_select(0, without);
        return without.index_select(0, attention.topk((int)Math.Min(without.numel(), Math.Max(1, with)), dim: 0, largest: false).indexes);
    }

    /// <summary><c>mean (A − I)²</c> over the frames of each class, and <c>mean A²</c> over background.</summary>
    private static Tensor Intensity(GimOutput output, GimLabels labels, Tensor background)
    {
        Tensor sum = output.Attention.index_select(0, background).square().mean();
        foreach (int c in new[] { (int)SnippetClass.Macro, (int)SnippetClass.Micro })
            if (labels.Intensity.select(1, c) is var intensity && intensity.gt(0).nonzero().view(-1) is var frames && frames.numel() > 0)
                sum = sum + (output.Attention.index_select(0, frames) - intensity.index_select(0, frames)).square().mean();
        return sum;
    }

    /// <summary><c>−0.4 mean A</c> over macro-, <c>−0.6 mean A</c> over micro-expressions' frames of intensity above a half [source GIM]; a class that a video has not adds nothing.</summary>
    private static Tensor Reward(GimOutput output, GimLabels labels)
    {
        Tensor sum = zeros([], dtype: output.Attention.dtype, device: output.Attention.device);
        foreach ((SnippetClass c, double weight) in new[] { (SnippetClass.Macro, 0.4), (SnippetClass.Micro, 0.6) })
            if (labels.Intensity.select(1, (int)c).gt(0.5).nonzero().view(-1) is var frames && frames.numel() > 0)
                sum = sum - weight * output.Attention.index_select(0, frames).mean();
        return sum;
    }

    /// <summary>
    /// <c>−mean α |1 − p| log p</c> about apexes, <c>(1 − α) |¼ − p| log(1 − p)</c> within six frames of an expression and in the background;
    /// other frames count as 0 in the mean [source GIM].
    /// </summary>
    private static Tensor Apex(GimOutput output, GimLabels labels, Tensor background, SnippetClass c, double alpha)
    {
        const int Reach = 6;
        Tensor p = output.Apex.select(1, (int)c), positive = labels.Apex!.select(1, (int)c);
        Tensor strong = labels.Intensity.amax([1]).gt(0.5).to(p.dtype).view(1, 1, -1);
        Tensor negative = nn.functional.max_pool1d(strong, 2 * Reach + 1, 1, padding: Reach).view(-1).index_fill(0, background, 1) * (1 - positive);
        return -(alpha * positive * (1 - p).abs() * (p + Least).log() + (1 - alpha) * negative * (0.25 - p).abs() * (1 - p + Least).log()).mean();
    }

    /// <summary>
    /// Supervised contrast of background, micro and macro (Khosla et al. 2020), pairs weighted by their intensities: of two classes by how
    /// much these differ, within one by how little, background with itself by 1.
    /// </summary>
    private Tensor Contrasted(List<(GimOutput Output, GimLabels Labels, Tensor Negative)> each)
    {
        const double Small = 1e-6;
        List<Tensor> features = [], intensities = [], classes = [];
        foreach (var (output, labels, negative) in each)
        {
            Tensor kind = full([labels.Intensity.shape[0]], -1L, dtype: int64, device: labels.Intensity.device).index_fill_(0, negative, 0);
            foreach (int c in new[] { (int)SnippetClass.Micro, (int)SnippetClass.Macro })       // macro last: it wins
                kind = kind.masked_fill(labels.Intensity.select(1, c).gt(0.5), c + 1);
            Tensor chosen = kind.ge(0).nonzero().view(-1);
            features.Add(output.Features.index_select(0, chosen));
            intensities.Add(labels.Intensity.amax([1]).index_select(0, chosen));
            classes.Add(kind.index_select(0, chosen));
        }
        Tensor x = cat([.. features], 0), intensity = cat([.. intensities], 0), k = cat([.. classes], 0);            // [N, D], [N], [N]
        Tensor same = k.unsqueeze(1).eq(k).to(x.dtype), others = 1 - eye(k.shape[0], dtype: x.dtype, device: x.device);
        Tensor apart = (intensity.unsqueeze(1) - intensity).abs(), background = k.eq(0).to(x.dtype);
        Tensor weight = same * (1 - apart * (1 - background.unsqueeze(1) * background)) + (1 - same) * apart;           // [N, N]
        Tensor logits = x.mm(x.transpose(0, 1)) / Temperature;
        logits = logits - logits.amax([1], keepdim: true).detach();
        Tensor likely = (weight + Small).log() + logits - ((logits.exp() * others * weight).sum(dim: 1, keepdim: true) + Small).log();
        Tensor positives = same * others;
        return -Temperature / BaseTemperature * ((positives * likely).sum(dim: 1) / (positives.sum(dim: 1) + Small)).mean();
    }
}
