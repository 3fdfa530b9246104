using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace TorchSharp.Mending;

/// <summary>
/// Mends a defect of TorchSharp: its methods read the handle of a native object and call into libtorch with it, and from then on
/// nothing in the method refers to the object that owns the handle. The collector may finalise the owner, which frees the native
/// object, while libtorch still reads it (dotnet/TorchSharp#1496 is near it). So before a method returns that called libtorch,
/// each object that it knows is named once more by <see cref="GC.KeepAlive(object)"/>: <c>this</c>, its parameters, its locals,
/// and what had its handle read without being any of these. So it is with methods that leave the call to another of TorchSharp's
/// and give it handles (<c>vstack</c> and its kin). What a callback returns to libtorch is beyond this: the owner of a handle that
/// a custom autograd function or a distance function of the caller's returns may still be finalised too early.
/// </summary>
public static class KeptOwners
{
    /// <summary>What was done to a dll.</summary>
    /// <param name="Methods">methods that call libtorch and know an object</param>
    /// <param name="Calls">calls of <see cref="GC.KeepAlive(object)"/> that they were given</param>
    public sealed record Outcome(int Methods, int Calls);

    /// <summary>Rewrites a dll.</summary>
    /// <param name="source">TorchSharp.dll as it was restored</param>
    /// <param name="target">where the mended one goes; replaced in one step if it is there</param>
    /// <exception cref="MendingException">the source is no such dll</exception>
    public static Outcome Mend(string source, string target)
    {
        using AssemblyDefinition assembly = Read(source);
        ModuleDefinition module = assembly.MainModule;
        MethodReference keepAlive = KeepAliveOf(module);
        MethodDefinition[] all = [.. module.GetTypes().SelectMany(type => type.Methods)];
        HashSet<MethodDefinition> calling = [.. all.Where(CallsNative)];
        int methods = 0, calls = 0;
        foreach (MethodDefinition method in all.Where(m => calling.Contains(m) || GivesHandles(m, calling)).ToList())
        {
            int added = KeepOwnersOf(method, keepAlive);
            methods += added > 0 ? 1 : 0;
            calls += added;
        }
        string unfinished = $"{target}.{Environment.ProcessId}";
        assembly.Write(unfinished);
        File.Move(unfinished, target, overwrite: true);
        return new(methods, calls);
    }

    private static AssemblyDefinition Read(string source)
    {
        try
        {
            return AssemblyDefinition.ReadAssembly(source, new ReaderParameters { AssemblyResolver = new References(source) });
        }
        catch (BadImageFormatException)
        {
            throw new MendingException($"{source} is not a .NET library: delete its package folder and build again.");
        }
    }

    /// <summary>Whether a method's own body calls an entry of a native library.</summary>
    public static bool CallsNative(MethodDefinition method) => method.HasBody && method.Body.Instructions.Any(i =>
        i.OpCode.Code is Code.Call or Code.Callvirt && i.Operand is MethodReference called && IsNative(called));

    private static bool IsNative(MethodReference called) =>
        called.DeclaringType.Scope == called.Module && called.Resolve() is { IsPInvokeImpl: true };

    private static bool GivesHandles(MethodDefinition method, HashSet<MethodDefinition> calling) =>
        method.HasBody && method.Body.Instructions.Any(i => i.OpCode.Code is Code.Call or Code.Callvirt
            && i.Operand is MethodReference called && called.DeclaringType.Scope == called.Module
            && called.Parameters.Any(p => p.ParameterType.GetElementType().MetadataType == MetadataType.IntPtr)
            && calling.Contains(called.Resolve()));

    private static int KeepOwnersOf(MethodDefinition method, MethodReference keepAlive)
    {
        MethodBody body = method.Body;
        body.SimplifyMacros();
        KeepReceiversOfHandles(body);
        List<Func<ILProcessor, Instruction[]>> owners = [.. OwnersOf(method)];
        int calls = 0;
        foreach (Instruction exit in owners.Count == 0 ? [] : body.Instructions.Where(i => i.OpCode == OpCodes.Ret).ToList())
        {
            ILProcessor il = body.GetILProcessor();
            InsertBefore(body, exit, [.. owners.SelectMany(load => (Instruction[])[.. load(il), il.Create(OpCodes.Call, keepAlive)])]);
            calls += owners.Count;
        }
        body.OptimizeMacros();
        return calls;
    }

    /// <summary>An object on the evaluation stack whose handle is read gets a local of its own: nothing else might hold it.</summary>
    private static void KeepReceiversOfHandles(MethodBody body)
    {
        foreach (Instruction read in body.Instructions.Where(ReadsHandle).Where(i => !IsNamed(i.Previous)).ToList())
        {
            var owner = new VariableDefinition(((MethodReference)read.Operand).DeclaringType);
            body.Variables.Add(owner);
            body.InitLocals = true;     // a branch may pass the reading over
            ILProcessor il = body.GetILProcessor();
            InsertBefore(body, read, [il.Create(OpCodes.Dup), il.Create(OpCodes.Stloc, owner)]);
        }
    }

    private static bool ReadsHandle(Instruction i) => i.OpCode.Code is Code.Call or Code.Callvirt
        && i.Operand is MethodReference { HasThis: true, Name: "get_Handle" or "get_handle" } called && IsObject(called.DeclaringType);

    private static bool IsNamed(Instruction? i) => i is not null && i.OpCode.Code is Code.Ldarg or Code.Ldloc;

    private static IEnumerable<Func<ILProcessor, Instruction[]>> OwnersOf(MethodDefinition method)
    {
        // a constructor that fails may end before its base's: its own object is the caller's to keep
        if (method.HasThis && !method.DeclaringType.IsValueType && !method.IsConstructor)
            yield return il => [il.Create(OpCodes.Ldarg, method.Body.ThisParameter)];
        foreach (ParameterDefinition parameter in method.Parameters)
        {
            if (IsObject(parameter.ParameterType))
                yield return il => [il.Create(OpCodes.Ldarg, parameter)];
            else if (IsSpanOfObjects(parameter.ParameterType))      // a span cannot be given to KeepAlive: a copy of what it spans can
                yield return il => [il.Create(OpCodes.Ldarga, parameter), il.Create(OpCodes.Call, ToArrayOf((GenericInstanceType)parameter.ParameterType))];
        }
        foreach (VariableDefinition local in method.Body.Variables.Where(v => IsObject(v.VariableType)))
            yield return il => [il.Create(OpCodes.Ldloc, local)];
    }

    private static bool IsSpanOfObjects(TypeReference type) =>
        type is GenericInstanceType { Name: "ReadOnlySpan`1" or "Span`1" } span && IsObject(span.GenericArguments[0]);

    private static MethodReference ToArrayOf(GenericInstanceType span) =>
        new("ToArray", new ArrayType(span.ElementType.GenericParameters[0]), span) { HasThis = true };

    /// <summary>Whether a place of this type holds an object that can own a handle, or objects that can.</summary>
    private static bool IsObject(TypeReference type) => !type.IsValueType && !type.IsByReference && !type.IsPointer && !type.IsPinned
        && !type.IsGenericParameter && type.MetadataType is MetadataType.Class or MetadataType.Array or MetadataType.Object or MetadataType.GenericInstance;

    /// <summary>What jumped to <paramref name="place"/> jumps to the first of the new instructions.</summary>
    private static void InsertBefore(MethodBody body, Instruction place, IReadOnlyList<Instruction> instructions)
    {
        ILProcessor il = body.GetILProcessor();
        foreach (Instruction instruction in instructions)
            il.InsertBefore(place, instruction);
        foreach (Instruction jump in body.Instructions)
        {
            if (jump.Operand == place)
                jump.Operand = instructions[0];
            else if (jump.Operand is Instruction[] cases)
                jump.Operand = cases.Select(target => target == place ? instructions[0] : target).ToArray();
        }
        foreach (ExceptionHandler handler in body.ExceptionHandlers)
        {
            handler.TryStart = Moved(handler.TryStart);
            handler.TryEnd = Moved(handler.TryEnd);
            handler.HandlerStart = Moved(handler.HandlerStart);
            handler.HandlerEnd = Moved(handler.HandlerEnd);
            handler.FilterStart = Moved(handler.FilterStart);
        }

        Instruction? Moved(Instruction? border) => border == place ? instructions[0] : border;
    }

    private static MethodReference KeepAliveOf(ModuleDefinition module)
    {
        AssemblyNameReference runtime = module.AssemblyReferences.FirstOrDefault(a => a.Name == "System.Runtime")
            ?? throw new MendingException($"{module.FileName} does not refer to System.Runtime; expected TorchSharp's build for .NET, lib/net8.0.");
        var collector = new TypeReference("System", "GC", module, runtime);
        return new MethodReference(nameof(GC.KeepAlive), module.TypeSystem.Void, collector) { Parameters = { new(module.TypeSystem.Object) } };
    }

    /// <summary>Types of other assemblies stay names: only TorchSharp's own are looked into.</summary>
    private sealed class References(string source) : DefaultAssemblyResolver
    {
        public override AssemblyDefinition? Resolve(AssemblyNameReference name)
        {
            string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(source))!, name.Name + ".dll");
            string runtime = Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, name.Name + ".dll");
            string? found = new[] { beside, runtime }.FirstOrDefault(File.Exists);
            return found is null ? null : AssemblyDefinition.ReadAssembly(found);
        }
    }
}
