using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>
/// The <c>safetensors</c> format: eight bytes with the header's length, a header in JSON (name → dtype, shape, place), the tensors'
/// bytes one after the other without gaps. Format: github.com/huggingface/safetensors.
/// </summary>
public static class SafeTensors
{
    /// <summary>The longest header that the format allows.</summary>
    private const ulong LongestHeader = 100_000_000;

    private const string Metadata = "__metadata__";

    private static readonly (string Name, ScalarType Dtype)[] Dtypes =
    [
        ("BOOL", ScalarType.Bool), ("U8", ScalarType.Byte), ("I8", ScalarType.Int8), ("I16", ScalarType.Int16), ("I32", ScalarType.Int32),
        ("I64", ScalarType.Int64), ("F16", ScalarType.Float16), ("BF16", ScalarType.BFloat16), ("F32", ScalarType.Float32),
        ("F64", ScalarType.Float64),
    ];

    /// <summary>Writes tensors under their names; the same tensors give the same bytes.</summary>
    /// <param name="path">the file</param>
    /// <param name="tensors">names and tensors, of any layout, on any device</param>
    /// <param name="metadata">texts by name, which the format keeps beside the tensors: <see cref="StateDict.Metadata"/></param>
    /// <exception cref="ArgumentException">a tensor's type is not in the format, or a name is the metadata's</exception>
    /// <exception cref="InputException">the file cannot be written; the one before stays</exception>
    public static void Write(string path, IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        // Large elements first, so that each tensor begins at a multiple of its element's size.
        (string Name, Tensor Tensor)[] ordered = [.. tensors.Select(t => (t.Key, t.Value))
            .OrderByDescending(t => TensorData.SizeOf(t.Value.dtype)).ThenBy(t => t.Key, StringComparer.Ordinal)];
        byte[] header = Header(ordered, metadata ?? new Dictionary<string, string>());
        WholeFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach ((_, Tensor tensor) in ordered)
            {
                using var scope = NewDisposeScope();
                stream.Write(tensor.detach().cpu().contiguous().bytes);
            }
        });
    }

    internal static StateDict Read(Stream stream, string path)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > LongestHeader || length > (ulong)(stream.Length - prefix.Length))
            throw Damaged(path, $"a header of {length} bytes in a file of {stream.Length}", "a header that is in the file");
        var header = new byte[length];
        stream.ReadExactly(header);
        try
        {
            using JsonDocument json = JsonDocument.Parse(header);
            return Read(stream, json.RootElement, path, dataStart: stream.Position);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw Damaged(path, $"a header that cannot be read ({e.Message})", "name → dtype, shape, data_offsets", e);
        }
    }

    private static StateDict Read(Stream stream, JsonElement header, string path, long dataStart)
    {
        var entries = header.EnumerateObject().Where(e => e.Name != Metadata)
            .Select(e => Entry(e, path)).OrderBy(e => e.Begin).ThenBy(e => e.End).ToList();
        long next = 0;
        foreach ((string name, _, _, long begin, long end) in entries)
        {
            if (begin != next)
                throw Damaged($"{path}, tensor {name}", $"data from byte {begin}", $"from {next}, where the one before ends");
            next = end;
        }
        if (next != stream.Length - dataStart)
            throw Damaged(path, $"{stream.Length - dataStart} bytes of data", $"{next} as the header says");
        var weights = new StateDict { Place = path, Metadata = Texts(header) };
        try
        {
            foreach ((string name, ScalarType dtype, long[] shape, _, _) in entries)
                weights.Add(name, TensorData.Read(stream, shape, dtype));
            return weights;
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    private static Dictionary<string, string> Texts(JsonElement header) => header.TryGetProperty(Metadata, out JsonElement texts)
        ? texts.EnumerateObject().DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => t.Value.GetString() ?? "", StringComparer.Ordinal) : [];

    private static (string Name, ScalarType Dtype, long[] Shape, long Begin, long End) Entry(JsonProperty entry, string path)
    {
        string place = $"{path}, tensor {entry.Name}", type = entry.Value.GetProperty("dtype").GetString() ?? "null";
        int known = Array.FindIndex(Dtypes, d => d.Name == type);
        if (known < 0)
            throw Damaged(place, $"dtype {type}", string.Join(", ", Dtypes.Select(d => d.Name)));
        ScalarType dtype = Dtypes[known].Dtype;
        long[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64())];
        long[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(s => s.GetInt64())];
        if (offsets is not [long begin, long end] || begin < 0 || end < begin)
            throw Damaged(place, $"data_offsets [{string.Join(", ", offsets)}]", "begin and end");
        if (TensorData.Count(shape, dtype) is not long count || count * TensorData.SizeOf(dtype) != end - begin)
            throw Damaged(place, $"{end - begin} bytes for {type} [{string.Join(", ", shape)}]", "as many as the shape needs, below 2 GiB");
        return (entry.Name, dtype, shape, begin, end);
    }

    private static byte[] Header((string Name, Tensor Tensor)[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (metadata.Count > 0)
            {
                json.WriteStartObject(Metadata);
                foreach ((string name, string value) in metadata.OrderBy(m => m.Key, StringComparer.Ordinal))
                    json.WriteString(name, value);
                json.WriteEndObject();
            }
            long at = 0;
            foreach ((string name, Tensor tensor) in tensors)
            {
                if (name == Metadata)
                    throw new ArgumentException($"a tensor called {name}", nameof(tensors));
                json.WriteStartObject(name);
                json.WriteString("dtype", Array.Find(Dtypes, d => d.Dtype == tensor.dtype).Name);
                json.WriteStartArray("shape");
                foreach (long size in tensor.shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += tensor.NumberOfElements * TensorData.SizeOf(tensor.dtype));
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (text.Length % 8 != 0)
            text.WriteByte((byte)' ');   // so that the data begin at a multiple of 8
        return text.ToArray();
    }

    private static InputException Damaged(string place, string found, string expected, Exception? inner = null)
        => new(place, found, expected, "The file is damaged or no safetensors; download it again.", inner);
}
