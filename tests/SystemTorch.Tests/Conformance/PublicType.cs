namespace SystemTorch.Tests.Conformance;

/// <summary>
/// What a type shows to its users: its kind, what it derives from, and its members as one line each, such as
/// <c>public static Tensor sum(Tensor input, long dim, bool keepdim = false, ScalarType? type = null)</c>.
/// Type parameters are written by position (<c>!0</c> of the type, <c>!!0</c> of the method), numbers in one way, and names
/// of types without their namespaces.
/// </summary>
public sealed record PublicType(string Name, string Kind, IReadOnlyCollection<string> Bases, IReadOnlyList<PublicMember> Members);

/// <param name="Name">As the source writes it: <c>sum</c>, <c>.ctor</c>, <c>this</c>, <c>operator +</c>.</param>
/// <param name="Line">The whole declaration.</param>
/// <param name="IsOverride">An override says nothing new unless the other side declares the same name too.</param>
public sealed record PublicMember(string Name, string Line, bool IsOverride);

/// <summary>How a number or another constant is written, whoever it comes from.</summary>
public static class Constant
{
    public static string Line(object? value, string type) => value switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        string s => $"\"{s}\"",
        char c => $"'{c}'",
        Enum e => e.ToString(),
        IConvertible number => Number(Convert.ToDouble(number, null), type),
        _ => throw new ArgumentException($"a default of type {value.GetType()}"),
    };

    private static string Number(double value, string type) =>
        type.TrimEnd('?') == "float" ? ((float)value).ToString("R", null) : value.ToString("R", null);
}
