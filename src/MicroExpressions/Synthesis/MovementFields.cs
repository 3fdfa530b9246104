using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MicroExpressions.Synthesis;

/// <summary>
/// The action units sampled once per subject on a square lattice, so that a frame's movement is their weighted sum. A lattice
/// point holds four lanes: displacement x, displacement y (face units), change of brightness (share), depth z (face units,
/// the same for all).
/// </summary>
internal sealed class MovementFields
{
    private readonly Patch[] patches;
    private readonly Vector128<float>[] rest;

    /// <param name="face">the subject's measures</param>
    /// <param name="light">what the folds are seen by</param>
    /// <param name="seed">the subject's seed: skin, and how much stronger each unit is on one side</param>
    /// <param name="pointsPerUnit">lattice points per face unit</param>
    public MovementFields(FaceGeometry face, Lighting light, uint seed, float pointsPerUnit)
    {
        PointsPerUnit = pointsPerUnit;
        Size = (int)(2f * FaceTexture.Extent * pointsPerUnit) + 1;
        var surface = new FaceSurface(face, seed);
        var neutral = new float[Size * Size];
        rest = new Vector128<float>[Size * Size];
        for (var j = 0; j < Size; j++)
            for (var i = 0; i < Size; i++)
            {
                neutral[j * Size + i] = surface.Height(Place(i), Place(j), relief: false);
                rest[j * Size + i] = Vector128.Create(0f, 0f, 1f, neutral[j * Size + i]);
            }

        var movement = new ActionUnitMovement(face, seed);
        var random = new PortableRandom(seed, 4);
        patches = new Patch[ActionUnitMovement.All.Length];
        for (var k = 0; k < patches.Length; k++)
            patches[k] = Sample(movement, ActionUnitMovement.All[k], neutral, light, random.Between(-0.16f, 0.16f));
    }

    public int Size { get; }

    public float PointsPerUnit { get; }

    /// <summary>Σ strength · unit, into <paramref name="lattice"/> <c>[size, size]</c>.</summary>
    /// <param name="strengths">one per unit in the order of <see cref="ActionUnitMovement.All"/></param>
    /// <param name="lattice">the sum</param>
    public void Combine(ReadOnlySpan<float> strengths, Vector128<float>[] lattice)
    {
        rest.CopyTo(lattice, 0);
        for (var k = 0; k < patches.Length; k++)
        {
            var patch = patches[k];
            if (strengths[k] == 0f)
                continue;
            var strength = Vector128.Create(strengths[k]);
            for (var j = 0; j < patch.Height; j++)
            {
                ref var to = ref lattice[(patch.Top + j) * Size + patch.Left];
                ref var from = ref patch.Points[j * patch.Width];
                for (var i = 0; i < patch.Width; i++)
                {
                    ref var sum = ref Unsafe.Add(ref to, i);
                    sum += Unsafe.Add(ref from, i) * strength;
                }
            }
        }
    }

    private float Place(int index) => index / PointsPerUnit - FaceTexture.Extent;

    /// <summary>One unit on the smallest rectangle that holds all of it, stronger on one side by <paramref name="lopsided"/>.</summary>
    private Patch Sample(ActionUnitMovement movement, ActionUnit unit, float[] neutral, Lighting light, float lopsided)
    {
        var moved = (float[])neutral.Clone();
        for (var j = 0; j < Size; j++)
            for (var i = 0; i < Size; i++)
                moved[j * Size + i] += movement.Relief(unit, Place(i), Place(j)) * Share(i);
        var (before, after) = (new HeightGrid(Size, PointsPerUnit, neutral), new HeightGrid(Size, PointsPerUnit, moved));
        var all = new Vector128<float>[Size * Size];
        var (left, top, right, bottom) = (Size, Size, -1, -1);
        for (var j = 0; j < Size; j++)
            for (var i = 0; i < Size; i++)
            {
                var (x, y) = (Place(i), Place(j));
                var d = movement.Displacement(unit, MathF.Abs(x), y) * Share(i);
                var point = j * Size + i;
                var rise = moved[point] - neutral[point];
                var shade = 0f;
                var (bx, by) = before.Slope(i, j);
                var (ax, ay) = after.Slope(i, j);
                if (rise != 0f || bx != ax || by != ay)
                {
                    // furrows also lie in their own shade
                    var ratio = light.On(ax, ay, 1f, 1f).Y / Math.Max(light.On(bx, by, 1f, 1f).Y, 0.1f);
                    shade = Math.Clamp(ratio - 1f + 5f * rise, -0.6f, 0.45f);
                }
                all[point] = Vector128.Create(x < 0f ? -d.X : d.X, d.Y, shade, 0f);
                if (all[point] == Vector128<float>.Zero)
                    continue;
                (left, right, top, bottom) = (Math.Min(left, i), Math.Max(right, i), Math.Min(top, j), Math.Max(bottom, j));
            }
        if (right < 0)
            return new Patch(0, 0, 0, 0, []);
        var (width, height) = (right - left + 1, bottom - top + 1);
        var points = new Vector128<float>[width * height];
        for (var j = 0; j < height; j++)
            all.AsSpan((top + j) * Size + left, width).CopyTo(points.AsSpan(j * width));
        return new Patch(left, top, width, height, points);

        float Share(int i) => 1f + lopsided * Math.Clamp(Place(i) * 4f, -1f, 1f);
    }

    private sealed record Patch(int Left, int Top, int Width, int Height, Vector128<float>[] Points);
}
