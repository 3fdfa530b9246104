using System.Collections;
using System.Globalization;
using System.Reflection;

namespace MicroExpressions.Notebooks;

/// <summary>
/// Formatters that a cell's packages have registered with .NET Interactive's own <c>Formatter</c>, as Plotly.NET and our own
/// extension do for types that carry no attribute. The kit does not refer to that package: it looks for it among what cells have loaded.
/// </summary>
internal static class RegisteredFormatters
{
    private const string Package = "Microsoft.DotNet.Interactive.Formatting";

    /// <summary>The forms that were registered for the value's type, or a type it derives from; of two formatters .NET Interactive chooses. Empty for none.</summary>
    internal static IReadOnlyList<(string MediaType, string Content)> Of(object value)
    {
        Assembly? package = AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(a => a.GetName().Name == Package);
        if (package is null)
            return [];
        Type registry = Named(package, "Formatter"), one = Named(package, "ITypeFormatter");
        MethodInfo registered = Method(registry, "RegisteredFormatters", typeof(bool)), preferred = Method(registry, "GetPreferredFormatterFor", typeof(Type), typeof(string));
        MethodInfo format = Method(registry, "Format", one, typeof(object), typeof(TextWriter));
        string[] mediaTypes = [.. ((IEnumerable)registered.Invoke(null, [false])!).Cast<object>().Where(IsForValue).Select(f => (string)one.GetProperty("MimeType")!.GetValue(f)!).Distinct()];
        return [.. mediaTypes.Select(mediaType =>
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
            format.Invoke(null, [preferred.Invoke(null, [value.GetType(), mediaType]), value, text]);
            return (mediaType, text.ToString());
        })];

        bool IsForValue(object formatter) => (Type)one.GetProperty("Type")!.GetValue(formatter)! is Type type && type != typeof(object) && type.IsInstanceOfType(value);
    }

    private static Type Named(Assembly package, string name) => package.GetType($"{Package}.{name}", throwOnError: true)!;

    private static MethodInfo Method(Type registry, string name, params Type[] parameters) =>
        registry.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters) ?? throw new MissingMethodException(registry.FullName, name);
}
