using System.Numerics;
using MicroExpressions.Annotations;
using MicroExpressions.Faces;

namespace MicroExpressions.Spotting;

/// <summary>How a region moved during an expression.</summary>
/// <param name="Region">which</param>
/// <param name="Furthest">where it was at its furthest from where it was before, <see cref="Features.RegionMotion.Unit"/> pixels, y downwards</param>
public sealed record RegionMovement(FaceRegion Region, Vector2 Furthest)
{
    /// <summary>How far, pixels.</summary>
    public double Distance => Furthest.Length();

    /// <summary>Where to: <c>up</c>, <c>up and left</c>, as the picture shows it.</summary>
    public string Direction
    {
        get
        {
            (float across, float down) = (Math.Abs(Furthest.X), Math.Abs(Furthest.Y));
            string vertical = Furthest.Y < 0 ? "up" : "down", horizontal = Furthest.X < 0 ? "left" : "right";
            // within 22.5° of an axis it is that axis's
            return across < 0.414f * down ? vertical : down < 0.414f * across ? horizontal : $"{vertical} and {horizontal}";
        }
    }
}

/// <summary>An expression as the regions of the face show it; positions of frames count from 0.</summary>
/// <param name="Onset">its first frame</param>
/// <param name="Offset">its last frame</param>
/// <param name="Apex">the frame in which the region that moved most was furthest</param>
/// <param name="Kind">micro or macro, by its duration</param>
/// <param name="Regions">what moved: those by which it was found, the furthest first</param>
public sealed record MovedInterval(int Onset, int Offset, int Apex, ExpressionKind Kind, IReadOnlyList<RegionMovement> Regions)
{
    /// <summary>How far the region that moved most did, pixels.</summary>
    public double Strength => Regions[0].Distance;
}
