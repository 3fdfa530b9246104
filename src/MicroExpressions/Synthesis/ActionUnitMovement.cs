using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>
/// What each action unit at full strength does to the skin: where it moves it, and which folds it raises. All lengths in
/// face units; written for the face's right half of the picture and mirrored.
/// </summary>
internal sealed class ActionUnitMovement(FaceGeometry face, uint seed)
{
    /// <summary>The units that move skin; eye closure only moves the lids' edges (<see cref="EyeLayer"/>).</summary>
    public static readonly ActionUnit[] All = Enum.GetValues<ActionUnit>();

    /// <summary>Displacement of the skin at a neutral place beside the midline (x ≥ 0): x outward, y down.</summary>
    public Vector2 Displacement(ActionUnit unit, float x, float y)
    {
        var corner = face.MouthHalfWidth;
        var mouth = face.MouthY;
        var below = y - face.LipLine(x);
        // the brows move on the skull, the lids stay on the eyeball: what is between gives way
        var aboveEye = 1f - Step(face.BrowY - 0.10f, face.EyeY - 0.07f, y);
        var onBrow = 1f - Step(face.BrowY, face.EyeY - 0.05f, y);
        return unit switch
        {
            ActionUnit.InnerBrowRaiser =>
                new Vector2(0f, -0.15f) * (aboveEye * Bump(x, y, 0.20f, face.BrowY - 0.10f, 0.36f, 0.40f))
                + new Vector2(0f, -0.03f) * Bump(x, y, 0.25f, -0.80f, 0.5f, 0.28f),
            ActionUnit.OuterBrowRaiser =>
                new Vector2(0.005f, -0.15f) * (aboveEye * Bump(x, y, 0.58f, face.BrowY - 0.10f, 0.40f, 0.40f))
                + new Vector2(0f, -0.03f) * Bump(x, y, 0.5f, -0.78f, 0.4f, 0.26f),
            ActionUnit.BrowLowerer =>
                new Vector2(-0.06f, 0.105f) * (onBrow * Bump(x, y, 0.26f, face.BrowY - 0.05f, 0.44f, 0.34f) * Math.Min(1f, 0.5f + x * 3f)),
            ActionUnit.UpperLidRaiser =>
                new Vector2(0f, -0.035f) * Bump(x, y, face.EyeX, face.EyeY - 0.11f, 0.28f, 0.14f),
            ActionUnit.CheekRaiser =>
                new Vector2(-0.01f, -0.09f) * Bump(x, y, 0.52f, 0.14f, 0.44f, 0.36f),
            ActionUnit.LidTightener =>
                new Vector2(-0.016f, -0.045f) * Bump(x, y, face.EyeX, face.EyeY + 0.15f, 0.34f, 0.20f)
                + new Vector2(0f, 0.025f) * Bump(x, y, face.EyeX, face.BrowY + 0.07f, 0.36f, 0.18f),
            ActionUnit.NoseWrinkler =>
                new Vector2(0.015f, -0.090f) * Bump(x, y, 0.19f, 0.32f, 0.27f, 0.28f)
                + new Vector2(-0.025f, 0.060f) * Bump(x, y, 0.18f, face.BrowY + 0.02f, 0.26f, 0.22f)
                + new Vector2(0f, -0.03f) * Bump(x, y, 0.22f, mouth - 0.10f, 0.26f, 0.18f),
            ActionUnit.LipCornerPuller =>
                // the corners more than the middle, so that the lips bend and do not break
                new Vector2(0.125f, -0.12f * Math.Min(1f, x / corner)) * Bump(x, y, corner + 0.03f, mouth - 0.01f, 0.46f, 0.38f)
                + new Vector2(0.025f, -0.05f) * Bump(x, y, 0.55f, 0.36f, 0.40f, 0.36f),
            ActionUnit.Dimpler =>
                new Vector2(0.07f, -0.01f) * Bump(x, y, corner, mouth, 0.30f, 0.26f),
            ActionUnit.LipCornerDepressor =>
                new Vector2(0.015f, 0.11f) * Bump(x, y, corner, mouth + 0.02f, 0.32f, 0.32f),
            ActionUnit.ChinRaiser =>
                new Vector2(0f, -0.080f) * Bump(x, y, 0f, face.ChinY - 0.20f, 0.46f, 0.28f)
                + new Vector2(0f, -0.045f) * Bump(x, y, 0f, mouth + 0.06f, 0.36f, 0.20f),
            // upper lip down, lower lip up, against the lip line
            ActionUnit.LipPressor =>
                new Vector2(-0.015f, 0f) * Bump(x, y, corner, mouth, 0.26f, 0.2f)
                + new Vector2(0f, below < 0f ? 0.036f : -0.044f)
                    * (Math.Min(1f, MathF.Abs(below) * 16f) * Bump(x, below, 0f, 0f, 0.44f, 0.22f)),
            ActionUnit.LipsPart =>
                new Vector2(-0.006f, 0.006f) * Bump(x, y, corner, mouth, 0.2f, 0.2f),
            _ => Vector2.Zero,
        };
    }

    /// <summary>Rise (+) or furrow (−) of the skin at a neutral place; deeper with age.</summary>
    public float Relief(ActionUnit unit, float x, float y)
    {
        var side = MathF.Abs(x);
        var depth = 0.55f + 0.75f * face.Age;
        return unit switch
        {
            ActionUnit.InnerBrowRaiser => depth * ForeheadLines(x, y) * Bump(x, y, 0f, -0.74f, 0.48f, 0.24f),
            ActionUnit.OuterBrowRaiser => depth * ForeheadLines(x, y) * Bump(side, y, 0.52f, -0.74f, 0.34f, 0.24f),
            ActionUnit.BrowLowerer =>
                -0.034f * depth * Bump(side, y, 0.085f + 0.05f * (y - face.BrowY), face.BrowY + 0.01f, 0.032f, 0.17f)
                + 0.022f * Bump(x, y, 0f, face.BrowY + 0.02f, 0.07f, 0.16f)
                + 0.020f * Bump(side, y, 0.25f, face.BrowY + 0.06f, 0.24f, 0.09f),
            ActionUnit.CheekRaiser =>
                0.035f * Bump(side, y, 0.50f, 0.06f, 0.32f, 0.18f)
                - 0.018f * depth * Bump(side, y, face.EyeX, face.EyeY + 0.15f, 0.30f, 0.045f) + depth * CrowsFeet(side, y),
            ActionUnit.LidTightener =>
                0.020f * Bump(side, y, face.EyeX, face.EyeY + 0.10f, 0.24f, 0.05f)
                - 0.016f * depth * Bump(side, y, face.EyeX, face.EyeY + 0.16f, 0.26f, 0.04f),
            ActionUnit.NoseWrinkler =>
                depth * NoseLines(side, y)
                - 0.02f * depth * Bump(side - 0.36f * (y - 0.3f), y, face.NoseHalfWidth + 0.05f, 0.32f, 0.05f, 0.2f),
            ActionUnit.LipCornerPuller =>
                -0.040f * depth * Fold(side, y) + 0.045f * Bump(side, y, 0.56f, 0.34f, 0.30f, 0.26f)
                - 0.03f * Bump(side, y, face.MouthHalfWidth + 0.06f, face.MouthY - 0.03f, 0.06f, 0.09f),
            ActionUnit.Dimpler =>
                -0.050f * Bump(side, y, face.MouthHalfWidth + 0.055f, face.MouthY, 0.05f, 0.09f)
                + 0.02f * Bump(side, y, face.MouthHalfWidth + 0.14f, face.MouthY, 0.1f, 0.14f),
            ActionUnit.LipCornerDepressor =>
                -0.030f * depth * Bump(side - 0.25f * (y - face.MouthY), y, face.MouthHalfWidth + 0.02f, face.MouthY + 0.12f, 0.05f, 0.15f)
                + 0.015f * Bump(side, y, 0.26f, face.ChinY - 0.22f, 0.2f, 0.16f),
            ActionUnit.ChinRaiser =>
                (0.010f * Noise.At(x * 22f, y * 22f, seed + 51) + 0.025f) * Bump(x, y, 0f, face.ChinY - 0.20f, 0.26f, 0.17f)
                - 0.03f * Bump(x, y, 0f, face.MouthY + face.LipThickness.Lower + 0.07f, 0.30f, 0.05f),
            ActionUnit.LipPressor =>
                0.018f * Bump(x, y, 0f, face.MouthY - 0.11f, 0.36f, 0.06f) + 0.022f * Bump(x, y, 0f, face.MouthY + 0.14f, 0.32f, 0.06f)
                - 0.02f * Bump(side, y, face.MouthHalfWidth + 0.04f, face.MouthY, 0.05f, 0.07f),
            _ => 0f,
        };
    }

    /// <summary>Three wavy furrows across the forehead.</summary>
    private float ForeheadLines(float x, float y)
    {
        var wave = 0.018f * Noise.At(x * 3.5f, 2f, seed + 52) + 0.05f * x * x;
        var phase = (y + wave + 0.95f) * 8.5f;
        var u = phase - MathF.Floor(phase) - 0.5f;
        return 0.020f - 0.034f * Math.Max(0f, 1f - 18f * u * u);
    }

    /// <summary>Rays from the eye's outer corner.</summary>
    private float CrowsFeet(float side, float y)
    {
        var (dx, dy) = (side - face.EyeX - face.EyeHalfWidth, y - face.EyeY);
        if (dx <= 0.01f)
            return 0f;
        var phase = dy / (dx + 0.10f) * 4f + 0.5f;
        var u = phase - MathF.Floor(phase) - 0.5f;
        return -0.014f * Math.Max(0f, 1f - 14f * u * u) * Bump(dx, dy, 0.10f, 0.01f, 0.13f, 0.13f);
    }

    /// <summary>Slanting lines on the nose's sides.</summary>
    private float NoseLines(float side, float y)
    {
        var phase = (y + 0.35f * side) * 15f;
        var u = phase - MathF.Floor(phase) - 0.5f;
        return (0.008f - 0.022f * Math.Max(0f, 1f - 14f * u * u)) * Bump(side, y, 0.07f, -0.06f, 0.13f, 0.20f);
    }

    /// <summary>The nasolabial fold.</summary>
    private float Fold(float side, float y)
    {
        var t = Math.Clamp((y - 0.34f) / 0.48f, 0f, 1f);
        var u = (side - (face.NoseHalfWidth + 0.07f + 0.22f * t)) / 0.055f;
        return u * u < 1f ? (1f - u * u) * (1f - u * u) * 4f * t * (1f - t) : 0f;
    }
}
