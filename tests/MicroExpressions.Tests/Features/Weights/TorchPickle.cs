using System.IO.Compression;
using System.Text;

namespace MicroExpressions.Tests.Features.Weights;

/// <summary>
/// Files as torch.save writes them (protocol 2 in a zip file), of what a training script keeps: dictionaries in each other, lists, numbers,
/// texts, and tensors of float32.
/// </summary>
internal static class TorchPickle
{
    /// <summary>A dictionary in the order of its items; keys are texts or numbers.</summary>
    public sealed record Dict(params (object Key, object? Value)[] Items);

    /// <summary>A tensor that counts up from 0.</summary>
    public sealed record Counting(params long[] Shape);

    public static void Save(string path, object? root)
    {
        var storages = new List<float[]>();
        byte[] pickle = [0x80, 2, .. Of(root, storages), (byte)'.'];
        using FileStream file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in storages.Select((s, i) => ($"archive/data/{i}", s.SelectMany(BitConverter.GetBytes).ToArray())).Prepend(("archive/data.pkl", pickle)))
            using (Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open())
                entry.Write(content);
    }

    private static byte[] Of(object? value, List<float[]> storages) => value switch
    {
        null => [(byte)'N'],
        bool truth => [(byte)(truth ? 0x88 : 0x89)],
        int number => [(byte)'J', .. BitConverter.GetBytes(number)],
        double number => [(byte)'G', .. BitConverter.GetBytes(number).Reverse()],
        string text => [(byte)'X', .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)],
        object?[] list => [(byte)']', (byte)'(', .. list.SelectMany(item => Of(item, storages)), (byte)'e'],
        Dict dict => [(byte)'}', (byte)'(', .. dict.Items.SelectMany(item => (byte[])[.. Of(item.Key, storages), .. Of(item.Value, storages)]), (byte)'u'],
        Counting tensor => Of(tensor, storages),
        _ => throw new ArgumentException($"{value}", nameof(value)),
    };

    private static byte[] Of(Counting tensor, List<float[]> storages)
    {
        int count = (int)tensor.Shape.Aggregate(1L, (product, length) => product * length);
        string key = storages.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
        storages.Add([.. Enumerable.Range(0, count).Select(i => (float)i)]);
        long[] strides = [.. tensor.Shape.Select((_, i) => tensor.Shape[(i + 1)..].Aggregate(1L, (product, length) => product * length))];
        return
        [
            .. "ctorch._utils\n_rebuild_tensor_v2\n"u8, (byte)'(', (byte)'(', .. Of("storage", storages), .. "ctorch\nFloatStorage\n"u8, .. Of(key, storages), .. Of("cpu", storages),
            .. Of(count, storages), (byte)'t', (byte)'Q', .. Of(0, storages), .. Tuple(tensor.Shape), .. Tuple(strides), 0x89,
            .. "ccollections\nOrderedDict\n"u8, (byte)')', (byte)'R', (byte)'t', (byte)'R',
        ];

        byte[] Tuple(long[] numbers) => [(byte)'(', .. numbers.SelectMany(n => Of((int)n, storages)), (byte)'t'];
    }
}
