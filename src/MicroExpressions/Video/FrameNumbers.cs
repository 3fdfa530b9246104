using System.Globalization;

namespace MicroExpressions.Video;

/// <summary>Lists of frames in messages.</summary>
internal static class FrameNumbers
{
    /// <summary>Ranges that a message lists at most [chosen]; of more it says how many.</summary>
    public const int MostRanges = 100;

    /// <summary>Numbers in rising order as ranges: <c>10, 12–14</c>.</summary>
    public static string Text(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (int number in numbers)
            if (ranges is [.., var last] && last.Last == number - 1)
                ranges[^1] = (last.First, number);
            else
                ranges.Add((number, number));
        return Text(ranges);
    }

    /// <summary>Ranges in rising order.</summary>
    public static string Text(IEnumerable<(int First, int Last)> ranges)
    {
        (int First, int Last)[] all = [.. ranges];
        string listed = string.Join(", ", all.Take(MostRanges).Select(r => r.First == r.Last
            ? r.First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{r.First}–{r.Last}")));
        return all.Length > MostRanges ? string.Create(CultureInfo.InvariantCulture, $"{listed} and {all.Length - MostRanges} ranges more") : listed;
    }
}
