using System.Reflection;

namespace MicroExpressions;

/// <summary>
/// Marks the one public member that computes a numbered equation, so that the code can be read and listed in the papers' order.
/// The numbers are those of docs/method.md: "PWES" (1)–(19), "Intensity" (1)–(10).
/// </summary>
/// <param name="paper">"PWES" (arXiv 2403.14240) or "Intensity" (arXiv 2512.01145)</param>
/// <param name="number">the equation's number</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class PaperEquationAttribute(string paper, int number) : Attribute
{
    /// <summary>"PWES" or "Intensity".</summary>
    public string Paper { get; } = paper;

    /// <summary>The equation's number in that paper.</summary>
    public int Number { get; } = number;
}

/// <summary>One line of the index: an equation and the member that computes it.</summary>
/// <param name="Paper">"PWES" or "Intensity"</param>
/// <param name="Number">the equation's number in that paper</param>
/// <param name="Member">type and member, e.g. <c>TriangularShape.At</c></param>
public sealed record PaperEquation(string Paper, int Number, string Member)
{
    /// <summary>How many numbered equations each paper has.</summary>
    public static IReadOnlyDictionary<string, int> Counts { get; } = new Dictionary<string, int> { ["PWES"] = 19, ["Intensity"] = 10 };

    /// <summary>Every equation that this library computes, by paper and number.</summary>
    public static IReadOnlyList<PaperEquation> Index() =>
    [
        .. from type in typeof(PaperEquation).Assembly.GetTypes()
           from member in type.GetMembers(
               BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let mark = member.GetCustomAttribute<PaperEquationAttribute>(inherit: false)
           where mark is not null
           orderby mark.Paper, mark.Number, type.Name, member.Name
           select new PaperEquation(mark.Paper, mark.Number, $"{type.Name}.{member.Name}"),
    ];
}
