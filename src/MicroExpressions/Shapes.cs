using System.Globalization;
using static TorchSharp.torch;

namespace MicroExpressions;

/// <summary>
/// Checks shapes where callers come in, in the words of the documentation:
/// <code>Shapes.Expect("L_guide", (attention, "A [B, T]"), (map, "S [B, T, 3]"));</code>
/// A name is any length from 1, the same in all tensors of a call; <c>T≥2</c> is one from 2; <c>…</c> is any number of dimensions. Not only
/// for the message's sake: TorchSharp 0.107 passes some of libtorch's errors on to nobody (matmul of shapes that do not fit, for one), and
/// the process ends.
/// </summary>
internal static class Shapes
{
    /// <summary>Throws unless each tensor has its shape.</summary>
    /// <param name="entry">what messages call the computation</param>
    /// <param name="tensors">each with its name and shape, e.g. <c>S [B, T, 3]</c></param>
    /// <exception cref="InputException">the first tensor that has not; it names what the lengths before it were</exception>
    public static void Expect(string entry, params ReadOnlySpan<(Tensor Tensor, string Pattern)> tensors)
    {
        var lengths = new List<(string Name, long Length)>();
        foreach ((Tensor tensor, string pattern) in tensors)
        {
            int bracket = pattern.IndexOf('[');
            string[] sides = pattern[(bracket + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
            long[] shape = tensor.shape;
            int known = lengths.Count;
            if (!Fits(shape, sides, lengths))
                throw new InputException(
                    $"{entry}, {pattern[..bracket].TrimEnd()}", $"a tensor of shape [{string.Join(", ", shape)}]", pattern[bracket..] + Told(lengths, known),
                    "Give tensors that belong together, none of them empty.");
        }
    }

    /// <summary>Throws unless all of them are places in a dimension.</summary>
    /// <param name="entry">what messages call the computation</param>
    /// <param name="name">what messages call the places</param>
    /// <param name="places">counted from 0</param>
    /// <param name="length">of the dimension</param>
    /// <exception cref="InputException">one is not</exception>
    public static void ExpectWithin(string entry, string name, IEnumerable<long> places, long length)
    {
        foreach (long place in places)
            if (place < 0 || place >= length)
                throw new InputException($"{entry}, {name}", place.ToString(CultureInfo.InvariantCulture), $"0 to {length - 1}", "Give the places of this tensor.");
    }

    /// <summary>Throws unless these are the lengths of a padded batch's videos.</summary>
    /// <param name="entry">what messages call the computation</param>
    /// <param name="lengths">snippets of each</param>
    /// <param name="batch">B</param>
    /// <param name="longest">T</param>
    /// <exception cref="InputException">another number of them, or one that is not from 1 to T</exception>
    public static void ExpectLengths(string entry, IReadOnlyList<int> lengths, long batch, long longest)
    {
        if (lengths.Count != batch || lengths.Any(t => t < 1 || t > longest))
            throw new InputException(
                $"{entry}, lengths", $"[{string.Join(", ", lengths)}]", $"{batch} of them, from 1 to {longest}", "Give the number of snippets of each video in the batch.");
    }

    private static bool Fits(long[] shape, string[] sides, List<(string Name, long Length)> lengths)
    {
        int any = Array.IndexOf(sides, "…");
        if (any < 0 ? shape.Length != sides.Length : shape.Length < sides.Length - 1)
            return false;
        for (int d = 0; d < shape.Length; d++)
        {
            int fromEnd = shape.Length - d;
            string? side = any < 0 || d < any ? sides[d] : fromEnd < sides.Length - any ? sides[^fromEnd] : null;
            if (side is null ? shape[d] < 1 : !Fits(shape[d], side, lengths))
                return false;
        }
        return true;
    }

    private static bool Fits(long length, string side, List<(string Name, long Length)> lengths)
    {
        if (char.IsAsciiDigit(side[0]))
            return length == long.Parse(side, CultureInfo.InvariantCulture);
        string[] parts = side.Split('≥');
        int known = lengths.FindIndex(l => l.Name == parts[0]);
        if (known >= 0)
            return lengths[known].Length == length;
        lengths.Add((parts[0], length));
        return length >= (parts.Length == 1 ? 1 : long.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private static string Told(List<(string Name, long Length)> lengths, int known) =>
        known == 0 ? "" : $" with {string.Join(", ", lengths.Take(known).Select(l => $"{l.Name} = {l.Length}"))}";
}
