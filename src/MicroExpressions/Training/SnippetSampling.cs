using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>
/// How methods made for long films train on so many snippets a video: one of each of as many equal parts [source HAM-Net, CO2-Net, FTCL].
/// The authors also stretch shorter videos to that number, which repeats snippets and teaches nothing new; here those are left as they are.
/// </summary>
internal static class SnippetSampling
{
    /// <summary>The batch with its videos cut down to at most <paramref name="longest"/> snippets each, in their order.</summary>
    /// <param name="input">the batch</param>
    /// <param name="longest">most snippets of a video</param>
    /// <param name="random">which snippet of a part</param>
    public static SpotterInput Shortened(SpotterInput input, int longest, Random random)
    {
        if (input.Lengths.All(length => length <= longest))
            return input;
        int[] lengths = [.. input.Lengths.Select(length => Math.Min(length, longest))];
        int width = lengths.Max();
        var rows = new long[lengths.Length * width];
        for (int b = 0; b < lengths.Length; b++)
            for (int i = 0; i < lengths[b]; i++)
                rows[b * width + i] = input.Lengths[b] <= longest ? i : Drawn(i, longest, input.Lengths[b], random);
        Tensor index = tensor(rows, device: input.Mask.device).view(lengths.Length, width, 1), mask = SpotterInput.MaskOf(lengths, width).to(input.Mask.device);
        return input with { Rgb = Chosen(input.Rgb), Flow = Chosen(input.Flow), Mask = mask, Lengths = lengths };

        Tensor Chosen(Tensor all) => all.gather(1, index.expand(-1, -1, all.shape[2])) * mask.unsqueeze(2);    // [B, longest, D]
    }

    /// <summary>From the first snippet of a part to the first of the next, which may be drawn too, the last part to its own end.</summary>
    private static long Drawn(int part, int parts, int length, Random random)
    {
        long from = (long)part * length / parts, to = part + 1 < parts ? (long)(part + 1) * length / parts : length - 1;
        return from + random.NextInt64(to - from + 1);
    }
}
