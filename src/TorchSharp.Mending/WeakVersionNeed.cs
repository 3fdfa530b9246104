using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp.Mending;

/// <summary>
/// TorchSharp's native library for Linux was linked with gcc 13 and so asks for <c>GLIBCXX_3.4.32</c>, which Debian 12 and
/// Ubuntu 22.04 do not have, by one symbol (<c>ios_base_library_init</c>) that nothing calls. In ELF's table of needed versions a
/// need can be weak: the loader then goes on without it. That one flag is set, in a copy.
/// </summary>
public static class WeakVersionNeed
{
    /// <summary>The version that TorchSharp 0.107.0 asks for.</summary>
    public const string Version = "GLIBCXX_3.4.32";

    private const uint VersionNeeds = 0x6ffffffe;     // SHT_GNU_verneed
    private const ushort Weak = 2;                    // VER_FLG_WEAK

    /// <summary>Whether this system's libstdc++ lacks the version; false where there is no libstdc++ at all.</summary>
    public static bool IsNeededHere()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libstdc++.so.6", out nint library))
            return false;
        try
        {
            string file = File.ReadLines("/proc/self/maps").Select(line => line[Math.Max(0, line.IndexOf('/'))..])
                .First(path => Path.GetFileName(path).StartsWith("libstdc++.so", StringComparison.Ordinal));
            return File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.ASCII.GetBytes(Version + '\0')) < 0;
        }
        finally
        {
            NativeLibrary.Free(library);
        }
    }

    /// <summary>The library with that need made weak.</summary>
    /// <param name="library">a 64-bit little-endian ELF file</param>
    /// <param name="version">the version that shall no longer be required</param>
    /// <exception cref="MendingException">no such file, or it does not ask for the version</exception>
    public static byte[] Set(byte[] library, string version)
    {
        byte[] result = [.. library];
        try
        {
            SetIn(result, version);
            return result;
        }
        catch (ArgumentOutOfRangeException)     // an offset leads out of the file
        {
            throw new MendingException("TorchSharp's native library is cut short or damaged; delete its package folder and build again.");
        }
    }

    private static void SetIn(Span<byte> elf, string version)
    {
        if (elf.Length < 64 || elf[0] != 0x7f || elf[1] != 'E' || elf[2] != 'L' || elf[3] != 'F' || elf[4] != 2 || elf[5] != 1)
            throw new MendingException("TorchSharp's native library is not a 64-bit ELF file; delete its package folder and build again.");
        int sections = (int)UInt64(elf, 0x28), size = UInt16(elf, 0x3a), count = UInt16(elf, 0x3c);
        for (int s = 0; s < count; s++)
        {
            Span<byte> section = elf.Slice(sections + s * size, size);
            if (UInt32(section, 4) != VersionNeeds)
                continue;
            Span<byte> names = elf[(int)UInt64(elf.Slice(sections + (int)UInt32(section, 40) * size, size), 24)..];
            int found = 0;
            int need = (int)UInt64(section, 24);
            for (uint file = UInt32(section, 44); file > 0; file--)
            {
                int entry = need + (int)UInt32(elf, need + 8);
                for (int left = UInt16(elf, need + 2); left > 0; left--)
                {
                    if (Name(names, (int)UInt32(elf, entry + 8)) == version)
                    {
                        BinaryPrimitives.WriteUInt16LittleEndian(elf[(entry + 4)..], (ushort)(UInt16(elf, entry + 4) | Weak));
                        found++;
                    }
                    entry += (int)UInt32(elf, entry + 12);
                }
                need += (int)UInt32(elf, need + 12);
            }
            if (found == 0)
                throw new MendingException($"TorchSharp's native library does not ask for {version}: this is not the version that the kit knows.");
            return;
        }
        throw new MendingException("TorchSharp's native library has no table of needed versions; delete its package folder and build again.");
    }

    private static string Name(Span<byte> names, int at) => Encoding.ASCII.GetString(names.Slice(at, names[at..].IndexOf((byte)0)));

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong UInt64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
}
