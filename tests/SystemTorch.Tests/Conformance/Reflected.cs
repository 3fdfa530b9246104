using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace SystemTorch.Tests.Conformance;

/// <summary>The public and protected surface of an assembly, read by reflection.</summary>
public static class Reflected
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<PublicType> Types(IEnumerable<Type> types) =>
        [.. types.Where(IsVisible).Select(Describe).OrderBy(t => t.Name, StringComparer.Ordinal)];

    private static bool IsVisible(Type type) =>
        (type.IsPublic || type.IsNestedPublic || type.IsNestedFamily || type.IsNestedFamORAssem)
        && (type.DeclaringType is null || IsVisible(type.DeclaringType));

    private static PublicType Describe(Type type) => new(
        Name: type.FullName!.Replace('+', '.'),
        Kind: Kind(type),
        Bases: [.. Bases(type).Select(b => TypeNames.Of(b))],
        Members: type.IsEnum ? [.. EnumMembers(type)] : typeof(Delegate).IsAssignableFrom(type) ? [Delegate(type)] : [.. Members(type)]);

    private static string Kind(Type type) =>
        type.IsEnum ? "enum"
        : typeof(Delegate).IsAssignableFrom(type) ? "delegate"
        : type.IsInterface ? "interface"
        : type.IsValueType ? "struct"
        : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class"
        : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<Type> Bases(Type type)
    {
        if (type.IsEnum || typeof(Delegate).IsAssignableFrom(type)) yield break;
        if (type.BaseType is { } super && super != typeof(object) && super != typeof(ValueType)) yield return super;
        Type[] all = type.GetInterfaces();
        Type[] implied = [.. all.SelectMany(i => i.GetInterfaces()), .. type.BaseType?.GetInterfaces() ?? []];
        foreach (Type direct in all.Except(implied).Where(i => !i.IsNotPublic)) yield return direct;
    }

    private static IEnumerable<PublicMember> EnumMembers(Type type) =>
        Enum.GetNames(type).Select(name => new PublicMember(name, $"{name} = {Convert.ToInt64(Enum.Parse(type, name), null)}", false));

    private static PublicMember Delegate(Type type)
    {
        MethodInfo invoke = type.GetMethod("Invoke")!;
        return new(type.Name, $"delegate {TypeNames.Of(invoke.ReturnParameter)} {type.Name}({Parameters(invoke)})", false);
    }

    private static IEnumerable<PublicMember> Members(Type type) =>
        type.GetMembers(Declared).Where(m => !m.IsDefined(typeof(CompilerGeneratedAttribute), false)).SelectMany(m => m switch
        {
            ConstructorInfo c when Access(c) is { } access && !c.IsStatic => [new(".ctor", $"{access} .ctor({Parameters(c)})", false)],
            MethodInfo { IsSpecialName: false } method when Access(method) is { } access => [Method(method, access)],
            MethodInfo { IsSpecialName: true } op when op.Name.StartsWith("op_", StringComparison.Ordinal) => [Operator(op)],
            PropertyInfo property => Property(property),
            FieldInfo field when Access(field) is { } access => [Field(field, access)],
            _ => Enumerable.Empty<PublicMember>(),
        });

    private static PublicMember Method(MethodInfo method, string access)
    {
        string generic = method.IsGenericMethodDefinition ? $"`{method.GetGenericArguments().Length}" : "";
        string line = $"{access}{Modifier(method)} {TypeNames.Of(method.ReturnParameter)} {method.Name}{generic}({Parameters(method)})";
        return new(method.Name, line, method.GetBaseDefinition() != method);
    }

    private static PublicMember Operator(MethodInfo method)
    {
        string name = OperatorNames.Of(method.Name);
        string line = $"public static {TypeNames.Of(method.ReturnParameter)} {name}({Parameters(method)})";
        return new(name, line, false);
    }

    // A property is its accessors: one that can be read only is part of one that can be written too.
    private static IEnumerable<PublicMember> Property(PropertyInfo property)
    {
        string index = property.GetIndexParameters() is { Length: > 0 } list ? $"[{Parameters(list)}]" : "";
        string name = index == "" ? property.Name : "this";
        foreach (MethodInfo accessor in property.GetAccessors(nonPublic: true))
        {
            if (Access(accessor) is not { } access) continue;
            string verb = accessor == property.GetMethod ? "get"
                : accessor.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init" : "set";
            yield return new(name, $"{access}{Modifier(accessor)} {TypeNames.Of(property)} {name}{index} {verb}",
                accessor.GetBaseDefinition() != accessor);
        }
    }

    private static PublicMember Field(FieldInfo field, string access) =>
        new(field.Name, $"{access}{(field.IsLiteral ? " const" : field.IsStatic ? " static" : "")} {TypeNames.Of(field)} {field.Name}", false);

    private static string? Access(MemberInfo member) => member switch
    {
        MethodBase { IsPublic: true } or FieldInfo { IsPublic: true } => "public",
        MethodBase { IsFamily: true } or MethodBase { IsFamilyOrAssembly: true } => "protected",
        FieldInfo { IsFamily: true } or FieldInfo { IsFamilyOrAssembly: true } => "protected",
        _ => null,
    };

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? " static"
        : method.IsAbstract && !method.DeclaringType!.IsInterface ? " abstract"
        : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsInterface ? " virtual" : "";

    private static string Parameters(MethodBase method)
    {
        string list = Parameters(method.GetParameters());
        return method.IsDefined(typeof(ExtensionAttribute), false) ? "this " + list : list;
    }

    private static string Parameters(ParameterInfo[] parameters) => string.Join(", ", parameters.Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string type = TypeNames.Of(parameter);
        bool isParams = parameter.IsDefined(typeof(ParamArrayAttribute), false) || parameter.IsDefined(typeof(ParamCollectionAttribute), false);
        string modifier = parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? parameter.IsIn ? "in " : "ref "
            : isParams ? "params " : "";
        return $"{modifier}{type} {parameter.Name}{(parameter.HasDefaultValue ? " = " + Default(parameter, type) : "")}";
    }

    private static string Default(ParameterInfo parameter, string type)
    {
        object? value = parameter.RawDefaultValue;
        Type bare = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return Constant.Line(value is not null && bare.IsEnum ? Enum.ToObject(bare, value) : value, type);
    }
}
