using MicroExpressions.PseudoLabels;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.MesNet;

/// <summary>
/// MESNet's last module: whether a proposed clip is an expression, and where its ends are. Every clip is brought to the same number of vectors,
/// whatever its length. <code>clip → vectors [P, D] → linear ReLU → linear: score, move, growth</code>
/// </summary>
internal sealed class ClassificationRegressionNetwork : Module<Tensor, IReadOnlyList<IReadOnlyList<TemporalSegment>>, (Tensor Scores, Tensor Shifts)>
{
    private readonly Linear hidden, said;
    private readonly int points;
    private readonly double around;

    /// <param name="width">D</param>
    /// <param name="hiddenWidth">of the layer between</param>
    /// <param name="points">P</param>
    /// <param name="around">what is seen beyond either end of a clip, as a share of its length</param>
    public ClassificationRegressionNetwork(int width, int hiddenWidth, int points, double around) : base(nameof(ClassificationRegressionNetwork))
    {
        (this.points, this.around) = (points, around);
        hidden = Linear(points * width, hiddenWidth);
        said = Linear(hiddenWidth, 3);
        RegisterComponents();
    }

    /// <summary>Scores before the sigmoid <c>[M]</c> and shifts <c>[M, 2]</c> of all windows' clips, one window after the other.</summary>
    /// <param name="features">of windows <c>[N, D, W]</c></param>
    /// <param name="clips">of each window, snippets from its first; M altogether, at least one</param>
    public override (Tensor Scores, Tensor Shifts) forward(Tensor features, IReadOnlyList<IReadOnlyList<TemporalSegment>> clips)
    {
        using var scope = NewDisposeScope();
        Tensor y = said.call(hidden.call(Pooled(features, clips, points, around).flatten(1)).relu_());     // [M, 3]
        return (y.select(1, 0).MoveToOuterDisposeScope(), y.narrow(1, 1, 2).MoveToOuterDisposeScope());
    }

    /// <summary><c>[M, P, D]</c>: P evenly spaced values of each clip, on the line between the middles of the snippets beside them.</summary>
    internal static Tensor Pooled(Tensor features, IReadOnlyList<IReadOnlyList<TemporalSegment>> clips, int points, double around)
    {
        using var scope = NewDisposeScope();
        long window = features.shape[2];
        var (before, after, shares) = (new List<long>(), new List<long>(), new List<float>());
        foreach ((int n, IReadOnlyList<TemporalSegment> ofWindow) in clips.Index())
            foreach (TemporalSegment clip in ofWindow)
                for (int i = 0; i < points; i++)
                {
                    double seen = clip.Length * (1 + 2 * around);
                    double place = Math.Clamp(clip.Centre + ((i + 0.5) / points - 0.5) * seen - 0.5, 0, window - 1);
                    long first = (long)place;
                    before.Add(n * window + first);
                    after.Add(n * window + Math.Min(first + 1, window - 1));
                    shares.Add((float)(place - first));
                }
        Tensor rows = features.transpose(1, 2).flatten(0, 1);       // [N·W, D]
        Tensor share = tensor(shares.ToArray(), dtype: float32, device: features.device).to(features.dtype).unsqueeze(1);
        return (Rows(before) * (1 - share) + Rows(after) * share).view(-1, points, features.shape[1]).MoveToOuterDisposeScope();

        Tensor Rows(List<long> index) => rows.index_select(0, tensor(index.ToArray(), dtype: int64, device: features.device));
    }
}
