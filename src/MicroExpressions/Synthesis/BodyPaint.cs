using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>What the head stands on and what stands behind it: neck, ears, clothes, wall.</summary>
internal sealed class BodyPaint(FaceGeometry face, FacePalette palette, Lighting light, uint seed)
{
    /// <summary>Neck in the chin's shadow, shoulders under cloth.</summary>
    public (Vector3, float) NeckAndClothes(float x, float y)
    {
        var side = MathF.Abs(x);
        var neckWidth = 0.60f + 0.5f * Step(1.25f, 1.75f, y) * Step(1.25f, 1.75f, y);
        var neck = (1f - Step(neckWidth - 0.02f, neckWidth + 0.02f, side)) * Step(0.5f, 0.6f, y);
        var collar = 1.60f - 0.55f * Math.Max(0f, side - 0.25f) + (side > 0.62f ? 0.75f * (side - 0.62f) : 0f);
        var cloth = Step(collar - 0.015f, collar + 0.015f, y);
        if (neck + cloth <= 0f)
            return default;
        var u = Math.Clamp(x / neckWidth, -0.98f, 0.98f);
        var slope = -u / MathF.Sqrt(1f - u * u) * 1.1f;
        var under = 0.42f + 0.5f * Step(1.0f, 1.38f, face.RelativeRadius(x, y));
        var skin = palette.Skin * light.On(slope, 0f, under, under) * (1f + 0.06f * Noise.Fractal(x * 6f, y * 6f, seed + 21, 2));
        var fold = 0.85f + 0.18f * Noise.Fractal(x * 3f + y, y * 2f, seed + 22, 3) + 0.05f * Noise.At(x * 60f, y * 60f, seed + 23);
        var fabric = palette.Clothing * light.On(-0.5f * x, 0.6f, 1f, 1f) * fold;
        return (fabric * cloth + skin * (1f - cloth), Math.Max(neck, cloth));
    }

    /// <summary>Rim, hollow and lobe, seen from the front.</summary>
    public (Vector3, float) Ear(float x, float y)
    {
        if (face.Hair == HairStyle.Long)
            return default;
        var side = MathF.Abs(x);
        var (u, v) = ((side - 1.0f) / 0.115f, (y + 0.0f) / 0.26f);
        u -= 0.25f * v * v - 0.3f * v;
        var radius = MathF.Sqrt(u * u + v * v);
        var covered = 1f - Step(0.92f, 1.04f, radius);
        if (covered <= 0f)
            return default;
        var hollow = 0.45f * Bump(u, v, 0.0f, -0.05f, 0.62f, 0.66f) + 0.25f * Bump(u, v, -0.6f, 0f, 0.6f, 1f);
        var lit = light.On(x > 0f ? -0.9f : 0.9f, 0.1f, 0.8f, 1f);
        return (palette.Skin * new Vector3(0.98f, 0.84f, 0.82f) * lit * (1f - hollow), covered);
    }

    /// <summary>The wall behind at a place in the frame (−1..1 both ways): unevenly lit, hardly textured.</summary>
    public Vector3 Wall(float x, float y)
    {
        var fall = 0.92f + 0.16f * (light.Direction.X * x + light.Direction.Y * y);
        return palette.Wall * (Math.Min(light.Exposure, 1.15f) * fall * (0.9f + 0.05f * Noise.Fractal(x * 1.7f, y * 1.7f, seed + 24, 4)));
    }
}
