using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>The skin's own colour: blood near the surface, pores, moles, stubble, lips and nostrils.</summary>
internal sealed class SkinPaint
{
    private readonly FaceGeometry face;
    private readonly FacePalette palette;
    private readonly uint seed;
    private readonly float freckles;
    private readonly (float X, float Y, float Radius, float Darkness)[] moles;

    public SkinPaint(FaceGeometry face, FacePalette palette, uint seed)
    {
        (this.face, this.palette, this.seed) = (face, palette, seed);
        var random = new PortableRandom(seed, 1);
        freckles = random.Chance(0.35) ? random.Between(0.4f, 1.1f) : 0.08f;
        moles = new (float, float, float, float)[random.Below(10)];
        for (var i = 0; i < moles.Length; i++)
        {
            var faint = i > 2;
            moles[i] = (random.Between(-0.8f, 0.8f), random.Between(-0.7f, 1.1f),
                faint ? random.Between(0.008f, 0.014f) : random.Between(0.012f, 0.024f), faint ? 0.3f : random.Between(0.45f, 0.8f));
        }
    }

    /// <summary>Colour before light.</summary>
    public Vector3 Albedo(float x, float y)
    {
        var side = MathF.Abs(x);
        var colour = palette.Skin;
        var blood = 0.55f * Bump(side, y, 0.56f, 0.26f, 0.42f, 0.36f) + 0.5f * Bump(x, y, 0f, face.NoseTipY, 0.3f, 0.26f)
            + 0.3f * Bump(x, y, 0f, face.ChinY - 0.15f, 0.3f, 0.22f) + 0.35f * Bump(side, y, face.EyeX, face.EyeY - 0.02f, 0.3f, 0.16f)
            + 0.35f * Noise.Fractal(x * 3.1f, y * 3.1f, seed + 11, 3);
        colour *= new Vector3(1f, 1f - 0.2f * blood, 1f - 0.17f * blood);
        var tired = (0.08f + 0.14f * face.Age) * Bump(side, y, face.EyeX - 0.06f, face.EyeY + 0.13f, 0.24f, 0.11f);
        colour *= new Vector3(1f - tired, 1f - tired, 1f - 0.8f * tired);
        colour *= 1f + 0.085f * Noise.Fractal(x * 7f, y * 7f, seed + 12, 3) + 0.075f * Noise.At(x * 19f, y * 19f, seed + 18)
            + 0.08f * Noise.At(x * 38f, y * 38f, seed + 13);
        // freckles: the peaks of one more noise, where this face has any
        var peak = Noise.At(x * 24f, y * 24f, seed + 19) - 0.55f;
        if (peak > 0f)
            colour *= Vector3.One - new Vector3(0.5f, 0.75f, 0.85f) * (freckles * peak * (0.4f + Bump(side, y, 0.35f, 0.1f, 0.6f, 0.45f)));

        foreach (var (mx, my, radius, darkness) in moles)
        {
            var q = Bump(x, y, mx, my, radius * 1.6f, radius * 1.6f);
            if (q > 0f)
                colour *= Vector3.One - new Vector3(0.75f, 0.9f, 0.95f) * (darkness * MathF.Sqrt(q));
        }
        colour *= Vector3.One - new Vector3(0.62f, 0.55f, 0.48f) * (face.Stubble * Beard(x, side, y));
        colour = Lips(colour, x, y);
        var nostril = 0.85f * Bump(side, y, 0.42f * face.NoseHalfWidth, face.NoseTipY + 0.075f + 0.06f * (side - 0.1f), 0.085f, 0.04f);
        return colour * (1f - Math.Min(1f, 1.4f * nostril));
    }

    /// <summary>Where skin shines: forehead, nose, cheekbones, lower lip.</summary>
    public float Oil(float x, float y)
    {
        var side = MathF.Abs(x);
        var oil = 0.5f + 0.5f * Bump(x, y, 0f, -0.75f, 0.6f, 0.4f) + 0.9f * Bump(x, y, 0f, 0.2f, 0.16f, 0.5f)
            + 0.5f * Bump(side, y, 0.55f, 0.05f, 0.3f, 0.25f);
        var below = y - face.LipLine(x);
        if (below > 0f && below < face.Lips(x).Lower)
            oil += 1.3f;
        return oil * (0.8f + 0.3f * Noise.At(x * 30f, y * 30f, seed + 14));
    }

    private float Beard(float x, float side, float y)
    {
        var jaw = Step(0.40f, 0.70f, y + 0.25f * side - 0.1f) * Step(0.1f, 0.45f, face.RelativeRadius(x, y));
        var cheek = Bump(side, y, 0.52f, 0.38f, 0.42f, 0.40f);
        var hairs = 0.40f + 0.26f * Noise.At(x * 52f, y * 52f, seed + 15);
        return Math.Clamp((jaw - 0.9f * cheek) * hairs, 0f, 1f);
    }

    private Vector3 Lips(Vector3 skin, float x, float y)
    {
        var (upper, lower) = face.Lips(x);
        var below = y - face.LipLine(x);
        var edge = below < 0f ? upper + below : lower - below;
        var mask = Step(-0.012f, 0.018f, edge) * (upper + lower > 0.01f ? 1f : 0f);
        if (mask > 0f)
        {
            var creases = 1f + 0.10f * Noise.At(x * 42f, y * 7f, seed + 16) + 0.05f * Noise.At(x * 9f, y * 9f, seed + 17);
            skin = skin * (1f - mask) + palette.Lips * (mask * creases * (below < 0f ? 0.82f : 1f));
        }
        // the dark line between the lips, deepest near the corners
        var line = Bump(x, below, 0f, 0f, face.MouthHalfWidth * 1.1f, 0.022f);
        return skin * (1f - 0.72f * Math.Min(1f, 1.5f * line));
    }
}
