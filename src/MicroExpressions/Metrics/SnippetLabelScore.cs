using MicroExpressions.Annotations;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Metrics;

/// <summary>
/// How well labels of snippets agree with the truth, one class at a time: what a pseudo label is worth where the intervals are known.
/// Counts of several videos add up.
/// </summary>
/// <param name="Correct">snippets that are labelled as the class and are of it</param>
/// <param name="Labelled">snippets that are labelled as the class</param>
/// <param name="True">snippets that are of the class</param>
public readonly record struct SnippetLabelScore(int Correct, int Labelled, int True)
{
    /// <summary>Correct over labelled; 0 where nothing is labelled.</summary>
    public double Precision => Labelled == 0 ? 0 : Correct / (double)Labelled;

    /// <summary>Correct over true; 0 where nothing is true.</summary>
    public double Recall => True == 0 ? 0 : Correct / (double)True;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Labelled + True == 0 ? 0 : 2.0 * Correct / (Labelled + True);

    /// <summary>The counts of both.</summary>
    public static SnippetLabelScore operator +(SnippetLabelScore left, SnippetLabelScore right) =>
        new(left.Correct + right.Correct, left.Labelled + right.Labelled, left.True + right.True);

    /// <summary>Scores one class of one video.</summary>
    /// <param name="labels">ŷ <c>[T, 3]</c> of 0 and 1, row by row</param>
    /// <param name="truth"><c>[T, 3]</c> of 0 and 1, row by row: <see cref="Truth"/></param>
    /// <param name="snippetClass">c</param>
    /// <exception cref="ArgumentException">they are of different length</exception>
    public static SnippetLabelScore Of(IReadOnlyList<float> labels, IReadOnlyList<float> truth, SnippetClass snippetClass)
    {
        if (labels.Count != truth.Count)
            throw new ArgumentException($"{labels.Count} labels for {truth.Count} of the truth", nameof(labels));
        var score = new SnippetLabelScore();
        for (int i = (int)snippetClass; i < labels.Count; i += SnippetClasses.Count)
            score += new SnippetLabelScore(labels[i] > 0 && truth[i] > 0 ? 1 : 0, labels[i] > 0 ? 1 : 0, truth[i] > 0 ? 1 : 0);
        return score;
    }

    /// <summary>
    /// What each snippet truly is: of an expression's class if the expression fills at least half of it [chosen]; background if neither
    /// class does.
    /// </summary>
    /// <param name="intervals">the video's expressions</param>
    /// <param name="snippets">T</param>
    /// <param name="snippetLength">L</param>
    /// <returns><c>[T, 3]</c> of 0 and 1, row by row</returns>
    public static float[] Truth(IReadOnlyList<ExpressionInterval> intervals, int snippets, int snippetLength)
    {
        var truth = new float[snippets * SnippetClasses.Count];
        for (int t = 0; t < snippets; t++)
        {
            int first = t * snippetLength + 1, last = (t + 1) * snippetLength;
            foreach (ExpressionInterval interval in intervals)
                if (2 * (Math.Min(last, interval.Offset) - Math.Max(first, interval.Onset) + 1) >= snippetLength)
                    truth[t * SnippetClasses.Count + (int)SnippetClasses.Of(interval.Kind)] = 1;
            if (truth[t * SnippetClasses.Count] + truth[t * SnippetClasses.Count + 1] == 0)
                truth[t * SnippetClasses.Count + (int)SnippetClass.Background] = 1;
        }
        return truth;
    }
}
