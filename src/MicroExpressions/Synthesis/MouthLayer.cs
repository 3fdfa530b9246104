using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>The open mouth of one frame: lips and chin give way, between them teeth and dark.</summary>
internal sealed class MouthLayer
{
    private readonly FaceGeometry face;
    private readonly float gap, soft;

    /// <param name="face">measures</param>
    /// <param name="state">the instant: AU 25 and speech</param>
    /// <param name="pixel">half a pixel in face units</param>
    public MouthLayer(FaceGeometry face, FaceState state, float pixel)
    {
        (this.face, soft) = (face, pixel);
        gap = 0.115f * state[ActionUnit.LipsPart] + state.Mouth;
    }

    /// <summary>Is the mouth open, and can it have moved the skin here?</summary>
    public bool Near(float x, float y) => gap > 1e-4f && MathF.Abs(x) < 0.62f && y > face.MouthY - 0.4f && y < face.ChinY + 0.15f;

    /// <summary>Where the skin now at (x, y) lies in the closed-mouth texture, and how much of the gap (0..1) shows there.</summary>
    public (float Y, float Open) Source(float x, float y)
    {
        var u = x / (face.MouthHalfWidth * 0.94f);
        var arc = Math.Max(0f, 1f - u * u);
        var below = y - face.LipLine(x);
        var (up, down) = (0.22f * gap * arc, 0.78f * gap * arc);
        // the jaw carries the skin beside the mouth down as well
        var jaw = 0.78f * gap * (1f - Step(0.3f, 0.62f, MathF.Abs(x))) - down;
        var open = arc > 0f ? Step(-soft, soft, below + up) * Step(-soft, soft, down - below) : 0f;
        if (below <= 0f)
            return (y + Math.Min(up, -below) * (1f - Step(0f, 0.26f, -below)), open);
        // the chin follows with 0.7 of the gap and the jaw's edge fades out under it
        var fade = 1f - 0.3f * Step(0f, 0.3f, below) - 0.7f * Step(face.ChinY - 0.12f, face.ChinY + 0.13f, y);
        return (y - (Math.Min(below, down) + jaw * Step(0f, 0.3f, below)) * fade, open);
    }

    /// <summary>Teeth above, dark below.</summary>
    public Vector3 Inside(float x, float y)
    {
        var u = x / face.MouthHalfWidth;
        var from = y - face.LipLine(x) + 0.22f * gap * Math.Max(0f, 1f - u * u);
        var teeth = Step(0.01f, 0.02f, gap * (1f - u * u)) * (1f - Step(0.055f - soft, 0.065f + soft, from));
        teeth *= 1f - Step(0.55f, 0.85f, MathF.Abs(u));
        var seams = 1f - 0.18f * Bump(x * 12f - MathF.Floor(x * 12f), 0f, 0f, 0f, 0.22f, 1f);
        var tone = 0.25f + 0.35f * Step(0f, 0.04f, from);
        return new Vector3(0.045f, 0.012f, 0.012f) * (1f - teeth) + new Vector3(0.78f, 0.72f, 0.62f) * (teeth * tone * seams);
    }
}
