using System.Numerics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>Eyeball, lids' edges and lashes over the painted closed lids, for one frame.</summary>
internal sealed class EyeLayer
{
    private readonly FaceGeometry face;
    private readonly FacePalette palette;
    private readonly Lighting light;
    private readonly uint seed;
    private readonly float upper, lower, closed, soft;
    private readonly Vector2 gaze;

    /// <param name="face">measures</param>
    /// <param name="palette">colours</param>
    /// <param name="light">where the gleam in the eye is</param>
    /// <param name="seed">the subject's seed: the iris's pattern</param>
    /// <param name="state">the instant</param>
    /// <param name="pixel">half a pixel in face units: how soft edges are</param>
    public EyeLayer(FaceGeometry face, FacePalette palette, Lighting light, uint seed, FaceState state, float pixel)
    {
        (this.face, this.palette, this.light, this.seed, soft) = (face, palette, light, seed, pixel);
        var tight = state[ActionUnit.LidTightener];
        var cheek = state[ActionUnit.CheekRaiser];
        closed = Math.Clamp(Math.Max(state.Blink, state[ActionUnit.EyeClosure]), 0f, 1f);
        // the lids follow the eyeball up and down
        var follow = state.Gaze.Y > 0f ? 0.45f * state.Gaze.Y : 0.12f * state.Gaze.Y;
        var open = face.EyeOpening.Upper * (1f + 0.38f * state[ActionUnit.UpperLidRaiser] - 0.24f * tight - 0.14f * cheek - follow);
        lower = face.EyeOpening.Lower * (1f - 0.55f * tight - 0.5f * cheek + 0.1f * closed);
        upper = open - closed * (open + lower * 0.92f);
        gaze = new Vector2(state.Gaze.X * 0.075f, state.Gaze.Y * 0.04f);
    }

    /// <summary>Can the eyes show here at all?</summary>
    public bool Near(float x, float y) =>
        MathF.Abs(MathF.Abs(x) - face.EyeX) < face.EyeHalfWidth * 1.3f && MathF.Abs(y - face.EyeY) < 0.24f;

    /// <summary>Lays the eye over the skin's colour at a neutral place.</summary>
    public Vector3 Over(Vector3 skin, float x, float y)
    {
        var local = face.EyeLocal(x, y);
        var (u, v) = (local.X, local.Y);
        var arc = Math.Max(0f, 1f - u * u);
        var lid = -upper * arc * (1f + 0.14f * u);
        var rim = lower * arc * (1f + 0.22f * u);

        // the fold above the lid smooths out as the eye closes
        var crease = Bump(u, v, 0.06f, lid - face.LidCrease * (1f - 0.3f * closed), 1.15f, 0.018f + soft);
        skin *= 1f - 0.5f * (1f - 0.75f * closed) * crease;
        // lid above the lashes: a little darker and redder
        skin *= Vector3.One - new Vector3(0.10f, 0.16f, 0.14f) * Bump(u, v, 0f, lid - 0.02f, 1.15f, 0.06f);
        skin *= 1f - 0.22f * Bump(u, v, 0f, rim + 0.02f, 1.1f, 0.03f);

        var open = Step(-soft, soft, v - lid) * Step(-soft, soft, rim - v);
        if (arc > 0f && open > 0f && rim > lid)
            skin = skin * (1f - open) + Ball(x, y, u, v, lid) * open;

        // lashes: one dark line along the upper lid, thicker outwards, a faint one below
        var edge = MathF.Abs(u) < 1.12f ? 1f - Step(0.95f, 1.12f, MathF.Abs(u)) : 0f;
        var width = 0.015f + 0.007f * u + soft * 0.8f;
        var lash = 0.88f * edge * (1f - Step(0.35f * width, width, MathF.Abs(v - lid + 0.006f)));
        var low = 0.30f * edge * (1f - closed) * (1f - Step(0f, 0.010f + soft, MathF.Abs(v - rim - 0.004f)));
        var dark = Math.Max(lash, low);
        return skin * (1f - dark) + new Vector3(0.018f, 0.014f, 0.013f) * dark;
    }

    /// <summary>White, iris, pupil, the gleam, and the lid's shadow over them.</summary>
    private Vector3 Ball(float x, float y, float u, float v, float lid)
    {
        var side = x < 0f ? -1f : 1f;
        var centre = new Vector2(side * face.EyeX + gaze.X, face.EyeY - 0.012f + gaze.Y);
        var (dx, dy) = (x - centre.X, y - centre.Y);
        var radius = MathF.Sqrt(dx * dx + dy * dy) / face.IrisRadius;
        var shade = light.Exposure * (0.45f + 0.55f * Step(0f, 0.065f, v - lid)) * (1f - 0.45f * u * u);
        var colour = new Vector3(0.60f, 0.565f, 0.54f) * shade;
        var corner = Bump(u, 0f, -1f, 0f, 0.32f, 1f);
        colour = colour * (1f - corner) + new Vector3(0.42f, 0.20f, 0.18f) * (corner * shade);
        var edge = soft / face.IrisRadius;
        var iris = 1f - Step(1f - edge, 1f + edge, radius);
        if (iris > 0f)
        {
            var sum = MathF.Abs(dx) + MathF.Abs(dy) + 1e-6f;
            var rays = Noise.At(dx / sum * 9f + (dy > 0f ? 40f : 0f), radius * 2f, seed + 61);
            var tone = palette.Iris * (0.95f + 0.45f * rays + 0.5f * Math.Max(0f, dy / face.IrisRadius));
            tone *= 1f - 0.65f * Step(0.72f, 1f, radius);
            tone *= 1f - 0.97f * (1f - Step(0.36f - edge, 0.42f + edge, radius));
            colour = colour * (1f - iris) + tone * (iris * (0.35f + 0.65f * shade));
        }
        // the lamp's image lies between pupil and lamp
        var gleam = Bump(dx, dy, light.Direction.X * 0.06f, light.Direction.Y * 0.05f, 0.02f + soft, 0.02f + soft);
        return colour + new Vector3(0.75f * Math.Min(1f, 1.5f * gleam));
    }
}
