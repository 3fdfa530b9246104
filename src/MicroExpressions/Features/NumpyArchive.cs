using System.IO.Compression;

namespace MicroExpressions.Features;

/// <summary>NumPy's <c>.npz</c>: named arrays in a zip file, stored (<c>numpy.savez</c>) or deflated (<c>numpy.savez_compressed</c>).</summary>
public static class NumpyArchive
{
    private const string Extension = ".npy";

    /// <summary>
    /// What an archive may unpack to: so many times its own size, and this for a small one [chosen]. Features are hardly smaller packed than unpacked;
    /// zeros are a thousand times smaller, and a few bytes could fill the memory.
    /// </summary>
    private const int MostTimesPacked = 64, MostOfSmall = 64 << 20;

    /// <summary>More than any header of plain numbers takes.</summary>
    private const int LongestHeader = 1 << 17;

    /// <summary>Reads all arrays, by name.</summary>
    /// <exception cref="InputException">the file is not there, damaged or cut short, or an array is neither numbers nor text</exception>
    public static IReadOnlyDictionary<string, NumpyArray> Read(string path) => Opened(path, zip =>
    {
        var arrays = new Dictionary<string, NumpyArray>(StringComparer.Ordinal);
        long most = MostOfSmall + MostTimesPacked * new FileInfo(path).Length;
        if (zip.Entries.Aggregate((Int128)0, (sum, entry) => sum + entry.Length) is var unpacked && unpacked > most)
            throw new InputException(
                path, $"arrays that unpack to {unpacked} bytes", $"at most {most}, {MostTimesPacked} times the file and {MostOfSmall >> 20} MiB", "Save it unpacked, with numpy.savez.");
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            string name = NameOf(entry), place = $"{path}, array {name}";
            ReadOnlySpan<byte> bytes = Whole(entry, place);
            if (Crc32.Of(bytes) != entry.Crc32)
                throw NumpyFile.Damaged(place, $"checksum {Crc32.Of(bytes):x8}", $"{entry.Crc32:x8}");
            if (!arrays.TryAdd(name, NumpyFile.Decode(bytes, place)))
                throw NumpyFile.Damaged(place, "the name for the second time", "one array a name");
        }
        return arrays;
    });

    /// <summary>The names of a file's arrays, which are not read.</summary>
    /// <exception cref="InputException">the file is not there, damaged or cut short</exception>
    internal static IReadOnlyList<string> Names(string path) => Opened(path, zip => zip.Entries.Select(NameOf).ToArray());

    private static string NameOf(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(Extension, StringComparison.Ordinal) ? entry.FullName[..^Extension.Length] : entry.FullName;

    private static T Opened<T>(string path, Func<ZipArchive, T> read)
    {
        try
        {
            using ZipArchive zip = ZipFile.OpenRead(path);
            return read(zip);
        }
        catch (InvalidDataException e) when (NumpyFile.IsOne(path))
        {
            throw new InputException(
                path, "a single array", "an archive of named ones", "numpy.save writes single arrays (.npy), numpy.savez archives (.npz).", e);
        }
        catch (InvalidDataException e)
        {
            throw NumpyFile.Damaged(path, new FileInfo(path).Length == 0 ? "an empty file" : e.Message, "a whole .npz file", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a readable .npz file", "Check the path.", e);
        }
    }

    /// <summary>An entry's bytes. The array's own header must say the same length before more than that is read, so that nothing is unpacked for a lie.</summary>
    private static ReadOnlySpan<byte> Whole(ZipArchiveEntry entry, string place)
    {
        using Stream stored = entry.Open();
        var start = new byte[Math.Min(entry.Length, LongestHeader)];
        int length = stored.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        NumpyFile.Layout(start.AsSpan(0, length), entry.Length, place);
        if (entry.Length > Array.MaxLength)
            throw NumpyFile.Damaged(place, $"{entry.Length} bytes", "less than 2 GiB");
        var content = new byte[entry.Length];
        start.AsSpan(0, length).CopyTo(content);
        length += stored.ReadAtLeast(content.AsSpan(length), content.Length - length, throwOnEndOfStream: false);
        if (length < content.Length || stored.ReadByte() >= 0)
            throw NumpyFile.Damaged(place, length < content.Length ? $"{length} bytes" : $"more than {length} bytes", $"{entry.Length}");
        return content;
    }

    /// <summary>Writes arrays under their names. The same arrays give the same bytes.</summary>
    /// <param name="path">the file</param>
    /// <param name="arrays">names and arrays, in the order of the file</param>
    /// <param name="compress">deflate them; features hardly get smaller by it</param>
    /// <exception cref="InputException">the file cannot be written; the one before stays</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NumpyArray>> arrays, bool compress = false)
        => WholeFile.Write(path, stream =>
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
            foreach ((string name, NumpyArray array) in arrays)
            {
                ZipArchiveEntry entry = zip.CreateEntry(
                    name + Extension, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);   // the format's own zero, as NumPy sets it
                using Stream to = entry.Open();
                NumpyFile.Write(to, array);
            }
        });
}
