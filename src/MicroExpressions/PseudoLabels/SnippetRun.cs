namespace MicroExpressions.PseudoLabels;

/// <summary>Neighbouring snippets, proposed as one expression.</summary>
/// <param name="First">i, from 0</param>
/// <param name="Last">j, inclusive</param>
public readonly record struct SnippetRun(int First, int Last)
{
    /// <summary><c>len = j − i + 1</c>.</summary>
    public int Length => Last - First + 1;

    /// <summary>Snippets in both over snippets in either; 0 when apart.</summary>
    public double Overlap(SnippetRun other)
    {
        int both = Math.Min(Last, other.Last) - Math.Max(First, other.First) + 1;
        return both <= 0 ? 0 : both / (double)(Length + other.Length - both);
    }
}
