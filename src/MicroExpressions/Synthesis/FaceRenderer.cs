using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroExpressions.Synthesis;

/// <summary>
/// Pictures of one subject. Backward warping: for each pixel, undo the head's pose (with parallax from the face's depth),
/// then the action units' displacement, and read the neutral texture there. Everything is elementwise single precision in
/// one fixed order, so pictures agree bit for bit on every x86-64 processor.
/// </summary>
internal sealed class FaceRenderer
{
    /// <summary>Face units from the picture's centre to its edge.</summary>
    public const float HalfFrame = 1.42f;

    private readonly FaceGeometry face;
    private readonly FacePalette palette;
    private readonly Lighting light;
    private readonly uint seed;
    private readonly FaceTexture texture;
    private readonly MovementFields fields;
    private readonly Vector128<float>[] wall;

    /// <param name="face">measures</param>
    /// <param name="palette">colours</param>
    /// <param name="light">the room's lamps</param>
    /// <param name="seed">the subject's seed</param>
    /// <param name="size">the pictures' width and height, pixels</param>
    public FaceRenderer(FaceGeometry face, FacePalette palette, Lighting light, uint seed, int size)
    {
        (this.face, this.palette, this.light, this.seed, Size) = (face, palette, light, seed, size);
        var pixelsPerUnit = size / (2f * HalfFrame);
        texture = FaceTexture.Paint(face, palette, light, seed, 2f * pixelsPerUnit);
        fields = new MovementFields(face, light, seed, pixelsPerUnit);
        var body = new BodyPaint(face, palette, light, seed);
        wall = new Vector128<float>[size * size];
        for (var j = 0; j < size; j++)
            for (var i = 0; i < size; i++)
            {
                var c = body.Wall((i + 0.5f) / size * 2f - 1f, (j + 0.5f) / size * 2f - 1f);
                wall[j * size + i] = Vector128.Create(c.X, c.Y, c.Z, 1f);
            }
    }

    /// <summary>Width and height, pixels.</summary>
    public int Size { get; }

    /// <summary>The subject at one instant: linear light, <c>[size, size]</c> of red, green, blue, 1.</summary>
    public Vector128<float>[] Render(FaceState state)
    {
        var instant = new Instant(this, state);
        var eyes = new EyeLayer(face, palette, light, seed, state, HalfFrame / Size);
        var picture = new Vector128<float>[Size * Size];
        var (one, brightness) = (Vector128.Create(1f), Vector128.Create(state.Brightness));
        for (var j = 0; j < Size; j++)
            for (var i = 0; i < Size; i++)
            {
                var skin = instant.Undo(Unit(i), Unit(j));
                var texel = Sample(texture.Texels, texture.Size, texture.TexelsPerUnit, skin.X, skin.Y);
                texel *= Vector128.Create(skin.Shade, skin.Shade, skin.Shade, 1f);
                if (eyes.Near(skin.X, skin.Y))
                {
                    var c = eyes.Over(new Vector3(texel[0], texel[1], texel[2]), skin.X, skin.Y);
                    texel = Vector128.Create(c.X, c.Y, c.Z, texel[3]);
                }
                if (skin.Open > 0f)
                {
                    var c = instant.Mouth.Inside(skin.X, skin.MouthY) * skin.Open;
                    texel = texel * Vector128.Create(1f - skin.Open) + Vector128.Create(c.X, c.Y, c.Z, skin.Open);
                }
                var behind = one - Vector128.Create(texel[3]);
                picture[j * Size + i] = (texel + wall[j * Size + i] * behind) * brightness;
            }
        return picture;
    }

    /// <summary>
    /// Where the landmarks are at one instant, pixels. <see cref="Instant.Undo"/> leads from the picture to the neutral face;
    /// the way back is found by repeating q ← q + (landmark − Undo(q)), which contracts because the movements are gentle.
    /// </summary>
    public IReadOnlyList<(float X, float Y)> Locate(FaceState state)
    {
        var instant = new Instant(this, state);
        var places = new List<(float, float)>();
        foreach (var (x, y) in FaceLandmarks.Neutral(face))
        {
            var (qx, qy) = (x, y);
            for (var i = 0; i < 12; i++)
            {
                var skin = instant.Undo(qx, qy);
                (qx, qy) = (qx + x - skin.X, qy + y - skin.Y);
            }
            places.Add(((qx + HalfFrame) * Size / (2f * HalfFrame), (qy + HalfFrame) * Size / (2f * HalfFrame)));
        }
        return places;
    }

    /// <summary>The place of a pixel's centre, face units.</summary>
    private float Unit(int pixel) => (pixel + 0.5f) * (2f * HalfFrame) / Size - HalfFrame;

    /// <summary>A place of the picture traced back to the neutral face; MouthY is its y with the mouth still open.</summary>
    private readonly record struct Skin(float X, float Y, float MouthY, float Shade, float Open);

    /// <summary>One instant's movement.</summary>
    private readonly struct Instant
    {
        private readonly Vector128<float>[] lattice;
        private readonly int size;
        private readonly float pointsPerUnit, cos, sin;
        private readonly FaceState state;

        public Instant(FaceRenderer renderer, FaceState state)
        {
            this.state = state;
            (size, pointsPerUnit) = (renderer.fields.Size, renderer.fields.PointsPerUnit);
            lattice = new Vector128<float>[size * size];
            renderer.fields.Combine(state.Units, lattice);
            Mouth = new MouthLayer(renderer.face, state, HalfFrame / renderer.Size);
            // to third order, which for a roll of 0.1 is exact to 10⁻⁵
            (cos, sin) = (1f - 0.5f * state.Roll * state.Roll, state.Roll - state.Roll * state.Roll * state.Roll / 6f);
        }

        public MouthLayer Mouth { get; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Skin Undo(float qx, float qy)
        {
            // the head rolls and nears about the neck, one unit below the origin
            qx -= state.Shift.X;
            qy -= state.Shift.Y + 1f;
            var x = (cos * qx + sin * qy) / state.Scale;
            var y = (cos * qy - sin * qx) / state.Scale + 1f;
            // turning moves what is nearer to the camera further
            var depth = Sample(lattice, size, pointsPerUnit, x, y)[3];
            x -= depth * state.Turn.Yaw;
            y -= depth * state.Turn.Pitch;
            var movement = Sample(lattice, size, pointsPerUnit, x, y);
            x -= movement[0];
            y -= movement[1];
            var (source, open) = Mouth.Near(x, y) ? Mouth.Source(x, y) : (y, 0f);
            return new Skin(x, source, y, movement[2], open);
        }
    }

    /// <summary>Bilinear reading of a square grid centred on the face; beyond its edge, the edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Sample(Vector128<float>[] grid, int size, float pointsPerUnit, float x, float y)
    {
        var gx = Math.Clamp((x + FaceTexture.Extent) * pointsPerUnit, 0f, size - 1.001f);
        var gy = Math.Clamp((y + FaceTexture.Extent) * pointsPerUnit, 0f, size - 1.001f);
        var (ix, iy) = ((int)gx, (int)gy);
        var (u, v) = (Vector128.Create(gx - ix), Vector128.Create(gy - iy));
        var p = iy * size + ix;
        var above = grid[p] + u * (grid[p + 1] - grid[p]);
        var below = grid[p + size] + u * (grid[p + size + 1] - grid[p + size]);
        return above + v * (below - above);
    }
}
