using System.Reflection;
using System.Runtime.CompilerServices;

namespace SystemTorch.Tests.Conformance;

/// <summary>Types as C# writes them, tuple names included, without namespaces and without marks on references.</summary>
public static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new (Type, string)[]
    {
        (typeof(void), "void"), (typeof(bool), "bool"), (typeof(byte), "byte"), (typeof(sbyte), "sbyte"), (typeof(short), "short"),
        (typeof(int), "int"), (typeof(long), "long"), (typeof(float), "float"), (typeof(double), "double"), (typeof(char), "char"),
        (typeof(string), "string"), (typeof(object), "object"), (typeof(uint), "uint"), (typeof(ulong), "ulong"),
        (typeof(ushort), "ushort"), (typeof(decimal), "decimal"),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2);

    public static string Of(ParameterInfo parameter) =>
        Of(parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType, Elements(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, Elements(property));

    public static string Of(FieldInfo field) => Of(field.FieldType, Elements(field));

    public static string Of(Type type) => Of(type, new Queue<string?>());

    // names of all tuple elements in the type, outer before inner
    private static Queue<string?> Elements(ICustomAttributeProvider where) =>
        new(where.GetCustomAttributes(typeof(TupleElementNamesAttribute), false).Cast<TupleElementNamesAttribute>().FirstOrDefault()
            ?.TransformNames ?? []);

    private static string Of(Type type, Queue<string?> names)
    {
        if (Keywords.TryGetValue(type, out string? keyword)) return keyword;
        if (type.IsGenericParameter) return (type.DeclaringMethod is null ? "!" : "!!") + type.GenericParameterPosition;
        if (type.IsArray) return Of(type.GetElementType()!, names) + $"[{new string(',', type.GetArrayRank() - 1)}]";
        if (type.IsPointer) return Of(type.GetElementType()!, names) + "*";
        if (Nullable.GetUnderlyingType(type) is { } value) return Of(value, names) + "?";
        Type[] arguments = type.GetGenericArguments();
        if (typeof(ITuple).IsAssignableFrom(type) && type.IsValueType)
        {
            string?[] own = [.. arguments.Select(_ => names.TryDequeue(out string? name) ? name : null)];
            return $"({string.Join(", ", arguments.Select((a, i) => own[i] is { } name ? $"{Of(a, names)} {name}" : Of(a, names)))})";
        }
        string simple = type.Name.Split('`')[0];
        // a type nested in a generic one repeats its parent's arguments
        int own_arguments = type.Name.Contains('`') ? int.Parse(type.Name.Split('`')[1], null) : 0;
        return own_arguments == 0 ? simple : $"{simple}<{string.Join(", ", arguments[^own_arguments..].Select(a => Of(a, names)))}>";
    }
}

/// <summary>The operators' names in the language by their names in metadata.</summary>
public static class OperatorNames
{
    private static readonly Dictionary<string, string> Symbols = new (string, string)[]
    {
        ("op_Addition", "+"), ("op_Subtraction", "-"), ("op_Multiply", "*"), ("op_Division", "/"), ("op_Modulus", "%"),
        ("op_UnaryNegation", "-"), ("op_OnesComplement", "~"), ("op_BitwiseAnd", "&"), ("op_BitwiseOr", "|"),
        ("op_ExclusiveOr", "^"), ("op_Equality", "=="), ("op_Inequality", "!="), ("op_LessThan", "<"), ("op_GreaterThan", ">"),
        ("op_LessThanOrEqual", "<="), ("op_GreaterThanOrEqual", ">="), ("op_LeftShift", "<<"), ("op_RightShift", ">>"),
        ("op_LogicalNot", "!"),
    }.ToDictionary(pair => pair.Item1, pair => pair.Item2);

    public static string Of(string metadata) => metadata switch
    {
        "op_Implicit" => "implicit operator",
        "op_Explicit" => "explicit operator",
        _ when Symbols.TryGetValue(metadata, out string? symbol) => "operator " + symbol,
        _ => metadata,
    };
}
