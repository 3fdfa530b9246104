using static TorchSharp.torch;

namespace MicroExpressions.Models;

/// <summary>Snippets spread over shorter steps, for methods whose authors have features more often than the kit.</summary>
internal static class SnippetInterpolation
{
    /// <summary>
    /// A step's value lies on the line between the middles of the two snippets that it is nearest to, as a clip across two snippets sees a
    /// share of each; before the first middle and after the last it is that snippet's. <c>[S, D]</c> to <c>[S·steps, D]</c>.
    /// </summary>
    /// <param name="snippets">one video's</param>
    /// <param name="steps">a snippet is spread over</param>
    public static Tensor Of(Tensor snippets, int steps)
    {
        int count = (int)snippets.shape[0];
        long[] own = new long[count * steps], other = new long[own.Length];
        float[] share = new float[own.Length];
        for (int t = 0; t < own.Length; t++)
        {
            double aside = Aside(t, steps);
            own[t] = t / steps;
            other[t] = Math.Clamp(own[t] + Math.Sign(aside), 0, count - 1);
            share[t] = (float)Math.Abs(aside);
        }
        Tensor weight = tensor(share, dtype: float32, device: snippets.device).unsqueeze(1);
        return snippets.index_select(0, tensor(own, device: snippets.device)) * (1 - weight) + snippets.index_select(0, tensor(other, device: snippets.device)) * weight;
    }

    /// <summary>How far a step's middle lies from its snippet's, in snippets: from −½ to ½.</summary>
    internal static double Aside(int step, int steps) => (step % steps + 0.5) / steps - 0.5;
}
