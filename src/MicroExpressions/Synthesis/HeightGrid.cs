namespace MicroExpressions.Synthesis;

/// <summary>A height field sampled on a square grid, with what its shading needs: slopes, openness, cast shadow.</summary>
internal sealed class HeightGrid
{
    private readonly float[] heights;

    /// <param name="size">points in a row</param>
    /// <param name="pointsPerUnit">points per face unit</param>
    /// <param name="heights"><c>[size, size]</c>, face units</param>
    public HeightGrid(int size, float pointsPerUnit, float[] heights)
    {
        (Size, PointsPerUnit, this.heights) = (size, pointsPerUnit, heights);
    }

    public int Size { get; }

    public float PointsPerUnit { get; }

    /// <summary>Central differences, limited where the outline falls off.</summary>
    public (float X, float Y) Slope(int x, int y)
    {
        var left = heights[y * Size + Math.Max(x - 1, 0)];
        var right = heights[y * Size + Math.Min(x + 1, Size - 1)];
        var above = heights[Math.Max(y - 1, 0) * Size + x];
        var below = heights[Math.Min(y + 1, Size - 1) * Size + x];
        var scale = 0.5f * PointsPerUnit;
        return (Math.Clamp((right - left) * scale, -2.2f, 2.2f), Math.Clamp((below - above) * scale, -2.2f, 2.2f));
    }

    /// <summary>
    /// How open each point lies, 0..1: points lower than the mean of their surroundings (a sharp and a wide one) get less
    /// light from around. <c>[size, size]</c>.
    /// </summary>
    public float[] Openness()
    {
        var near = Blurred(heights, Size, (int)(0.06f * PointsPerUnit) + 1);
        var far = Blurred(heights, Size, (int)(0.16f * PointsPerUnit) + 1);
        var open = new float[heights.Length];
        for (var i = 0; i < open.Length; i++)
            open[i] = Math.Clamp(1f - 9f * (near[i] - heights[i]) - 3.5f * (far[i] - heights[i]), 0.25f, 1.15f);
        return open;
    }

    /// <summary>How much of the lamp reaches each point, 0..1, soft-edged; marches towards the lamp. <c>[size, size]</c>.</summary>
    public float[] Shadow(Lighting light)
    {
        var lit = new float[heights.Length];
        var (dx, dy) = (light.Direction.X, light.Direction.Y);
        var across = MathF.Sqrt(dx * dx + dy * dy);
        var rise = light.Direction.Z / across;
        const int Steps = 26;
        var stride = 0.55f / Steps * PointsPerUnit;
        for (var y = 0; y < Size; y++)
            for (var x = 0; x < Size; x++)
            {
                var blocked = 0f;
                for (var s = 1; s <= Steps; s++)
                {
                    var px = (int)(x + dx / across * s * stride + 0.5f);
                    var py = (int)(y + dy / across * s * stride + 0.5f);
                    if ((uint)px >= (uint)Size || (uint)py >= (uint)Size)
                        break;
                    var distance = s * stride / PointsPerUnit;
                    var above = heights[py * Size + px] - heights[y * Size + x] - rise * distance;
                    blocked = Math.Max(blocked, above / (0.035f + 0.12f * distance));
                }
                lit[y * Size + x] = 1f - 0.75f * Math.Min(blocked, 1f);
            }
        var radius = Math.Max(1, (int)(0.02f * PointsPerUnit));
        return Blurred(lit, Size, radius);
    }

    /// <summary>Two box blurs of the given radius, edges repeated.</summary>
    public static float[] Blurred(float[] values, int size, int radius)
    {
        var result = (float[])values.Clone();
        var line = new float[size];
        for (var pass = 0; pass < 4; pass++)
        {
            var (step, next) = (pass & 1) == 0 ? (1, size) : (size, 1);
            for (var l = 0; l < size; l++)
            {
                for (var i = 0; i < size; i++)
                    line[i] = result[l * next + i * step];
                var sum = 0f;
                for (var i = -radius; i <= radius; i++)
                    sum += line[Math.Clamp(i, 0, size - 1)];
                for (var i = 0; i < size; i++)
                {
                    result[l * next + i * step] = sum / (2 * radius + 1);
                    sum += line[Math.Min(i + radius + 1, size - 1)] - line[Math.Max(i - radius, 0)];
                }
            }
        }
        return result;
    }
}
