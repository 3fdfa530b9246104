using System.Globalization;

namespace MicroExpressions.Features;

/// <summary>One modality's features of one video: a row a snippet.</summary>
public sealed class SnippetMatrix
{
    /// <param name="snippets">T</param>
    /// <param name="dimension">D</param>
    /// <param name="values"><c>[T, D]</c>, row-major, taken over, not copied</param>
    /// <exception cref="ArgumentException">the buffer's length is not T·D</exception>
    public SnippetMatrix(int snippets, int dimension, float[] values)
    {
        if (values.Length != checked(snippets * dimension))
            throw new ArgumentException($"{values.Length} values for {snippets} × {dimension}", nameof(values));
        (Snippets, Dimension, Values) = (snippets, dimension, values);
    }

    /// <summary>T: snippets in the video.</summary>
    public int Snippets { get; }

    /// <summary>D: numbers a snippet.</summary>
    public int Dimension { get; }

    /// <summary><c>[T, D]</c>, row-major.</summary>
    public float[] Values { get; }

    /// <summary>One snippet's features, <c>[D]</c>.</summary>
    public ReadOnlySpan<float> Row(int snippet) => Values.AsSpan(snippet * Dimension, Dimension);

    /// <summary>Rows 0, <paramref name="step"/>, 2·<paramref name="step"/>, …: from overlapping snippets those that do not overlap.</summary>
    /// <exception cref="ArgumentOutOfRangeException">the step is not positive</exception>
    public SnippetMatrix Every(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(step);
        int kept = (Snippets + step - 1) / step;
        var values = new float[kept * Dimension];
        for (int t = 0; t < kept; t++)
            Row(t * step).CopyTo(values.AsSpan(t * Dimension));
        return new SnippetMatrix(kept, Dimension, values);
    }

    /// <summary>Some neighbouring columns: one stream's of rows that hold several.</summary>
    /// <exception cref="ArgumentOutOfRangeException">there are fewer</exception>
    public SnippetMatrix Columns(int first, int count)
    {
        var values = new float[Snippets * count];
        for (int t = 0; t < Snippets; t++)
            Row(t).Slice(first, count).CopyTo(values.AsSpan(t * count));
        return new SnippetMatrix(Snippets, count, values);
    }

    /// <summary>The matrix, if all its values are numbers.</summary>
    /// <param name="place">what messages call it</param>
    /// <param name="remedy">what to do about it</param>
    /// <exception cref="InputException">a NaN or an infinity; row and column of the first, counted from 0 as NumPy does</exception>
    internal SnippetMatrix Finite(string place, string remedy)
    {
        int first = Values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (first < 0)
            return this;
        string value = Values[first].ToString(CultureInfo.InvariantCulture);
        int all = Values.Count(v => !float.IsFinite(v));
        throw new InputException(
            $"{place}, row {first / Dimension}, column {first % Dimension} (counted from 0)", all == 1 ? value : $"{value}, the first of {all} such values",
            "finite numbers", remedy);
    }

    /// <summary>The first rows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">there are fewer</exception>
    public SnippetMatrix First(int snippets) => new(snippets, Dimension, Values.AsSpan(0, snippets * Dimension).ToArray());
}
