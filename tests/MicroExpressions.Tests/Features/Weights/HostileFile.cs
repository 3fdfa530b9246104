using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MicroExpressions.Tests.Features.Weights;

/// <summary>Files of a few bytes, or a few that pack many, that say they hold gigabytes; and files that contradict themselves.</summary>
internal static class HostileFile
{
    /// <summary>By what is wrong with them; the name's first word is the kind: <c>safetensors</c>, <c>pytorch</c>, <c>npz</c>, <c>npy</c>, <c>onnx</c>, <c>dat</c>.</summary>
    public static IReadOnlyDictionary<string, Func<byte[]>> All { get; } = new Dictionary<string, Func<byte[]>>
    {
        ["safetensors whose header is longer than the file"] = () => [.. BitConverter.GetBytes(90_000_000L), .. "{}"u8],
        ["safetensors of 2 GiB that are not there"] = () => Safe("""{"a":{"dtype":"F32","shape":[536870911],"data_offsets":[0,2147483644]}}""", 16),
        ["safetensors of 2⁶² elements"] = () => Safe("""{"a":{"dtype":"F32","shape":[2147483648,2147483648],"data_offsets":[0,16]}}""", 16),
        ["safetensors of no element and strides that overflow"] = () => Safe("""{"a":{"dtype":"F32","shape":[0,4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", 0),
        ["safetensors of 65 dimensions"] = () => Safe($"{{\"a\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', Enumerable.Repeat(1, 65))}],\"data_offsets\":[0,4]}}}}", 4),
        ["safetensors cut short"] = () => Safe("""{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""", 15),
        ["safetensors of another type than its bytes"] = () => Safe("""{"a":{"dtype":"F64","shape":[4],"data_offsets":[0,16]}}""", 16),
        ["safetensors with a name twice"] = () => Safe("""{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}""", 4),
        ["safetensors whose tensors lie on each other"] = () => Safe("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}""", 6),
        ["pytorch storage of 2 GB that is not there"] = () => Zip(Pickle(count: 500_000_000, size: [500_000_000], stride: [1]), new byte[16]),
        ["pytorch tensor of 2 GB from one number"] = () => Zip(Pickle(count: 1, size: [500_000_000], stride: [0]), new byte[4]),
        ["pytorch tensor of 2⁶² elements"] = () => Zip(Pickle(count: 4, size: [1L << 31, 1L << 31], stride: [0, 0]), new byte[16]),
        ["pytorch tensor beyond its storage"] = () => Zip(Pickle(count: 4, size: [5], stride: [1]), new byte[16]),
        ["pytorch storage that packs 256 MB of zeros"] = () => Zip(Pickle(count: 1 << 26, size: [1 << 26], stride: [1]), new byte[1 << 28], CompressionLevel.Fastest),
        ["pytorch storage whose length in the zip's directory is a lie"] = () => Lying(Zip(Pickle(count: 500_000_000, size: [4], stride: [1]), new byte[16]), entry: 1, 2_000_000_000),
        ["pytorch pickle of 20 million lists"] = () => [.. Magic, .. Enumerable.Repeat((byte)']', 20_000_000)],
        ["pytorch text of 4 GB"] = () => [.. Magic, (byte)'X', 255, 255, 255, 255],
        ["pytorch pickle whose length in the zip's directory is a lie"] = () => Lying(Zip(Pickle(count: 4, size: [4], stride: [1]), new byte[16]), entry: 0, 2_000_000_000),
        ["pytorch byte order that packs 256 MB"] = () => Zipped(("archive/data.pkl", Pickle(count: 4, size: [4], stride: [1]), CompressionLevel.NoCompression),
            ("archive/byteorder", new byte[1 << 28], CompressionLevel.Fastest)),
        ["pytorch list of 300 000 pairs that 100 000 dictionaries are made of"] = () =>
        [
            .. Magic, .. System1001, (byte)']', (byte)'q', 1, (byte)'(', (byte)'K', 1, (byte)'N', 0x86, (byte)'q', 2, .. Enumerable.Repeat((byte[])[(byte)'h', 2], 299_999).SelectMany(b => b), (byte)'e',
            .. Enumerable.Repeat((byte[])[.. "ccollections\nOrderedDict\n"u8, (byte)'h', 1, 0x85, (byte)'R'], 100_000).SelectMany(b => b), (byte)'.',
        ],
        ["pytorch tensor of 100 000 dimensions"] = () => Zip(Pickle(count: 1, size: [.. Enumerable.Repeat(1L, 100_000)], stride: [.. Enumerable.Repeat(0L, 100_000)]), new byte[4]),
        ["pytorch tensor of 65 dimensions"] = () => Zip(Pickle(count: 1, size: [.. Enumerable.Repeat(1L, 65)], stride: [.. Enumerable.Repeat(0L, 65)]), new byte[4]),
        ["pytorch name of 20 million letters"] = () => [.. Magic, .. System1001, (byte)'c', .. Enumerable.Repeat((byte)'a', 20_000_000)],
        ["pytorch text of 20 MB"] = () => [.. Magic, .. System1001, (byte)'X', .. BitConverter.GetBytes(20_000_000), .. new byte[20_000_000], (byte)'.'],
        ["pytorch zip cut short"] = () => Zip(Pickle(count: 4, size: [4], stride: [1]), new byte[16])[..^30],
        ["npz that packs 256 MB of zeros behind a header of four numbers"] = () => Npz([.. Npy("(4,)"), .. new byte[1 << 28]], CompressionLevel.Fastest),
        ["npz array of 8 GB"] = () => Npz([.. Npy("(2147483647,)"), .. new byte[16]], CompressionLevel.NoCompression),
        ["npz whose directory says 2 GB"] = () => Lying(Npz([.. Npy("(500000000,)"), .. new byte[16]], CompressionLevel.NoCompression), entry: 0, 2_000_000_128),
        ["npz that packs 300 MB of zeros and says so"] = () => Npz([.. Npy("(75000000,)"), .. new byte[300_000_000]], CompressionLevel.Fastest),
        ["npy of 30 000 dimensions in Fortran's order"] = () => Numpy($"{{'descr': '|u1', 'fortran_order': True, 'shape': (1000000, {string.Join(", ", Enumerable.Repeat(1, 20_000))}), }}", 1_000_000),
        ["npy of two thousand million texts of no letter"] = () => Numpy("{'descr': '<U0', 'fortran_order': False, 'shape': (2147483591,), }", 0),
        ["npy of 8 GB"] = () => [.. Npy("(2147483647,)"), .. new byte[16]],
        ["npy of no element and a product that overflows"] = () => Npy("(2147483647, 2147483647, 2147483647, 0)"),
        ["npy whose header is 4 GB long"] = () => [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255, .. "{}"u8],
        ["onnx tensor of 2 GB that is not there"] = () => Protobuf.Onnx(Protobuf.Tensor("a", 1, [500_000_000], Protobuf.Floats(1, 2))),
        ["onnx tensor of 2⁶² elements"] = () => Protobuf.Onnx(Protobuf.Tensor("a", 1, [1ul << 31, 1ul << 31], Protobuf.Raw(new byte[16]))),
        ["onnx tensor of no element and strides that overflow"] = () => Protobuf.Onnx(Protobuf.Tensor("a", 1, [0, 1ul << 62, 1ul << 62], [])),
        ["onnx bytes of 2 GB that are not there"] = () => Protobuf.Onnx([.. Protobuf.Number(1, 500_000_000), .. Protobuf.Number(2, 1), 9 << 3 | 2, .. Protobuf.Varint(2_000_000_000), 0]),
        ["onnx graph longer than the file"] = () => [7 << 3 | 2, .. Protobuf.Varint(1ul << 40), 0],
        ["onnx of a name of 30 MB"] = () => Protobuf.Onnx(Protobuf.Bytes(8, new byte[30_000_000])),
        ["onnx of 10 million dimensions"] = () => Protobuf.Onnx(Protobuf.Bytes(1, Enumerable.Repeat((byte)1, 10_000_000).ToArray())),
        ["onnx of 10 million initialisers without a name"] = () => [7 << 3 | 2, .. Protobuf.Varint(20_000_000), .. Enumerable.Repeat((byte[])[5 << 3 | 2, 0], 10_000_000).SelectMany(b => b)],
        // TorchSharp's own: one tensor "a" of float32 with 2⁶⁰ elements; its loader asks for the memory first
        ["dat of 2⁶⁰ elements"] = () => [1, 1, (byte)'a', 6, 1, 128, 128, 128, 128, 128, 128, 128, 128, 16, 0, 0, 0, 0],
    };

    /// <summary>A pickle's protocol and the magic number of PyTorch's legacy format.</summary>
    private static ReadOnlySpan<byte> MagicBytes => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.', 0x80, 2, (byte)'M', 0xe9, 3, (byte)'.', 0x80, 2];

    private static byte[] Magic => MagicBytes.ToArray();

    /// <summary>The empty description of the system that stands behind the magic number.</summary>
    private static byte[] System1001 => [(byte)'}', (byte)'.', 0x80, 2];

    private static byte[] Safe(string header, int data) => [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[data]];

    /// <summary>What torch.save writes of <c>{"a": tensor}</c>, of float32.</summary>
    private static byte[] Pickle(long count, long[] size, long[] stride)
    {
        return
        [
            0x80, 2, (byte)'}', .. Text("a"), .. "ctorch._utils\n_rebuild_tensor_v2\n"u8, (byte)'(', (byte)'(', .. Text("storage"), .. "ctorch\nFloatStorage\n"u8,
            .. Text("0"), .. Text("cpu"), .. Whole(count), (byte)'t', (byte)'Q', .. Whole(0), .. Tuple(size), .. Tuple(stride), 0x89,
            .. "ccollections\nOrderedDict\n"u8, (byte)')', (byte)'R', (byte)'t', (byte)'R', (byte)'s', (byte)'.',
        ];

        static byte[] Text(string text) => [(byte)'X', .. BitConverter.GetBytes(text.Length), .. Encoding.ASCII.GetBytes(text)];
        static byte[] Whole(long value) => [0x8a, 8, .. BitConverter.GetBytes(value)];
        static byte[] Tuple(long[] values) => [(byte)'(', .. values.SelectMany(Whole), (byte)'t'];
    }

    private static byte[] Zip(byte[] pickle, byte[] storage, CompressionLevel level = CompressionLevel.NoCompression) =>
        Zipped(("archive/data.pkl", pickle, CompressionLevel.NoCompression), ("archive/data/0", storage, level));

    private static byte[] Npy(string shape)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)];
    }

    private static byte[] Numpy(string header, int data) => [0x93, .. "NUMPY"u8, 2, 0, .. BitConverter.GetBytes(header.Length), .. Encoding.ASCII.GetBytes(header), .. new byte[data]];

    private static byte[] Npz(byte[] array, CompressionLevel level) => Zipped(("x.npy", array, level));

    private static byte[] Zipped(params (string Name, byte[] Content, CompressionLevel Level)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content, CompressionLevel level) in entries)
                using (Stream entry = zip.CreateEntry(name, level).Open())
                    entry.Write(content);
        return file.ToArray();
    }

    /// <summary>Overwrites both lengths of an entry in the zip's directory, at 20 and 24 of its record.</summary>
    private static byte[] Lying(byte[] zip, int entry, uint length)
    {
        int at = -1;
        for (int i = 0; i <= entry; i++)
            at += 1 + zip.AsSpan(at + 1).IndexOf((ReadOnlySpan<byte>)[(byte)'P', (byte)'K', 1, 2]);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 20), length);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(at + 24), length);
        return zip;
    }
}
