namespace SystemTorch.Tests.Conformance;

/// <summary>What one side shows that the other does not declare.</summary>
public static class Comparison
{
    /// <returns>One line for every difference; none where <paramref name="ours"/> is a subset of <paramref name="theirs"/>.</returns>
    public static IReadOnlyList<string> Differences(IEnumerable<PublicType> ours, IEnumerable<PublicType> theirs)
    {
        Dictionary<string, PublicType> known = theirs.ToDictionary(t => t.Name);
        return [.. ours.SelectMany(type => known.TryGetValue(type.Name, out PublicType? other)
            ? Differences(type, other)
            : [$"{type.Name}: no such type"])];
    }

    private static IEnumerable<string> Differences(PublicType ours, PublicType theirs)
    {
        if (ours.Kind != theirs.Kind) yield return $"{ours.Name}: is a {ours.Kind}, must be a {theirs.Kind}";
        foreach (string super in ours.Bases.Except(theirs.Bases)) yield return $"{ours.Name}: derives from {super}, must not";
        HashSet<string> lines = [.. theirs.Members.Select(m => m.Line)];
        foreach (PublicMember member in ours.Members.Where(m => !lines.Contains(m.Line)))
        {
            string[] near = [.. theirs.Members.Where(m => m.Name == member.Name).Select(m => m.Line)];
            if (ours.Kind == "enum" && near is [var plain] && !plain.Contains('=')) continue; // the list knows the name alone
            if (member.IsOverride && near.Length == 0) continue; // declared once already, by the base type
            string listed = near.Length == 0 ? "nothing of that name" : string.Join("\n            ", near);
            yield return $"{ours.Name}: {member.Line}\n    listed: {listed}";
        }
    }
}
