using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.Gim;

/// <summary>What a video's points are taken to say of its frames.</summary>
/// <param name="Intensity"><c>[T, 2]</c>: of micro-, of macro-expressions; 0 where none is thought to be</param>
/// <param name="Apex"><c>[T, 2]</c>: 1 about the frames taken for apexes; null as long as none is looked for</param>
internal sealed record GimLabels(Tensor Intensity, Tensor? Apex);

/// <summary>
/// Gaussian instance-adaptive intensity modelling: how much a frame belongs to an expression follows from how near it is to the expression's
/// apex in feature space, on a scale of the expression's own. Lengths are in frames of a video at 30 a second.
/// </summary>
public sealed record GaussianIntensities
{
    /// <summary>Passes over the videos in which a fixed surrounding of each point is labelled [source GIM: 1].</summary>
    public int FixedPasses { get; init; } = 1;

    /// <summary>The pass from which on apexes are sought and lengths adapt [source GIM: 5].</summary>
    public int AdaptivePass { get; init; } = 5;

    /// <summary>Frames of a long macro-expression [source GIM: 32].</summary>
    public int MacroLength { get; init; } = 32;

    /// <summary>Frames of a long micro-expression [source GIM: 16].</summary>
    public int MicroLength { get; init; } = 16;

    /// <summary>Frames that a macro-expression is taken to last at most [source GIM: 36].</summary>
    public int LongestMacro { get; init; } = 36;

    /// <summary>The labels of one video.</summary>
    /// <param name="output">the network's; nothing is learnt through it</param>
    /// <param name="points">labelled frames from 0, and what they show</param>
    /// <param name="pass">passes over the videos that are done</param>
    internal GimLabels Of(GimOutput output, IReadOnlyList<(int Frame, SnippetClass Class)> points, int pass)
    {
        using IDisposable untracked = no_grad();
        int frames = (int)output.Attention.shape[0];
        Tensor intensity = zeros(frames, SnippetClasses.Foreground, dtype: output.Features.dtype, device: output.Features.device);
        Tensor? apex = pass < AdaptivePass ? null : zeros_like(intensity);
        foreach ((int point, SnippetClass c) in points)
        {
            bool macro = c == SnippetClass.Macro;
            if (pass < FixedPasses)
                Within(point - (macro ? 5 : 3), point + (macro ? 5 : 3)).fill_(1);
            else if (pass < AdaptivePass)
            {
                int reach = ((pass + 1) / 2) * (macro ? 2 : 1);         // 1 in the passes 1 and 2, 2 in 3 and 4, twice as many for macro
                Gaussian(point, point - reach, point + reach + 1);
            }
            else
                Adapted(point, macro ? MacroLength : MicroLength, macro ? LongestMacro : MicroLength, macro ? 2 : 1);

            Tensor Within(int from, int to) => intensity.select(1, (int)c).narrow(0, First(from), Math.Max(0, End(to) - First(from)));

            void Gaussian(int mean, int from, int to)
            {
                Tensor near = output.Attended.narrow(0, First(from), Math.Max(0, End(to) - First(from)));
                Tensor distance = (near - output.Attended.select(0, mean)).square().sum(dim: 1);
                Within(from, to).copy_((-distance / (2 * distance.mean() + 1e-6)).exp());
            }

            void Adapted(int labelled, int length, int longest, int apexReach)
            {
                int from = First(labelled - length / 4);
                int top = from + (int)output.Attention.narrow(0, from, Math.Max(1, End(labelled + length / 4 + 1) - from)).argmax(0).item<long>();
                from = First(top - length / 2);
                long reliable = output.Attention.narrow(0, from, Math.Max(1, End(top + length / 2 + 1) - from)).gt(Reliable(pass)).sum().item<long>();
                int half = Math.Min(longest, Math.Max(length / 2, (int)Math.Round(reliable * 1.2))) / 2;
                Gaussian(top, top - half, top + half + 1);
                int first = First(top - apexReach);
                apex!.select(1, (int)c).narrow(0, first, Math.Min(frames, top + apexReach + 1) - first).fill_(1);
            }
        }
        return new(intensity, apex);

        static int First(int frame) => Math.Max(0, frame);

        int End(int frame) => Math.Min(frames - 1, frame);      // as in the authors' code, a video's last frame is never labelled
    }

    /// <summary>Attention above which a frame counts towards an expression's length: 0.8, less with each pass, down to 0.5 [source GIM].</summary>
    private double Reliable(int pass) => pass < 29 ? 0.8 - (pass - AdaptivePass) / 80.0 : 0.5;
}
