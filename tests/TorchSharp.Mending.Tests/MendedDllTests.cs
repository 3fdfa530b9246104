using Mono.Cecil;

namespace TorchSharp.Mending.Tests;

/// <summary>The mended dll is TorchSharp's for everybody who uses it.</summary>
public class MendedDllTests
{
    [Fact]
    public void What_others_see_of_it_is_unchanged()
    {
        using ModuleDefinition restored = Built.Read(Built.Restored.Dll), mended = Built.Read(Built.Mended);
        string[] expected = [.. Surface(restored)], found = [.. Surface(mended)];
        Assert.True(expected.Length > 10_000, $"only {expected.Length} lines were compared");
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Mending_again_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        KeptOwners.Mend(Built.Restored.Dll, folder["TorchSharp.dll"]);
        Assert.True(File.ReadAllBytes(Built.Mended).AsSpan().SequenceEqual(File.ReadAllBytes(folder["TorchSharp.dll"])));
    }

    [Fact]
    public void The_run_time_compiles_every_method_that_was_changed()
    {
        using ModuleDefinition mended = Built.Read(Built.Mended);
        var changed = mended.GetTypes().SelectMany(type => type.Methods)
            .Where(method => method.HasBody && method.Body.Instructions.Any(i => i.Operand is MethodReference { Name: "KeepAlive" })).ToArray();
        using var folder = new TemporaryFolder();
        File.WriteAllLines(folder["tokens"], changed.Select(method => method.MetadataToken.ToInt32().ToString()));
        Ended compiled = Ended.Run(Probe.Dll, "compile", folder["tokens"]);
        Assert.True(compiled.ExitCode == 0, compiled.Error);
        Assert.Equal($"{changed.Length} methods compiled", compiled.Out.Trim());
    }

    /// <summary>The assembly's name and references, and of each type and member that is not private: signature, attributes, constants.</summary>
    private static IEnumerable<string> Surface(ModuleDefinition module) =>
    [
        module.Assembly.FullName,
        .. module.AssemblyReferences.Select(reference => reference.FullName),
        .. Marks(module.Assembly),
        .. module.GetTypes().Where(type => !type.IsNestedPrivate).SelectMany(TypeAndMembers),
    ];

    private static IEnumerable<string> TypeAndMembers(TypeDefinition type) =>
    [
        $"{type.FullName} {type.Attributes} : {type.BaseType} {string.Join(", ", type.Interfaces.Select(i => i.InterfaceType.FullName))}",
        .. Parameters(type),
        .. Marks(type),
        .. type.Fields.Where(field => !field.IsPrivate).SelectMany(field => (string[])[$"{field.FullName} {field.Attributes} {field.Constant}", .. Marks(field)]),
        .. type.Methods.Where(method => !method.IsPrivate).SelectMany(OfMethod),
        .. type.Properties.SelectMany(property => (string[])[$"{property.FullName} {property.Attributes} {property.GetMethod} {property.SetMethod}", .. Marks(property)]),
        .. type.Events.SelectMany(@event => (string[])[$"{@event.FullName} {@event.Attributes}", .. Marks(@event)]),
    ];

    private static IEnumerable<string> OfMethod(MethodDefinition method) =>
    [
        $"{method.FullName} {method.Attributes} {method.ImplAttributes}",
        .. Parameters(method),
        .. Marks(method),
        .. Marks(method.MethodReturnType),
        .. method.Parameters.SelectMany(p => (string[])[$"{p.Name} {p.ParameterType} {p.Attributes} {p.Constant}", .. Marks(p)]),
    ];

    private static IEnumerable<string> Parameters(IGenericParameterProvider generic) =>
        generic.GenericParameters.Select(p => $"{p.Name} {p.Attributes} {string.Join(", ", p.Constraints.Select(c => c.ConstraintType.FullName))}");

    private static IEnumerable<string> Marks(ICustomAttributeProvider marked) => marked.CustomAttributes.Select(attribute =>
        $"[{attribute.Constructor.FullName} {Convert.ToHexString(attribute.GetBlob())}]");
}
