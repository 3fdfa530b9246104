using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Reflection;

namespace MicroExpressions.Notebooks;

/// <summary>
/// How a value shows itself. Formatters are found by name, as .NET Interactive finds them: a type's
/// <c>TypeFormatterSourceAttribute</c> names a source, whose <c>CreateTypeFormatters()</c> gives objects with <c>MimeType</c> and
/// <c>Format(object, TextWriter)</c>. So a library shows itself in either kernel without referring to one. For types without the
/// attribute see <see cref="RegisteredFormatters"/>.
/// </summary>
public static class Formatting
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<Formatter>> Known = new();

    /// <summary>What stands for <c>null</c>, as in .NET Interactive.</summary>
    private const string Null = "<null>";

    /// <summary>The forms of a value, <c>text/html</c> before <c>text/plain</c> where it has both.</summary>
    public static IReadOnlyList<(string MediaType, string Content)> Of(object? value)
    {
        if (value is null)
            return [("text/plain", Null)];
        if (value is Html html)
            return [("text/html", html.Content)];
        List<(string, string)> forms = [];
        foreach (Formatter formatter in Known.GetOrAdd(value.GetType(), Find))
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            if (formatter.Format(value, text))
                forms.Add((formatter.MediaType, text.ToString()));
        }
        if (forms.Count == 0)
            forms = [.. RegisteredFormatters.Of(value)];
        if (!forms.Any(f => f.Item1 == "text/plain"))
            forms.Add(("text/plain", Plain(value)));
        return forms;
    }

    /// <summary>A value in plain text: numbers in the invariant culture, sequences with their first twenty items.</summary>
    internal static string Plain(object? value) => value switch
    {
        null => Null,
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable items => Sequence(items),
        _ => value.ToString() ?? "",
    };

    private static string Sequence(IEnumerable items)
    {
        const int Shown = 20;
        var texts = new List<string>();
        foreach (object? item in items)
        {
            if (texts.Count == Shown)
            {
                texts.Add("…");
                break;
            }
            texts.Add(item is string s ? s : Plain(item));
        }
        return $"[ {string.Join(", ", texts)} ]";
    }

    private static IReadOnlyList<Formatter> Find(Type type)
    {
        for (Type? known = type; known is not null; known = known.BaseType)
        {
            object? attribute = known.GetCustomAttributes(inherit: false).FirstOrDefault(a => a.GetType().Name == "TypeFormatterSourceAttribute");
            if (attribute?.GetType().GetProperty("FormatterSourceType")?.GetValue(attribute) is not Type source)
                continue;   // none, or somebody else's of that name
            object made = Activator.CreateInstance(source)!;
            var formatters = (IEnumerable<object>)source.GetMethod("CreateTypeFormatters")!.Invoke(made, null)!;
            return [.. formatters.Select(f => new Formatter(f)).OrderBy(f => f.MediaType == "text/plain")];
        }
        return [];
    }

    /// <summary>A formatter known by its members' names.</summary>
    private sealed class Formatter(object made)
    {
        private readonly MethodInfo _format = made.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)])
            ?? throw new MissingMethodException(made.GetType().FullName, "Format(object, TextWriter)");

        public string MediaType { get; } = (string)made.GetType().GetProperty("MimeType")!.GetValue(made)!;

        public bool Format(object value, TextWriter text) => (bool)_format.Invoke(made, [value, text])!;
    }
}

/// <summary>Markup that a cell shows as it is.</summary>
/// <param name="Content">HTML</param>
public sealed record Html(string Content)
{
    /// <inheritdoc/>
    public override string ToString() => WebUtility.HtmlDecode(Content);
}
