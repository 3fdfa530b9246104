namespace MicroExpressions.Annotations;

/// <summary>
/// What stands in for an offset that the sheet does not give (CAS(ME)²: 44 rows with offset 0, 3 rows with an offset
/// that is not after the apex). docs/method.md §3 "Missing offsets" names the three policies in use; results differ, so every result says which.
/// </summary>
public enum OffsetPolicy
{
    /// <summary><c>offset = apex</c>: the rule of the 2020 grand challenge (MEGC 2020).</summary>
    Apex,

    /// <summary><c>offset = apex + 20</c>: the rule behind the lab's list of 357 intervals. The default.</summary>
    ApexPlus20,

    /// <summary>
    /// <c>offset = onset + 20</c>, but never before the apex: in 9 of the 47 rows the rise alone takes longer than 20 frames.
    /// </summary>
    OnsetPlus20,
}

/// <summary>The three policies as formulas.</summary>
public static class OffsetPolicies
{
    /// <summary>The offset that <paramref name="policy"/> puts in for a row, in frames.</summary>
    /// <param name="policy">the rule</param>
    /// <param name="onset">first frame of the movement</param>
    /// <param name="apex">frame of the largest movement</param>
    public static int OffsetFor(this OffsetPolicy policy, int onset, int apex) => policy switch
    {
        OffsetPolicy.Apex => apex,
        OffsetPolicy.ApexPlus20 => apex + 20,
        OffsetPolicy.OnsetPlus20 => Math.Max(onset + 20, apex),
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "no such policy"),
    };
}
