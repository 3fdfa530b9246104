using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MicroExpressions.Features;

/// <summary>
/// Features while they are being extracted: after the header's key one record a snippet, each with its check sum, so that an
/// interrupted extraction goes on where it stopped and a half-written record is recognised.
/// </summary>
internal sealed class PartialFeatures : IDisposable
{
    private readonly FileStream file;
    private readonly string[] modalities;
    private readonly int[] dimensions;
    private readonly byte[] record;      // all modalities' rows, then the sum

    private PartialFeatures(string path, FeatureHeader header)
    {
        modalities = [.. header.Extractor.Dimensions.Keys.Order(StringComparer.Ordinal)];
        dimensions = [.. modalities.Select(m => header.Extractor.Dimensions[m])];
        record = new byte[dimensions.Sum() * sizeof(float) + sizeof(uint)];
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        Path = path;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Snippets that are done.</summary>
    public int Done { get; private set; }

    /// <summary>Goes on with the file at a path if it belongs to the header, else begins it anew.</summary>
    /// <exception cref="InputException">the file cannot be written, or another process is extracting into it</exception>
    public static PartialFeatures Open(string path, FeatureHeader header) => Guarded(path, () =>
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        var partial = new PartialFeatures(path, header);
        try
        {
            byte[] key = Encoding.ASCII.GetBytes(header.Key()), found = new byte[key.Length];
            if (partial.file.ReadAtLeast(found, found.Length, throwOnEndOfStream: false) == key.Length && found.AsSpan().SequenceEqual(key))
            {
                while (partial.Done < header.Snippets && partial.ReadRecord())
                    partial.Done++;
            }
            else
            {
                partial.file.SetLength(0);
                partial.file.Write(key);
            }
            long whole = key.Length + (long)partial.Done * partial.record.Length;
            partial.file.SetLength(whole);
            partial.file.Position = whole;
            return partial;
        }
        catch
        {
            partial.Dispose();
            throw;
        }
    });

    /// <summary>Adds the next snippet.</summary>
    /// <exception cref="ArgumentException">a modality is missing or has another dimension</exception>
    /// <exception cref="InputException">no room on the disk; the snippets before are kept</exception>
    public void Append(IReadOnlyDictionary<string, float[]> row) => Guarded(Path, () =>
    {
        Span<byte> rest = record;
        for (int m = 0; m < modalities.Length; m++)
        {
            float[] values = row[modalities[m]];
            if (values.Length != dimensions[m])
                throw new ArgumentException($"{values.Length} numbers of {modalities[m]} instead of {dimensions[m]}", nameof(row));
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(rest);
            rest = rest[(values.Length * sizeof(float))..];
        }
        BinaryPrimitives.WriteUInt32LittleEndian(rest, Crc32.Of(record.AsSpan(0, record.Length - sizeof(uint))));
        file.Write(record);
        file.Flush();
        Done++;
        return true;
    });

    /// <summary>All snippets that are done, by modality.</summary>
    public IReadOnlyDictionary<string, SnippetMatrix> Collect() => Guarded(Path, () =>
    {
        file.Position = file.Length - (long)Done * record.Length;
        float[][] all = [.. dimensions.Select(d => new float[Done * d])];
        for (int t = 0; t < Done; t++)
        {
            if (!ReadRecord())
                throw new IOException($"snippet {t} does not read as it was written");
            ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(record.AsSpan(0, record.Length - sizeof(uint)));
            for (int m = 0; m < all.Length; m++)
            {
                values[..dimensions[m]].CopyTo(all[m].AsSpan(t * dimensions[m]));
                values = values[dimensions[m]..];
            }
        }
        return new SortedDictionary<string, SnippetMatrix>(
            modalities.Select((name, m) => (name, Matrix: new SnippetMatrix(Done, dimensions[m], all[m]))).ToDictionary(p => p.name, p => p.Matrix),
            StringComparer.Ordinal);
    });

    /// <summary>Removes the file: its content is elsewhere now.</summary>
    public void Delete()
    {
        file.Dispose();
        File.Delete(Path);
    }

    /// <summary>Closes the file and keeps it.</summary>
    public void Dispose() => file.Dispose();

    private bool ReadRecord()
        => file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(record.Length - sizeof(uint)))
                == Crc32.Of(record.AsSpan(0, record.Length - sizeof(uint)));

    private static T Guarded<T>(string path, Func<T> body)
    {
        try
        {
            return body();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                path, e.Message, "a folder that can be written, with room for the features",
                "Make room, or end the other extraction, and run again: it goes on where it stopped.", e);
        }
    }
}
