using System.Numerics;

namespace MicroExpressions.Synthesis;

/// <summary>How the hair falls.</summary>
internal enum HairStyle
{
    /// <summary>Cut short above the ears.</summary>
    Short,

    /// <summary>Tied back: hairline and skull only.</summary>
    Tied,

    /// <summary>Down to the shoulders, parted.</summary>
    Long,

    /// <summary>Short, with a fringe on the forehead.</summary>
    Fringe,
}

/// <summary>
/// One person's measures. The unit is half the face's width at the cheekbones; the origin lies on the nose bridge's lower
/// end, x to the image's right, y down. Ranges are those of frontal portraits [chosen].
/// </summary>
internal sealed record FaceGeometry
{
    /// <summary>Distances from the centre to the outline at diamond angles −1 (crown), −¾, …, 1 (chin).</summary>
    public required float[] Outline { get; init; }

    public required float EyeX { get; init; }

    public required float EyeY { get; init; }

    public required float EyeHalfWidth { get; init; }

    /// <summary>Height of the open upper and of the lower lid's arc above and below the corners' line.</summary>
    public required (float Upper, float Lower) EyeOpening { get; init; }

    /// <summary>Outer corner above the inner one, per half-width.</summary>
    public required float EyeTilt { get; init; }

    /// <summary>From the upper lid's edge up to its crease.</summary>
    public required float LidCrease { get; init; }

    public required float IrisRadius { get; init; }

    public required float BrowY { get; init; }

    public required float BrowThickness { get; init; }

    public required float BrowArch { get; init; }

    public required float BrowDensity { get; init; }

    public required float NoseTipY { get; init; }

    public required float NoseHalfWidth { get; init; }

    public required float NoseHeight { get; init; }

    public required float MouthY { get; init; }

    public required float MouthHalfWidth { get; init; }

    public required (float Upper, float Lower) LipThickness { get; init; }

    /// <summary>Corners below (+) or above (−) the middle of the lip line.</summary>
    public required float MouthCurve { get; init; }

    public required float ChinY { get; init; }

    public required float HairlineY { get; init; }

    public required HairStyle Hair { get; init; }

    /// <summary>How deep lines and folds are, 0.3 (young) to 1 (old).</summary>
    public required float Age { get; init; }

    /// <summary>0 (none) to 1 (a day's beard).</summary>
    public required float Stubble { get; init; }

    /// <summary>Draws a person.</summary>
    public static FaceGeometry Draw(PortableRandom random)
    {
        var masculine = random.Uniform() < 0.5 ? 1f : 0f;
        var jaw = random.Between(0.93f, 1.02f) + 0.04f * masculine;
        var chin = random.Between(1.26f, 1.34f) + 0.03f * masculine;
        var skull = random.Between(0.97f, 1.03f);
        var outline = new[]
        {
            1.42f * skull, 1.36f * skull, 1.20f * skull, 1.04f, 1.0f, 1.005f * (0.5f + 0.5f * jaw),
            1.075f * jaw, 1.205f * (0.5f * jaw + 0.5f * chin / 1.29f), chin + 0.05f,
        };
        var age = random.Between(0.3f, 0.9f);
        var hair = masculine > 0
            ? random.Pick([0.65, 0.0, 0.05, 0.3]) : random.Pick([0.08, 0.32, 0.5, 0.1]);
        var opening = random.Between(0.072f, 0.098f);
        return new FaceGeometry
        {
            Outline = outline,
            EyeX = random.Between(0.425f, 0.465f),
            EyeY = random.Between(-0.245f, -0.2f),
            EyeHalfWidth = random.Between(0.195f, 0.225f),
            EyeOpening = (opening, 0.52f * opening),
            EyeTilt = random.Between(-0.02f, 0.10f),
            LidCrease = random.Between(0.03f, 0.075f),
            IrisRadius = random.Between(0.083f, 0.09f),
            BrowY = random.Between(-0.49f, -0.435f) + 0.02f * masculine,
            BrowThickness = random.Between(0.04f, 0.055f) + 0.016f * masculine,
            BrowArch = random.Between(0.03f, 0.09f) - 0.025f * masculine,
            BrowDensity = random.Between(0.65f, 0.9f) + 0.1f * masculine,
            NoseTipY = random.Between(0.33f, 0.42f),
            NoseHalfWidth = random.Between(0.21f, 0.265f) + 0.02f * masculine,
            NoseHeight = random.Between(0.26f, 0.34f),
            MouthY = random.Between(0.70f, 0.765f),
            MouthHalfWidth = random.Between(0.345f, 0.41f),
            LipThickness = (random.Between(0.065f, 0.10f) - 0.015f * masculine, random.Between(0.10f, 0.135f) - 0.015f * masculine),
            MouthCurve = random.Between(-0.015f, 0.02f),
            ChinY = chin,
            HairlineY = random.Between(-1.08f, -0.93f),
            Hair = (HairStyle)hair,
            Age = age,
            Stubble = masculine * random.Between(0f, 0.9f),
        };
    }

    /// <summary>
    /// Distance from the face's centre as a share of the outline's: 1 on the outline. The direction is measured by the
    /// diamond angle y/(|x|+|y|), which needs no arc tangent; between the given radii runs a Catmull–Rom spline.
    /// </summary>
    public float RelativeRadius(float x, float y)
    {
        y += 0.05f;
        x = MathF.Abs(x);
        var sum = x + MathF.Abs(y);
        if (sum < 1e-6f)
            return 0f;
        var place = (y / sum + 1f) * 4f;
        var i = Math.Min((int)place, 7);
        var t = place - i;
        // the outline is mirrored at crown and chin
        var (a, b, c, d) = (Outline[Math.Abs(i - 1)], Outline[i], Outline[i + 1], Outline[i + 2 > 8 ? 7 : i + 2]);
        var radius = b + 0.5f * t * (c - a + t * (2f * a - 5f * b + 4f * c - d + t * (3f * (b - c) + d - a)));
        return MathF.Sqrt(x * x + y * y) / radius;
    }

    /// <summary>(1 − q²)³ within the ellipse around the centre, 0 outside: the smooth local bump everything is made of.</summary>
    public static float Bump(float x, float y, float centreX, float centreY, float radiusX, float radiusY)
    {
        var dx = (x - centreX) / radiusX;
        var dy = (y - centreY) / radiusY;
        var q = 1f - dx * dx - dy * dy;
        return q > 0f ? q * q * q : 0f;
    }

    /// <summary>0 below low, 1 above high, smooth between.</summary>
    public static float Step(float low, float high, float value)
    {
        var u = Math.Clamp((value - low) / (high - low), 0f, 1f);
        return u * u * (3f - 2f * u);
    }

    /// <summary>The lip line's y at x: where the closed lips meet.</summary>
    public float LipLine(float x)
    {
        var u = x / MouthHalfWidth;
        // a faint bow: the upper lip's middle hangs a little
        return MouthY + MouthCurve * u * u + 0.012f * Bump(x, 0f, 0f, 0f, 0.13f, 1f);
    }

    /// <summary>Thickness of upper (negative side) and lower lip at x; 0 beyond the corners.</summary>
    public (float Upper, float Lower) Lips(float x)
    {
        var u = Math.Min(1f, MathF.Abs(x) / MouthHalfWidth);
        var arc = 1f - u * u;
        var bow = 1f - 0.28f * Bump(x, 0f, 0f, 0f, 0.09f, 1f) + 0.12f * Bump(MathF.Abs(x), 0f, 0.11f, 0f, 0.12f, 1f);
        var end = MathF.Sqrt(arc);
        return (LipThickness.Upper * end * (0.35f + 0.65f * arc) * bow, LipThickness.Lower * end * (0.25f + 0.75f * arc));
    }

    /// <summary>The brow's centre line at distance x from the midline.</summary>
    public float BrowLine(float x)
    {
        var u = (x - 0.45f) / 0.28f;
        return BrowY + 0.035f * (u + 1f) * (u > 0.25f ? (u - 0.25f) * 1.6f : 0f) - BrowArch * (1f - u * u);
    }

    /// <summary>Eye-local coordinates: u along the eye from −1 (inner corner) to 1 (outer), v down in face units, tilt removed.</summary>
    public Vector2 EyeLocal(float x, float y)
    {
        var u = (MathF.Abs(x) - EyeX) / EyeHalfWidth;
        return new Vector2(u, y - EyeY + EyeTilt * u * EyeHalfWidth);
    }
}
