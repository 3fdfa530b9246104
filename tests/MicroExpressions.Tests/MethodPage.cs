using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace MicroExpressions.Tests;

/// <summary>One numbered equation of the page.</summary>
/// <param name="Paper">"PWES" or "Intensity"</param>
/// <param name="Number">its number</param>
/// <param name="Text">all that stands under its heading, up to the next</param>
internal sealed record MethodEquation(string Paper, int Number, string Text);

/// <summary>One row of a table <c>| setting | default | tag | what it is |</c>.</summary>
/// <param name="Name"><c>Type.Property</c>, or a longer way</param>
/// <param name="Default">as written</param>
/// <param name="Tag">without brackets</param>
internal sealed record MethodSetting(string Name, string Default, string Tag);

/// <summary>A link of the page.</summary>
/// <param name="Label">what is written</param>
/// <param name="Target">where it leads</param>
internal sealed record MethodLink(string Label, string Target);

/// <summary>docs/method.md, read by the notation that it keeps to.</summary>
internal static partial class MethodPage
{
    private const string SettingsHead = "| setting | default | tag | what it is |";

    public static string Repository { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    public static string File { get; } = Path.Combine(Repository, "docs", "method.md");

    private static string Text { get; } = System.IO.File.ReadAllText(File);

    public static IReadOnlyList<MethodEquation> Equations { get; } =
    [
        .. EquationSection().Matches(Text).Select(m => new MethodEquation(m.Groups["paper"].Value, int.Parse(m.Groups["number"].Value), m.Groups["text"].Value)),
    ];

    public static IReadOnlyList<MethodSetting> Settings { get; } = [.. ReadSettings()];

    public static IReadOnlyList<MethodLink> Links { get; } = LinksIn(Text);

    /// <summary>Headings as a reference names them: <c>§1</c>, <c>§1 "Inference"</c>.</summary>
    public static IReadOnlySet<string> Sections { get; } = ReadSections();

    /// <summary>Headings as a link names them on GitHub.</summary>
    public static IReadOnlySet<string> Anchors { get; } =
        Heading().Matches(Text).Select(m => string.Concat(m.Groups["title"].Value.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-')).ToHashSet();

    public static IReadOnlyList<MethodLink> LinksIn(string text) =>
        [.. Link().Matches(text).Select(m => new MethodLink(m.Groups["label"].Value, m.Groups["target"].Value))];

    /// <summary>Where a link leads on this machine.</summary>
    public static string PathOf(MethodLink link) => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(File)!, link.Target.Split('#')[0]));

    private static IEnumerable<MethodSetting> ReadSettings()
    {
        bool inTable = false;
        foreach (string line in Text.Split('\n'))
        {
            if (inTable && line.StartsWith('|') && !line.StartsWith("|---"))
            {
                Match row = SettingRow().Match(line);
                Assert.True(row.Success, $"not a row of a settings table: {line}");
                yield return new(row.Groups["name"].Value, row.Groups["default"].Value, row.Groups["tag"].Value);
            }
            inTable = line == SettingsHead || (inTable && line.StartsWith('|'));
        }
    }

    private static HashSet<string> ReadSections()
    {
        var sections = new HashSet<string>();
        string chapter = "";
        foreach (Match heading in Heading().Matches(Text))
        {
            string title = heading.Groups["title"].Value;
            if (heading.Groups["level"].Length == 2)
                chapter = $"§{title.Split('.')[0]}";
            if (heading.Groups["level"].Length is 2 or 3)
                Assert.True(sections.Add(heading.Groups["level"].Length == 2 ? chapter : $"{chapter} \"{title}\""), $"two sections {chapter} {title}");
        }
        return sections;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"^#### (?<paper>PWES|Intensity) \((?<number>\d+)\) .+\n(?<text>(?:(?!#{2,4} ).*(?:\n|\z))*)", RegexOptions.Multiline)]
    private static partial Regex EquationSection();

    [GeneratedRegex(@"^\| `(?<name>[\w.]+)` \| `(?<default>[^`]+)` \| \[(?<tag>[^\]]+)\] \| [^|]+ \|$")]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"^(?<level>#{2,4}) (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<label>[^\[\]]+)\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();
}
