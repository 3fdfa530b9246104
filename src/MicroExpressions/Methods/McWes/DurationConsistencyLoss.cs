using MicroExpressions.Losses;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.McWes;

/// <summary>
/// MC-WES's duration consistency: a class tells how long its expressions last. Its formula is not public; this one follows from what tells
/// the classes apart, that a micro-expression lasts at most half a second and a macro-expression longer [chosen].
/// </summary>
public static class DurationConsistencyLoss
{
    private const double LeastActivation = 1e-12;     // a class without any activation has no duration

    /// <summary>w: the most snippets that a micro-expression can have, at least one.</summary>
    /// <param name="snippetLength">L</param>
    /// <param name="framesPerSecond">the video's rate</param>
    public static int LongestMicro(int snippetLength, double framesPerSecond) =>
        Math.Max(1, ((int)(SpottedInterval.LongestMicroSeconds * framesPerSecond) + 1) / snippetLength);

    /// <summary>
    /// <c>γ_n(s)_t = max over the n snippets in a row that t is one of, of their least s</c>: the opening of a curve, what is left of it
    /// without all that is shorter than n; <c>[T]</c> to <c>[T]</c>.
    /// </summary>
    /// <param name="curve">s <c>[T]</c>, nowhere below 0</param>
    /// <param name="snippets">n, at most T</param>
    /// <exception cref="InputException">a tensor of another shape, or more snippets than it has</exception>
    public static Tensor Lasting(Tensor curve, int snippets)
    {
        Shapes.Expect("what lasts", (curve, "s [T]"));
        Shapes.ExpectLengths("what lasts", [snippets], 1, curve.shape[0]);
        Tensor least = curve.unfold(0, snippets, 1).amin([1]);                                          // [T − n + 1]
        return nn.functional.pad(least, [snippets - 1, snippets - 1]).unfold(0, snippets, 1).amax([1]); // [T]
    }

    /// <summary>
    /// <code>
    /// r_c = Σ_t γ_{w+1}(S^A_{·,c})_t / Σ_t S^A_{t,c}        the share of a class's activation that lasts longer than a micro-expression can
    /// L_dur = mean over the videos' own classes of  r_ME  and of  1 − r_MaE
    /// </code>
    /// A video of no more than w snippets says nothing about duration and is left out; 0 where all are.
    /// </summary>
    /// <param name="attention">A <c>[B, T]</c></param>
    /// <param name="map">S <c>[B, T, 3]</c>, in [0, 1]</param>
    /// <param name="presence">y_fg <c>[B, 2]</c></param>
    /// <param name="lengths">snippets of each video</param>
    /// <param name="longestMicro">w of each video</param>
    /// <exception cref="InputException">shapes that are not these, lengths that are not the batch's, or a w below 1</exception>
    public static Tensor Of(Tensor attention, Tensor map, Tensor presence, IReadOnlyList<int> lengths, IReadOnlyList<int> longestMicro)
    {
        Shapes.Expect("L_dur", (attention, "A [B, T]"), (map, "S [B, T, 3]"), (presence, "y [B, 2]"));
        Shapes.ExpectLengths("L_dur", lengths, map.shape[0], map.shape[1]);
        if (longestMicro.Count != lengths.Count || longestMicro.Any(w => w < 1))
            throw new InputException(
                "L_dur, w", $"[{string.Join(", ", longestMicro)}]", $"{lengths.Count} of them, from 1", "Give the most snippets of a micro-expression of each video in the batch.");
        Tensor attended = AttendedClassLoss.Suppressed(attention, map);                                 // [B, T, 2]
        Tensor sum = zeros([], map.dtype, map.device), count = zeros([], map.dtype, map.device);
        for (int b = 0; b < lengths.Count; b++)
        {
            if (lengths[b] <= longestMicro[b])
                continue;
            Tensor video = attended.select(0, b).narrow(0, 0, lengths[b]), present = presence.select(0, b);     // [T_b, 2], [2]
            sum = sum + present.select(0, (int)SnippetClass.Micro) * Longer(video, SnippetClass.Micro, longestMicro[b])
                + present.select(0, (int)SnippetClass.Macro) * (1 - Longer(video, SnippetClass.Macro, longestMicro[b]));
            count = count + present.sum();
        }
        return sum / count.clamp_min(1);

        static Tensor Longer(Tensor video, SnippetClass of, int longest)
        {
            Tensor curve = video.select(1, (int)of);                                                    // [T_b]
            return Lasting(curve, longest + 1).sum() / curve.sum().clamp_min(LeastActivation);
        }
    }
}
