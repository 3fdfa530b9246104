using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>
/// The neutral face as a height field z(x, y) towards the camera: a dome on the outline, and on it the brow ridge, sockets,
/// nose, cheekbones, lips and chin as smooth bumps. Its slopes give the shading, its heights the head's parallax.
/// </summary>
internal sealed class FaceSurface(FaceGeometry face, uint seed)
{
    /// <summary>Height in face units; without skin relief where <paramref name="relief"/> is false.</summary>
    public float Height(float x, float y, bool relief = true)
    {
        var side = MathF.Abs(x);
        var height = Dome(face.RelativeRadius(x, y));
        // forehead, brow ridge, temples
        height += 0.05f * Bump(x, y, 0f, -0.85f, 0.75f, 0.45f);
        height += 0.045f * Bump(side, y, 0.40f, face.BrowY + 0.05f, 0.46f, 0.15f);
        height -= 0.03f * Bump(side, y, 0.88f, -0.42f, 0.22f, 0.4f);
        // sockets, deepest beside the nose; the eyeball's bulge under the lids
        height -= 0.105f * Bump(side, y, face.EyeX - 0.06f, face.EyeY - 0.03f, 0.36f, 0.24f);
        height -= 0.05f * Bump(side, y, 0.21f, face.EyeY - 0.03f, 0.15f, 0.17f);
        height += 0.055f * Bump(side, y, face.EyeX, face.EyeY, 0.26f, 0.17f);
        // the pouch under the eye and its furrow
        var sloping = y + 0.25f * (side - face.EyeX);
        height -= (0.008f + 0.012f * face.Age) * Bump(side, sloping, face.EyeX - 0.04f, face.EyeY + 0.17f, 0.24f, 0.05f);
        height += Nose(side, y);
        // cheekbone, hollow of the cheek, jaw
        height += 0.065f * Bump(side, y, 0.60f, 0.10f, 0.40f, 0.36f);
        height -= 0.03f * Bump(side, y, 0.68f, 0.60f, 0.28f, 0.36f);
        // nasolabial furrow from the wing of the nose past the mouth's corner
        var t = Math.Clamp((y - 0.40f) / 0.42f, 0f, 1f);
        var furrow = (side - (face.NoseHalfWidth + 0.06f + 0.17f * t)) / 0.075f;
        if (furrow * furrow < 1f && t is > 0f and < 1f)
            height -= (0.008f + 0.022f * face.Age) * (1f - furrow * furrow) * 4f * t * (1f - t);
        height += Mouth(x, side, y);
        // groove under the lower lip, chin
        height -= 0.035f * Bump(x, y, 0f, face.MouthY + face.LipThickness.Lower + 0.09f, 0.30f, 0.10f);
        height += 0.07f * Bump(x, y, 0f, face.ChinY - 0.18f, 0.34f, 0.22f);
        if (relief)
            height += SkinRelief(x, y);
        return height;
    }

    /// <summary>√(1 − r⁴) with a rim that stops short of vertical.</summary>
    private static float Dome(float radius)
    {
        const float Rim = 0.985f;
        var r = Math.Min(radius, Rim);
        var r2 = r * r;
        return 0.85f * MathF.Sqrt(1f - r2 * (0.35f + 0.65f * r2)) - 2f * Math.Clamp(radius - Rim, 0f, 0.06f);
    }

    private float Nose(float side, float y)
    {
        var root = face.EyeY - 0.12f;
        var tip = face.NoseTipY;
        var along = (y - root) / (tip - root);
        var height = 0f;
        if (along > 0f)
        {
            // the ridge rises and widens towards the tip and ends below it
            var rise = along <= 1f ? along * (0.45f + 0.55f * along) : Math.Max(0f, 1f - (along - 1f) * (along - 1f) * 22f);
            var width = 0.14f + 0.07f * Math.Min(along, 1f);
            var q = 1f - side * side / (width * width);
            if (q > 0f)
                height += face.NoseHeight * 0.8f * rise * q * q;
        }
        height += 0.075f * Bump(side, y, 0f, tip - 0.01f, 0.15f, 0.13f);
        height += 0.115f * Bump(side, y, face.NoseHalfWidth - 0.075f, tip + 0.025f, 0.105f, 0.115f);
        // the crease around the wing
        height -= 0.03f * Bump(side, y, face.NoseHalfWidth + 0.03f, tip + 0.02f, 0.05f, 0.12f);
        return height;
    }

    private float Mouth(float x, float side, float y)
    {
        var height = 0.07f * Bump(x, y, 0f, face.MouthY, 0.52f, 0.36f);
        // philtrum
        height -= 0.014f * Bump(x, y, 0f, face.MouthY - 0.16f, 0.045f, 0.10f);
        height += 0.008f * Bump(side, y, 0.065f, face.MouthY - 0.15f, 0.045f, 0.10f);
        var (upper, lower) = face.Lips(x);
        var below = y - face.LipLine(x);
        if (upper > 0f && below < 0f && below > -upper)
            height += 0.032f * Roll(-below / upper) * upper / face.LipThickness.Upper;
        if (lower > 0f && below >= 0f && below < lower)
            height += 0.045f * Roll(below / lower) * lower / face.LipThickness.Lower;
        // the line between the lips, and the corners' dimples
        height -= 0.02f * Bump(x, below, 0f, 0f, face.MouthHalfWidth * 1.05f, 0.03f);
        height -= 0.03f * Bump(side, y, face.MouthHalfWidth + 0.01f, face.LipLine(face.MouthHalfWidth), 0.06f, 0.07f);
        return height;
    }

    /// <summary>A lip's cross-section: from the line between the lips (0) over its roll to the skin (1).</summary>
    private static float Roll(float u) => 4f * u * (1f - u) * (1.25f - 0.5f * u);

    /// <summary>Pores and unevenness, stronger with age and on nose and cheeks.</summary>
    private float SkinRelief(float x, float y)
    {
        var pores = Noise.At(x * 46f, y * 46f, seed) * 0.0014f + Noise.At(x * 23f, y * 23f, seed + 7) * 0.0022f;
        return (0.6f + 0.7f * face.Age) * pores + 0.005f * Noise.Fractal(x * 6f, y * 6f, seed + 3, 3);
    }
}
