using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MicroExpressions.Tests.Hostile;

/// <summary>
/// A part of a whole file that can be spoilt by itself, so that damage reaches what lies behind checksums and lengths: an entry of a zip file,
/// the header of an array or of tensors, a text kept as an array.
/// </summary>
/// <param name="Name">file and part, for messages</param>
/// <param name="Content">the part as it is</param>
/// <param name="File">the whole file around another content, its lengths and checksums right again</param>
internal sealed record SeedPart(string Name, byte[] Content, Func<byte[], byte[]> File)
{
    private static ReadOnlySpan<byte> Numpy => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>The file itself and all parts in it.</summary>
    public static IEnumerable<SeedPart> Of(string name, byte[] file)
    {
        yield return new(name, file, content => content);
        IEnumerable<SeedPart> inner = file.AsSpan().StartsWith("PK\u0003\u0004"u8) ? Entries(name, file)
            : file.AsSpan().StartsWith(Numpy) ? Array(name, file)
            : file.Length > 9 && file[8] == '{' ? [Safetensors(name, file)]
            : [];
        foreach (SeedPart part in inner)
            yield return part;
    }

    /// <summary>Files packed into a zip file, none of them compressed.</summary>
    public static byte[] Zipped(params IEnumerable<(string Name, byte[] Content)> entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in entries)
                using (Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open())
                    entry.Write(content);
        return file.ToArray();
    }

    /// <summary>The files packed into a zip file.</summary>
    public static IReadOnlyList<(string Name, byte[] Content)> Unzipped(byte[] file)
    {
        var entries = new List<(string Name, byte[] Content)>();
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using (Stream packed = entry.Open())
                packed.CopyTo(content);
            entries.Add((entry.FullName, content.ToArray()));
        }
        return entries;
    }

    private static IEnumerable<SeedPart> Entries(string name, byte[] file)
    {
        IReadOnlyList<(string Name, byte[] Content)> entries = Unzipped(file);
        return entries.SelectMany((entry, i) => Of($"{name}/{entry.Name}", entry.Content).Select(part => new SeedPart(
            part.Name, part.Content, content => Zipped(entries.Select((e, k) => k == i ? (e.Name, part.File(content)) : e)))));
    }

    private static IEnumerable<SeedPart> Array(string name, byte[] file)
    {
        int data = 10 + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(8));
        string header = Encoding.Latin1.GetString(file[10..data]);
        yield return new($"{name}, header", file[10..data], content =>
        {
            byte[] cut = content.Length > ushort.MaxValue ? content[..ushort.MaxValue] : content;
            return [.. Numpy, (byte)cut.Length, (byte)(cut.Length >> 8), .. cut, .. file[data..]];
        });
        if (!header.Contains("'<U", StringComparison.Ordinal) || !header.Contains("()", StringComparison.Ordinal) && !header.Contains("(1,)", StringComparison.Ordinal))
            yield break;
        byte[] text = Encoding.UTF8.GetBytes(Encoding.UTF32.GetString(file[data..]).TrimEnd('\0'));
        yield return new($"{name}, text", text, content =>
        {
            byte[] wide = Encoding.UTF32.GetBytes(Encoding.UTF8.GetString(content));
            string described = $"{{'descr': '<U{wide.Length / 4}', 'fortran_order': False, 'shape': (), }}\n";
            return [.. Numpy, (byte)described.Length, 0, .. Encoding.Latin1.GetBytes(described), .. wide];
        });
    }

    private static SeedPart Safetensors(string name, byte[] file)
    {
        int data = 8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        return new($"{name}, header", file[8..data], content => [.. BitConverter.GetBytes((long)content.Length), .. content, .. file[data..]]);
    }
}
