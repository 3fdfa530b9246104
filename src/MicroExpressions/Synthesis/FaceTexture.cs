using System.Numerics;
using System.Runtime.Intrinsics;
using static MicroExpressions.Synthesis.FaceGeometry;

namespace MicroExpressions.Synthesis;

/// <summary>
/// The neutral head, painted once per subject: lit colour and coverage on a grid twice as fine as the frames. Eyes are
/// closed lids and the mouth is closed here; <see cref="EyeLayer"/> and <see cref="MouthLayer"/> open them frame by frame.
/// </summary>
internal sealed class FaceTexture
{
    /// <summary>The painted square reaches from −Extent to Extent, face units.</summary>
    public const float Extent = 1.95f;

    private FaceTexture(int size, float texelsPerUnit, Vector128<float>[] texels) =>
        (Size, TexelsPerUnit, Texels) = (size, texelsPerUnit, texels);

    public int Size { get; }

    public float TexelsPerUnit { get; }

    /// <summary><c>[size, size]</c> of red, green, blue (linear, times coverage) and coverage.</summary>
    public Vector128<float>[] Texels { get; }

    /// <summary>Paints back to front: neck and clothes, hair behind, ears, skin, brows, hair in front.</summary>
    public static FaceTexture Paint(FaceGeometry face, FacePalette palette, Lighting light, uint seed, float texelsPerUnit)
    {
        var size = (int)(2f * Extent * texelsPerUnit) + 1;
        var surface = new FaceSurface(face, seed);
        var heights = new float[size * size];
        for (var j = 0; j < size; j++)
            for (var i = 0; i < size; i++)
                heights[j * size + i] = surface.Height(i / texelsPerUnit - Extent, j / texelsPerUnit - Extent);
        var grid = new HeightGrid(size, texelsPerUnit, heights);
        var open = grid.Openness();
        var shadow = grid.Shadow(light);
        var skin = new SkinPaint(face, palette, seed);
        var hair = new HairPaint(face, palette, light, seed);
        var body = new BodyPaint(face, palette, light, seed);

        var texels = new Vector128<float>[size * size];
        var soft = 0.75f / texelsPerUnit;
        for (var j = 0; j < size; j++)
            for (var i = 0; i < size; i++)
            {
                var (x, y) = (i / texelsPerUnit - Extent, j / texelsPerUnit - Extent);
                var point = j * size + i;
                var layer = default(Layer);
                layer.Over(hair.Behind(x, y));
                layer.Over(body.NeckAndClothes(x, y));
                layer.Over(body.Ear(x, y));

                var radius = face.RelativeRadius(x, y);
                var covered = 1f - Step(1f - soft, 1f + soft, radius);
                if (covered > 0f)
                {
                    var (sx, sy) = grid.Slope(i, j);
                    var lit = light.On(sx, sy, open[point], shadow[point]) * (1f - 0.35f * hair.Shade(x, y));
                    var colour = skin.Albedo(x, y) * lit;
                    colour += new Vector3(light.Highlight(sx, sy) * shadow[point] * skin.Oil(x, y));
                    layer.Over((colour, covered));
                    layer.Over(hair.Brow(x, y, lit));
                }
                layer.Over(hair.Front(x, y));
                texels[point] = Vector128.Create(layer.Colour.X, layer.Colour.Y, layer.Colour.Z, layer.Coverage);
            }
        return new FaceTexture(size, texelsPerUnit, Focused(texels, size));
    }

    /// <summary>The lens: each texel ¼–½–¼ with its neighbours, both ways: read at half the rate it does not alias.</summary>
    private static Vector128<float>[] Focused(Vector128<float>[] texels, int size)
    {
        var result = new Vector128<float>[texels.Length];
        var half = Vector128.Create(0.5f);
        for (var pass = 0; pass < 2; pass++)
        {
            var source = pass == 0 ? texels : (Vector128<float>[])result.Clone();
            var step = pass == 0 ? 1 : size;
            for (var p = 0; p < source.Length; p++)
            {
                var neighbours = source[Math.Max(p - step, 0)] + source[Math.Min(p + step, source.Length - 1)];
                result[p] = neighbours * half * half + source[p] * half;
            }
        }
        return result;
    }

    /// <summary>Paint laid over paint: colour times coverage, and coverage.</summary>
    private struct Layer
    {
        public Vector3 Colour;
        public float Coverage;

        public void Over((Vector3 Colour, float Coverage) paint)
        {
            if (paint.Coverage <= 0f)
                return;
            Colour = paint.Colour * paint.Coverage + Colour * (1f - paint.Coverage);
            Coverage = paint.Coverage + Coverage * (1f - paint.Coverage);
        }
    }
}
