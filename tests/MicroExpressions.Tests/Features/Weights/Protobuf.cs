namespace MicroExpressions.Tests.Features.Weights;

/// <summary>Protocol buffers by hand, after protobuf.dev/programming-guides/encoding.</summary>
internal static class Protobuf
{
    /// <summary>A whole number: seven bits a byte, the lowest first.</summary>
    public static byte[] Varint(ulong value) => value < 128 ? [(byte)value] : [(byte)(value & 127 | 128), .. Varint(value >> 7)];

    /// <summary>A field that is a number.</summary>
    public static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    /// <summary>A field that is bytes: a text, a message, packed numbers.</summary>
    public static byte[] Bytes(int field, params byte[] content) => [.. Varint((ulong)field << 3 | 2), .. Varint((ulong)content.Length), .. content];

    /// <summary>An ONNX model of one graph with these initialisers, between fields that a reader of weights passes over.</summary>
    public static byte[] Onnx(params byte[][] initializers) =>
        [.. Number(1, 3), .. Bytes(2, "CNTK"u8.ToArray()), .. Bytes(7, [.. Bytes(1, Bytes(4, "Relu"u8.ToArray())), .. initializers.SelectMany(t => Bytes(5, t))]), .. Bytes(8, Number(2, 7))];

    /// <summary>A tensor of <c>onnx.proto</c>: its shape, type, name, and its data in a field of their own.</summary>
    public static byte[] Tensor(string name, ulong type, ulong[] shape, byte[] data) =>
        [.. shape.SelectMany(d => Number(1, d)), .. Number(2, type), .. data, .. Bytes(8, System.Text.Encoding.UTF8.GetBytes(name))];

    public static byte[] Floats(params float[] values) => Bytes(4, [.. values.SelectMany(BitConverter.GetBytes)]);

    public static byte[] Raw(params byte[] values) => Bytes(9, values);
}
