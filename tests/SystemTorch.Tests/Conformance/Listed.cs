using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SystemTorch.Tests.Conformance;

/// <summary>Declarations as TorchSharp's sources write them, one a line: qualified name, kind, declaration.</summary>
public static class Listed
{
    public static IReadOnlyList<PublicType> Types(IEnumerable<string> lines)
    {
        var entries = lines.Select(line => line.Split('\t')).Select(f => (Name: f[0], Kind: f[1], Declaration: f[2])).ToArray();
        var values = entries.Where(e => e.Kind == "TYPE" && (e.Declaration.Contains("struct") || e.Declaration.Contains("enum")))
            .Select(e => e.Name.Split('.')[^1]).ToHashSet();
        var types = entries.Where(e => e.Kind == "TYPE").GroupBy(e => e.Name).Select(parts => new
        {
            Name = parts.Key,
            Arguments = Arguments(parts.Key),
            Bases = parts.Select(p => p.Declaration.Split(" : ", 2)).Where(p => p.Length == 2).Select(p => p[1]),
            Kind = parts.Select(p => Kind(p.Declaration)).MaxBy(k => k.Length)!, // of a partial type, the part that says most
        });
        var members = entries.Where(e => e.Kind is not "TYPE").ToLookup(e => Parent(e.Name));
        List<PublicType> described = [.. types.Select(t =>
        {
            var writer = new Writer(t.Arguments, values);
            return new PublicType(
                Qualified(t.Name), t.Kind,
                [.. t.Bases.SelectMany(b => writer.Bases(b))],
                [.. members[t.Name].Where(m => m.Kind != "DELEGATE").SelectMany(m => writer.Members(m.Name, m.Declaration, t.Kind))]);
        })];
        foreach (var d in entries.Where(e => e.Kind == "DELEGATE"))
        {
            var writer = new Writer(Arguments(d.Name), values);
            described.Add(new(Qualified(d.Name), "delegate", [], [writer.Delegate(d.Declaration)]));
        }
        return described;
    }

    private static string Kind(string declaration)
    {
        string[] known = ["static class", "abstract class", "sealed class", "interface", "struct", "enum", "class"];
        return known.First(declaration.Contains);
    }

    // TorchSharp.torch.nn.Module<T, TResult> → T, TResult; a nested type has its parent's too
    private static string[] Arguments(string name) =>
        [.. System.Text.RegularExpressions.Regex.Matches(name, "<([^>]*)>").SelectMany(m => m.Groups[1].Value.Split(',')).Select(a => a.Trim())];

    // … → TorchSharp.torch.nn.Module`2
    private static string Qualified(string name) =>
        System.Text.RegularExpressions.Regex.Replace(name, "<([^>]*)>", m => $"`{m.Groups[1].Value.Split(',').Length}");

    private static string Parent(string name) =>
        name.EndsWith("..ctor", StringComparison.Ordinal) ? name[..^6]
        : name.Contains(".operator ") ? name[..name.IndexOf(".operator ", StringComparison.Ordinal)]
        : name[..(LastDotOutsideBrackets(name))];

    private static int LastDotOutsideBrackets(string name)
    {
        int depth = 0;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            if (name[i] == '>') depth++;
            if (name[i] == '<') depth--;
            if (name[i] == '.' && depth == 0) return i;
        }
        return 0;
    }
}
