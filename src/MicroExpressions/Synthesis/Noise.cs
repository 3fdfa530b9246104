namespace MicroExpressions.Synthesis;

/// <summary>Smooth random functions of place or time (value noise: hashed lattice values, blended by 3u² − 2u³).</summary>
internal static class Noise
{
    /// <summary>One lattice value in [−1, 1).</summary>
    private static float Lattice(int x, int y, uint seed)
    {
        var h = ((uint)x * 0x8DA6B343u) ^ ((uint)y * 0xD8163841u) ^ (seed * 0xCB1AB31Fu);
        h = (h ^ (h >> 15)) * 0x2C1B3C6Du;
        h = (h ^ (h >> 12)) * 0x297A2D39u;
        h ^= h >> 15;
        return (int)(h >> 8) * (2f / (1 << 24)) - 1f;
    }

    /// <summary>In [−1, 1], with features one unit wide.</summary>
    public static float At(float x, float y, uint seed)
    {
        var fx = MathF.Floor(x);
        var fy = MathF.Floor(y);
        var (ix, iy) = ((int)fx, (int)fy);
        var (u, v) = (x - fx, y - fy);
        u = u * u * (3f - 2f * u);
        v = v * v * (3f - 2f * v);
        var top = Lattice(ix, iy, seed) + u * (Lattice(ix + 1, iy, seed) - Lattice(ix, iy, seed));
        var bottom = Lattice(ix, iy + 1, seed) + u * (Lattice(ix + 1, iy + 1, seed) - Lattice(ix, iy + 1, seed));
        return top + v * (bottom - top);
    }

    /// <summary>Sum of octaves, each twice as fine and half as strong; about [−1, 1].</summary>
    public static float Fractal(float x, float y, uint seed, int octaves)
    {
        var (sum, weight) = (0f, 0.5f);
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += weight * At(x, y, seed + (uint)octave * 101u);
            // an odd shift, so that the octaves' lattices never line up
            (x, y, weight) = (2f * x + 17.3f, 2f * y - 9.7f, weight * 0.5f);
        }
        return sum;
    }

    /// <summary>A wandering function of time, about [−1, 1], which changes within about one unit.</summary>
    public static double Wander(double time, uint seed)
    {
        var (sum, weight) = (0.0, 0.6);
        for (var octave = 0; octave < 3; octave++)
        {
            var floor = Math.Floor(time);
            var u = time - floor;
            u = u * u * u * (u * (u * 6 - 15) + 10);
            double a = Lattice((int)floor, octave, seed);
            double b = Lattice((int)floor + 1, octave, seed);
            sum += weight * (a + u * (b - a));
            (time, weight) = (2 * time + 31.7, weight * 0.5);
        }
        return sum;
    }
}
