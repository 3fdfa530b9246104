using FsCheck;
using FsCheck.Fluent;

namespace MicroExpressions.Tests.Hostile;

/// <summary>A spoilt file: its number and the seeds decide all of it.</summary>
/// <param name="Number">which</param>
/// <param name="Change">what was done to which part, for messages</param>
/// <param name="Bytes">the file</param>
internal sealed record SpoiltFile(int Number, string Change, byte[] Bytes)
{
    private const int MostDamages = 3;

    private static readonly Gen<(int Part, int Other, Damage[] Damages)> Any =
        from part in Gen.Choose(0, int.MaxValue - 1)
        from other in Gen.Choose(0, int.MaxValue - 1)
        from count in Gen.Choose(1, MostDamages)
        from damages in Damage.Any.ArrayOf(count)
        select (part, other, damages);

    /// <summary>The file of a number.</summary>
    /// <param name="parts">what there is to be spoilt</param>
    /// <param name="number">the generator's seed</param>
    public static SpoiltFile Of(IReadOnlyList<SeedPart> parts, int number)
    {
        (int which, int other, Damage[] damages) = Any.Sample(1, new Rnd((ulong)number, 1), 1).Single();
        SeedPart part = parts[which % parts.Count], spliced = parts[other % parts.Count];
        byte[] content = part.Content;
        foreach (Damage damage in damages)
            content = damage.Of(content, spliced.Content);
        return new(number, $"{part.Name}: {string.Join(", ", damages.Select(d => $"{d}"))}; splices with {spliced.Name}", part.File(content));
    }
}
