using System.Globalization;

namespace MicroExpressions.Features;

/// <summary>An array as NumPy stores it, in C order (last index fastest).</summary>
public sealed class NumpyArray
{
    /// <param name="values">one-dimensional; of bool, a whole or floating number type, or string; taken over, not copied</param>
    /// <param name="shape">the lengths of its dimensions; none for a scalar</param>
    /// <exception cref="ArgumentException">the shape does not hold as many values</exception>
    public NumpyArray(Array values, params int[] shape)
    {
        if (values.Rank != 1 || values.LongLength != shape.Aggregate(1L, (product, length) => checked(product * length)))
            throw new ArgumentException($"{values.LongLength} values for shape {Describe(shape)}", nameof(shape));
        Values = values;
        Shape = shape;
    }

    /// <summary>A single text.</summary>
    public NumpyArray(string text) : this(new[] { text })
    {
    }

    /// <summary>All values, row by row.</summary>
    public Array Values { get; }

    /// <summary>The lengths of the dimensions; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The values as numbers of single precision, whatever number type they are stored in.</summary>
    /// <exception cref="InvalidOperationException">they are texts</exception>
    public float[] ToSingles() => Values switch
    {
        float[] same => same,
        double[] v => Array.ConvertAll(v, x => (float)x),
        Half[] v => Array.ConvertAll(v, x => (float)x),
        string[] => throw new InvalidOperationException($"{this} holds no numbers"),
        _ => [.. Values.Cast<object>().Select(x => Convert.ToSingle(x, CultureInfo.InvariantCulture))],
    };

    /// <summary>Type and shape, e.g. <c>Single (531, 1024)</c>.</summary>
    public override string ToString() => $"{Values.GetType().GetElementType()!.Name} {Describe(Shape)}";

    /// <summary>A shape as Python writes it: <c>(531, 1024)</c>, <c>(7,)</c>, <c>()</c>.</summary>
    internal static string Describe(IReadOnlyList<int> shape) => shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";
}
