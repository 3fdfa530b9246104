using System.Runtime.Intrinsics;
using MicroExpressions.Video;

namespace MicroExpressions.Synthesis;

/// <summary>From light to an 8-bit picture: γ = 2, sensor noise, block compression.</summary>
internal sealed class Camera
{
    private readonly float noise;
    private readonly bool grey;
    private readonly BlockCompression? compression;

    /// <param name="noise">standard deviation of the noise, 8-bit steps</param>
    /// <param name="quality">JPEG quality, 0 for none</param>
    /// <param name="channels">1 or 3</param>
    public Camera(float noise, int quality, int channels)
    {
        (this.noise, grey) = (noise, channels == 1);
        compression = quality > 0 ? new BlockCompression(quality) : null;
    }

    /// <summary>
    /// One exposure. Photon noise grows with the root of the light, and γ = 2 takes the root: after it the noise is the
    /// same everywhere. Its values are sums of random bits (binomial, near enough normal), as exact as integers are.
    /// </summary>
    /// <param name="picture"><c>[size, size]</c> of red, green, blue in linear light</param>
    /// <param name="size">width and height</param>
    /// <param name="random">this frame's own numbers</param>
    public Frame Expose(Vector128<float>[] picture, int size, PortableRandom random)
    {
        var (wide, half) = ((size + 15) / 16 * 16, (size + 15) / 16 * 8);
        var y = new float[wide * wide];
        var cb = new float[half * half];
        var cr = new float[half * half];
        var full = Vector128.Create(255f);
        // 32 fair bits have σ = √8, 16 have σ = 2; grey noise and colour noise
        var (greyScale, colourScale) = (0.85f * noise / 2.8284271f, 0.55f * noise / 2f);
        for (var j = 0; j < wide; j++)
            for (var i = 0; i < wide; i++)
            {
                // beyond the picture the last row and column are repeated, as encoders do
                var light = picture[Math.Min(j, size - 1) * size + Math.Min(i, size - 1)];
                var c = Vector128.Sqrt(Vector128.Max(light, Vector128<float>.Zero)) * full;
                var bits = random.Next();
                var common = (ulong.PopCount(bits & 0xFFFFFFFF) - 16f) * greyScale;
                var (r, g, b) = (c[0] + common + ((int)ulong.PopCount((bits >> 32) & 0xFFFF) - 8) * colourScale,
                    c[1] + common, c[2] + common + ((int)ulong.PopCount(bits >> 48) - 8) * colourScale);
                r = Math.Clamp(r, 0f, 255f);
                g = Math.Clamp(g, 0f, 255f);
                b = Math.Clamp(b, 0f, 255f);
                y[j * wide + i] = 0.299f * r + 0.587f * g + 0.114f * b;
                var quarter = (j >> 1) * half + (i >> 1);
                cb[quarter] += 0.25f * (-0.168736f * r - 0.331264f * g + 0.5f * b) + 32f;
                cr[quarter] += 0.25f * (0.5f * r - 0.418688f * g - 0.081312f * b) + 32f;
            }
        compression?.Apply(y, wide, isChroma: false);
        if (grey)
            return new Frame(size, size, 1, Cropped(y, wide, size));
        compression?.Apply(cb, half, isChroma: true);
        compression?.Apply(cr, half, isChroma: true);
        return new Frame(size, size, 3, Colours(y, cb, cr, wide, half, size));
    }

    private static byte[] Cropped(float[] y, int wide, int size)
    {
        var pixels = new byte[size * size];
        for (var j = 0; j < size; j++)
            for (var i = 0; i < size; i++)
                pixels[j * size + i] = Byte(y[j * wide + i]);
        return pixels;
    }

    private static byte[] Colours(float[] y, float[] cb, float[] cr, int wide, int half, int size)
    {
        var pixels = new byte[size * size * 3];
        var at = 0;
        for (var j = 0; j < size; j++)
            for (var i = 0; i < size; i++)
            {
                var luma = y[j * wide + i];
                var quarter = (j >> 1) * half + (i >> 1);
                var (b, r) = (cb[quarter] - 128f, cr[quarter] - 128f);
                pixels[at++] = Byte(luma + 1.402f * r);
                pixels[at++] = Byte(luma - 0.344136f * b - 0.714136f * r);
                pixels[at++] = Byte(luma + 1.772f * b);
            }
        return pixels;
    }

    private static byte Byte(float value) => (byte)(Math.Clamp(value, 0f, 255f) + 0.5f);
}
