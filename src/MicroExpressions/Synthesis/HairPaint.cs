using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>Hair of head and brows: strands are noise drawn out along the way the hair lies.</summary>
internal sealed class HairPaint(FaceGeometry face, FacePalette palette, Lighting light, uint seed)
{
    private const float BrowInner = 0.165f, BrowOuter = 0.72f;

    /// <summary>Long hair behind neck and ears; the back of the head.</summary>
    public (Vector3, float) Behind(float x, float y)
    {
        var outside = Outer(x, y);
        if (face.Hair == HairStyle.Long)
        {
            return (Strand(x, y, 0.55f), Math.Max(Fall(x, y), outside));
        }
        return (Strand(x, y, 0.6f), outside * (1f - Step(-0.25f, -0.05f, y)));
    }

    /// <summary>Hair before the forehead and the sides of the face.</summary>
    public (Vector3, float) Front(float x, float y)
    {
        var covered = Math.Min(Hairline(x, y), Math.Max(Outer(x, y), Locks(x, y)));
        return covered <= 0f ? default : (Strand(x, y, 1f), covered);
    }

    /// <summary>How much hair near by keeps light off the skin, 0..1.</summary>
    public float Shade(float x, float y) => Hairline(x * 1.05f, (y - 0.07f) * 1.03f);

    /// <summary>Brow hairs over lit skin.</summary>
    public (Vector3, float) Brow(float x, float y, Vector3 lit)
    {
        var side = MathF.Abs(x);
        var t = (side - BrowInner) / (BrowOuter - BrowInner);
        if (t is <= -0.05f or >= 1f)
            return default;
        var thickness = face.BrowThickness * (0.85f + 0.5f * t - 1.25f * t * t * t) * Step(-0.06f, 0.12f, t);
        var v = (y - face.BrowLine(side)) / Math.Max(thickness, 0.004f);
        if (v is < -1.35f or > 1.35f)
            return default;
        // hairs stand at the inner end and lie down towards the outer
        var lean = 0.9f * (1f - t) * (1f - t);
        var across = y + side * lean * 0.6f - 0.15f * side;
        var hairs = Noise.At(across * 48f + side * 22f * lean, side * 14f - y * 10f * lean, seed + (x > 0f ? 32u : 33u));
        var edge = 1f - Step(0.35f, 1.15f, MathF.Abs(v) + 0.35f * hairs);
        var alpha = Math.Clamp(face.BrowDensity * edge * (0.8f + 0.35f * hairs), 0f, 0.95f);
        return (palette.Hair * lit * 0.85f, alpha);
    }

    /// <summary>1 inside the hair's outer edge.</summary>
    private float Outer(float x, float y)
    {
        var volume = face.Hair switch { HairStyle.Tied => 1.035f, HairStyle.Long => 1.10f, _ => 1.085f };
        var ragged = (face.Hair == HairStyle.Tied ? 0.006f : 0.018f) * Noise.Fractal(x * 9f, y * 9f, seed + 34, 2);
        var radius = face.RelativeRadius(x, y) / (volume + ragged);
        return 1f - Step(0.985f, 1.01f, radius);
    }

    /// <summary>1 on the hair's side of the hairline: an oval around the face, closed below by the style.</summary>
    private float Hairline(float x, float y)
    {
        var side = MathF.Abs(x);
        var top = face.HairlineY;
        var ragged = 0.02f * Noise.Fractal(x * 14f, y * 5f, seed + 35, 2);
        if (face.Hair == HairStyle.Fringe)
        {
            ragged = 0.05f * Noise.Fractal(x * 11f, y * 1.5f, seed + 36, 2);
            top += 0.27f + 0.06f * x;
        }
        var height = 0.25f - top;
        var (u, v) = (x / 0.90f, (y - 0.25f) / height);
        if (face.Hair == HairStyle.Long)
            u -= 0.10f * Math.Max(0f, -v) * (side > 0.02f ? 1f : 0f) * (x > 0f ? 1f : -1f) * Step(0f, 0.4f, side);
        var v2 = v > 0f ? (face.Hair == HairStyle.Long ? 0.02f * v * v : 0f) : v * v;
        var oval = MathF.Sqrt(u * u + v2) + ragged;
        var mask = Step(0.985f, 1.02f, oval);
        return face.Hair switch
        {
            HairStyle.Long => mask,
            HairStyle.Tied => mask * (1f - Step(-0.42f, -0.2f, y)),
            _ => mask * (1f - Step(-0.16f, 0.06f, y + 0.5f * (side - 0.9f))),
        };
    }

    /// <summary>Long hair's front locks beside the face.</summary>
    private float Locks(float x, float y)
    {
        if (face.Hair != HairStyle.Long)
            return 0f;
        var side = MathF.Abs(x);
        var wave = 0.05f * Noise.At(y * 2.2f, x > 0f ? 1f : 5f, seed + 37);
        var inner = 0.86f + wave + 0.05f * Step(0.2f, 1f, y);
        return Step(inner, inner + 0.03f, side) * Fall(x, y);
    }

    /// <summary>Within the outer edge of hair that falls to the shoulders.</summary>
    private float Fall(float x, float y)
    {
        var u = Math.Clamp(y / 1.55f, -1f, 0f);
        var width = 1.17f * MathF.Sqrt(1f - u * u) + 0.06f * Noise.At(y * 1.7f, x > 0f ? 3f : 8f, seed + 31) - 0.12f * Step(1.1f, 1.9f, y);
        return 1f - Step(width - 0.02f, width + 0.03f, MathF.Abs(x));
    }

    private Vector3 Strand(float x, float y, float strength)
    {
        float along, across;
        if (face.Hair == HairStyle.Long)
        {
            var parted = x - 0.12f;
            var down = Step(-1.3f, 0.2f, y);
            across = MathF.Abs(parted) * (1.6f - 0.6f * down) - 0.45f * y * (1f - down) + 0.03f * Noise.At(y * 2f, x * 3f, seed + 38);
            along = y + MathF.Abs(parted) * 0.5f;
        }
        else if (face.Hair == HairStyle.Fringe)
            (across, along) = (x / (1f + 0.35f * (y + 1.5f)) + 0.02f * Noise.At(y * 4f, x * 4f, seed + 38), y);
        else
        {
            // strands run up and back from the hairline
            var (dx, dy) = (x, y - 0.2f);
            across = dx / (MathF.Abs(dx) + MathF.Abs(dy)) * 1.3f + 0.03f * Noise.At(x * 4f, y * 4f, seed + 38);
            along = MathF.Sqrt(dx * dx + dy * dy);
        }
        var strands = 0.3f * Noise.At(across * 14f, along * 2f, seed + 39) + 0.4f * Noise.At(across * 37f, along * 3f, seed + 40)
            + 0.3f * Noise.At(across * 83f, along * 5f, seed + 41);
        var slopeX = Math.Clamp(-1.1f * x, -1.6f, 1.6f);
        var slopeY = Math.Clamp(-1.2f * (y + 0.6f), -0.6f, 1.4f);
        var lit = light.On(slopeX, slopeY, 0.8f, 1f);
        // the band of gloss where the strands turn from the lamp's side to ours
        var turn = slopeY - 0.55f + 0.3f * light.Direction.X * x;
        var band = Math.Max(0f, 1f - 3f * turn * turn);
        var gloss = 0.05f * band * band * (0.6f + 0.6f * strands);
        return (palette.Hair * lit * (0.75f + 0.6f * strands) + new Vector3(Math.Max(gloss, 0f))) * strength;
    }
}
