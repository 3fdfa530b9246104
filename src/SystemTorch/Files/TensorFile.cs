using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// A tensor in TorchSharp's <c>.dat</c> format: LEB128 dtype code, rank and sizes, then the elements, contiguous and
/// little-endian. No magic number and no checksum: what a header promises is checked against what the stream can hold
/// before any memory is taken for it.
/// </summary>
public static partial class TensorExtensionMethods
{
    private const int MostDimensions = 64; // libtorch's own limit

    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        using Tensor host = tensor.cpu();
        host.RequireContiguousOnCpu();
        writer.Encode((long)host.dtype);
        long[] shape = host.shape;
        writer.Encode(shape.Length);
        foreach (long size in shape) writer.Encode(size);
        writer.Flush();
        host.WriteBytesToStream(writer.BaseStream);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location)
    {
        using FileStream stream = File.Create(location);
        tensor.Save(stream);
    }

    /// <summary>Reads into a tensor that has the file's dtype and shape; with <paramref name="skip"/> only past it.</summary>
    /// <exception cref="ArgumentException">Another dtype or shape.</exception>
    /// <exception cref="InvalidDataException">Not a tensor.</exception>
    /// <exception cref="EndOfStreamException">The file ends too early.</exception>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType dtype, long[] shape, long bytes) = Header(reader);
        if (dtype != tensor.dtype) throw Mismatch("data types");
        ReadInto(tensor, reader.BaseStream, shape, bytes, skip);
    }

    /// <summary>Reads a tensor; with <paramref name="skip"/> zeros of its shape.</summary>
    public static Tensor Load(BinaryReader reader, bool skip = false)
    {
        Tensor? tensor = null;
        Load(ref tensor, reader, skip);
        return tensor!;
    }

    /// <summary>Reads into the tensor, or into a new one where there is none.</summary>
    public static void Load(ref Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        (ScalarType dtype, long[] shape, long bytes) = Header(reader);
        Stream stream = reader.BaseStream;
        if (tensor is null)
        {
            stream = Holding(stream, bytes);
            tensor = skip ? zeros(shape, dtype) : empty(shape, dtype);
        }
        ReadInto(tensor, stream, shape, bytes, skip);
    }

    private static (ScalarType Dtype, long[] Shape, long Bytes) Header(BinaryReader reader)
    {
        long code = reader.Decode();
        if (code > sbyte.MaxValue || !Enum.IsDefined((ScalarType)code)) throw new InvalidDataException($"not a tensor: dtype code {code}");
        long rank = reader.Decode();
        if (rank > MostDimensions) throw new InvalidDataException($"not a tensor: {rank} dimensions");
        var shape = new long[rank];
        long bytes = ElementTypes.Size((ScalarType)code);
        try
        {
            for (int d = 0; d < shape.Length; d++) bytes = checked(bytes * (shape[d] = reader.Decode()));
        }
        catch (OverflowException)
        {
            throw new InvalidDataException($"not a tensor: sizes {string.Join(", ", shape)}, …");
        }
        return ((ScalarType)code, shape, bytes);
    }

    private static void ReadInto(Tensor tensor, Stream stream, long[] shape, long bytes, bool skip)
    {
        if (skip)
        {
            Skip(stream, bytes);
            return;
        }
        if (!shape.SequenceEqual(tensor.shape)) throw Mismatch("shape");
        using IDisposable noGradient = no_grad(); // a leaf may be written
        if (tensor.is_cpu())
        {
            tensor.ReadBytesFromStream(stream);
            return;
        }
        using Tensor host = empty_like(tensor, device: CPU);
        host.ReadBytesFromStream(stream);
        tensor.copy_(host);
    }

    private static void Skip(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            Holding(stream, bytes).Seek(bytes, SeekOrigin.Current);
            return;
        }
        for (var buffer = new byte[65536]; bytes > 0;)
        {
            bytes -= stream.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(bytes, buffer.Length)), 1);
        }
    }

    // A stream that has so many bytes to give. One that cannot tell is read first: its header alone is worth no memory.
    private static Stream Holding(Stream stream, long bytes)
    {
        if (stream.CanSeek)
        {
            long left = stream.Length - stream.Position;
            if (left < bytes) throw new EndOfStreamException($"the tensor's {bytes} bytes do not follow: only {left} are left");
            return stream;
        }
        var held = new MemoryStream();
        for (var buffer = new byte[65536]; held.Length < bytes;)
        {
            int n = stream.ReadAtLeast(buffer.AsSpan(0, (int)Math.Min(bytes - held.Length, buffer.Length)), 1);
            held.Write(buffer, 0, n);
        }
        held.Position = 0;
        return held;
    }

    private static ArgumentException Mismatch(string what) => new(
        $"Mismatched tensor {what} while loading. Make sure that the model you are loading into is exactly the same as the origin.");
}
