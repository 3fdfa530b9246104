using System.Numerics;

namespace MicroExpressions.Synthesis;

/// <summary>A key lamp, a fill from the camera's side and light from all around, on a height field's slopes.</summary>
internal sealed record Lighting
{
    /// <summary>Unit vector from the face to the lamp: x right, y down, z to the camera.</summary>
    public required Vector3 Direction { get; init; }

    /// <summary>The lamp's strength; 1 − Key is the fill's and the surroundings'.</summary>
    public required float Key { get; init; }

    /// <summary>How much of the lamp is seen again as gloss.</summary>
    public required float Gloss { get; init; }

    /// <summary>The lamp's colour, green = 1.</summary>
    public required Vector3 Tint { get; init; }

    /// <summary>The camera's: all light times this.</summary>
    public required float Exposure { get; init; }

    /// <summary>Draws a lamp above, left or right of the camera, whose exposure meets the skin half-way.</summary>
    public static Lighting Draw(PortableRandom random, FacePalette palette)
    {
        var side = random.Between(0.12f, 0.6f) * (random.Chance(0.5) ? 1f : -1f);
        var height = -random.Between(0.35f, 0.75f);
        var length = MathF.Sqrt(side * side + height * height + 1f);
        var warm = random.Between(-0.06f, 0.06f);
        // fourth root twice: about (0.42/skin)^0.56, from roots alone
        var ratio = 0.42f / palette.Skin.Y;
        var exposure = MathF.Sqrt(ratio) * MathF.Sqrt(MathF.Sqrt(MathF.Sqrt(MathF.Sqrt(ratio))));
        return new Lighting
        {
            Exposure = exposure * random.Between(0.92f, 1.08f),
            Direction = new Vector3(side / length, height / length, 1f / length),
            Key = random.Between(0.5f, 0.72f),
            Gloss = random.Between(0.04f, 0.10f),
            Tint = new Vector3(1f + warm, 1f, 1f - warm),
        };
    }

    /// <summary>
    /// Light on a slope (dz/dx, dz/dy), where <paramref name="open"/> (0..1) is how much of the surroundings reaches the
    /// point and <paramref name="shadow"/> (0..1) how much of the lamp. Skin scatters red furthest, so red wraps most
    /// around the edge of the lit side.
    /// </summary>
    public Vector3 On(float slopeX, float slopeY, float open, float shadow)
    {
        var length = MathF.Sqrt(slopeX * slopeX + slopeY * slopeY + 1f);
        var (nx, ny, nz) = (-slopeX / length, -slopeY / length, 1f / length);
        var facing = nx * Direction.X + ny * Direction.Y + nz * Direction.Z;
        var key = new Vector3(Wrap(facing, 0.42f), Wrap(facing, 0.28f), Wrap(facing, 0.2f)) * (Key * shadow);
        var around = (1f - Key) * open * (0.55f * nz + 0.35f - 0.2f * ny);
        return (key * Tint + new Vector3(around)) * (1.08f * Exposure);
    }

    /// <summary>The lamp's mirror image on the slope: (n·h)¹⁶.</summary>
    public float Highlight(float slopeX, float slopeY)
    {
        var length = MathF.Sqrt(slopeX * slopeX + slopeY * slopeY + 1f);
        var (hx, hy, hz) = (Direction.X, Direction.Y, Direction.Z + 1f);
        var h = MathF.Sqrt(hx * hx + hy * hy + hz * hz);
        var c = Math.Max(0f, (-slopeX * hx - slopeY * hy + hz) / (length * h));
        c *= c;
        c *= c;
        c *= c;
        return Gloss * Exposure * c * c;
    }

    private static float Wrap(float facing, float wrap) => Math.Max(0f, (facing + wrap) / (1f + wrap));
}
