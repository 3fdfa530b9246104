using MicroExpressions.Faces;
using MicroExpressions.Spotting;

namespace MicroExpressions.Methods.He2021;

/// <summary>Constants of He, "Research on Micro-Expression Spotting Method Based on Optical Flow Features" (MM 2021), as its successor's public code has them.</summary>
public sealed record He2021Settings : MovementRules
{
    /// <summary>The eyes' inner corners are 64 pixels apart in the faces of CAS(ME)², which are cut eight half-distances wide, and 57 in SAMM-LV's, nine wide.</summary>
    private const double Wider = 9 / 8.0;

    /// <summary>For CAS(ME)², 30 frames a second.</summary>
    public static He2021Settings CasmeSquared { get; } = new();

    /// <summary>
    /// For SAMM-LV, of whose 200 frames a second every seventh is looked at. The code's 1.65 pixels for the brows, 1.5 for mouth and nose and
    /// all other heights are here in pixels of CAS(ME)²'s faces.
    /// </summary>
    public static He2021Settings SammLongVideos { get; } = new()
    {
        AboveLowest = 1.4 * Wider,
        AboveNear = 1.65 * Wider,
        AboveNearMouth = 1.5 * Wider,
        AboveNearNose = 1.5 * Wider,
        WithoutTrend = 0.8 * Wider,
        FootDepth = 0.3 * Wider,
        PartingDepth = 0.7 * Wider,
        SameExpression = 0.34,
        Shortest = 10 * 7 / 200.0,
        Longest = double.PositiveInfinity,
    };

    /// <summary>
    /// Fourteen regions: all but the lids. The publication counts fourteen and its successor looks at no lids; which the fourteen are, it does not tell.
    /// </summary>
    public override double? LeastMovement(FaceRegion region) => region.Name switch
    {
        "between the brows" => AboveNear,
        "chin" => AboveNearMouth,
        _ => base.LeastMovement(region),
    };
}
