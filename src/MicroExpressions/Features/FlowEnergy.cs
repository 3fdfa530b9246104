namespace MicroExpressions.Features;

/// <summary>How much of a face moves, snippet by snippet: the plainest summary of HOOF features, and a control that learns nothing.</summary>
public static class FlowEnergy
{
    /// <summary>The energy of each snippet, <see cref="MotionHistogram.Energy"/>.</summary>
    /// <param name="flow">the flow modality <c>[T, G²·(bins + 1)]</c></param>
    /// <param name="settings">grid and bins that it was made with</param>
    /// <returns><c>[T]</c>, pixels a frame</returns>
    /// <exception cref="ArgumentException">the features were made with other settings</exception>
    public static double[] Of(SnippetMatrix flow, HoofSettings settings) => flow.Dimension == MotionHistogram.DimensionOf(settings)
        ? [.. Enumerable.Range(0, flow.Snippets).Select(t => MotionHistogram.Energy(flow.Row(t), settings))]
        : throw new ArgumentException($"features of {flow.Dimension} numbers for settings of {MotionHistogram.DimensionOf(settings)}", nameof(flow));

    /// <summary>The snippets where the energy is highest, best first, each at least <paramref name="apart"/> snippets from a better one.</summary>
    /// <param name="energy"><c>[T]</c></param>
    /// <param name="count">at most so many</param>
    /// <param name="apart">least distance in snippets</param>
    public static IReadOnlyList<int> Peaks(IReadOnlyList<double> energy, int count, int apart)
    {
        var peaks = new List<int>();
        foreach (int t in Enumerable.Range(0, energy.Count).OrderByDescending(t => energy[t]))
            if (peaks.Count < count && peaks.All(p => Math.Abs(p - t) >= apart))
                peaks.Add(t);
        return peaks;
    }
}
