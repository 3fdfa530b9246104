using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace MicroExpressions.Cli.Diagnosis;

/// <summary>Tells the TorchSharp that the build mended (src/TorchSharp.Mending) from the one that NuGet restored: by what its code calls.</summary>
public static class KeepAliveCalls
{
    /// <summary>How often a dll's methods call <see cref="GC.KeepAlive(object)"/>.</summary>
    /// <param name="dll">its file</param>
    public static int In(string dll)
    {
        using var file = new PEReader(File.OpenRead(dll));
        MetadataReader metadata = file.GetMetadataReader();
        byte[][] calls = [.. metadata.MemberReferences.Where(reference => IsKeepAlive(metadata, reference)).Select(CallOf)];
        return metadata.MethodDefinitions.Select(metadata.GetMethodDefinition).Where(method => method.RelativeVirtualAddress != 0)
            .Sum(method => file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes() is byte[] body ? calls.Sum(call => Count(body, call)) : 0);
    }

    private static bool IsKeepAlive(MetadataReader metadata, MemberReferenceHandle handle)
    {
        MemberReference reference = metadata.GetMemberReference(handle);
        return metadata.StringComparer.Equals(reference.Name, nameof(GC.KeepAlive)) && reference.Parent.Kind == HandleKind.TypeReference
            && metadata.StringComparer.Equals(metadata.GetTypeReference((TypeReferenceHandle)reference.Parent).Name, nameof(GC));
    }

    /// <summary>The instruction: <c>call</c> and the method's token.</summary>
    private static byte[] CallOf(MemberReferenceHandle handle)
    {
        var instruction = new byte[5];
        instruction[0] = 0x28;
        BinaryPrimitives.WriteInt32LittleEndian(instruction.AsSpan(1), MetadataTokens.GetToken(handle));
        return instruction;
    }

    private static int Count(ReadOnlySpan<byte> body, ReadOnlySpan<byte> instruction)
    {
        int count = 0;
        for (int at; (at = body.IndexOf(instruction)) >= 0; body = body[(at + instruction.Length)..])
            count++;
        return count;
    }
}
