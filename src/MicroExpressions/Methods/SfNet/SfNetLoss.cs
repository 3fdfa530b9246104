using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Methods.SfNet;

/// <summary>
/// What labelled frames teach: classes of the video, classes of the frames and of mined background, and actionness. Each holds for
/// appearance, motion and both.
/// </summary>
public sealed record SfNetLoss
{
    /// <summary>α, weight of the videos' classes [source SF-Net: 1].</summary>
    public double Video { get; init; } = 1;

    /// <summary>β, weight of the actionness [source SF-Net: 1].</summary>
    public double Actionness { get; init; } = 1;

    /// <summary>Up to this the actionness is good enough and teaches no more [source SF-Net's code: 0.1].</summary>
    public double LeastActionness { get; init; } = 0.1;

    /// <summary>A class's best T/8 snippets, rounded up, speak for the video [source SF-Net: 8].</summary>
    public int VideoDivisor { get; init; } = 8;

    /// <summary>Videos of fewer snippets say nothing of their classes [source SF-Net's code: 5].</summary>
    public int ShortestVideo { get; init; } = 5;

    /// <summary>η, background snippets that are mined for each labelled one, as far as there are [source SF-Net: 7].</summary>
    public double Mined { get; init; } = 7;

    /// <summary>
    /// Whether the background of the actionness is where it is highest, as in the paper. The code sorts along a dimension of one and takes the
    /// last snippets of the batch's last videos [source SF-Net's code: false].
    /// </summary>
    public bool HardestActionness { get; init; }

    /// <summary><c>L_vid = −Σ_c y_c log softmax(mean of each class's best ⌈T/8⌉)</c>, y of sum 1; the mean over the videos.</summary>
    /// <param name="scores"><c>[B, T, 3]</c></param>
    /// <param name="labelled">the batch's labelled snippets</param>
    /// <param name="lengths">snippets of each video</param>
    internal Tensor VideoTerm(Tensor scores, LabelledSnippets labelled, IReadOnlyList<int> lengths)
    {
        var each = new List<Tensor>();
        foreach (var (b, length) in lengths.Index())
        {
            float[] present = labelled.Presence(b);
            if (length < ShortestVideo || present.Sum() == 0)
                continue;
            Tensor best = scores[b].narrow(0, 0, length).topk((length + VideoDivisor - 1) / VideoDivisor, dim: 0).values.mean([0]);      // [3]
            Tensor y = tensor(present, dtype: scores.dtype, device: scores.device) / present.Sum();
            each.Add(-(F.log_softmax(best, 0) * y).sum());
        }
        return each.Count == 0 ? zeros([], dtype: scores.dtype, device: scores.device) : stack(each, 0).mean();
    }

    /// <summary>
    /// <c>L_frame = CE(labelled snippets) + CE(mined background)/C</c>: mined are the snippets of the whole batch without a label whose
    /// background scores most.
    /// </summary>
    /// <param name="scores"><c>[B, T, 3]</c></param>
    /// <param name="labelled">the batch's labelled snippets</param>
    internal Tensor FrameTerm(Tensor scores, LabelledSnippets labelled)
    {
        Tensor likely = F.log_softmax(scores.flatten(0, 1), 1);                                                              // [B·T, 3]
        Tensor known = likely.index_select(0, Indices(labelled.Labelled, scores.device)), y = tensor(labelled.Labels, dtype: scores.dtype, device: scores.device);
        Tensor loss = -(known * y.view(-1, SnippetClasses.Count)).sum(dim: 1).mean();
        int count = labelled.Count(Mined);
        if (count < 1)
            return loss;
        Tensor rest = Indices(labelled.Unlabelled, scores.device);
        Tensor background = scores.flatten(0, 1).index_select(0, rest).select(1, SnippetClasses.Foreground);
        Tensor mined = likely.index_select(0, rest).select(1, SnippetClasses.Foreground).index_select(0, background.topk(count, dim: 0).indexes);
        return loss - mined.mean() / SnippetClasses.Count;
    }

    /// <summary><c>L_act = −mean log σ(a) of labelled snippets − mean log(1.001 − σ(a)) of mined background</c>.</summary>
    /// <param name="actionness"><c>[B, T]</c></param>
    /// <param name="labelled">the batch's labelled snippets</param>
    internal Tensor ActionnessTerm(Tensor actionness, LabelledSnippets labelled)
    {
        Tensor all = actionness.flatten();
        Tensor loss = -F.logsigmoid(all.index_select(0, Indices(labelled.Labelled, all.device))).mean();
        int count = labelled.Count(Mined);
        if (count < 1)
            return loss;
        Tensor rest = all.index_select(0, Indices(labelled.Unlabelled, all.device));
        Tensor mined = HardestActionness ? rest.topk(count, dim: 0).values : rest.narrow(0, rest.shape[0] - count, count);
        return loss - (1.001 - mined.sigmoid()).log().mean();
    }

    private static Tensor Indices(IReadOnlyList<long> places, Device device) => tensor(places.ToArray(), dtype: int64, device: device);
}

/// <summary>Which snippets of a batch have a label, as places in <c>[B·T]</c>.</summary>
internal sealed class LabelledSnippets
{
    private readonly float[][] presence;
    private readonly int[] labelledOf, lengths;

    /// <param name="marks">for each video <c>[T_b, 2]</c>: 1 where a snippet is labelled as micro or macro</param>
    /// <param name="longest">T that videos are filled up to</param>
    public LabelledSnippets(IReadOnlyList<bool[,]> marks, int longest)
    {
        var (labelled, unlabelled, labels) = (new List<long>(), new List<long>(), new List<float>());
        presence = [.. marks.Select(_ => new float[SnippetClasses.Count])];
        (labelledOf, lengths) = (new int[marks.Count], [.. marks.Select(m => m.GetLength(0))]);
        foreach (var (b, video) in marks.Index())
            for (int t = 0; t < lengths[b]; t++)
            {
                float micro = video[t, 0] ? 1 : 0, macro = video[t, 1] ? 1 : 0;
                (micro + macro > 0 ? labelled : unlabelled).Add((long)b * longest + t);
                if (micro + macro == 0)
                    continue;
                labels.AddRange(micro / (micro + macro), macro / (micro + macro), 0);
                labelledOf[b]++;
                (presence[b][0], presence[b][1]) = (Math.Max(presence[b][0], micro), Math.Max(presence[b][1], macro));
            }
        (Labelled, Unlabelled, Labels) = (labelled, unlabelled, [.. labels]);
    }

    /// <summary>Places of labelled snippets.</summary>
    public IReadOnlyList<long> Labelled { get; }

    /// <summary>Places of the others, in order.</summary>
    public IReadOnlyList<long> Unlabelled { get; }

    /// <summary>For each labelled snippet micro, macro and background, of sum 1.</summary>
    public float[] Labels { get; }

    /// <summary>1 for each class that is labelled in a video, <c>[3]</c>.</summary>
    public float[] Presence(int video) => presence[video];

    /// <summary>How much background is mined: in each video so many times its labelled snippets, as far as there are others.</summary>
    public int Count(double mined) => lengths.Select((length, b) => Math.Min((int)(labelledOf[b] * mined), length - labelledOf[b])).Sum();
}
