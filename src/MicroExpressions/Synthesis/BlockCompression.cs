using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MicroExpressions.Synthesis;

/// <summary>
/// What JPEG takes from a picture: 8 × 8 blocks of luma and of half-size chroma, their cosine transform rounded to multiples
/// of the standard's quantisation tables (ITU-T T.81, Annex K), and back. No file is made, the entropy coder loses nothing.
/// Every step works lane by lane in one fixed order, so the result does not depend on the processor.
/// </summary>
internal sealed class BlockCompression
{
    private const int Side = 8;

    private static readonly float[] LumaTable =
    [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ];

    private static readonly float[] ChromaTable =
    [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ];

    // cos(kπ/16)/2 for k = 0..8, written out: the library's cosine may differ in the last bit
    private static readonly float[] HalfCosines =
        [0.5f, 0.49039264f, 0.46193977f, 0.41573481f, 0.35355339f, 0.27778512f, 0.19134172f, 0.09754516f, 0f];

    private static readonly Vector256<float>[] Basis = Rows(transposed: false);
    private static readonly Vector256<float>[] Transposed = Rows(transposed: true);

    private readonly Vector256<float>[] luma, chroma;

    /// <param name="quality">1..100 on the scale of the Independent JPEG Group's library</param>
    public BlockCompression(int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var scale = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        (luma, chroma) = (Scaled(LumaTable, scale), Scaled(ChromaTable, scale));
    }

    /// <summary>A plane of values around 0..255, in place; sides are multiples of 8.</summary>
    /// <param name="plane"><c>[height, width]</c></param>
    /// <param name="width">values in a row</param>
    /// <param name="isChroma">which table</param>
    public void Apply(float[] plane, int width, bool isChroma)
    {
        var table = isChroma ? chroma : luma;
        Span<Vector256<float>> block = stackalloc Vector256<float>[Side];
        Span<Vector256<float>> other = stackalloc Vector256<float>[Side];
        var middle = Vector256.Create(128f);
        var height = plane.Length / width;
        for (var top = 0; top < height; top += Side)
            for (var left = 0; left < width; left += Side)
            {
                for (var r = 0; r < Side; r++)
                    block[r] = Vector256.Create(plane.AsSpan((top + r) * width + left, Side)) - middle;
                Multiply(Basis, block, other);
                Multiply(other, Transposed, block);
                for (var r = 0; r < Side; r++)
                    block[r] = Vector256.Round(block[r] / table[r]) * table[r];
                Multiply(Transposed, block, other);
                Multiply(other, Basis, block);
                for (var r = 0; r < Side; r++)
                    (block[r] + middle).CopyTo(plane.AsSpan((top + r) * width + left, Side));
            }
    }

    /// <summary>8 × 8 matrices, a row per vector: result_r = Σ_k left_rk · right_k, k rising.</summary>
    private static void Multiply(ReadOnlySpan<Vector256<float>> left, ReadOnlySpan<Vector256<float>> right, Span<Vector256<float>> result)
    {
        var scalars = MemoryMarshal.Cast<Vector256<float>, float>(left);
        for (var r = 0; r < Side; r++)
        {
            var sum = Vector256.Create(scalars[r * Side]) * right[0];
            for (var k = 1; k < Side; k++)
                sum += Vector256.Create(scalars[r * Side + k]) * right[k];
            result[r] = sum;
        }
    }

    /// <summary>Row u of the transform is c_u cos((2x + 1)uπ/16)/2, with c_0 = 1/√2.</summary>
    private static Vector256<float>[] Rows(bool transposed)
    {
        var rows = new Vector256<float>[Side];
        Span<float> row = stackalloc float[Side];
        for (var a = 0; a < Side; a++)
        {
            for (var b = 0; b < Side; b++)
            {
                var (u, x) = transposed ? (b, a) : (a, b);
                row[b] = u == 0 ? HalfCosines[4] : HalfCosine((2 * x + 1) * u);
            }
            rows[a] = Vector256.Create<float>(row);
        }
        return rows;
    }

    private static float HalfCosine(int sixteenths)
    {
        var k = sixteenths % 32;
        k = k > 16 ? 32 - k : k;
        return k <= 8 ? HalfCosines[k] : -HalfCosines[16 - k];
    }

    private static Vector256<float>[] Scaled(float[] table, int scale)
    {
        var rows = new Vector256<float>[Side];
        for (var r = 0; r < Side; r++)
        {
            var row = new float[Side];
            for (var c = 0; c < Side; c++)
                row[c] = Math.Clamp((int)(table[r * Side + c] * scale + 50f) / 100, 1, 255);
            rows[r] = Vector256.Create(row);
        }
        return rows;
    }
}
