using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace TorchSharp.Mending.Tests;

/// <summary>The mended dll looked at afresh: who calls libtorch, what it knows, and what it keeps until it returns.</summary>
public sealed class KeptOwnersTests : IDisposable
{
    private readonly ModuleDefinition mended = Built.Read(Built.Mended);

    public void Dispose() => mended.Dispose();

    [Fact]
    public void Every_object_that_a_caller_of_libtorch_knows_is_kept_before_every_return()
    {
        var callers = Methods().Where(ReachesLibtorch).ToArray();
        Assert.Equal(1171, callers.Length);     // 67 of them know no object: random seeds, device counts, constructors of numbers
        Assert.Empty(callers.SelectMany(m => NotKept(m).Select(place => $"{m.FullName}: {place}")));
    }

    [Fact]
    public void Every_owner_whose_handle_is_read_has_a_name_that_is_kept()
    {
        var nameless =
            from method in Methods().Where(ReachesLibtorch)
            let targets = Targets(method.Body)
            from read in method.Body.Instructions.Where(ReadsHandle)
            where !(IsPlace(read.Previous) && !targets.Contains(read)) && !(read.Previous.OpCode.Name.StartsWith("stloc") && read.Previous.Previous.OpCode == OpCodes.Dup)
            select $"{method.FullName}: {read}";
        Assert.Empty(nameless);
    }

    [Fact]
    public void No_jump_passes_over_what_keeps() =>
        Assert.Empty(Methods().Where(method => Targets(method.Body).Any(target => IsKeepAlive(target) || target.OpCode == OpCodes.Ret && target.Previous is { } p && IsKeepAlive(p)))
            .Select(method => method.FullName));

    [Fact]
    public void The_numbers_are_those_of_the_known_version()
    {
        var keeping = Methods().Where(method => method.Body.Instructions.Any(IsKeepAlive)).ToArray();
        // seven calls stand in the restored dll already, in index and index_put_
        Assert.Equal(("0.107.0", 1104, 7 + 2299), (RestoredTorch.KnownVersion, keeping.Length, keeping.Sum(m => m.Body.Instructions.Count(IsKeepAlive))));
        Assert.Contains("1104 methods keep what they gave to libtorch, by 2299 calls", File.ReadAllText(Path.Combine(Built.TorchFolder, "mended.txt")));
    }

    /// <summary>Each reads a handle, gives it to nobody in libtorch itself, and why that is right or beyond this mending.</summary>
    [Fact]
    public void Who_reads_a_handle_and_does_not_call_libtorch_is_known()
    {
        HashSet<string> known =
        [
            "EncodeIndices", "ToHandleArray", "<ToHandleArray>b__3_0",  // for callers that keep the tensors
            "set_weight", "ToMetadataString",                           // compare it with zero or print it
            "add_param_group", "state_dict", "to",                      // take it for a key
            "<triplet_margin_with_distance_loss>b__0", "<.ctor>b__0",   // callbacks: what they return is not kept; the kit uses none
        ];
        var found = Methods().Where(m => !ReachesLibtorch(m) && m.Body.Instructions.Any(ReadsHandle)).Select(m => m.Name).ToHashSet();
        Assert.Equal(known.Order(), found.Order());
    }

    private IEnumerable<MethodDefinition> Methods() => mended.GetTypes().SelectMany(type => type.Methods).Where(method => method.HasBody);

    private static bool ReachesLibtorch(MethodDefinition method) => Called(method).Any(called =>
        called.IsPInvokeImpl || called.Parameters.Any(p => p.ParameterType.FullName.StartsWith("System.IntPtr")) && !called.IsConstructor && Called(called).Any(c => c.IsPInvokeImpl));

    private static IEnumerable<MethodDefinition> Called(MethodDefinition method) => !method.HasBody ? [] :
        method.Body.Instructions.Where(i => i.OpCode.FlowControl == FlowControl.Call && i.OpCode != OpCodes.Newobj).Select(i => i.Operand).OfType<MethodReference>()
            .Where(called => called.DeclaringType.Scope == method.Module).Select(called => called.Resolve()).OfType<MethodDefinition>();

    /// <summary>Places that hold objects and are not named again before one of the returns.</summary>
    private static IEnumerable<string> NotKept(MethodDefinition method)
    {
        method.Body.SimplifyMacros();
        string[] needed =
        [
            // not the object of a constructor: its caller has it
            .. method.HasThis && !method.IsConstructor && !method.DeclaringType.IsValueType ? ["this"] : Array.Empty<string>(),
            .. method.Parameters.Where(p => HoldsObjects(p.ParameterType)).Select(p => $"parameter {p.Index}"),
            .. method.Body.Variables.Where(v => HoldsObjects(v.VariableType)).Select(v => $"local {v.Index}"),
        ];
        return method.Body.Instructions.Where(i => i.OpCode == OpCodes.Ret).SelectMany(exit => needed.Except(KeptBefore(exit))).Distinct();
    }

    private static IEnumerable<string> KeptBefore(Instruction exit)
    {
        for (Instruction? keep = exit.Previous; keep is not null && IsKeepAlive(keep);)
        {
            Instruction load = keep.Previous;
            if (load.Operand is MethodReference { Name: "ToArray" })
                load = load.Previous;
            yield return load.Operand switch
            {
                ParameterDefinition { Index: -1 } => "this",
                ParameterDefinition parameter => $"parameter {parameter.Index}",
                VariableDefinition local => $"local {local.Index}",
                _ => throw new InvalidOperationException($"{load} names no place"),
            };
            keep = load.Previous;
        }
    }

    /// <summary>
    /// Objects themselves and spans of them. Tuples are not among them: the member whose handle is read gets a local. Nor is what is
    /// given by reference: it stands with the caller. Nor strings, which own nothing.
    /// </summary>
    private static bool HoldsObjects(TypeReference type) => type switch
    {
        PinnedType or ByReferenceType or PointerType or GenericParameter => false,
        GenericInstanceType { Name: "ReadOnlySpan`1" } span => !span.GenericArguments[0].IsValueType,
        _ => !type.IsValueType && type.FullName != "System.String",
    };

    private static bool IsKeepAlive(Instruction i) => i.Operand is MethodReference { Name: "KeepAlive", DeclaringType.FullName: "System.GC" };

    private static bool ReadsHandle(Instruction i) => i.Operand is MethodReference { HasThis: true, Name: "get_Handle" or "get_handle" } called && !called.DeclaringType.IsValueType;

    private static bool IsPlace(Instruction i) => i.OpCode.Name.StartsWith("ldarg") || i.OpCode.Name.StartsWith("ldloc");

    private static HashSet<Instruction> Targets(MethodBody body) =>
        [.. body.Instructions.SelectMany(i => i.Operand switch { Instruction one => [one], Instruction[] several => several, _ => Array.Empty<Instruction>() })];
}
