using System.Globalization;
using System.Numerics;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The text of a tensor in one of its styles.</summary>
internal sealed class TensorText
{
    private readonly long[] shape;
    private readonly Func<long, string> element; // by its number in the order of the indices
    private readonly string head;
    private readonly ScalarType dtype;
    private readonly int width;
    private readonly string newLine;

    private TensorText(Tensor contiguous, string head, string format, int width, CultureInfo culture, string newLine)
    {
        shape = contiguous.shape;
        dtype = contiguous.dtype;
        element = ElementText(contiguous, format, culture);
        this.head = head;
        this.width = width;
        this.newLine = newLine;
    }

    internal static string Metadata(Tensor t) => $"[{string.Join('x', t.shape)}], type = {t.dtype}, device = {t.device}";

    internal static string Of(Tensor t, TensorStringStyle style, string format, int width, CultureInfo culture, string newLine)
    {
        using DisposeScope scope = NewDisposeScope();
        var text = new TensorText(t.detach().cpu().contiguous(), Metadata(t), format, width, culture, newLine);
        return style switch
        {
            TensorStringStyle.Julia => text.Julia(),
            TensorStringStyle.Numpy => text.Numpy(0, 0),
            TensorStringStyle.CSharp => text.CSharp(),
            _ => throw new System.ComponentModel.InvalidEnumArgumentException($"Unsupported tensor string style: {style}"),
        };
    }

    private string Julia()
    {
        var text = new StringBuilder(head);
        if (shape.Length == 0) return text.Append(", value = ").Append(element(0)).ToString();
        if (shape.Length == 1)
        {
            text.Append(newLine);
            Matrix(text, 0, 1, shape[0]);
            return text.ToString();
        }
        long rows = shape[^2], columns = shape[^1];
        if (shape.Length == 2)
        {
            text.Append(newLine);
            Matrix(text, 0, rows, columns);
            return text.ToString();
        }
        long matrices = shape[..^2].Aggregate(1L, (product, size) => product * size);
        for (long m = 0; m < matrices; m++)
        {
            text.Append(newLine).Append('[').Append(string.Join(',', LeadingIndices(m))).Append(",..,..] =").Append(newLine);
            Matrix(text, m * rows * columns, rows, columns);
        }
        return text.ToString();
    }

    private IEnumerable<long> LeadingIndices(long matrix)
    {
        var indices = new long[shape.Length - 2];
        for (int d = indices.Length - 1; d >= 0; d--) matrix = Math.DivRem(matrix, shape[d], out indices[d]);
        return indices;
    }

    // Aligned to the right, with as many columns as fit in every row.
    private void Matrix(StringBuilder text, long first, long rows, long columns)
    {
        string[][] cells = [.. Range(rows).Select(row => Fitting(first + (row * columns), columns))];
        int shown = cells.Length == 0 ? 0 : cells.Min(row => row.Length);
        int[] widths = [.. Enumerable.Range(0, shown).Select(column => cells.Max(row => row[column].Length))];
        foreach (string[] row in cells)
        {
            for (int column = 0; column < shown; column++) text.Append(' ').Append(row[column].PadLeft(widths[column]));
            text.Append(shown < columns ? " ..." : "").Append(newLine);
        }
    }

    private string[] Fitting(long first, long columns)
    {
        const int ellipsis = 4;
        var cells = new List<string>();
        for (long column = 0, left = width; column < columns; column++)
        {
            string cell = element(first + column);
            if (left < cell.Length + ellipsis) break;
            cells.Add(cell);
            left -= cell.Length + 1;
        }
        return [.. cells];
    }

    private string Numpy(int dim, long first)
    {
        if (dim == shape.Length) return element(first);
        if (dim == shape.Length - 1) return $"[{Row(first, "")}]";
        string separator = string.Concat(Enumerable.Repeat(newLine, shape.Length - dim - 1));
        string indent = new(' ', dim + 1);
        IEnumerable<string> blocks = Blocks(dim, first, Numpy).Select((block, i) => i == 0 ? block : indent + block);
        return $"[{string.Join(separator, blocks)}]";
    }

    private string CSharp()
    {
        if (shape.Length == 0) return $"{head}, value = {element(0)}";
        (string name, string suffix) = dtype switch
        {
            ScalarType.Bool => ("bool", ""),
            ScalarType.Byte => ("byte", ""),
            ScalarType.Int8 => ("sbyte", ""),
            ScalarType.Int16 => ("short", ""),
            ScalarType.Int32 => ("int", ""),
            ScalarType.Int64 => ("long", "L"),
            ScalarType.Float16 => ("float16", "f"),
            ScalarType.BFloat16 => ("bfloat16", "f"),
            ScalarType.Float32 => ("float", "f"),
            ScalarType.Float64 => ("double", ""),
            ScalarType.ComplexFloat32 => ("complex32", ""),
            _ => ("complex64", ""),
        };
        string rank = new(',', shape.Length - 1);
        string outer = shape.Length > 1 ? newLine : "";
        return $"{head}, value = {outer}{name} [{rank}] {{{(outer.Length > 0 ? outer + " " : "")}{Inner(0, 0, suffix)}{outer}}}";
    }

    // The braces' contents at one depth.
    private string Inner(int dim, long first, string suffix)
    {
        if (dim == shape.Length - 1) return Row(first, suffix);
        string indent = new(' ', dim + 1);
        IEnumerable<string> blocks = Blocks(dim, first, (d, f) => $"{{{Inner(d, f, suffix)}}}");
        return string.Join("", blocks.Select((block, i) =>
            (i == 0 ? "" : indent) + block + (block == Ellipsis ? newLine : i < Shown(shape[dim]) - 1 ? "," + newLine : "")));
    }

    private const string Ellipsis = "...";

    private static long Shown(long size) => size <= MaxRows ? size : MaxRows + 1;

    // The parts along a dimension; of many, the first and the last around an ellipsis.
    private IEnumerable<string> Blocks(int dim, long first, Func<int, long, string> part)
    {
        long size = shape[dim], step = shape[(dim + 1)..].Aggregate(1L, (product, length) => product * length);
        int trailing = MaxRows / 2, leading = MaxRows - trailing;
        if (size <= MaxRows) return Range(size).Select(i => part(dim + 1, first + (i * step)));
        return Range(leading).Select(i => part(dim + 1, first + (i * step)))
            .Append(Ellipsis)
            .Concat(Range(trailing).Select(i => part(dim + 1, first + ((size - trailing + i) * step))));
    }

    private string Row(long first, string suffix)
    {
        long size = shape[^1];
        int trailing = MaxColumns / 2, leading = MaxColumns - trailing;
        string Part(long from, long count) => string.Join(", ", Range(count).Select(i => element(first + from + i) + suffix));
        return size <= MaxColumns ? Part(0, size) : $"{Part(0, leading)}, ... {Part(size - trailing, trailing)}";
    }

    private static IEnumerable<long> Range(long count)
    {
        for (long i = 0; i < count; i++) yield return i;
    }

    private static unsafe Func<long, string> ElementText(Tensor t, string format, CultureInfo culture)
    {
        IntPtr data = t.Pointer;
        return t.dtype switch
        {
            ScalarType.Byte => i => ((byte*)data)[i].ToString(culture),
            ScalarType.Int8 => i => ((sbyte*)data)[i].ToString(culture),
            ScalarType.Int16 => i => ((short*)data)[i].ToString(culture),
            ScalarType.Int32 => i => ((int*)data)[i].ToString(culture),
            ScalarType.Int64 => i => ((long*)data)[i].ToString(culture),
            ScalarType.Bool => i => ((bool*)data)[i].ToString(culture),
            ScalarType.Float16 => i => ((float)((Half*)data)[i]).ToString(format, culture),
            ScalarType.BFloat16 => i => BFloat16Bits.ToSingle(((ushort*)data)[i]).ToString(format, culture),
            ScalarType.Float32 => i => ((float*)data)[i].ToString(format, culture),
            ScalarType.Float64 => i => ((double*)data)[i].ToString(format, culture),
            ScalarType.ComplexFloat32 => i => ComplexText(((float*)data)[2 * i], ((float*)data)[(2 * i) + 1], format, culture),
            ScalarType.ComplexFloat64 => i => ComplexText(((Complex*)data)[i].Real, ((Complex*)data)[i].Imaginary, format, culture),
            _ => throw new NotImplementedException($"no text for elements of {t.dtype}"),
        };
    }

    private static string ComplexText<T>(T real, T imaginary, string format, CultureInfo culture) where T : IFloatingPoint<T>
    {
        if (T.IsZero(imaginary)) return real.ToString(format, culture);
        string imaginaryText = imaginary.ToString(format, culture) + "i";
        return T.IsZero(real) ? imaginaryText : $"{real.ToString(format, culture)}+{imaginaryText}";
    }
}
