namespace MicroExpressions.Methods.SfNet;

/// <summary>How labels grow: neighbours of a labelled snippet get its label where the network takes them for much the same.</summary>
public sealed record LabelExpansion
{
    /// <summary>Farthest neighbour, snippets [source SF-Net: 3].</summary>
    public int Radius { get; init; } = 3;

    /// <summary>A neighbour must score this share of the labelled snippet for its class [source SF-Net: 0.95].</summary>
    public double LeastShare { get; init; } = 0.95;

    /// <summary>
    /// On both sides, up to the next label: a snippet is labelled if it, the one after it and the labelled one's own neighbour score one class
    /// most, and it scores enough for the label. One that does not is passed over.
    /// </summary>
    /// <param name="scores">of micro and macro, <c>[T, 2]</c></param>
    /// <param name="labels"><c>[T, 2]</c>; stays as it is</param>
    /// <returns>the labels with those of neighbours</returns>
    public bool[,] Of(float[,] scores, bool[,] labels)
    {
        var grown = (bool[,])labels.Clone();
        for (int t = 0; t < labels.GetLength(0); t++)
            if (IsLabelled(labels, t))
            {
                Grow(scores, grown, t, -1);
                Grow(scores, grown, t, 1);
            }
        return grown;
    }

    private void Grow(float[,] scores, bool[,] labels, int from, int side)
    {
        for (int step = 1; step <= Radius; step++)
        {
            int t = from + side * step, next = t + side;
            if (next < 0 || next >= labels.GetLength(0) || IsLabelled(labels, t))
                return;
            int most = Most(scores, t);
            if (most == Most(scores, next) && most == Most(scores, from + side) && Score(t) >= LeastShare * Score(from))
                (labels[t, 0], labels[t, 1]) = (labels[from, 0], labels[from, 1]);
        }

        double Score(int t) => labels[from, 0] && labels[from, 1] ? ((double)scores[t, 0] + scores[t, 1]) / 2 : scores[t, labels[from, 0] ? 0 : 1];
    }

    private static bool IsLabelled(bool[,] labels, int t) => labels[t, 0] || labels[t, 1];

    private static int Most(float[,] scores, int t) => scores[t, 0] >= scores[t, 1] ? 0 : 1;
}
