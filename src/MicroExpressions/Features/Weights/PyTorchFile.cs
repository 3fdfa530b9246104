using System.Buffers.Binary;
using System.IO.Compression;
using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>
/// What <c>torch.save</c> writes: a pickle of the objects, in which a tensor is a view (offset, size, stride) of a storage, and the
/// storages' bytes. Since PyTorch 1.6 in a zip file, before one after the other ("legacy", as the public I3D weights are).
/// </summary>
internal static class PyTorchFile
{
    private const string Remedy = "The file is damaged; download it again.";

    /// <summary>
    /// How much larger than the file its tensors may be [chosen]: they may share a storage, and repeat it by strides of 0, so that a few bytes
    /// could ask for any amount.
    /// </summary>
    private const int MostRepeated = 8;

    /// <summary>What says <c>little</c> or <c>big</c>.</summary>
    private const int LongestOrder = 16;

    /// <summary>The first object of a legacy file.</summary>
    private static readonly BigInteger Magic = BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    public static StateDict ReadZip(Stream file, string path)
    {
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            ZipArchiveEntry pickle = zip.Entries.FirstOrDefault(e => e.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new InputException(path, "a zip file without data.pkl", "one that torch.save wrote", "Check the path.");
            string folder = pickle.FullName[..^"data.pkl".Length];
            RequireLittleEndian(zip.GetEntry(folder + "byteorder"), path);
            using var scope = NewDisposeScope();
            var storages = new PickledStorages();
            object? root = new PickleReader(Whole(pickle, path, file.Length), path, storages.Rules).Read();
            long left = file.Length;
            foreach (PickledStorage storage in storages.All)
            {
                string place = $"{path}, storage {storage.Key}";
                ZipArchiveEntry entry = zip.GetEntry($"{folder}data/{storage.Key}")
                    ?? throw new InputException(place, "nothing", $"{storage.Count} elements", Remedy);
                if ((left -= entry.Length) < 0)
                    throw new InputException(place, "storages that lie on each other", "each in a place of its own", Remedy);
                storage.Fill(Whole(entry, place, file.Length), entry.Length, place);
            }
            return Tensors(root, path, file.Length);
        }
        catch (InvalidDataException e)
        {
            throw new InputException(path, e.Message, "a whole zip file", Remedy, e);
        }
    }

    public static StateDict ReadLegacy(Stream file, string path)
    {
        using var scope = NewDisposeScope();
        var storages = new PickledStorages();
        if (Next() is not BigInteger magic || magic != Magic)
            throw new InputException(path, "a pickle of something else", "one that torch.save wrote", "Check the path.");
        if (Next() is not 1001L)
            throw new InputException(path, "an unknown version of PyTorch's legacy format", "1001", "Save it again with a newer PyTorch.");
        if (Next() is not PickledDict system || system.Items.Any(i => i is { Key: "little_endian", Value: false }))
            throw new InputException(path, "numbers with their high byte first", "little endian", "Save it again on another machine.");
        object? root = Next();
        List<string> keys = (Next() as List<object?>)?.OfType<string>().ToList()
            ?? throw new InputException(path, "no list of storages", "one", Remedy);
        var counted = new byte[sizeof(long)];
        foreach (string key in keys)
        {
            string place = $"{path}, storage {key}";
            PickledStorage storage = storages.Of(key)
                ?? throw new InputException(place, "a storage that no tensor uses", "those of the tensors", Remedy);
            file.ReadExactly(counted);
            long count = BinaryPrimitives.ReadInt64LittleEndian(counted);
            if (count != storage.Count)
                throw new InputException(place, $"{count} elements", $"{storage.Count}", Remedy);
            storage.Fill(file, Math.Min(file.Length - file.Position, storage.Count * storage.ElementSize), place);
        }
        if (storages.All.FirstOrDefault(s => !s.IsFilled) is PickledStorage lost)
            throw new InputException($"{path}, storage {lost.Key}", "nothing", $"{lost.Count} elements", Remedy);
        return Tensors(root, path, file.Length);

        object? Next() => new PickleReader(file, path, storages.Rules).Read();
    }

    /// <summary>The tensors of a state dict, or of the one in a checkpoint.</summary>
    private static StateDict Tensors(object? root, string path, long fileLength)
    {
        (string key, PickledDict dict) = CheckpointContent.StateDictIn(root, path);
        string place = key.Length == 0 ? path : $"{path}, {key}";
        var weights = new StateDict { Place = place, Key = key };
        long left = MostRepeated * fileLength;
        try
        {
            foreach ((object? item, object? value) in dict.Items)
            {
                string name = item as string ?? throw CheckpointContent.Unusable(place, $"the key {item}");
                PickledTensor pickled = value as PickledTensor ?? throw CheckpointContent.Unusable(place, $"no tensor under {name}");
                if ((left -= Math.Min(pickled.Bytes, long.MaxValue / 2)) < 0)
                    throw new InputException(
                        $"{place}, tensor {name}", $"tensors of more than {MostRepeated} times the file's size", "as much as the file holds, or a few times that", Remedy);
                weights.Add(name, pickled.Build(place, name));
            }
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static void RequireLittleEndian(ZipArchiveEntry? order, string path)
    {
        if (order is null)
            return;
        if (order.Length > LongestOrder)
            throw new InputException(path, $"a byte order of {order.Length} bytes", "little", Remedy);
        using var reader = new StreamReader(order.Open());
        if (reader.ReadToEnd() is var text && text != "little")
            throw new InputException(path, $"byte order {text}", "little", "Save it again on another machine.");
    }

    /// <summary>An entry's bytes, checked against its checksum. PyTorch packs none, so that its length is that of what is in the file.</summary>
    private static MemoryStream Whole(ZipArchiveEntry entry, string place, long fileLength)
    {
        if (entry.Length > fileLength)
            throw new InputException(place, $"{entry.Length} bytes in a file of {fileLength}", "an entry that is in the file", Remedy);
        if (entry.CompressedLength != entry.Length)
            throw new InputException(place, $"{entry.Length} bytes packed into {entry.CompressedLength}", "an entry that is not packed, as torch.save writes it", Remedy);
        if (entry.Length > int.MaxValue)
            throw new InputException(place, $"{entry.Length} bytes", "less than 2 GiB", "Save it as safetensors, in parts.");
        var content = new MemoryStream((int)entry.Length);
        using (Stream stored = entry.Open())
            stored.CopyTo(content);
        if (Crc32.Of(content.GetBuffer().AsSpan(0, (int)content.Length)) != entry.Crc32)
            throw new InputException(place, "a wrong checksum", $"{entry.Crc32:x8}", Remedy);
        content.Position = 0;
        return content;
    }
}
